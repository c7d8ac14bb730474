"""The sitemaps of a site: those that its robots.txt names, and of an index those of news."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urljoin

from marsad.fetch import Refusal
from marsad.fetch.address import parse_address
from marsad.fetch.groups import parse_robots
from marsad.outlets.asking import Asking
from marsad.outlets.prove import Proof, prove_sitemap

MOST = 8  # addresses tried of one site
_ROBOTS = 1_000_000  # bytes of a robots.txt that are read


def find_sitemaps(asking: Asking, home: str) -> list[Proof]:
    """Return the sitemaps of a site that can be read."""
    proofs: list[Proof] = []
    waiting = deque(_read_robots(asking, home))
    for url in asking.draw(waiting, MOST):
        if proof := _prove(asking, url):
            proofs.append(proof)
            waiting.extendleft(filter(_names_news, _resolve(proof.further, url)))
    return proofs


def _read_robots(asking: Asking, home: str) -> list[str]:
    """Return what robots.txt names, in its order, those of news first."""
    page = asking.ask(urljoin(home, "/robots.txt"), guess=True)
    named = parse_robots(page.body[:_ROBOTS], "").sitemaps if page else ()
    return sorted(dict.fromkeys(_resolve(named, home)), key=lambda url: not _names_news(url))


def _names_news(url: str) -> bool:
    return "news" in url.lower()


def _resolve(links: Iterable[str], base: str) -> Iterator[str]:
    """Yield addresses; what is none is none of a site's."""
    for link in islice(links, 1_000):
        try:
            yield parse_address(link, base).url
        except Refusal:
            continue


def _prove(asking: Asking, url: str) -> Proof | None:
    page = asking.ask(url)
    try:
        return prove_sitemap(page) if page else None
    except Refusal as refusal:
        asking.skip(url, refusal.message)
        return None


def keep_news(asking: Asking, proofs: Iterable[Proof]) -> Iterator[Proof]:
    """Yield the sitemaps of news; those of a whole site hold all that it ever printed and are noted."""
    for proof in proofs:
        if proof.news:
            yield proof
        else:
            what = "an index of sitemaps" if proof.further else f"a sitemap of {len(proof.pages)} pages"
            asking.skip(proof.url, f"{what}, not only of news; add it to the list where the whole site is wanted")
