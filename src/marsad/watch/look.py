"""A look at a place, and a page fetched: what is asked of the network, and nothing remembered."""

from collections.abc import Iterable
from datetime import date

from marsad.fetch import Fetched, Fetcher, Refusal, make_line
from marsad.fetch.address import parse_address
from marsad.model import make_digest
from marsad.sources.feed import LIMITS as FEED_LIMITS
from marsad.sources.feed import list_pages
from marsad.sources.pages import MEDIA, Wanted, make_capture
from marsad.sources.sitemap import DEPTH, SITEMAPS, Listed, open_sitemap
from marsad.sources.sitemap import LIMITS as SITEMAP_LIMITS
from marsad.watch.nouns import Brought, Found, Kind, Look, Page, Place

Bad = tuple[str, Refusal]


def look_at(fetcher: Fetcher, place: Place) -> Look:
    """Return what a feed or sitemap names; raise Refusal, for the reason `unchanged` where it is as it was."""
    limits = FEED_LIMITS if place.kind is Kind.FEED else SITEMAP_LIMITS
    page = fetcher.fetch(place.url, limits=limits, delay=place.delay)
    return _read_feed(page) if place.kind is Kind.FEED else _read_sitemap(page, place)


def _read_feed(page: Fetched) -> Look:
    wanted, problem = list_pages(page)
    found, bad = _find_pages((each.url, each.published) for each in wanted)
    return Look(final=page.final, validator=page.validator, pages=found, bad=bad, problem=problem)


def _read_sitemap(page: Fetched, place: Place) -> Look:
    sitemap = open_sitemap(page.body)
    found, bad = _find_pages((each.link, each.published or each.changed) for each in sitemap.listed if not each.index)
    further, problem = _find_sitemaps([each for each in sitemap.listed if each.index], place)
    return Look(
        final=page.final,
        validator=page.validator,
        pages=found,
        sitemaps=further,
        bad=bad,
        problem=problem or sitemap.problem,
    )


def _find_pages(named: Iterable[tuple[str, date | None]]) -> tuple[tuple[Found, ...], tuple[Bad, ...]]:
    """Return the pages named, each once and in one spelling, and what is no address."""
    found: dict[str, Found] = {}
    bad: list[Bad] = []
    for link, day in named:
        try:
            address = parse_address(link)
        except Refusal as refusal:
            bad.append((make_line(link, 1_000) or "-", refusal))
        else:
            found.setdefault(address.url, Found(address.url, address.host, day))
    return tuple(found.values()), tuple(bad)


def _find_sitemaps(listed: list[Listed], index: Place) -> tuple[tuple[Place, ...], Refusal | None]:
    """Return the sitemaps that an index names; what is too many or too deep is not followed, and said."""
    if listed and index.depth >= DEPTH:
        return (), Refusal("limit", "an index of sitemaps deeper than is followed")
    found: list[Place] = []
    problem = Refusal("limit", f"more than the {SITEMAPS} sitemaps that are followed") if listed[SITEMAPS:] else None
    for each in listed[:SITEMAPS]:
        try:
            address = parse_address(each.link)
        except Refusal as refusal:
            problem = problem or refusal
            continue
        if address.url != index.url:
            found.append(
                Place(
                    url=address.url,
                    outlet=index.outlet,
                    kind=Kind.SITEMAP,
                    host=address.host,
                    depth=index.depth + 1,
                    changed=each.changed,
                )
            )
    return tuple(found), problem


def bring_page(fetcher: Fetcher, page: Page) -> Brought:
    """Return a page that the fetcher's keeper has made safe; raise Refusal."""
    fetched = fetcher.fetch(page.url, MEDIA, delay=page.delay)
    return make_brought(page, fetched)


def make_brought(page: Page, fetched: Fetched) -> Brought:
    """Return what a fetched page is to the watch."""
    capture = make_capture(Wanted(page.url, page.day), fetched.final, fetched.body, fetched.media)
    return Brought(
        capture=capture,
        digest=make_digest(fetched.body),
        final=fetched.final,
        media=fetched.media,
        validator=fetched.validator,
    )
