"""Records as rows: columns to ask by, and the whole record as JSON."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args

import msgspec

from marsad.ledger.nouns import Record
from marsad.model import DateMention, Figure, Reading, Signal, SourceMention, Statement, decode, encode

LAYERS: Mapping[str, type[Record]] = MappingProxyType(
    {"statement": Statement, "signal": Signal, "figure": Figure, "date": DateMention, "source": SourceMention}
)
_LAYER_OF = {kind: layer for layer, kind in LAYERS.items()}
assert set(_LAYER_OF) == set(get_args(Record))

Row = dict[str, Any]


def list_records(reading: Reading) -> tuple[Record, ...]:
    """Return all records of a reading, layer by layer."""
    return (*reading.statements, *reading.signals, *reading.figures, *reading.dates, *reading.sources)


def make_row(record: Record) -> Row:
    """Return a record's columns, without those that the ledger itself gives."""
    provenance = record.provenance
    return {
        "id": record.id,
        "layer": _LAYER_OF[type(record)],
        "article": record.article,
        "start": record.span.start,
        "end": record.span.end,
        "quote": record.span.quote,
        "rule": provenance.rule,
        "coder": provenance.coder,
        "version": provenance.version,
        "codebook": provenance.codebook,
        "json": encode(record).decode(),
        **_ABSENT,
        **_columns_of(record),
    }


_OF_A_LAYER = (
    *("type", "modality", "place", "person", "role", "attributed_to", "background", "date_start", "date_end"),
    *("value", "high", "unit", "holder", "name"),
)
_ABSENT: Mapping[str, None] = MappingProxyType(dict.fromkeys(_OF_A_LAYER))  # all rows have the same columns


def _columns_of(record: Record) -> Row:
    match record:
        case Signal():
            return _signal_columns(record)
        case Statement():
            return {"name": record.speaker}
        case Figure():
            return _figure_columns(record)
        case DateMention():
            return _day_columns(record)
        case SourceMention():
            return {"name": record.name}


def _signal_columns(signal: Signal) -> Row:
    return {
        "type": signal.type.value,
        "modality": signal.modality.value,
        "place": signal.place,
        "person": signal.person,
        "role": signal.role,
        "attributed_to": signal.attributed_to,
        "background": int(signal.background),
        "date_start": signal.date.start.isoformat() if signal.date else None,
        "date_end": signal.date.end.isoformat() if signal.date else None,
    }


def _figure_columns(figure: Figure) -> Row:
    return {
        "type": figure.kind,
        "value": float(figure.value),
        "high": None if figure.high is None else float(figure.high),
        "unit": figure.unit,
        "holder": figure.holder,
    }


def _day_columns(mention: DateMention) -> Row:
    when = mention.when
    return {"date_start": when.start.isoformat(), "date_end": when.end.isoformat()} if when else {}


def list_parties(record: Record) -> tuple[tuple[str, int, str], ...]:
    """Return side, position and code of everybody who takes part in a record."""
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    if isinstance(record, Signal):
        actors, targets = record.actors, record.targets
    elif isinstance(record, Statement):
        actors = record.actor
    sides = (("actor", actors), ("target", targets))
    return tuple((side, place, code) for side, codes in sides for place, code in enumerate(codes))


def load_record(layer: str, json: str) -> Record:
    """Return the record of a row."""
    return decode(json, LAYERS[layer])


def make_content(record: Record) -> bytes:
    """Return what makes two records the same: all but the versions of coder and codebook.

    Where only the versions differ, the newer coder has confirmed the record, and the old one stands. The record goes
    through the codec, so that a value of 40 and one of 40.0 are the same whether or not they come from the ledger.
    """
    provenance = msgspec.structs.replace(record.provenance, version="", codebook="")
    content = encode(msgspec.structs.replace(record, provenance=provenance))
    return encode(decode(content, type(record)))
