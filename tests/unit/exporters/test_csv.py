import codecs
import csv
from io import BytesIO, StringIO
from types import SimpleNamespace

import pytest

from marsad.exporters.csv import CsvExporter, make_cell
from marsad.model import Modality, Provenance, Signal, SignalType, Span


def make_entry(quote, **changes):
    signal = Signal(
        id="si1",
        article="a1",
        span=Span(start=0, end=len(quote), quote=quote),
        type=SignalType.OFFER,
        actors=("RUS", "USA"),
        modality=Modality.ACTUAL,
        provenance=Provenance(coder="signals", version="1", codebook="2", rule="r"),
        **changes,
    )
    names = ("digest", "url", "outlet", "title", "published", "copy_of", "earlier", "story", "counted")
    article = SimpleNamespace(id="a1", **dict.fromkeys(names))
    return SimpleNamespace(record=signal, layer="signal", article=article)


def export(*entries):
    out = BytesIO()
    CsvExporter().export(entries, out)
    return out.getvalue()


def test_one_byte_order_mark_and_one_row_of_headings():
    data = export()
    assert data.startswith(codecs.BOM_UTF8 + b"id,type,modality,")
    assert data.count(b"\r\n") == 1


def test_cells():
    (row,) = csv.DictReader(StringIO(export(make_entry("عرض\nجديد", background=True)).decode("utf-8-sig"), newline=""))
    assert (row["type"], row["actors"], row["targets"], row["background"]) == ("offer", "RUS; USA", "", "yes")
    assert (row["quote"], row["start"], row["end"], row["date"]) == ("عرض\nجديد", "0", "8", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert make_cell(text) == "'" + text
    assert f"'{text}".strip().encode() in export(make_entry(text))


@pytest.mark.parametrize(("value", "cell"), [(None, ""), ("", ""), (0, "0"), (False, "no"), ("a=b", "a=b")])
def test_plain_cells(value, cell):
    assert make_cell(value) == cell
