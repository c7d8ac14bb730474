"""How what a ledger does grows with it: adding, stories, search, reconciling, pages, size; CPU time, on made ledgers.

    python -m bench.growth [--sizes 1000 10000 100000] [--million] [--folder DIR] [--write]

Each ledger is made by `bench.made_ledger` (`--million` adds one of 1,000,000 articles of short texts, about 11 GB) and
deleted. The exponent is that of the power of the size that fits best: 0 does not grow, 1 grows in proportion. `--write`
puts the table into bench/REPORT.md.
"""

import argparse
import math
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.testclient import TestClient

from bench.made_ledger import BASE, Base, add, make_ledger, read_base
from bench.visits import list_pages, load_pool
from marsad.app.web.server import make_app
from marsad.app.web.site import Site
from marsad.ledger import Ledger, SearchFilter

MILLION = 1_000_000
_ASKED = 30  # pages and searches at each size
_BARS = 40  # letters of the longest bar
_BEGIN, _END = "<!-- growth -->", "<!-- /growth -->"
_REPORT = Path(__file__).parent / "REPORT.md"

Measures = dict[str, float]


def time_all(do: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds of CPU time of each of so many times."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        do()
        spent.append((time.process_time() - begun) * 1_000)
    return sorted(spent)


def measure(path: Path, base: Base, count: int, seed: int) -> Measures:
    """Make a ledger of this size at `path` and return what it takes to use it."""
    make_ledger(path, base, count)
    found: Measures = {}
    dice = random.Random(seed)
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
        late = iter(enumerate(base.late[:100], 10_000_000))

        def add_one() -> None:
            nth, (one, reading) = next(late)
            add(ledger, one, reading, nth)

        adding = time_all(add_one, 100)
        found["adding, ms"] = sum(adding) / len(adding)
        (found["reconcile 100 more, ms"],) = time_all(lambda: sum(ledger.reconcile()), 1)
    for make in pages.values():
        client.get(make())
    asked = time_all(lambda: client.get(pages[dice.choice(sorted(pages))]()), 3 * _ASKED)
    found["page, ms p50"], found["page, ms p95"] = asked[len(asked) // 2], asked[int(len(asked) * 0.95)]
    return found


def fit(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the power of the size that values grow with: the slope of a straight line through their logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(value, 1e-9)) for value in values]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle) ** 2 for x in xs)
    return sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0


def make_table(found: Sequence[Measures]) -> list[str]:
    """Return the table, a column a size, with the exponents, and bars on a scale of powers of ten."""
    sizes = [each["articles"] for each in found]
    names = [name for name in found[0] if name != "articles"]
    lines = [
        "| | " + " | ".join(f"{size:,.0f}" for size in sizes) + " | exponent |",
        "|---|" + "--:|" * (len(sizes) + 1),
    ]
    for name in names:
        values = [each[name] for each in found]
        cells = [f"{value:,.1f}" for value in values]
        lines.append(f"| {name} | {' | '.join(cells)} | {fit(sizes, values):.2f} |")
    return [*lines, "", "```text", *_draw(sizes, names, found), "```"]


def _draw(sizes: Sequence[float], names: Sequence[str], found: Sequence[Measures]) -> list[str]:
    top = max(math.log10(max(each[name], 1)) for each in found for name in names) or 1.0
    lines = []
    for name in names:
        for size, each in zip(sizes, found, strict=True):
            bar = "#" * round(_BARS * math.log10(max(each[name], 1)) / top)
            lines.append(f"{name:24}{size:>10,.0f} {bar}")
    return lines


def write_section(lines: Sequence[str]) -> None:
    """Put the lines into the report, in place of those of before."""
    text = _REPORT.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    section = "\n".join([_BEGIN, "## Growth", "", *lines, _END])
    _REPORT.write_text(f"{before.rstrip()}\n\n{section}\n{after}".rstrip() + "\n", encoding="utf-8")


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--base", type=int, default=BASE, help="articles read, of which larger ledgers are made")
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--write", action="store_true", help="put the table into bench/REPORT.md")
    asked = parser.parse_args()
    found = []
    base = read_base(asked.base, asked.seed)
    for size in [*asked.sizes, *([MILLION] if asked.million else [])]:
        if size == MILLION:
            base = read_base(asked.base, asked.seed, is_short=True)
        held = Base(base.held[: min(size, len(base.held))], base.late)
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            found.append(measure(Path(folder) / "made.ledger", held, size, asked.seed))
        print(size, {name: round(value, 1) for name, value in found[-1].items()}, flush=True)
    lines = [f"`python -m bench.growth --seed {asked.seed}`; CPU time of one core.", "", *make_table(found)]
    print("\n".join(lines))
    if asked.write:
        write_section(lines)


if __name__ == "__main__":
    main()
