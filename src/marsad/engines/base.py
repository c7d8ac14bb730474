"""What an engine is given and what it yields."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from marsad.extract.limits import ExtractError
from marsad.model import Capture, Reading, make_digest
from marsad.sources import Item, SetAside

Read = Callable[[Capture], Reading]
Outcome = Reading | SetAside
TOO_BIG = "takes more memory than a page may"
MEMORY = 2_000_000_000  # bytes: the worst page of the largest size that is read (20 MB of empty markup) took 1.6e9


class Engine(Protocol):
    """Runs `read` over captures; engines differ in where, never in what comes out."""

    name: str

    def run(
        self,
        items: Iterable[Item],
        read: Read,
        jobs: int = 1,
        limit: float | None = None,
        memory: int = MEMORY,
    ) -> Iterator[Outcome]:
        """Yield the outcome of every item, in order; set-asides among the items pass through.

        `read` must be importable by name, because other processes may run it. No more than a bounded number of items
        is taken ahead of what was yielded. A page that takes more than `limit` seconds is set aside for the reason
        timeout, one whose process dies for the reason crash; without a limit the engine has its own, or none.

        A page from outside is always read in another process, which has a limit and may take `memory` bytes for word
        lists and page together, where the platform can hold it to that; one that takes more is set aside for the
        reason memory, or crash where it cannot be told.
        """


def read_guarded(read: Read, capture: Capture) -> Outcome:
    """Return the reading of a capture, or the set-aside that says why there is none: no page stops a run."""
    try:
        return read(capture)
    except ExtractError as error:
        return set_aside(capture, error.reason, error.message)
    except MemoryError:
        return set_aside(capture, "memory", TOO_BIG)
    except Exception as error:  # the last line of defence, recursion included
        return set_aside(capture, "error", _say(error))


def set_aside(capture: Capture, reason: str, message: str) -> SetAside:
    """Return the set-aside of a capture."""
    digest = make_digest(capture.body)
    return SetAside(origin=capture.origin, name=capture.name, reason=reason, message=message, digest=digest)


def _say(error: Exception) -> str:
    """Return the error's kind and its first line, short: the kind tells most, and pages may stand in messages."""
    first = str(error).strip().partition("\n")[0][:120]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
