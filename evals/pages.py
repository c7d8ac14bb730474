"""Excerpts of real pages with annotations by offsets alone: their words stay where they are, outside this repository.

`pages/*.jsonl` names for each excerpt the page of `../shared/corpus`, the range that was read, and the records with the
range of their first words. `seen` and `read` were looked at while rules were made; `unseen` was scored, never read.
A layer that a row lacks was not annotated and is not asked.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from evals.heldout import Coder
from marsad.measure import Annotation, Document, Report, Scores, Table, make_report, make_scores
from marsad.measure.annotation import make_annotation
from marsad.measure.calibration import Chance, find_chances

Raw = dict[str, Any]
LAYERS = ("statements", "signals", "figures", "dates")
ASKED = (*LAYERS, "sources", "published")


class Pages(NamedTuple):
    """Excerpts as they are given to the coder, their annotations, and which layers these hold."""

    documents: tuple[Raw, ...]
    gold: tuple[Annotation, ...]
    asked: tuple[frozenset[str], ...]


def load_pages(corpus: Path, file: Path) -> Pages | None:
    """Return the excerpts that a file annotates; None where the corpus or the file is not there."""
    if not corpus.is_file() or not file.is_file():
        return None
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    wanted = {row["page"] for row in rows}
    with corpus.open(encoding="utf-8") as lines:
        texts = {page["id"]: page for page in map(json.loads, lines) if page["id"] in wanted}
    found = [row for row in rows if row["page"] in texts]
    documents = tuple(make_document(row, texts[row["page"]]) for row in found)
    gold = tuple(make_gold(row, raw["text"]) for row, raw in zip(found, documents, strict=True))
    return Pages(documents, gold, tuple(frozenset(row) & frozenset(ASKED) for row in found))


def make_document(row: Raw, page: Raw) -> Raw:
    """Return an excerpt as a document of its own, with what is known of its page."""
    known = {key: page.get(key) for key in ("title", "url", "extracted", "corpus")}
    return {"id": row["id"], "text": page["text"][row["from"] : row["to"]], **known}


def make_gold(row: Raw, text: str) -> Annotation:
    """Return an excerpt's annotation, its words cut out of the text."""
    layers = {layer: [_place(note, layer, text) for note in row[layer]] for layer in LAYERS if layer in row}
    return make_annotation({key: row[key] for key in ("id", "published", "sources") if key in row} | layers)


def _place(note: Raw, layer: str, text: str) -> Raw:
    start, end = note["at"]
    words = {"statements": "starts", "signals": "evidence", "figures": "evidence", "dates": "text"}[layer]
    kept = {key: value for key, value in note.items() if key != "at"}
    return kept | {"start": start, "end": end, words: text[start:end]}


def make_pages_report(scores: Mapping[str, Scores | None]) -> Report:
    """Return the layers and agreement rates of each set of excerpts."""
    tables = [table for name, each in scores.items() if each is not None for table in _make_tables(name, each)]
    return Report(
        title="Other real pages",
        tables=tuple(tables),
        remarks=(
            "seen, read: looked at while rules were made; unseen: scored, never read, each excerpt annotated by two "
            "readers apart (F1 of one against the other: signals 0.90, figures 0.97), what one alone saw being soft",
        ),
    )


def _make_tables(name: str, scores: Scores) -> Iterator[Table]:
    report = make_report(scores, title=name, snippets=False)
    for table in report.tables[:3]:
        yield msgspec.structs.replace(table, title=f"{table.title}: {name}, {scores.documents} excerpts")


def score_pages(pages: Pages | None, coder: Coder) -> Scores | None:
    """Return the scores on excerpts; None where there are none."""
    if pages is None:
        return None
    return make_scores(_list_documents(pages), pages.gold, _code(pages, coder))


def find_page_chances(pages: Pages, coder: Coder) -> Iterator[Chance]:
    """Yield how sure the coder was of each signal in the excerpts, and whether it was right."""
    return find_chances(_list_documents(pages), pages.gold, _code(pages, coder))


def _list_documents(pages: Pages) -> list[Document]:
    return [Document(id=raw["id"], text=raw["text"]) for raw in pages.documents]


def _code(pages: Pages, coder: Coder) -> list[Annotation]:
    return [
        make_annotation(_keep(coder(raw), asked) | {"id": raw["id"]})
        for raw, asked in zip(pages.documents, pages.asked, strict=True)
    ]


def _keep(coded: Raw, asked: frozenset[str]) -> Raw:
    return {key: value for key, value in coded.items() if key in asked}
