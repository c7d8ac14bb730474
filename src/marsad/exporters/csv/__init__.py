"""CSV: the signals as one flat table for spreadsheets.

The file begins with a byte order mark: without one, Excel takes Arabic in UTF-8 for another encoding (read it with
`utf-8-sig`). Lines end in CR LF as RFC 4180 has it. Lists are joined by `; `. A cell that a spreadsheet would take for
a formula, since it begins with = + - @ or a control character, gets an apostrophe before it.
"""

import codecs
import csv
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from types import MappingProxyType
from typing import BinaryIO

from marsad.exporters.base import ExportedArticle
from marsad.exporters.base import ExportedEntry as Entry
from marsad.model import Signal, When

Cell = str | int | float | bool | None
Column = Callable[[Signal, ExportedArticle], Cell]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _iso(when: When | None) -> str | None:
    return when.iso() if when else None


# New columns are only ever added at the end: other people's scripts count on the order.
COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "id": lambda signal, article: signal.id,
        "type": lambda signal, article: signal.type.value,
        "modality": lambda signal, article: signal.modality.value,
        "actors": lambda signal, article: "; ".join(signal.actors),
        "targets": lambda signal, article: "; ".join(signal.targets),
        "date": lambda signal, article: _iso(signal.date),
        "date_start": lambda signal, article: signal.date.start.isoformat() if signal.date else None,
        "date_end": lambda signal, article: signal.date.end.isoformat() if signal.date else None,
        "date_basis": lambda signal, article: signal.date.basis.value if signal.date else None,
        "place": lambda signal, article: signal.place,
        "person": lambda signal, article: signal.person,
        "role": lambda signal, article: signal.role,
        "attributed_to": lambda signal, article: signal.attributed_to,
        "background": lambda signal, article: signal.background,
        "quote": lambda signal, article: signal.span.quote,
        "start": lambda signal, article: signal.span.start,
        "end": lambda signal, article: signal.span.end,
        "article": lambda signal, article: article.id,
        "outlet": lambda signal, article: article.outlet,
        "published": lambda signal, article: _iso(article.published),
        "title": lambda signal, article: article.title,
        "url": lambda signal, article: article.url,
        "copy_of": lambda signal, article: article.copy_of,
        "digest": lambda signal, article: article.digest,
        "coder": lambda signal, article: signal.provenance.coder,
        "version": lambda signal, article: signal.provenance.version,
        "codebook": lambda signal, article: signal.provenance.codebook,
        "rule": lambda signal, article: signal.provenance.rule,
        "confidence": lambda signal, article: signal.confidence,
        "earlier": lambda signal, article: article.earlier,
        "story": lambda signal, article: article.story,
        "counted": lambda signal, article: article.counted,
    }
)


class CsvExporter:
    """One signal a row under one row of headings."""

    name = "csv"
    suffix = ".csv"
    layers = frozenset({"signal"})

    def export(self, entries: Iterable[Entry], out: BinaryIO) -> int:
        """Write the signals among the records and return how many there are."""
        out.write(codecs.BOM_UTF8 + _make_line(list(COLUMNS)))
        written = 0
        for entry in entries:
            if isinstance(entry.record, Signal):
                signal, article = entry.record, entry.article
                out.write(_make_line([make_cell(column(signal, article)) for column in COLUMNS.values()]))
                written += 1
        return written


def make_cell(value: Cell) -> str:
    """Return a cell's text: empty for None, yes or no, numbers plain, and text that no spreadsheet runs."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case _:
            return f"'{value}" if value.startswith(_FORMULA) else value


def _make_line(cells: list[str]) -> bytes:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")
