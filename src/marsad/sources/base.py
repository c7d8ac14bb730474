"""What a source is asked and what it yields."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from marsad.model import Capture


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was not read, and why.

    `reason` is a short stable word to count by (missing, permission, too_large, malformed, empty, …), `message` one
    line for people; `origin` says where the page is, `name` is the caller's id for it, `digest` the SHA-256 of its
    bytes where there were any.
    """

    origin: str
    reason: str
    message: str
    name: str | None = None
    digest: str | None = None


Item = Capture | SetAside


class Source(Protocol):
    """A way of fetching captures. Streams: memory does not grow with the number of pages."""

    name: str

    def accepts(self, place: str) -> bool:
        """Tell whether `place` (a path, an address) is of this source's kind."""

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield a capture or a set-aside for every page at `places`, in an order that does not vary."""

    def count(self, places: Sequence[str]) -> int | None:
        """Return about how many items `fetch` will yield, for a progress bar; None where that cannot be told."""
