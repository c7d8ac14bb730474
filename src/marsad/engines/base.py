"""What an engine is given and what it yields."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import msgspec

from marsad.extract.limits import ExtractError
from marsad.model import Capture, Reading, make_digest
from marsad.sources import Item, SetAside

Result = TypeVar("Result")
Task = TypeVar("Task")
Read = Callable[[Capture], Reading]
Prepare = Callable[[], object]
Outcome = Reading | SetAside
TRIES = 3  # of a task
AHEAD = 4  # pages in flight for each worker that keep it busy while somebody takes what it has read
TOO_BIG = "takes more memory than a page may"
MEMORY = 2_000_000_000  # bytes: the worst page of the largest size that is read (20 MB of empty markup) took 1.6e9


class Engine(Protocol):
    """Runs `read` over captures; engines differ in where, never in what comes out."""

    name: str

    def run(
        self,
        items: Iterable[Item],
        read: Callable[[Capture], Result],
        jobs: int = 1,
        limit: float | None = None,
        memory: int = MEMORY,
        prepare: Prepare | None = None,
        ahead: int = AHEAD,
    ) -> Iterator[Result | SetAside]:
        """Yield the outcome of every item, in order; set-asides among the items pass through.

        `read` must be importable by name, because other processes may run it, and so must `prepare`, which each of
        them calls before its first page, so that what it loads costs no page its time. No more than `ahead` items for
        each job are taken ahead of what was yielded, and where these are large no more than `AHEAD`. A page that takes
        more than `limit` seconds is set aside for the reason timeout, one whose process dies for the reason crash;
        without a limit the engine has its own, or none.

        A page from outside is always read in another process, which has a limit and may take `memory` bytes for word
        lists and page together, where the platform can hold it to that; one that takes more is set aside for the
        reason memory, or crash where it cannot be told.
        """


class EngineError(Exception):
    """An engine cannot work at all; the message says why and what to do."""


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A task that could not be done: `reason` is crash or error, the message one line for people."""

    reason: str
    message: str


class ShardEngine(Protocol):
    """Does `work` for every task; engines differ in where, never in what comes out."""

    name: str

    def spread(
        self, tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int = 1, cluster: str | None = None
    ) -> Iterator[tuple[Task, Result | Lost]]:
        """Yield every task with what came of it, as they are done; raise EngineError.

        Tasks, results and `work` travel to other processes. `jobs` is how many tasks may be done at once on this
        machine; `cluster` is where workers are found that run already, for engines that know such. Work is tried again
        where its process dies or it raises OSError; after `TRIES` the task is lost. It may be run twice at once, where
        a worker was taken for dead, and must come to the same.
        """


def read_guarded(read: Callable[[Capture], Result], capture: Capture) -> Result | SetAside:
    """Return the reading of a capture, or the set-aside that says why there is none: no page stops a run."""
    try:
        return read(capture)
    except ExtractError as error:
        return set_aside(capture, error.reason, error.message)
    except MemoryError:
        return set_aside(capture, "memory", TOO_BIG)
    except Exception as error:  # the last line of defence, recursion included
        return set_aside(capture, "error", say_error(error))


def set_aside(capture: Capture, reason: str, message: str) -> SetAside:
    """Return the set-aside of a capture."""
    digest = make_digest(capture.body)
    return SetAside(origin=capture.origin, name=capture.name, reason=reason, message=message, digest=digest)


def say_error(error: Exception) -> str:
    """Return the error's kind and its first line, short: the kind tells most, and pages may stand in messages."""
    first = str(error).strip().partition("\n")[0][:120]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
