"""The pages that one search asks for: each once, in turn, with a note of what is not taken and why."""

from collections import deque
from collections.abc import Callable, Iterator

import msgspec

from marsad.fetch import Fetched, Fetcher, Limits, Refusal
from marsad.outlets.fields import make_key
from marsad.outlets.site import Site, read_site

LIMITS = Limits(wire=10_000_000, body=20_000_000)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class LeftOut(msgspec.Struct, frozen=True):
    """An address that was looked at and not taken, and why."""

    url: str
    reason: str


class Asking:
    """What one search has asked and left out so far."""

    def __init__(
        self, fetcher: Fetcher, tell: Callable[[str], object] = len, read: Callable[[bytes, str], Site] = read_site
    ) -> None:
        """Ask by `fetcher`; `tell` is called with each address before, `read` reads a page and may raise Refusal."""
        self._fetcher = fetcher
        self._tell = tell
        self._read = read
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

    def read(self, page: Fetched | None) -> Site:
        """Return what a page says of its site; nothing where it is none, or cannot be read, which is noted."""
        try:
            return self._read(page.body, page.final) if page and is_page(page) else Site()
        except Refusal as refusal:
            self.skip(page.url if page else "", refusal.message)
            return Site()

    def is_new(self, url: str) -> bool:
        """Tell whether an address was not asked yet."""
        return make_key(url) not in self._asked

    def draw(self, waiting: deque[str], most: int) -> Iterator[str]:
        """Yield the addresses that wait and were not asked yet, at most so many; that there are more is noted.

        Whoever draws may add to `waiting` meanwhile.
        """
        left = most
        while waiting:
            url = waiting.popleft()
            if not self.is_new(url):
                continue
            if not left:
                self.skip(url, f"and {len(waiting)} more: not tried, of a site {most} are")
                return
            left -= 1
            yield url

    def skip(self, url: str, reason: str) -> None:
        """Note what is not taken."""
        self.left_out.append(LeftOut(url, reason))


def is_page(page: Fetched) -> bool:
    """Tell whether a server calls what it sent a page."""
    return page.media in _PAGES
