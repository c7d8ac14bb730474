"""Article bodies beside other extractors: F1 over shingles and pages a second, all in one run; prints tables.

Measured on the golden pages (`tests/pages`; held-out styles by themselves) and with `--data FOLDER` on a folder in the
form of the public article extraction benchmark: `ground-truth.json`, an object from an id to an object with
`articleBody`, and `html/ID.html.gz` (or `.html`). The other extractors are in the dependency group `bench`; those that
are missing are named.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.extractors import Extract, load_extractors
from bench.shingles import Tally, make_score, tally_page
from marsad.extract import extract_body

ROUNDS = 2  # of which the fastest counts: other work on the machine only slows


class Page(NamedTuple):
    """One page: the set it belongs to, its bytes and its true body."""

    group: str
    data: bytes
    true: str


def load_golden() -> Iterator[Page]:
    """The golden pages: those that the developers look at, and those that are held out."""
    from tests.pages.material import load_materials

    for page in load_materials():
        shown = "held out" if page.held_out else "shown"
        yield Page(f"golden, {page.language}, {shown}", page.body, page.gold)


def load_folder(folder: Path) -> Iterator[Page]:
    """The pages of a folder in the form of the public benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, fields in sorted(truth.items()):
        packed, plain = folder / "html" / f"{name}.html.gz", folder / "html" / f"{name}.html"
        data = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield Page(folder.name, data, fields.get("articleBody", ""))


def run_all(pages: Sequence[Page], extractors: dict[str, Extract]) -> tuple[dict[str, list[Tally]], dict[str, float]]:
    """Return each extractor's tallies and its fastest CPU seconds, of rounds in which all take turns."""
    tallies: dict[str, list[Tally]] = {}
    seconds: dict[str, float] = {}
    for turn in range(ROUNDS):
        for name, extract in extractors.items():
            start = process_time()
            found = [_try(extract, page.data) for page in pages]
            seconds[name] = min(seconds.get(name, float("inf")), process_time() - start)
            if not turn:
                tallies[name] = [tally_page(page.true, text) for page, text in zip(pages, found, strict=True)]
    return tallies, seconds


def _try(extract: Extract, data: bytes) -> str:
    try:
        return extract(data)
    except Exception:  # a library that fails on a page has found nothing there
        return ""


def make_table(group: str, pages: Sequence[Page], extractors: dict[str, Extract]) -> list[str]:
    """Return the table of one set of pages."""
    tallies, seconds = run_all(pages, extractors)
    size = sum(len(page.data) for page in pages) / len(pages) / 1000
    rows = [f"### {group}: {len(pages)} pages, {size:.0f} kB each in the mean", ""]
    rows += ["| extractor | precision | recall | F1 | ± | pages/s |", "|---|--:|--:|--:|--:|--:|"]
    for name in extractors:
        score = make_score(tallies[name])
        rows.append(
            f"| {name} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {score.within:.3f} "
            f"| {len(pages) / seconds[name]:.0f} |"
        )
    return [*rows, "", *make_sureness(pages, tallies["marsad"]), ""]


def make_sureness(pages: Sequence[Page], tallies: Sequence[Tally]) -> list[str]:
    """Return the table of how often the cascade was sure, by which rung, and the F1 there."""
    bodies = [extract_body(page.data) for page in pages]
    groups: dict[str, list[Tally]] = {}
    for body, tally in zip(bodies, tallies, strict=True):
        word = "sure" if body.sure else "unsure"
        groups.setdefault(f"**{word}**", []).append(tally)
        groups.setdefault(f"{word}, {body.rung}", []).append(tally)
    rows = ["| the cascade was | pages | F1 |", "|---|--:|--:|"]
    order = sorted(groups, key=lambda name: (name.strip("*").split(",")[0], not name.startswith("*"), name))
    return rows + [
        f"| {name} | {len(groups[name]) / len(pages):.0%} | {make_score(groups[name]).f1:.3f} |" for name in order
    ]


def main() -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, action="append", default=[], help="folder of the public benchmark's form")
    parser.add_argument("--only", nargs="*", default=[], help="sets to measure, by the beginning of their names")
    options = parser.parse_args()
    extractors, missing = load_extractors()
    pages = [*load_golden(), *(page for folder in options.data for page in load_folder(folder))]
    counts = Counter(page.group for page in pages)
    print("CPU time of one core, extractors in turns within this run, the faster of two rounds each.\n")
    if missing:
        print(f"Left out, not installed: {', '.join(missing)}.\n")
    for group in counts:
        if not options.only or group.startswith(tuple(options.only)):
            print("\n".join(make_table(group, [page for page in pages if page.group == group], extractors)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
