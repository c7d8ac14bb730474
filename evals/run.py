"""Score the coder on the gold annotations and hold it to the pinned floors.

    python evals/run.py [--write] [--save FILE] [--limit N] [--no-snippets]

Exits 0 when every floor is reached or the gold folder is absent, 1 when a floor is not reached, 2 when the gold
folder cannot be read.
"""

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console

from marsad.app.evaluating import make_rich_table
from marsad.measure import (
    Annotation,
    DateRow,
    DateScore,
    Document,
    Report,
    Scores,
    load_annotations,
    load_date_rows,
    make_date_report,
    make_date_score,
    make_report,
    make_scores,
    to_markdown,
)
from marsad.measure.annotation import make_annotation
from marsad.measure.dates_tsv import Resolver
from marsad.measure.floors import check_floors, make_floor_table, make_measures

HERE = Path(__file__).resolve().parent
Raw = dict[str, Any]
Coder = Callable[[Raw], Raw]


class Material(NamedTuple):
    """What the gold folder holds: documents as they are given to the coder, their annotations, the dates' table."""

    documents: tuple[Raw, ...]
    dev: tuple[Annotation, ...]
    seeds: tuple[Annotation, ...]
    rows: tuple[DateRow, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation; return the exit code."""
    options = parse_options(arguments)
    gold = Path(os.environ.get("MARSAD_GOLD") or HERE.parent.parent / "shared" / "gold")
    if not gold.is_dir():
        print(f"skipped: there is no gold folder at {gold} (set MARSAD_GOLD)")
        return 0
    try:
        material = load_material(gold)
    except (OSError, ValueError) as error:
        print(f"the gold folder {gold} cannot be read: {error}", file=sys.stderr)
        return 2
    return evaluate(material, options)


def parse_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description="Score the coder on the gold annotations.")
    parser.add_argument("--write", action="store_true", help="write evals/REPORT.md (numbers only, no texts)")
    parser.add_argument("--save", type=Path, metavar="FILE", help="save the predictions as JSON Lines")
    parser.add_argument("--limit", type=int, default=20, help="how many confusions to show (default 20)")
    parser.add_argument("--no-snippets", action="store_true", help="show no words of the documents")
    return parser.parse_args(arguments)


def load_material(gold: Path) -> Material:
    """Return everything in the gold folder, with the full articles that lie beside it."""
    return Material(
        documents=(*load_raw(gold / "dev_docs.jsonl"), *load_seeds(gold.parent / "seeds")),
        dev=load_gold(gold / "dev_gold.jsonl"),
        seeds=load_gold(gold / "seeds_gold.jsonl"),
        rows=load_date_rows((gold / "dates.tsv").read_text(encoding="utf-8").splitlines()),
    )


def evaluate(material: Material, options: argparse.Namespace) -> int:
    """Score everything, print it, and check the floors."""
    coder = load_coder()
    found = [coder(raw) for raw in material.documents]
    if options.save:
        lines = (json.dumps(raw, ensure_ascii=False) for raw in found)
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pred = [make_annotation(raw) for raw in found]
    documents = [Document(id=raw["id"], text=raw["text"]) for raw in material.documents]
    every = make_scores(documents, [*material.dev, *material.seeds], pred)
    seeds = make_scores(documents, material.seeds, pred)
    return conclude(every, seeds, make_date_score(material.rows, make_resolver(coder)), options)


def conclude(every: Scores, seeds: Scores, dates: DateScore, options: argparse.Namespace) -> int:
    """Print the reports and the floors; return 1 when a floor is not reached."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["floors"]
    measures = make_measures(every, seeds, dates)
    floor_report = Report(title="Pinned floors", tables=(make_floor_table(measures, floors),))
    show = not options.no_snippets
    print_reports(
        (
            make_report(every, title="All gold documents", snippets=show, limit=options.limit),
            make_date_report(dates, sentences=show),
            floor_report,
        )
    )
    if options.write:  # numbers only: the documents' words are not ours to publish
        layers = make_report(every, title="All gold documents", snippets=False)
        write_report((floor_report, layers, make_date_report(dates, sentences=False)))
    problems = check_floors(measures, floors)
    for problem in problems:
        print(f"under the floor: {problem}")
    return 1 if problems else 0


def load_coder() -> Coder:
    """Return the coder's public entry; imported late, since without a gold folder nothing of it is needed."""
    from marsad.app.annotations import annotate  # noqa: PLC0415

    return annotate


def make_resolver(coder: Coder) -> Resolver:
    """Return a resolver that reads a sentence as the whole text of a page extracted on the anchor day."""

    def resolve(sentence: str, anchor: str) -> list[tuple[str, str | None]]:
        coded = make_annotation(coder({"id": "row", "text": sentence, "extracted": anchor}))
        return [(note.text, note.value) for note in coded.dates]

    return resolve


def load_raw(path: Path) -> list[Raw]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_gold(path: Path) -> tuple[Annotation, ...]:
    """Return the annotations of a JSON Lines file."""
    return load_annotations(path.read_text(encoding="utf-8").split("\n"))


def load_seeds(folder: Path) -> list[Raw]:
    """Return the full articles, each under its file's name."""
    return [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in sorted(folder.glob("*.txt"))]


def print_reports(reports: Iterable[Report]) -> None:
    """Print reports as tables on the terminal."""
    console = Console()
    for report in reports:
        console.rule(report.title)
        for table in report.tables:
            console.print(make_rich_table(table))
        for remark in report.remarks:
            console.print(remark, markup=False)


def write_report(reports: Iterable[Report]) -> None:
    """Write the reports beside this file, below a line that says how they came about."""
    head = "<!-- written by `python evals/run.py --write` -->\n\n"
    body = "\n".join(to_markdown(report) for report in reports)
    (HERE / "REPORT.md").write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
