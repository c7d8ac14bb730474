"""Readings in the codebook's JSON form, with offsets, rule ids and versions beside what the codebook asks for."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marsad.model import (
    BlockKind,
    Capture,
    DateMention,
    Figure,
    Provenance,
    Reading,
    Signal,
    SourceMention,
    Span,
    Statement,
)

Raw = dict[str, Any]
_DROPPED = (BlockKind.FURNITURE, BlockKind.CAPTION, BlockKind.BYLINE)


def annotate(doc: Raw) -> Raw:
    """Return the annotation of one document as JSON Lines give it: `{"id", "text", "title", "url", "extracted"}`.

    A text that cannot be read has an annotation without records and a `set_aside` with reason and message. Raise
    `sources.files.LineError` where `doc` is no document.
    """
    from marsad.extract import ExtractError
    from marsad.pipeline import read_capture
    from marsad.sources.files import make_line_capture

    capture = make_line_capture(doc, "-")
    try:
        return to_annotation(read_capture(capture))
    except ExtractError as error:
        return make_empty(capture.name, error.reason, error.message)


def write_annotation(lines: bool, capture: Capture) -> str:
    """Return the annotation of a page as JSON, in one line or in several: whoever reads the page writes it."""
    from marsad.pipeline import read_capture

    return json.dumps(to_annotation(read_capture(capture)), ensure_ascii=False, indent=None if lines else 2)


def to_annotation(reading: Reading) -> Raw:
    """Return a reading's annotation; `id` is the caller's id for the document, else its file's name, else its own."""
    article = reading.article
    return {
        "id": find_name(article.name, article.origin) or article.id,
        "published": article.published.iso() if article.published else None,
        "published_basis": article.published.basis.value if article.published else None,
        "sources": list(dict.fromkeys(source.name for source in reading.sources)),
        "statements": [_make_statement(one) for one in reading.statements],
        "signals": [make_signal_note(one) for one in reading.signals],
        "figures": [_make_figure(one) for one in reading.figures],
        "dates": [_make_date(one) for one in reading.dates],
        "mentions": [_make_source(one) for one in reading.sources],
        "boilerplate": _find_dropped(reading),
        "on_topic": reading.on_topic,
        "topic": reading.topic,
        "article": article.id,
        "origin": article.origin,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "notes": list(article.notes),
        "version": reading.version,
        "codebook": reading.codebook,
    }


def find_name(name: str | None, origin: str) -> str | None:
    """Return the id under which a document is annotated: the one given, else the file's name without its ending."""
    return name or Path(origin).stem.strip("-") or None


def make_empty(name: str | None, reason: str, message: str) -> Raw:
    """Return the annotation of a document that could not be read."""
    layers: Raw = {layer: [] for layer in ("sources", "statements", "signals", "figures", "dates")}
    return {"id": name, "published": None, **layers, "set_aside": {"reason": reason, "message": message}}


def _make_statement(one: Statement) -> Raw:
    return {
        "speaker": one.speaker,
        "actor": _make_codes(one.actor),
        "direct": one.direct,
        "starts": cut_words(one.span.quote, 5),
        "via": list(one.via),
        "addressee": one.addressee,
        **_make_place(one.id, one.span, one.provenance),
    }


def make_signal_note(one: Signal) -> Raw:
    """Return a signal's annotation."""
    return {
        "type": one.type.value,
        "actors": list(one.actors),
        "targets": list(one.targets),
        "modality": one.modality.value,
        "date": one.date.iso() if one.date else None,
        "place": one.place,
        "attributed_to": one.attributed_to,
        "person": one.person,
        "role": one.role,
        "confidence": one.confidence,
        "evidence": cut_words(one.span.quote, 6),
        **_make_place(one.id, one.span, one.provenance),
    }


def _make_figure(one: Figure) -> Raw:
    high = {} if one.high is None else {"high": format_number(one.high)}
    return {
        "value": format_number(one.value),
        **high,
        "unit": one.unit,
        "holder": one.holder,
        "kind": one.kind,
        "as_of": one.as_of,
        "evidence": cut_words(one.span.quote, 6),
        **_make_place(one.id, one.span, one.provenance),
    }


def _make_date(one: DateMention) -> Raw:
    return {"value": one.when.iso() if one.when else None, **_make_place(one.id, one.span, one.provenance)}


def _make_source(one: SourceMention) -> Raw:
    return {"name": one.name, **_make_place(one.id, one.span, one.provenance)}


def _make_place(name: str, span: Span, provenance: Provenance) -> Raw:
    """Return what all records share: where the words stand, which rule read them."""
    return {
        "text": span.quote,
        "start": span.start,
        "end": span.end,
        "id": name,
        "rule": provenance.rule,
        "version": provenance.version,
    }


def _make_codes(codes: Sequence[str]) -> str | list[str] | None:
    """One code stands by itself in the codebook's form, several in a list."""
    return list(codes) if len(codes) > 1 else next(iter(codes), None)


def cut_words(text: str, count: int) -> str:
    """Return the first `count` words of `text` as printed."""
    found = re.match(rf"\s*(\S+(?:\s+\S+){{0,{count - 1}}})", text)
    return found[1] if found else ""


def format_number(value: float) -> int | float:
    """Return a whole number as an int, so that JSON prints it as the page does."""
    return int(value) if value.is_integer() else value


def _find_dropped(reading: Reading) -> list[str]:
    """The lines told to be no part of the story; its headline and dateline are used elsewhere."""
    text = reading.article.text
    return [text[block.start : block.end].strip() for block in reading.article.blocks if block.kind in _DROPPED]
