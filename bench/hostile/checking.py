"""Whether what a watch made of a world is what had to come of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.hostile.running import ARCHIVE, LEDGER, STATE
from bench.hostile.texts import make_mark
from bench.hostile.world import GOOD, Page, World
from marsad.app.progress import Bar
from marsad.app.proving import Proof, check_all
from marsad.archive import Archive, check_archive
from marsad.ledger import Ledger

TWICE = frozenset({"busy_once", "flaky"})  # kinds whose first answer is none
_LAST_TRY = 5


def check_stores(folder: Path) -> Iterator[str]:
    """Yield what is wrong with ledger and archive, as `marsad verify` tells it; the archive is opened first.

    That is what the next run does too: it cuts off a record that a kill has torn.
    """
    if (folder / ARCHIVE).exists():
        Archive.open(folder / ARCHIVE).close()
        yield from check_archive(folder / ARCHIVE)
    if (folder / LEDGER).exists():
        proof = Proof(ledger=LEDGER, archive=ARCHIVE, deep=False)
        with Ledger.open(folder / LEDGER) as ledger:
            yield from check_all(ledger, folder / ARCHIVE, proof, Bar())
        if proof.proved < proof.fetched:
            yield f"{proof.fetched - proof.proved} pages of the ledger are not proved by the archive"


def check_world(world: World, folder: Path, asked: dict[str, int], again: int = 0) -> Iterator[str]:
    """Yield what did not come as it had to: good pages lost or doubled, bad ones without their reason.

    A good page may have been asked for `again` so many times.
    """
    articles = load_articles(folder)
    asides = load_asides(folder)
    places = load_places(folder)
    for url, comes, page in world.expected():
        if page is None:
            if places.pop(url, None) != comes:
                yield f"{url}: the place should have failed for {comes}"
        elif comes == GOOD:
            yield from _check_good(page, url, articles, asked.get(url, 0) - again)
        elif asides.pop(url, None) != comes:
            yield f"{url} ({page.kind}): not set aside for the reason {comes}"
    yield from (f"{url}: in the ledger, and nobody expects it" for url in articles)
    yield from (f"{url}: set aside for the reason {reason}, and nobody expects it" for url, reason in asides.items())
    yield from (f"{url}: could not be looked at: {reason}" for url, reason in places.items())


def _check_good(page: Page, url: str, articles: dict[str, str], asked: int) -> Iterator[str]:
    text = articles.pop(find_final(page, url), None)
    if text is None:
        yield f"{url} ({page.kind}): lost"
    elif make_mark(page.outlet, page.number) not in text:
        yield f"{url} ({page.kind}): holds another page's text"
    if asked > _count_asks(page):
        yield f"{url} ({page.kind}): asked for {asked} times"


def find_final(page: Page, url: str) -> str:
    """Return where a page that is asked for at `url` is found."""
    return url.replace("/news/", "/moved/") if page.kind == "moved" else url


def _count_asks(page: Page) -> int:
    return 2 if page.kind in TWICE else 1


def count_articles(folder: Path) -> int:
    """Return how many articles are in a ledger that may be in the making."""
    try:
        with closing(sqlite3.connect(f"{(folder / LEDGER).absolute().as_uri()}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.Error:
        return 0


def load_articles(folder: Path) -> dict[str, str]:
    """Return the texts in a ledger by their address."""
    with Ledger.open(folder / LEDGER, readonly=True) as ledger:
        return {head.url or head.origin: ledger.article(head.id).text for head in ledger.articles()}


def list_kept(world: World, folder: Path) -> list[str]:
    """Return the addresses of the good pages that the archive has."""
    if not (folder / ARCHIVE).exists():
        return []
    with Archive.open(folder / ARCHIVE, readonly=True) as archive:
        kept = Counter(entry.url for entry in archive.entries())
    good = [(url, page) for url, comes, page in world.expected() if page and comes == GOOD]
    return [url for url, page in good if kept[find_final(page, url)] >= _count_asks(page)]


def load_asides(folder: Path) -> dict[str, str]:
    """Return the reasons for which pages were set aside by their address."""
    with Ledger.open(folder / LEDGER, readonly=True) as ledger:
        return {aside.origin: aside.reason for aside in ledger.set_asides()}


def load_places(folder: Path) -> dict[str, str]:
    """Return the reasons for which places could not be looked at."""
    with closing(sqlite3.connect(folder / STATE)) as db:
        return dict(db.execute("SELECT url, reason FROM place WHERE reason IS NOT NULL"))


def pass_days(folder: Path) -> Counter[str]:
    """Put the state's pages that wait for another try before their last one, now; return their reasons' counts."""
    with closing(sqlite3.connect(folder / STATE)) as db, db:
        waiting = Counter(dict(db.execute("SELECT reason, count(*) FROM page WHERE status = 'wanted' GROUP BY 1")))
        db.execute("UPDATE page SET tries = ?, due = 0 WHERE status = 'wanted'", (_LAST_TRY,))
        db.execute("DELETE FROM hold")
    return waiting
