"""Feeds and sitemaps proven: fetched and read, so that only what leads to pages comes into a list."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

import msgspec

from marsad.fetch import Fetched, Refusal, inflate, is_gzip
from marsad.sources.feed import read_feed
from marsad.sources.sitemap import read_sitemap

MOST = 2_000  # pages of a feed that are counted
_MOST_LISTED = 50_000  # of a sitemap
_LARGEST = 20_000_000  # bytes of a sitemap, unfolded


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A feed or sitemap that was read: how many pages it names, and the newest day it gives for one.

    `news` tells a sitemap of news from one of the whole site; `further` are the sitemaps that an index names.
    """

    url: str
    pages: frozenset[str]
    newest: date | None = None
    news: bool = False
    further: tuple[str, ...] = ()


def prove_feed(page: Fetched) -> Proof:
    """Return the proof of a feed; raise Refusal where it is none or names no page."""
    feed = read_feed(page.body, MOST)
    if not feed.entries:
        raise Refusal("empty", "a feed without entries")
    pages = frozenset(_join(page.final, entry.link) for entry in feed.entries)
    return Proof(url=_find_place(page), pages=pages, newest=_find_newest(entry.published for entry in feed.entries))


def prove_sitemap(page: Fetched) -> Proof:
    """Return the proof of a sitemap or an index of some; raise Refusal where it is none or empty."""
    body = inflate((page.body,), _LARGEST) if is_gzip(page.body) else page.body
    listed = read_sitemap(body, _MOST_LISTED).listed
    if not listed:
        raise Refusal("empty", "a sitemap without pages")
    return Proof(
        url=_find_place(page),
        pages=frozenset(each.link for each in listed if not each.index),
        newest=_find_newest(each.published or each.changed for each in listed),
        news=any(each.published for each in listed),
        further=tuple(each.link for each in listed if each.index),
    )


def find_doubles(proofs: Iterable[Proof]) -> Iterator[tuple[Proof, Proof]]:
    """Yield each proof whose pages another names too, with that other; of two alike the later is the double."""
    kept: list[Proof] = []
    for proof in sorted(proofs, key=lambda each: -len(each.pages)):
        larger = next((each for each in kept if proof.pages <= each.pages), None)
        if larger and proof.pages:
            yield proof, larger
        else:
            kept.append(proof)


def _find_place(page: Fetched) -> str:
    """Return where to ask in future: where it was found, unless another host served it."""
    same = urlsplit(page.url).hostname == urlsplit(page.final).hostname
    return page.final if same else page.url


def _find_newest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link
