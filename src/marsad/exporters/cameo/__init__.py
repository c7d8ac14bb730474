"""CAMEO: rows of who, what, to whom, with columns as ICEWS has them and three of ours at the end, parted by tabs.

A row is a pair, so a record with several actors or targets fills several rows; parties who meet stand in both orders.
Only what happened or was said outright is here, since the scheme has no modality: no planned, possible, denied or
halted act, but for those that the crosswalk has a code of their own for (a sanction lifted, an inspection refused).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations, product
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.coders.signals.rows import load_kinds
from marsad.exporters.base import ExportedArticle, ExportedEntry
from marsad.exporters.cameo.row import CameoRow
from marsad.exporters.crosswalk import find_crossing, load_roots
from marsad.exporters.crosswalk.dating import find_day
from marsad.exporters.parties import find_party
from marsad.model import Modality, Signal

COLUMNS = tuple(field.encode_name for field in msgspec.structs.fields(CameoRow))

_FORMULA = ("=", "+", "-", "@")


class CameoExporter:
    """Tab-separated values, UTF-8, one row of headings, no quotation marks around cells."""

    name = "cameo"
    stem = "cameo"
    suffix = ".tsv"
    layers = frozenset({"signal"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"": CameoRow})

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the rows of the signals that CAMEO has a code for and return how many signals there are."""
        out.write(("\t".join(COLUMNS) + "\n").encode())
        written = 0
        for entry in entries:
            if isinstance(entry.record, Signal):
                rows = tuple(make_rows(entry.record, entry.article))
                out.writelines(_make_line(row) for row in rows)
                written += bool(rows)
        return written


def make_rows(signal: Signal, article: ExportedArticle) -> Iterator[CameoRow]:
    """Yield a signal's rows, none where CAMEO has no code, or the record no day or was no fact."""
    crossing, dated = find_crossing(signal), find_day(signal, article.published)
    fact = signal.modality is Modality.ACTUAL or load_kinds()[signal.type].spoken
    if crossing.cameo is None or dated is None or not (fact or (crossing.variant and crossing.variant.modalities)):
        return
    root = load_roots()[crossing.cameo[:2]]
    for number, (actor, target) in enumerate(_list_pairs(signal), 1):
        yield CameoRow(
            id=f"{signal.id}-{number}",
            day=dated[0].isoformat(),
            source=_name(actor),
            source_sector=None if signal.role else _find_sector(actor),
            source_country=_find_country(actor),
            text=signal.type.value.replace("_", " "),
            code=crossing.cameo,
            intensity=root.goldstein,
            target=_name(target),
            target_sector=_find_sector(target),
            target_country=_find_country(target),
            story=article.id,
            publisher=article.outlet,
            place=signal.place,
            quad=root.quad,
            record=signal.id,
            dated_by=dated[1],
        )


def _list_pairs(signal: Signal) -> Iterable[tuple[str | None, str | None]]:
    if load_kinds()[signal.type].reciprocal and len(signal.actors) > 1 and not signal.targets:
        return permutations(signal.actors, 2)
    return product(signal.actors or (None,), signal.targets or (None,))


def _name(code: str | None) -> str | None:
    return find_party(code).name if code else None


def _find_sector(code: str | None) -> str | None:
    return find_party(code).sector if code else None


def _find_country(code: str | None) -> str | None:
    return find_party(code).name if code and find_party(code).kind == "state" else None


def _make_line(row: CameoRow) -> bytes:
    cells = (_make_cell(value) for value in msgspec.structs.astuple(row))
    return ("\t".join(cells) + "\n").encode("utf-8")


def _make_cell(value: str | float | None) -> str:
    """Return a cell without tabs and line ends, and with nothing that a spreadsheet would run."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = " ".join(value.split())
    return f"'{text}" if text.startswith(_FORMULA) else text
