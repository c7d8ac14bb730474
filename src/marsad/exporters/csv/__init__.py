"""CSV: the signals as one flat table for spreadsheets.

The file begins with a byte order mark: without one, Excel takes Arabic in UTF-8 for another encoding (read it with
`utf-8-sig`). Lines end in CR LF as RFC 4180 has it. Lists are joined by `; `. A cell that a spreadsheet would take for
a formula, since it begins with = + - @ or a control character, gets an apostrophe before it.
"""

import codecs
import csv
from collections.abc import Iterable, Mapping
from enum import Enum
from io import StringIO
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedEntry as Entry
from marsad.exporters.table import SignalRow, make_signal_row
from marsad.model import Signal

COLUMNS = SignalRow.__struct_fields__

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class CsvExporter:
    """One signal a row under one row of headings."""

    name = "csv"
    stem = "signals"
    suffix = ".csv"
    layers = frozenset({"signal"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"": SignalRow})

    def export(self, entries: Iterable[Entry], out: BinaryIO) -> int:
        """Write the signals among the records and return how many there are."""
        out.write(codecs.BOM_UTF8 + _make_line(list(COLUMNS)))
        written = 0
        for entry in entries:
            if isinstance(entry.record, Signal):
                row = make_signal_row(entry.record, entry.article)
                out.write(_make_line([make_cell(value) for value in msgspec.structs.astuple(row)]))
                written += 1
        return written


def make_cell(value: object) -> str:
    """Return a cell's text: empty for None, yes or no, numbers plain, and text that no spreadsheet runs."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return make_cell("; ".join(value))
        case Enum():
            return str(value.value)
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case _:
            return str(value)


def _make_line(cells: list[str]) -> bytes:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")
