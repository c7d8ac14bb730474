"""The source itself: sitemaps and their indexes to the captures of the pages they list."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from marsad.fetch import Fetcher, Limits, Refusal, inflate, is_gzip
from marsad.sources.base import Item, SetAside
from marsad.sources.pages import Wanted, drop_prefix, fetch_pages, is_kind, set_aside
from marsad.sources.sitemap.reader import Listed, Sitemap, read_sitemap

LIMITS = Limits(wire=52_428_800, body=52_428_800, page=180.0)  # the protocol's own bound on a sitemap
MOST = 50_000  # addresses of one sitemap, likewise
SITEMAPS = 1_000  # of one place
DEPTH = 3  # of indexes in indexes
_PREFIX = "sitemap:"
_LOOKS = re.compile(r"/[^/]*sitemap[^/]*\.(?:xml|txt)(?:\.gz)?$", re.IGNORECASE)


class SitemapSource:
    """Sitemaps at `sitemap:https://…`, and at http and https addresses that look like a sitemap's."""

    name = "sitemap"

    def __init__(self, fetcher: Fetcher | None = None, since: date | None = None, most: int = MOST) -> None:
        """Fetch by `fetcher` what is not older than `since` by the sitemap's own word; `most` pages of a sitemap."""
        self._fetcher = fetcher or Fetcher()
        self._since = since
        self._most = most

    def accepts(self, place: str) -> bool:
        """Tell whether `place` is a sitemap's address."""
        return is_kind(place, _PREFIX, _LOOKS)

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield the pages of the sitemaps at `places`; see `base.Source`."""
        yield from fetch_pages(self._fetcher, (found for place in places for found in self._find_wanted(place)))

    def count(self, places: Sequence[str]) -> int | None:
        """Tell nothing: a sitemap must be fetched to know."""
        return None if places else 0

    def _find_wanted(self, place: str) -> Iterator[Wanted | SetAside]:
        """Walk indexes in their order, each sitemap once."""
        first = drop_prefix(place, _PREFIX)
        waiting, seen = [(first, 0)], {first}
        while waiting:
            url, depth = waiting.pop()
            sitemap = self._read(url)
            if isinstance(sitemap, SetAside):
                yield sitemap
                continue
            fresh = [each for each in sitemap.listed if self._is_fresh(each)]
            yield from (Wanted(each.link, each.published) for each in fresh if not each.index)
            further = [each.link for each in fresh if each.index and each.link not in seen]
            if further and (depth >= DEPTH or len(seen) + len(further) > SITEMAPS):
                yield set_aside(url, Refusal("limit", "an index of more sitemaps, or deeper ones, than are taken"))
                further = further[: SITEMAPS - len(seen)] if depth < DEPTH else []
            seen.update(further)
            waiting += [(each, depth + 1) for each in reversed(further)]
            if sitemap.problem:
                yield set_aside(url, sitemap.problem)

    def _is_fresh(self, each: Listed) -> bool:
        return self._since is None or each.changed is None or each.changed >= self._since

    def _read(self, url: str) -> Sitemap | SetAside:
        try:
            return open_sitemap(self._fetcher.fetch(url, limits=LIMITS).body, self._most)
        except Refusal as refusal:
            return set_aside(url, refusal)


def open_sitemap(body: bytes, most: int = MOST) -> Sitemap:
    """Return what a sitemap lists, gzipped or not; raise Refusal."""
    return read_sitemap(inflate((body,), LIMITS.body) if is_gzip(body) else body, most)
