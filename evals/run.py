"""Score the coder on the gold annotations and hold it to the pinned floors.

    python -m evals.run [--write] [--save FILE] [--limit N] [--no-snippets] [--heldout FOLDER] [--beside FOLDER]

Exits 0 when every floor is reached or the gold folder is absent, 1 when a floor is not reached, 2 when the gold
folder cannot be read.
"""

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from evals.heldout import make_heldout_table, score_folder
from evals.material import Material, Raw, find_style, load_material
from evals.naming import mark
from evals.pages import find_page_chances, load_pages, make_pages_report, score_pages
from evals.replacement import GUISES, Coder, Guise, find_fall, make_replacement_report, score_guise
from evals.style import make_style_scores, make_style_table
from marsad.app.evaluating import make_rich_table
from marsad.measure import (
    Annotation,
    DateScore,
    Document,
    Report,
    Scores,
    make_date_report,
    make_date_score,
    make_report,
    make_scores,
    to_markdown,
)
from marsad.measure.annotation import make_annotation
from marsad.measure.calibration import find_chances, make_reliability, make_reliability_report
from marsad.measure.dates_tsv import Resolver
from marsad.measure.floors import Measures, check_floors, make_floor_table, make_measures
from marsad.measure.phenomena import make_phenomena, make_phenomena_table

HERE = Path(__file__).resolve().parent
HELDOUT = HERE.parent / "train" / "heldout"
BESIDE = HERE.parent / "train" / "texts"
CORPUS = HERE.parent.parent / "shared" / "corpus" / "pages.jsonl"
PAGES = ("seen", "read", "unseen")
_HELD_TO = ("statements F1", "speaker's state", "signals F1", "figures F1")  # must not fall when names are replaced


class Outcome(NamedTuple):
    """All that was measured."""

    every: Scores
    seeds: Scores
    dates: DateScore
    guises: dict[str, Guise]
    heldout: dict[str, Scores | None]
    pages: dict[str, Scores | None]
    more: tuple[Report, ...]


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
    coder = load_coder()
    found = [coder(raw) for raw in material.documents]
    if options.save:
        lines = (json.dumps(raw, ensure_ascii=False) for raw in found)
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return conclude(evaluate(material, coder, found, options), options)


def parse_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description="Score the coder on the gold annotations.")
    parser.add_argument("--write", action="store_true", help="write evals/REPORT.md (numbers only, no texts)")
    parser.add_argument("--save", type=Path, metavar="FILE", help="save the predictions as JSON Lines")
    parser.add_argument("--limit", type=int, default=20, help="how many confusions to show (default 20)")
    parser.add_argument("--no-snippets", action="store_true", help="show no words of the documents")
    parser.add_argument("--heldout", type=Path, default=HELDOUT, metavar="FOLDER", help="own texts kept untouched")
    parser.add_argument(
        "--beside",
        type=Path,
        default=BESIDE,
        metavar="FOLDER",
        help="own texts that the judge was fitted to, for contrast",
    )
    return parser.parse_args(arguments)


def evaluate(material: Material, coder: Coder, found: Iterable[Raw], options: argparse.Namespace) -> Outcome:
    """Score everything."""
    pred = [make_annotation(raw) for raw in found]
    documents = [Document(id=raw["id"], text=raw["text"]) for raw in material.documents]
    return Outcome(
        every=make_scores(documents, material.gold, pred),
        seeds=make_scores(documents, material.seeds, pred),
        dates=make_date_score(material.rows, make_resolver(coder)),
        guises={name: score_guise(material, coder, replace) for name, replace in GUISES.items()},
        heldout={"held out": score_folder(options.heldout, coder), "fitted to": score_folder(options.beside, coder)},
        pages={name: score_pages(load_pages(CORPUS, HERE / "pages" / f"{name}.jsonl"), coder) for name in PAGES},
        more=make_breakdowns(material, documents, pred, coder),
    )


def make_breakdowns(
    material: Material, documents: Sequence[Document], pred: Sequence[Annotation], coder: Coder
) -> tuple[Report, ...]:
    """Return the reports by outlet style, by phenomenon and by confidence."""
    styles = {raw["id"]: find_style(raw) for raw in material.documents}
    by_style = make_style_scores(documents, material.gold, pred, lambda name: styles.get(name, ""))
    signals, statements = make_phenomena(documents, material.gold, pred, mark)
    return (
        Report(
            title="By outlet", tables=tuple(make_style_table(layer, by_style) for layer in ("signals", "statements"))
        ),
        Report(
            title="By phenomenon",
            tables=(make_phenomena_table("Signals", signals), make_phenomena_table("Statements", statements)),
            remarks=("recall over the gold items that a phenomenon holds of, precision over the predicted ones",),
        ),
        make_reliability_report(make_reliability(find_chances(documents, material.gold, pred))),
        *make_unseen_reliability(coder),
    )


def make_unseen_reliability(coder: Coder) -> Iterator[Report]:
    """Yield whether confidence holds on the excerpts that nobody read; nothing where they are not there."""
    pages = load_pages(CORPUS, HERE / "pages" / f"{PAGES[-1]}.jsonl")
    if pages is not None:
        reliability = make_reliability(find_page_chances(pages, coder))
        yield make_reliability_report(reliability, title="Reliability of confidence on unseen excerpts")


def conclude(outcome: Outcome, options: argparse.Namespace) -> int:
    """Print the reports and the floors; return 1 when a floor is not reached."""
    bounds = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    measures = measure(outcome)
    tables = (
        make_floor_table(measures, bounds["floors"], bounds["goals"]),
        make_floor_table(measures, bounds["ceilings"], bounds["limits"], at_most=True),
    )
    floors = Report(title="Goals and floors", tables=tables, remarks=tuple(bounds["remarks"]))
    print_reports([*make_reports(outcome, show=not options.no_snippets, limit=options.limit), floors])
    if options.write:  # numbers only: the documents' words are not ours to publish
        write_report([floors, *make_reports(outcome, show=False, limit=options.limit)])
    problems = check_floors(measures, bounds["floors"], bounds["ceilings"])
    for problem in problems:
        print(f"not kept: {problem}")
    return 1 if problems else 0


def measure(outcome: Outcome) -> Measures:
    """Return everything that has a floor, a ceiling or a goal."""
    guises = [guise.scores for guise in outcome.guises.values()]
    return {
        **make_measures(outcome.every, outcome.seeds, outcome.dates),
        "replaced_fall": find_fall(outcome.every, guises, _HELD_TO),
    }


def make_reports(outcome: Outcome, *, show: bool, limit: int) -> list[Report]:
    """Return the reports in reading order; `show` words of the documents or none."""
    return [
        make_report(outcome.every, title="All gold documents", snippets=show, limit=limit),
        *outcome.more,
        make_replacement_report(outcome.every, outcome.guises),
        Report(title="Held out", tables=(make_heldout_table(outcome.heldout),)),
        make_pages_report(outcome.pages),
        make_date_report(outcome.dates, sentences=show),
    ]


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
    head = "<!-- written by `make eval` -->\n\n"
    body = "\n".join(to_markdown(report) for report in reports)
    (HERE / "REPORT.md").write_text(head + body, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
