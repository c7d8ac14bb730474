"""A large ledger copied to a server, then used there and in its file by turns, in one run.

    python -m bench.stores_large postgresql://postgres@127.0.0.1/test [--made 20000 | --ledger FILE]

A ledger of so many articles is made, or a copy of FILE used. The server's schema `bench_large` is made for the run
and dropped after. Times are milliseconds by the clock, since a server's work is done in another process; both are
asked for the same thing one after the other, so that what else the machine does falls on both.
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import psycopg
from starlette.testclient import TestClient

from bench.made_ledger import BASE, Text, add, make_ledger, make_texts, read_base, read_text
from bench.stores import drop, name_schema
from bench.visits import Pool, list_pages, load_pool
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.ledger import Ledger, LedgerAddress, LedgerPlace, SearchFilter, find_place
from marsad.model import Reading

SCHEMA = "bench_large"
TIMES = 12  # that each page is asked for, at other addresses each time
ADDED = 100  # articles
_SEED = 7

Ways = tuple[Callable[[], object], Callable[[], object]]  # to do one thing in the file and on the server


class Row(NamedTuple):
    """What was done, how often, and the milliseconds of each time in the file and on the server."""

    name: str
    file: Sequence[float]
    server: Sequence[float]


def time_both(name: str, ways: Iterator[Ways]) -> Row:
    """Do things in both stores by turns, now the one first and now the other."""
    spent: tuple[list[float], list[float]] = ([], [])
    for nth, both in enumerate(ways):
        for side in (0, 1) if nth % 2 else (1, 0):
            begun = perf_counter()
            both[side]()
            spent[side].append((perf_counter() - begun) * 1_000)
    return Row(name, *spent)


def copy(source: Path, target: LedgerPlace) -> tuple[int, float]:
    """Copy a ledger; return the rows and seconds."""
    begun, rows = perf_counter(), 0
    with Ledger.open(source, readonly=True) as held, Ledger.open(target) as fresh:
        for done in held.copy_to(fresh):
            rows = done
    return rows, perf_counter() - begun


def measure_size(place: LedgerPlace) -> int:
    """Return the bytes that a schema takes, with its indexes."""
    assert place.server
    query = (
        "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relkind = 'r'"
    )
    with psycopg.connect(place.server.address, autocommit=True) as db:
        row = db.execute(query, (place.server.schema,)).fetchone()
    return int(row[0]) if row else 0


def measure_reading(file: LedgerAddress, server: LedgerAddress, pool: Pool) -> Iterator[Row]:
    """Yield what it takes to look into both ledgers."""
    dice = random.Random(_SEED)
    yield time_both("open", (((lambda: _look(file)), (lambda: _look(server))) for _ in range(TIMES)))
    with Ledger.open(file, readonly=True) as one, Ledger.open(server, readonly=True) as other:

        def ask(do: Callable[[Ledger], object]) -> Ways:
            return (lambda: do(one)), (lambda: do(other))

        words = [" ".join(dice.sample(pool.words, dice.choice((1, 1, 2)))) for _ in range(TIMES)]
        yield time_both("search", (ask(partial(_search, text)) for text in words))
        stories = [dice.choice(pool.stories) for _ in range(TIMES)]
        yield time_both("story look-up", (ask(partial(_look_up, name)) for name in stories))
    clients = [TestClient(make_app(Site(ledger=place)), base_url="http://localhost") for place in (file, server)]
    for name, make in list_pages(pool, dice).items():
        addresses = [make() for _ in range(TIMES + 1)]
        for client in clients:
            client.get(addresses[-1])  # what is loaded once is not counted
        ways = ((_visit(clients[0], address), _visit(clients[1], address)) for address in addresses[:-1])
        yield time_both(f"page: {name}", ways)


def _look(address: LedgerAddress) -> int:
    with Ledger.open(address, readonly=True) as ledger:
        return ledger.pages.newest()


def _search(text: str, ledger: Ledger) -> object:
    return ledger.find(SearchFilter(text=text))


def _look_up(name: str, ledger: Ledger) -> object:
    return ledger.story(name)


def _add(one: Text, reading: Reading, nth: int, ledger: Ledger) -> None:
    add(ledger, one, reading, nth)


def _visit(client: TestClient, address: str) -> Callable[[], object]:
    return lambda: client.get(address).raise_for_status()


def measure_writing(file: LedgerAddress, server: LedgerAddress) -> Iterator[Row]:
    """Yield what it takes to add articles to both ledgers, and to reconcile them."""
    late = [partial(_add, one, read_text(one), nth) for nth, one in enumerate(make_texts(ADDED, 11), 10_000_000)]
    with Ledger.open(file) as one, Ledger.open(server) as other:

        def write(do: Callable[[Ledger], object]) -> Ways:
            return (lambda: do(one)), (lambda: do(other))

        for _ in (*one.reconcile(), *other.reconcile()):  # what was left waiting is not counted
            pass
        yield time_both("adding", map(write, late))
        yield time_both("adding again", map(write, late))
        yield time_both(f"reconcile {ADDED} more", iter([write(lambda each: list(each.reconcile()))]))
        yield time_both("check all", iter([write(lambda each: each.check())]))


def make_table(rows: Sequence[Row]) -> list[str]:
    """Return the table: medians and the slowest in twenty, and how much longer the server takes."""
    lines = ["| ms by the clock | times | file p50 | server p50 | server/file | file p95 | server p95 |"]
    lines.append("|---|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        one, other = statistics.median(row.file), statistics.median(row.server)
        late = [sorted(side)[int(len(side) * 0.95)] for side in (row.file, row.server)]
        cells = f"{one:,.1f} | {other:,.1f} | {other / one:.1f} | {late[0]:,.1f} | {late[1]:,.1f}"
        lines.append(f"| {row.name} | {len(row.file)} | {cells} |")
    return lines


def run(file: Path, server: LedgerPlace) -> list[str]:
    """Copy, ask, write; return the lines of the report."""
    load = os.getloadavg()[0]
    rows, seconds = copy(file, server)
    size, held = measure_size(server), file.stat().st_size
    with Ledger.open(file, readonly=True) as ledger:
        articles = ledger.sizes().articles
    pool = load_pool(file, _SEED)
    table = make_table([*measure_reading(file, server, pool), *measure_writing(file, server)])
    return [
        f"{articles:,} articles, {rows:,} rows; load of the"
        f" machine {load:.1f} at the beginning and {os.getloadavg()[0]:.1f} at the end.",
        f"Copied in {seconds:.0f} s, {rows / seconds:,.0f} rows a second; {held / 1e6:.0f} MB as a file,"
        f" {size / 1e6:.0f} MB on the server.",
        "",
        *table,
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("--made", type=int, default=20_000, metavar="ARTICLES")
    parser.add_argument("--ledger", type=Path, metavar="FILE")
    given = parser.parse_args()
    server = find_place(name_schema(given.server, SCHEMA))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.ledger"
        if given.ledger:
            shutil.copyfile(given.ledger, file)
            Ledger.open(file).close()  # which brings an older one up to date
        else:
            make_ledger(file, read_base(BASE, _SEED), given.made)
        drop(server)
        try:
            lines = run(file, server)
        finally:
            drop(server)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
