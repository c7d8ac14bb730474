"""The same scores on documents in another guise, side by side."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from evals.material import Material
from evals.replace.variant import Variant, replace_named, replace_states
from marsad.measure import Annotation, Document, Scores, Table, make_scores
from marsad.measure.annotation import make_annotation
from marsad.measure.count import Count, Rate
from marsad.measure.report import Report, format_share

Raw = dict[str, Any]
Coder = Callable[[Raw], Raw]
Replacer = Callable[[Raw, Annotation], Variant]
GUISES: Mapping[str, Replacer] = {"persons, dates, figures": replace_named, "states": replace_states}


class Guise(NamedTuple):
    """The scores on all documents in one guise, and how much was replaced."""

    scores: Scores
    counts: Counter[str]


def score_guise(material: Material, coder: Coder, replace: Replacer) -> Guise:
    """Return the scores on the documents that a replacer makes."""
    gold = {one.id: one for one in material.gold}
    variants = [replace(raw, gold[raw["id"]]) for raw in material.documents if raw["id"] in gold]
    documents = [Document(id=one.raw["id"], text=one.raw["text"]) for one in variants]
    pred = [make_annotation(coder(one.raw)) for one in variants]
    counts = sum((one.counts for one in variants), Counter[str]())
    return Guise(make_scores(documents, [one.gold for one in variants], pred), counts)


def find_compared(scores: Scores) -> dict[str, float | None]:
    """Return the scores that are compared: those that no replaced name or figure changes by itself."""
    layers = {name: scores.layers.get(name, Count()) for name in ("statements", "signals", "figures")}
    return {
        "statements F1": layers["statements"].f1,
        "speaker's state": scores.rates.get("statement.state", Rate()).share,
        "signals precision": layers["signals"].precision,
        "signals recall": layers["signals"].recall,
        "signals F1": layers["signals"].f1,
        "figures F1": layers["figures"].f1,
    }


def find_fall(original: Scores, guises: Sequence[Scores], names: Sequence[str]) -> float | None:
    """Return by how many points the worst of the named scores falls, at most; None where one was not measured."""
    falls = [
        None if before is None or after is None else 100 * (before - after)
        for guise in guises
        for before, after in ((find_compared(original)[name], find_compared(guise)[name]) for name in names)
    ]
    known = [fall for fall in falls if fall is not None]
    return max([0.0, *known]) if len(known) == len(falls) else None


def make_replacement_report(original: Scores, guises: Mapping[str, Guise]) -> Report:
    """Return original and replaced scores side by side, with the differences in points."""
    header = ["score", "original"]
    for name in guises:
        header += [f"{name} replaced", "points"]
    compared = [find_compared(guise.scores) for guise in guises.values()]
    rows = []
    for score, before in find_compared(original).items():
        cells = [cell for after in compared for cell in (format_share(after[score]), _subtract(before, after[score]))]
        rows.append((score, format_share(before), *cells))
    title = "The same documents with names, dates, figures or states replaced"
    table = Table(title="Replaced", header=tuple(header), rows=tuple(rows), numeric=frozenset(range(1, len(header))))
    return Report(title=title, tables=(table,), remarks=tuple(_tell(name, one) for name, one in guises.items()))


def _subtract(before: float | None, after: float | None) -> str:
    return "–" if before is None or after is None else f"{100 * (after - before):+.1f}"


def _tell(name: str, guise: Guise) -> str:
    return f"{name}: " + ", ".join(f"{count} {what}" for what, count in guise.counts.items())
