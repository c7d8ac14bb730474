"""One job on a ledger in a file and on one on a server, in one run: to add pages, reconcile, ask, search, copy.

    python -m bench.stores postgresql://postgres@127.0.0.1/test [--pages 300]

The pages are made (`bench/made_stories.py`); the server's schema `bench_stores` is made for the run and dropped after.
Times are seconds by the clock; CPU seconds are those of this process alone, since a server's are another process's.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple
from unittest.mock import patch

import psycopg

from bench.made_episodes import make_captures
from marsad.ledger import Ledger, LedgerAddress, LedgerPlace, find_place
from marsad.model import Reading
from marsad.pipeline import read_capture

SCHEMA = "bench_stores"
QUERIES = ("نووي", "إيران", "الوكالة الدولية", "تخصيب اليورانيوم", '"السلاح النووي"')


class Step(NamedTuple):
    """What was done, how often, how long it took all together, and how many ways to a server it took."""

    name: str
    times: int
    clock: float
    cpu: float
    ways: int


@contextmanager
def counting_ways() -> Iterator[Counter[str]]:
    """Count how often the driver waits for a server: for an answer, or for all that was sent in a pipeline."""
    ways: Counter[str] = Counter()
    wait, fetch = psycopg.Connection.wait, psycopg.Pipeline._fetch_gen

    def count_wait(self: Any, *given: Any, **more: Any) -> Any:  # noqa: ANN401 (as the driver has it)
        ways["waits"] += self._pipeline is None
        return wait(self, *given, **more)

    def count_fetch(self: Any, *given: Any, **more: Any) -> Any:  # noqa: ANN401
        ways["waits"] += 1
        return fetch(self, *given, **more)

    with (
        patch.object(psycopg.Connection, "wait", count_wait),
        patch.object(psycopg.Pipeline, "_fetch_gen", count_fetch),
    ):
        yield ways


def make_readings(pages: int) -> list[Reading]:
    """Return readings of made pages."""
    return [*map(read_capture, make_captures(pages, seed=5))]


def run(address: LedgerAddress, readings: Sequence[Reading]) -> list[Step]:
    """Do the job on a fresh ledger at an address."""
    steps = []

    def measure(name: str, count: int, do: Callable[[], object]) -> None:
        with counting_ways() as ways:
            clock, cpu = perf_counter(), process_time()
            do()
            steps.append(Step(name, count, perf_counter() - clock, process_time() - cpu, ways["waits"]))

    with Ledger.open(address) as ledger:
        measure("add", len(readings), lambda: [ledger.add(one, run="bench", at="2026-01-01") for one in readings])
        measure("add again", len(readings), lambda: [ledger.add(one, run="again", at="2026-01-01") for one in readings])
        measure("reconcile", 1, lambda: list(ledger.reconcile()))
    measure("open", 20, lambda: [_look_in(address) for _ in range(20)])
    with Ledger.open(address, readonly=True) as ledger:
        measure("timeline", 1, lambda: list(ledger.timeline()))
        measure("all records", 1, lambda: list(ledger.entries()))
        measure("episodes", 1, lambda: list(ledger.episodes()))
        measure("search", len(QUERIES), lambda: [list(ledger.search(query)) for query in QUERIES])
        measure("check", 1, ledger.check)
    return steps


def _look_in(address: LedgerAddress) -> int:
    with Ledger.open(address, readonly=True) as ledger:
        return ledger.pages.newest()


def copy(source: LedgerAddress, target: LedgerAddress) -> Step:
    """Copy a ledger."""
    clock, cpu = perf_counter(), process_time()
    with Ledger.open(source, readonly=True) as held, Ledger.open(target) as fresh:
        rows = list(held.copy_to(fresh))[-1]
    return Step("copy to a server", rows, perf_counter() - clock, process_time() - cpu, 0)


def name_schema(server: str, schema: str) -> str:
    """Return the address of a schema on a server."""
    return f"{server}{'&' if '?' in server else '?'}schema={schema}"


def drop(place: LedgerPlace) -> None:
    """Drop the schema of a place on a server."""
    if place.server is not None:
        with psycopg.connect(place.server.address, autocommit=True) as db:
            db.execute(f"DROP SCHEMA IF EXISTS {place.server.schema} CASCADE".encode())


def main() -> None:
    """Run on both stores and print a table."""
    parser = argparse.ArgumentParser(prog="bench.stores", description=__doc__)
    parser.add_argument("server")
    parser.add_argument("--pages", type=int, default=300)
    given = parser.parse_args()
    server, other = (find_place(name_schema(given.server, f"{SCHEMA}{end}")) for end in ("", "_copy"))
    readings = make_readings(given.pages)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.ledger"
        try:
            for place in (server, other):
                drop(place)
            rows = zip(run(file, readings), run(server, readings), strict=True)
            copied = copy(file, other)
        finally:
            for place in (server, other):
                drop(place)
    print(f"{len(readings)} pages")
    print(
        "| step | times | file, s | server, s | server/file | file, CPU s | server, CPU s of the client | ways a time |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for one, two in rows:
        times = f"{one.clock:.2f} | {two.clock:.2f} | {two.clock / one.clock:.1f} | {one.cpu:.2f} | {two.cpu:.2f}"
        times += f" | {two.ways / two.times:.1f}"
        print(f"| {one.name} | {one.times} | {times} |")
    print(f"| {copied.name} | {copied.times} rows | | {copied.clock:.2f} | | | {copied.cpu:.2f} | |")


if __name__ == "__main__":
    main()
