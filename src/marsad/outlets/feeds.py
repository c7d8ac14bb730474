"""The feeds of a site: what its page names, tried one after the other; else the usual places."""

from collections import deque
from collections.abc import Iterable
from urllib.parse import urljoin

from marsad.fetch import Fetched, Refusal
from marsad.outlets.asking import Asking, is_page
from marsad.outlets.prove import Proof, prove_feed

MOST = 20  # addresses tried of one site
USUAL = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml")


def prove_feeds(asking: Asking, urls: Iterable[str]) -> list[Proof]:
    """Return the proofs of feeds; a page in a feed's place is looked through for more of them."""
    proofs: list[Proof] = []
    waiting = deque(urls)
    for url in asking.draw(waiting, MOST):
        page = asking.ask(url)
        if page and (proof := _prove(asking, page, waiting)):
            proofs.append(proof)
    return proofs


def _prove(asking: Asking, page: Fetched, waiting: deque[str]) -> Proof | None:
    """Return the proof of a feed; of what is none the feeds that it lists go to `waiting`."""
    try:
        return prove_feed(page)
    except Refusal as refusal:
        further = asking.read(page).feeds
        waiting.extend(further)
        plain = "a page, not a feed" if is_page(page) and refusal.reason == "malformed" else refusal.message
        asking.skip(page.url, "a page that lists feeds" if further else plain)
        return None


def guess_feeds(asking: Asking, home: str) -> list[Proof]:
    """Return the feeds at the first of the usual places that has any, below the page and at the site's root."""
    for url in dict.fromkeys(urljoin(base, name) for base in (home, urljoin(home, "/")) for name in USUAL):
        page = asking.ask(url, guess=True) if asking.is_new(url) else None
        if page is None:
            continue
        try:
            return [prove_feed(page)]
        except Refusal:
            listed = asking.read(page).feeds
            if proofs := prove_feeds(asking, listed):
                return proofs
    return []
