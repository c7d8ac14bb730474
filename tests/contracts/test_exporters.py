"""What every exporter must do, run over the list of them."""

import csv
import json
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html
from tests.stores import Fresh

from marsad.exporters import load_exporters
from marsad.exporters.csv import COLUMNS
from marsad.exporters.dictionary import find_told, make_dictionary, write_dictionary
from marsad.extract.capture import make_capture
from marsad.ledger import Choice, Ledger
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
from marsad.pipeline import read_capture

EXPORTERS = load_exporters()
TEXTS = (
    "أعلنت الوزارة، «رسمياً»، أنها ستجري 3 تجارب.\nولم تذكر موعداً.",
    '=SUM(1;2) عنوان غريب, فيه "اقتباس" وفاصلة.',
    "نص فيه <علامات> & أشياء\tأخرى؛ وسطر\r\nثان",
)
WHOLE = {"jsonl", "csv", "parquet", "webannotation"}  # forms that hold every record of their layers


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
        id=make_record_id("signal", key, "exercise", text, 0),
        type=SignalType.EXERCISE,
        actors=("POL", "UN"),
        modality=Modality.ACTUAL,
        date=When.month(2026, 5, Basis.STATED),
        **first,
    )
    figure = Figure(id=make_record_id("figure", key, "other", text, 0), value=3, unit="other", kind="count", **first)
    readings = {"signals": (signal,), "figures": (figure,), "version": "1", "codebook": "2"}
    return Reading(article=article, on_topic=True, topic="made", **readings)


@pytest.fixture(params=EXPORTERS, ids=lambda exporter: exporter.name)
def exporter(request):
    if request.param.name == "parquet":
        pytest.importorskip("pyarrow")
    return request.param


def fill(path, texts):
    with Ledger.open(path) as ledger:
        for text in texts:
            ledger.add(make_reading(text), run="run", at="2026-03-01")


def export(exporter, path):
    out = BytesIO()
    with Ledger.open(path, readonly=True) as ledger:
        choice = Choice(layers=exporter.layers, beside=exporter.beside, around=exporter.around)
        return exporter.export(ledger.chosen(choice), out), out.getvalue()


def parse_parquet(data):
    from pyarrow import parquet

    return [row["id"] for row in parquet.read_table(BytesIO(data)).to_pylist()]


def parse_ical(data):
    text = data.decode("utf-8").replace("\r\n ", "")
    return [one for line in re.findall("X-MARSAD-RECORDS:(.*)\r\n", text) for one in line.split()]


def parse_graphml(data):
    graph = ElementTree.fromstring(data)
    counts = [each.text for each in graph.iter() if each.get("key") == "edge-signals"]
    return ["counted"] * sum(map(int, counts))


READERS = {
    "jsonl": lambda data: [json.loads(line)["record"]["id"] for line in data.decode().splitlines()],
    "csv": lambda data: [row["id"] for row in csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))],
    "parquet": parse_parquet,
    "plover": lambda data: [json.loads(line)["id"] for line in data.splitlines()],
    "cameo": lambda data: list(
        dict.fromkeys(row["Record"] for row in csv.DictReader(data.decode().splitlines(), delimiter="\t", quoting=3))
    ),
    "webannotation": lambda data: [each["id"].rpartition(":")[2] for each in json.loads(data)["items"]],
    "ftm": lambda data: [
        row["properties"]["recordId"][0] for row in map(json.loads, data.splitlines()) if row["schema"] == "Event"
    ],
    "ical": parse_ical,
    "graphml": parse_graphml,
}


def parse(exporter, data):
    """Read an export back: the ids of the records in it."""
    return READERS[exporter.name](data)


def test_names_are_unique():
    assert len({exporter.name for exporter in EXPORTERS}) == len(EXPORTERS)
    assert all(exporter.suffix.startswith(".") for exporter in EXPORTERS)


def test_bytes_depend_on_the_records_alone(exporter, tmp_path):
    fill(tmp_path / "one.db", TEXTS)
    fill(tmp_path / "two.db", TEXTS[::-1])
    assert export(exporter, tmp_path / "one.db") == export(exporter, tmp_path / "two.db")


def test_bytes_are_the_same_from_every_store(exporter, tmp_path):
    server, back = Fresh("postgresql", tmp_path, "exported") / "l", tmp_path / "back.db"
    fill(tmp_path / "one.db", TEXTS)
    for source, target in ((tmp_path / "one.db", server), (server, back)):
        with Ledger.open(source) as held, Ledger.open(target) as fresh:
            assert list(held.copy_to(fresh))
    written, data = export(exporter, tmp_path / "one.db")
    assert data
    assert export(exporter, server) == export(exporter, back) == (written, data)


def test_an_empty_ledger_gives_a_valid_empty_export(exporter, tmp_path):
    fill(tmp_path / "ledger.db", ())
    written, data = export(exporter, tmp_path / "ledger.db")
    assert written == 0
    assert parse(exporter, data) == []


def test_it_writes_and_counts_records_of_its_layers(exporter, tmp_path):
    fill(tmp_path / "ledger.db", TEXTS)
    written, data = export(exporter, tmp_path / "ledger.db")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        held = [entry.record.id for entry in ledger.entries() if entry.layer in exporter.layers]
    found = parse(exporter, data)
    assert written == len(found) == len(held)
    assert exporter.name == "graphml" or sorted(found) == sorted(held)
    assert exporter.name not in WHOLE or found == held


@pytest.mark.parametrize("name", ["jsonl", "plover", "webannotation", "ftm"])
def test_quotes_come_back_whole(name, tmp_path):
    fill(tmp_path / "ledger.db", TEXTS)
    exporter = next(one for one in EXPORTERS if one.name == name)
    text = export(exporter, tmp_path / "ledger.db")[1].decode("utf-8")
    assert [each for each in TEXTS if json.dumps(each, ensure_ascii=False) not in text] == []


def test_every_field_has_a_meaning_in_the_dictionary(exporter):
    fields = make_dictionary(exporter.rows)
    assert len({field.name for field in fields}) == len(fields) > 0
    assert all(field.meaning and field.type for field in fields)
    rows = list(csv.DictReader(StringIO(write_dictionary(fields).decode("utf-8-sig"), newline="")))
    assert [row["name"] for row in rows] == [field.name for field in fields]


def test_the_docstrings_name_no_field_that_is_not_there(exporter):
    for kind in exporter.rows.values():
        assert set(find_told(kind)) == set(kind.__struct_fields__)


def test_columns_of_the_table_are_stable():
    wanted = "id type modality actors targets date date_start date_end date_basis place person role attributed_to"
    wanted += (
        " background quote start end article outlet published title url copy_of digest coder version codebook rule"
        " confidence earlier story counted"
    )
    assert list(COLUMNS) == wanted.split()


def test_the_words_of_an_annotation_are_found_again_on_their_page(tmp_path):
    page = Path(__file__).parents[2] / "demo" / "pages" / "raai" / "04-clock-85-seconds.html"
    body = page.read_bytes()
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(read_capture(make_capture(body, origin=page.name)), run="run", at="2026-03-01")
    exporter = next(one for one in EXPORTERS if one.name == "webannotation")
    notes = json.loads(export(exporter, tmp_path / "ledger.db")[1])["items"]
    tree = html.fromstring(body.decode("utf-8"))
    for hidden in tree.xpath("//script|//style"):
        hidden.drop_tree()
    text = squeeze(tree.text_content())
    alone = whole = 0
    for note in notes:
        quote = note["target"]["selector"][0]
        alone += text.count(squeeze(quote["exact"])) == 1
        whole += text.count(squeeze(quote.get("prefix", "") + quote["exact"] + quote.get("suffix", ""))) == 1
    assert alone < whole == len(notes)


def squeeze(text):
    """Leave out spaces, which browsers fold and between paragraphs do not have."""
    return re.sub(r"\s+", "", text)
