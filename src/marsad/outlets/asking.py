"""The pages that one search asks for: each once, in turn, with a note of what is not taken and why."""

from collections.abc import Callable

import msgspec

from marsad.fetch import Fetched, Fetcher, Limits, Refusal
from marsad.outlets.fields import make_key

LIMITS = Limits(wire=10_000_000, body=20_000_000)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class LeftOut(msgspec.Struct, frozen=True):
    """An address that was looked at and not taken, and why."""

    url: str
    reason: str


class Asking:
    """What one search has asked and left out so far; `tell` is called with each address before it is asked."""

    def __init__(self, fetcher: Fetcher, tell: Callable[[str], object]) -> None:
        """Ask by `fetcher`."""
        self._fetcher = fetcher
        self._tell = tell
        self._asked: set[str] = set()
        self.left_out: list[LeftOut] = []

    def get(self, url: str) -> Fetched:
        """Return a page; raise Refusal."""
        self._tell(url)
        self._asked.add(make_key(url))
        page = self._fetcher.fetch(url, limits=LIMITS)
        self._asked.add(make_key(page.final))
        return page

    def ask(self, url: str, *, guess: bool = False) -> Fetched | None:
        """Return a page; None where it is refused, which is noted where it was no mere guess."""
        try:
            return self.get(url)
        except Refusal as refusal:
            if not guess:
                self.skip(url, refusal.message)
            return None

    def is_new(self, url: str) -> bool:
        """Tell whether an address was not asked yet."""
        return make_key(url) not in self._asked

    def skip(self, url: str, reason: str) -> None:
        """Note what is not taken."""
        self.left_out.append(LeftOut(url, reason))


def is_page(page: Fetched) -> bool:
    """Tell whether a server calls what it sent a page."""
    return page.media in _PAGES
