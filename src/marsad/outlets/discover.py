"""From a site's address to its feeds and sitemaps."""

from collections.abc import Callable, Sequence

import msgspec

from marsad.fetch import Fetched, Fetcher, Refusal
from marsad.fetch.address import parse_address
from marsad.outlets.asking import Asking, LeftOut
from marsad.outlets.feeds import guess_feeds, prove_feeds
from marsad.outlets.prove import Proof, find_doubles, prove_feed
from marsad.outlets.site import Site, read_site
from marsad.outlets.sitemaps import find_sitemaps, keep_news


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a site was found to have; `home` is where its page was found in the end."""

    home: str
    site: Site
    feeds: tuple[Proof, ...]
    sitemaps: tuple[Proof, ...]
    left_out: tuple[LeftOut, ...]


def find_outlet(
    fetcher: Fetcher,
    url: str,
    tell: Callable[[str], object] = len,
    read: Callable[[bytes, str], Site] = read_site,
) -> Found:
    """Return what is found at a site's page or feed, asked one after the other; raise Refusal where that fails.

    `tell` is called with each address before it is asked; `read` reads pages, and may raise Refusal.
    """
    asking = Asking(fetcher, tell, read)
    first = asking.get(url)
    proofs = _prove_named(first)  # where a feed was named, the page of its site tells the rest
    page = asking.ask(f"{parse_address(first.final).site}/") if proofs else first
    site = asking.read(page)
    home = parse_address(page.final).url if page else f"{parse_address(url).site}/"
    proofs += prove_feeds(asking, site.feeds)
    feeds = _drop_doubles(asking, proofs or guess_feeds(asking, home))
    sitemaps = _drop_doubles(asking, find_sitemaps(asking, home))
    if feeds or any(proof.news for proof in sitemaps):
        sitemaps = list(keep_news(asking, sitemaps))
    return Found(home=home, site=site, feeds=tuple(feeds), sitemaps=tuple(sitemaps), left_out=tuple(asking.left_out))


def _prove_named(page: Fetched) -> list[Proof]:
    try:
        return [prove_feed(page)]
    except Refusal:
        return []


def _drop_doubles(asking: Asking, proofs: Sequence[Proof]) -> list[Proof]:
    """Return the proofs in their order without those whose pages another names too."""
    doubles = {double.url: larger for double, larger in find_doubles(proofs)}
    for url, larger in doubles.items():
        asking.skip(url, f"names no page that {larger.url} does not name too")
    return [proof for proof in proofs if proof.url not in doubles]
