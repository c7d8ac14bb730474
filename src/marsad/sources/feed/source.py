"""The source itself: feeds to the captures of the pages they name."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from marsad.fetch import Fetched, Fetcher, Limits, Refusal
from marsad.sources.base import Item, SetAside
from marsad.sources.feed.reader import read_feed
from marsad.sources.pages import Wanted, drop_prefix, fetch_pages, is_kind, set_aside

LIMITS = Limits(wire=5_000_000, body=10_000_000)
MOST = 2_000  # entries of one feed
_PREFIX = "feed:"
_LOOKS = re.compile(r"/(?:rss|feeds?|atom)\d?(?:\.(?:xml|json|php))?/?$|\.(?:rss|atom|rdf)$", re.IGNORECASE)


class FeedSource:
    """Feeds at `feed:https://…`, and at http and https addresses that look like a feed's."""

    name = "feed"

    def __init__(self, fetcher: Fetcher | None = None, most: int = MOST) -> None:
        """Fetch by `fetcher`; take `most` entries of a feed."""
        self._fetcher = fetcher or Fetcher()
        self._most = most

    def accepts(self, place: str) -> bool:
        """Tell whether `place` is a feed's address."""
        return is_kind(place, _PREFIX, _LOOKS)

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield the pages of the feeds at `places`; see `base.Source`."""
        yield from fetch_pages(self._fetcher, (found for place in places for found in self._find_wanted(place)))

    def count(self, places: Sequence[str]) -> int | None:
        """Tell nothing: a feed must be fetched to know."""
        return None if places else 0

    def _find_wanted(self, place: str) -> Iterator[Wanted | SetAside]:
        url = drop_prefix(place, _PREFIX)
        try:
            wanted, problem = list_pages(self._fetcher.fetch(url, limits=LIMITS), self._most)
        except Refusal as refusal:
            yield set_aside(url, refusal)
            return
        yield from wanted
        if problem:
            yield set_aside(url, problem)


def list_pages(page: Fetched, most: int = MOST) -> tuple[list[Wanted], Refusal | None]:
    """Return the pages that a fetched feed names, and the problem where it was read in part; raise Refusal."""
    feed = read_feed(page.body, most)
    return [Wanted(_join(page.final, entry.link), entry.published) for entry in feed.entries], feed.problem


def _join(base: str, link: str) -> str:
    """Return where a link leads; what is no address stays as printed and is refused when it is fetched."""
    try:
        return link if urlsplit(link).scheme else urljoin(base, link)
    except ValueError:
        return link
