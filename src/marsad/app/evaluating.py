"""`marsad evaluate`: how well annotations agree with gold, or two readers with one another."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table as RichTable

from marsad.app.annotations import Raw, find_name, to_annotation
from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.intake import group_places, read_places
from marsad.app.terminal import Screen, clean_words
from marsad.measure import (
    Agreement,
    Annotation,
    Count,
    Document,
    Report,
    Scores,
    Table,
    load_annotations,
    make_agreement,
    make_agreement_report,
    make_report,
    make_scores,
)
from marsad.measure.annotation import make_annotation
from marsad.model import Capture
from marsad.pipeline import read_capture
from marsad.sources import SetAside


def run_evaluate(
    screen: Screen, docs: str, gold: Path, pred: Path | None, *, agreement: bool, jobs: int, as_json: bool
) -> int:
    """Print the scores of `pred`, or of our own coding of `docs`, against `gold`; return the exit code."""
    wanted = load_file(gold)
    coded = code_documents(screen, docs, jobs) if pred is None else (load_texts(docs), load_file(pred), FINE)
    documents, found, code = coded
    if not documents:
        raise AppError(f"{docs}: no documents to score; name JSON Lines, texts or pages")
    if agreement:
        agreed = make_agreement(documents, wanted, found)
        _print(screen, make_agreement_report(agreed), make_agreement_json(agreed) if as_json else None)
    else:
        scores = make_scores(documents, wanted, found)
        _print(screen, make_report(scores), make_scores_json(scores) if as_json else None)
    return code


def load_file(path: Path) -> tuple[Annotation, ...]:
    """Return the annotations of a JSON Lines file; raise AppError naming the file."""
    try:
        return load_annotations(path.read_text(encoding="utf-8").split("\n"))
    except ValueError as error:
        raise AppError(f"{path}: {error}; expected annotations as JSON Lines") from error


def code_documents(screen: Screen, docs: str, jobs: int) -> tuple[list[Document], Sequence[Annotation], int]:
    """Return the documents, what we read in them, and the exit code; one that cannot be read scores as empty."""
    documents, found, code = load_texts(docs), list[Annotation](), FINE
    known = {document.id for document in documents}
    for outcome in read_places(screen, [docs], read_capture, jobs):
        if isinstance(outcome, SetAside):
            code = ASIDE
            continue
        raw = to_annotation(outcome)
        found.append(make_annotation(raw))
        if raw["id"] not in known:  # a page of HTML: its text is known only now
            documents.append(Document(id=raw["id"], text=outcome.article.text))
    return documents, found, code


def load_texts(docs: str) -> list[Document]:
    """Return the plain texts at `docs` under the ids that their annotations carry."""
    items = (item for source, places in group_places([docs]) for item in source.fetch(places))
    captures = (item for item in items if isinstance(item, Capture))
    texts = (capture for capture in captures if capture.media == "text")
    return [Document(id=_name(capture), text=capture.body.decode("utf-8", "replace")) for capture in texts]


def _name(capture: Capture) -> str:
    return find_name(capture.name, capture.origin) or capture.origin


def make_scores_json(scores: Scores) -> Raw:
    """Return the scores as JSON for programs."""
    return {
        "documents": scores.documents,
        "layers": _make_counts(scores.layers),
        "types": _make_counts(scores.types),
        "modalities": _make_counts(scores.modalities),
        "rates": {name: {"right": r.right, "total": r.total, "share": r.share} for name, r in scores.rates.items()},
        "tallies": scores.tallies,
        "absent": list(scores.absent),
        "textless": list(scores.textless),
    }


def make_agreement_json(agreed: Agreement) -> Raw:
    """Return the agreement as JSON for programs."""
    return {
        "documents": agreed.documents,
        "layers": _make_counts(agreed.left_as_gold),
        "type_kappa": agreed.type_kappa,
        "type_units": agreed.type_units,
        "modality_kappa": agreed.modality_kappa,
        "modality_units": agreed.modality_units,
    }


def _make_counts(counts: Mapping[str, Count]) -> dict[str, Any]:
    return {name: _make_count(count) for name, count in counts.items()}


def _make_count(one: Count) -> Raw:
    shares = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    return {"right": one.right, "missed": one.missed, "false": one.false, **shares}


def _print(screen: Screen, report: Report, raw: Raw | None) -> None:
    if raw is not None:
        screen.raw(json.dumps(raw, ensure_ascii=False))
        return
    screen.out.rule(report.title, align="left", style="dim")
    for table in report.tables:
        screen.out.print(make_rich_table(table))
    for remark in report.remarks:
        screen.say(remark)


def make_rich_table(table: Table) -> RichTable:
    """Return a report's table as the terminal library has it."""
    shown = RichTable(title=table.title, title_justify="left")
    for column, name in enumerate(table.header):
        shown.add_column(name, justify="right" if column in table.numeric else "left")
    for row in table.rows:
        shown.add_row(*("\n".join(map(clean_words, cell.split("\n"))).replace("[", "\\[") for cell in row))
    return shown
