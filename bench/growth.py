"""How what a ledger does grows with it, from opening to a morning's brief; CPU time, on made ledgers.

    python -m bench.growth [--sizes 1000 10000 100000] [--million] [--folder DIR] [--plot FILE]

Each ledger is made by `bench.made_ledger` (`--million` adds one of 1,000,000 articles of short texts, about 12 GB, half
an hour) and deleted; `--made FILE` measures one that was made so before, and adds to it. Reading does not know the
ledger and stands beside the others for comparison. The exponent is that of the power of the size that fits best: 0 does
not grow, 1 grows in proportion.
"""

import argparse
import gc
import io
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from rich.console import Console
from starlette.testclient import TestClient

from bench.made_ledger import BASE, Base, Text, make_ledger, make_stamp, read_base, read_text
from bench.plots import Row, draw_curves
from bench.visits import Pool, list_pages, load_pool
from marsad.app.api.queries import SeriesQuery
from marsad.app.api.series import make_points
from marsad.app.brief_holdings import load_holdings
from marsad.app.memory import Memory
from marsad.app.terminal import Screen
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.brief import Brief, make_brief
from marsad.ledger import Ledger, SearchFilter
from marsad.model import Reading
from marsad.model.measure import Track

MILLION = 1_000_000
_ASKED = 30  # pages and searches at each size
_READ = 100  # articles; of those added half come one by one, the others so many at once
_AT_ONCE = 16  # as `marsad read` does

Measures = dict[str, float]


def time_all(do: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds of CPU time of each of so many times."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        do()
        spent.append((time.process_time() - begun) * 1_000)
    return sorted(spent)


def measure(path: Path, base: Base, seed: int) -> Measures:
    """Return what it takes to use the ledger at `path`, and to add the base's late articles to it."""
    found: Measures = {}
    dice = random.Random(seed)
    gc.freeze()  # nobody who uses a ledger has the base's readings in memory, which the collector would go through
    begun = time.process_time()
    Ledger.open(path, readonly=True).close()
    found["open, ms"] = (time.process_time() - begun) * 1_000
    pool = load_pool(path, seed)
    client = TestClient(make_app(Site(ledger=path)), base_url="http://localhost")
    pages = list_pages(pool, dice)
    found["articles"] = 0.0
    with Ledger.open(path) as ledger:
        found["articles"] = float(ledger.sizes().articles)
        found["bytes an article"] = path.stat().st_size / found["articles"]
        searches = time_all(
            lambda: ledger.find(SearchFilter(text=" ".join(dice.sample(pool.words, dice.choice((1, 1, 2)))))), _ASKED
        )
        found["search, ms p50"], found["search, ms p95"] = searches[_ASKED // 2], searches[int(_ASKED * 0.95)]
        stories = time_all(lambda: ledger.story(dice.choice(pool.stories)), _ASKED)
        found["story look-up, ms"] = stories[_ASKED // 2]
        series = time_all(lambda: ask_series(ledger, pool, dice), _ASKED)
        found["series of a year, ms p50"], found["series of a year, ms p95"] = series[_ASKED // 2], series[-2]
        reading = time_all(lambda: read_text(base.late[dice.randrange(len(base.late))][0]), _READ)
        found["reading, ms"] = sum(reading) / len(reading)
        late = iter(enumerate(base.late[:_READ], 10_000_000))
        for many in (1, _AT_ONCE):
            times = _READ // 2 // many
            adding = time_all(partial(add_some, ledger, late, many), times)
            found[f"adding, {many} at once, ms each"] = sum(adding) / times / many
        (found["reconcile 100 more, ms"],) = time_all(lambda: sum(ledger.reconcile()), 1)
        (found["brief of a day, ms"],) = time_all(lambda: make_daily(ledger, pool.days[len(pool.days) // 2]), 1)
    for make in pages.values():
        client.get(make())
    asked = time_all(lambda: client.get(pages[dice.choice(sorted(pages))]()), 3 * _ASKED)
    found["page, ms p50"], found["page, ms p95"] = asked[len(asked) // 2], asked[int(len(asked) * 0.95)]
    return found


def add_some(ledger: Ledger, late: Iterator[tuple[int, tuple[Text, Reading]]], many: int) -> None:
    """Add the next so many readings as one, each with its number."""
    ledger.add_all([(reading, make_stamp(one, nth)) for nth, (one, reading) in islice(late, many)])


def ask_series(ledger: Ledger, pool: Pool, dice: random.Random) -> object:
    """Return what a program gets that asks for a year up to some day, of all or of a party."""
    last = date.fromisoformat(dice.choice(pool.days))
    query = SeriesQuery(
        track=dice.choice(list(Track)),
        party=dice.choice((None, dice.choice(pool.parties))),
        since=str(last - timedelta(364)),
        until=str(last),
    )
    return make_points(ledger, query, Memory())


def make_daily(ledger: Ledger, day: str) -> Brief:
    """Return the brief of one day."""
    on = date.fromisoformat(day)
    quiet = Console(file=io.StringIO())
    holdings = load_holdings(Screen(out=quiet, err=quiet, reorder=False), ledger, on, on)
    return make_brief(holdings, on, on)


def fit(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the power of the size that values grow with: the slope of a straight line through their logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(value, 1e-9)) for value in values]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle) ** 2 for x in xs)
    return sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0


def make_table(found: Sequence[Measures]) -> list[str]:
    """Return the table, a column a size, with the exponents."""
    sizes = [each["articles"] for each in found]
    lines = [
        "| | " + " | ".join(f"{size:,.0f}" for size in sizes) + " | exponent |",
        "|---|" + "--:|" * (len(sizes) + 1),
    ]
    for name in list_names(found):
        values = [each[name] for each in found]
        cells = [f"{value:,.1f}" for value in values]
        lines.append(f"| {name} | {' | '.join(cells)} | {fit(sizes, values):.2f} |")
    return lines


def list_names(found: Sequence[Measures]) -> list[str]:
    """Return what was measured."""
    return [name for name in found[0] if name != "articles"]


def draw(path: Path, found: Sequence[Measures]) -> None:
    """Draw a curve for each thing that was measured."""
    rows: list[Row] = [
        {"what": name, "articles": each["articles"], "value": max(each[name], 0.01)}
        for name in list_names(found)
        for each in found
    ]
    draw_curves(path, rows, size="articles", value="value", facet="what")


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--base", type=int, default=BASE, help="articles read, of which larger ledgers are made")
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--made", type=Path, nargs="*", default=[], help="ledgers that were made before")
    parser.add_argument("--plot", type=Path, help="draw the curves into this SVG file")
    asked = parser.parse_args()
    found = []
    base = read_base(asked.base, asked.seed)
    for size in [*asked.sizes, *([MILLION] if asked.million else [])]:
        if size == MILLION:
            base = read_base(asked.base, asked.seed, is_short=True)
        held = Base(base.held[: min(size, len(base.held))], base.late)
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            path = Path(folder) / "made.ledger"
            make_ledger(path, held, size)
            found.append(measure(path, held, asked.seed))
        note(found[-1])
    for path in asked.made:
        found.append(measure(path, read_base(asked.base, asked.seed, is_short=True), asked.seed))
        note(found[-1])
    print("\n".join(make_table(found)))
    print(f"\nCPU time of one core; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    if asked.plot:
        draw(asked.plot, found)


def note(found: Measures) -> None:
    """Tell of a size that is done, where it does not mix with the table."""
    print({name: round(value, 1) for name, value in found.items()}, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
