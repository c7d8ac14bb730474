import sys
from datetime import date
from io import BytesIO

import pytest

from marsad.exporters import ExportError, parquet
from marsad.exporters.csv import COLUMNS
from marsad.model import SignalType

from .made import DAY, QUOTE, export, make_entry, make_signal


def read(*entries):
    reader = pytest.importorskip("pyarrow.parquet")
    return reader.ParquetFile(BytesIO(export(parquet.ParquetExporter(), *entries)[1]))


def test_a_row_has_its_types():
    (row,) = read(make_entry(make_signal(date=DAY, confidence=0.5))).read().to_pylist()
    assert tuple(row) == COLUMNS
    assert (row["type"], row["actors"], row["targets"]) == ("threat", ["RUS"], ["USA"])
    assert (row["date_start"], row["date"], row["date_basis"]) == (date(2031, 3, 2), "2031-03-02", "stated")
    assert (row["background"], row["start"], row["confidence"], row["quote"]) == (False, 3, 0.5, QUOTE)


def test_columns_carry_their_meaning():
    schema = read(make_entry(make_signal())).schema_arrow
    assert all(field.metadata[b"meaning"] for field in schema)


def test_a_row_group_is_all_that_is_held_at_a_time(monkeypatch):
    monkeypatch.setattr(parquet, "BATCH", 2)
    entries = [make_entry(make_signal(f"si{n}", type=SignalType.TEST)) for n in range(5)]
    file = read(*entries)
    assert file.metadata.num_row_groups == 3
    assert [row["id"] for row in file.read().to_pylist()] == [f"si{n}" for n in range(5)]


def test_without_the_library_the_error_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"marsad\[parquet\]"):
        export(parquet.ParquetExporter())
