"""What every exporter must do, run over the list of them."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest

from marsad.exporters import load_exporters
from marsad.exporters.csv import COLUMNS
from marsad.ledger import Ledger
from marsad.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    Figure,
    Modality,
    Provenance,
    Reading,
    Signal,
    SignalType,
    When,
    make_article_id,
    make_digest,
    make_record_id,
)

EXPORTERS = load_exporters()
TEXTS = (
    "أعلنت الوزارة، «رسمياً»، أنها ستجري 3 تجارب.\nولم تذكر موعداً.",
    '=SUM(1;2) عنوان غريب, فيه "اقتباس" وفاصلة.',
)


def make_reading(text):
    digest = make_digest(text.encode())
    key = make_article_id(None, digest)
    article = Article(
        id=key,
        digest=digest,
        origin="pages/1.txt",
        text=text,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
        title=text[:20],
        outlet="المرفأ",
        published=When.day(date(2026, 3, 1), Basis.METADATA),
    )
    first = {"article": key, "span": article.span(0, len(text))}
    first["provenance"] = Provenance(coder="signals", version="1", codebook="2", rule="signals.test")
    signal = Signal(
        id=make_record_id("signal", key, "test", text, 0),
        type=SignalType.TEST,
        actors=("XXX", "UN"),
        modality=Modality.PLANNED,
        date=When.month(2026, 5, Basis.STATED),
        **first,
    )
    figure = Figure(id=make_record_id("figure", key, "other", text, 0), value=3, unit="other", kind="count", **first)
    readings = {"signals": (signal,), "figures": (figure,), "version": "1", "codebook": "2"}
    return Reading(article=article, on_topic=True, topic="made", **readings)


@pytest.fixture(params=EXPORTERS, ids=lambda exporter: exporter.name)
def exporter(request):
    return request.param


def fill(path, texts):
    with Ledger.open(path) as ledger:
        for text in texts:
            ledger.add(make_reading(text), run="run", at="2026-03-01")


def export(exporter, path):
    out = BytesIO()
    with Ledger.open(path, readonly=True) as ledger:
        return exporter.export(ledger.entries(), out), out.getvalue()


def parse(exporter, data):
    """Read an export back: one dictionary a record."""
    readers = {
        "jsonl": lambda: [json.loads(line) for line in data.decode("utf-8").splitlines()],
        "csv": lambda: list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))),
    }
    return readers[exporter.name]()


def test_names_are_unique():
    assert len({exporter.name for exporter in EXPORTERS}) == len(EXPORTERS)
    assert all(exporter.suffix.startswith(".") for exporter in EXPORTERS)


def test_bytes_depend_on_the_records_alone(exporter, tmp_path):
    fill(tmp_path / "one.db", TEXTS)
    fill(tmp_path / "two.db", TEXTS[::-1])
    assert export(exporter, tmp_path / "one.db") == export(exporter, tmp_path / "two.db")


def test_an_empty_ledger_gives_a_valid_empty_export(exporter, tmp_path):
    fill(tmp_path / "ledger.db", ())
    written, data = export(exporter, tmp_path / "ledger.db")
    assert written == 0
    assert parse(exporter, data) == []


def test_it_writes_and_counts_all_records_of_its_layers(exporter, tmp_path):
    fill(tmp_path / "ledger.db", TEXTS)
    written, data = export(exporter, tmp_path / "ledger.db")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        held = [entry.record.id for entry in ledger.entries() if entry.layer in exporter.layers]
    rows = parse(exporter, data)
    assert written == len(held) == len(rows)
    assert [(row.get("record") or row)["id"] for row in rows] == held


def test_quotes_come_back_whole(exporter, tmp_path):
    fill(tmp_path / "ledger.db", TEXTS)
    rows = parse(exporter, export(exporter, tmp_path / "ledger.db")[1])
    quotes = {row["record"]["span"]["quote"] if "record" in row else row["quote"].removeprefix("'") for row in rows}
    assert quotes == set(TEXTS)


def test_columns_of_the_table_are_stable():
    wanted = "id type modality actors targets date date_start date_end date_basis place person role attributed_to"
    wanted += (
        " background quote start end article outlet published title url copy_of digest coder version codebook rule"
        " confidence earlier story counted"
    )
    assert list(COLUMNS) == wanted.split()
