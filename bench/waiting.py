"""How long pages of `marsad serve` take: each asked for again and again, by one reader and by twenty at once.

    python -m bench.waiting LEDGER [--times 20]

The site is served on a free port of this machine; times are what a reader waits, in milliseconds.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2

from bench.screens import list_pages, serving
from marsad.ledger import Ledger

READERS = 20


def ask(client: httpx2.Client, address: str) -> float:
    """Return the milliseconds that a page takes; raise where it is not shown."""
    start = time.perf_counter()
    client.get(address).raise_for_status()
    return (time.perf_counter() - start) * 1_000


def find_p95(times: Sequence[float]) -> float:
    """Return the time within which 95 of 100 were answered."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def main() -> None:
    """Print a line a page, then one for twenty readers of all pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    with Ledger.open(asked.ledger) as ledger:
        counts = ledger.counts()
    print(f"{counts.articles:,} articles, {counts.records.get('signal', 0):,} signals\n")
    print(f"{'page':16}{'median':>9}{'p95':>9}  ms")
    with serving(asked.ledger) as site, httpx2.Client(timeout=60) as client:
        pages = {name: f"{site}/en{page}" for name, page in list_pages(asked.ledger).items() if name != "missing"}
        for name, address in pages.items():
            ask(client, address)
            times = [ask(client, address) for _ in range(asked.times)]
            print(f"{name:16}{statistics.median(times):9.1f}{find_p95(times):9.1f}", flush=True)
        with ThreadPoolExecutor(READERS) as readers:
            many = [*readers.map(lambda address: ask(client, address), [*pages.values()] * READERS)]
        print(f"{READERS} at once{'':5}{statistics.median(many):9.1f}{find_p95(many):9.1f}")


if __name__ == "__main__":
    main()
