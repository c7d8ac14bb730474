"""Web Annotation: every record as a note on the page that it was read from, in JSON-LD after the W3C recommendation.

The file is one AnnotationPage. A note has two bodies, a tag for people and the whole record for programs, and the
page's address as its target, with the words and what stands around them (TextQuoteSelector) and their place
(TextPositionSelector). The place is one of the article's text as we print it, which is not the page's own; the words
lead there in any case.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedEntry, ExportedRecord
from marsad.exporters.webannotation.note import (
    CONTEXT,
    Annotation,
    Generator,
    Place,
    Quote,
    RecordBody,
    Tag,
    Target,
)
from marsad.model import DateMention, Figure, Signal, SourceMention, Statement

AROUND = 32  # characters, as annotation tools take by themselves


class WebAnnotationExporter:
    """One AnnotationPage, one annotation a line."""

    name = "webannotation"
    stem = "annotations"
    suffix = ".jsonld"
    layers = frozenset({"statement", "signal", "figure", "date", "source"})
    beside = frozenset[str]()
    around = AROUND
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"items[]": Annotation})

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the records as annotations and return how many there are."""
        head = {"@context": CONTEXT, "id": "urn:marsad:export", "type": "AnnotationPage"}
        out.write(msgspec.json.encode(head)[:-1] + b',"items":[')
        written = 0
        for entry in entries:
            note = make_annotation(entry)
            out.write((b",\n" if written else b"\n") + msgspec.json.encode(note))
            written += 1
        out.write(b"\n]}\n")
        return written


def make_annotation(entry: ExportedEntry) -> Annotation:
    """Return a record as an annotation of its page; of one whose address is not known, of the article by its id."""
    record, article = entry.record, entry.article
    span, made = record.span, record.provenance
    words = Quote(exact=span.quote, prefix=entry.before or None, suffix=entry.after or None)
    return Annotation(
        id=f"urn:marsad:record:{record.id}",
        body=(Tag(value=_describe(record)), RecordBody(type=f"marsad:{entry.layer}", record=record)),
        target=Target(
            source=article.url or f"urn:marsad:article:{article.id}",
            digest=article.digest,
            selector=(words, Place(start=span.start, end=span.end)),
        ),
        generator=Generator(id=f"urn:marsad:coder:{made.coder}", name=f"Marsad, {made.coder} {made.version}"),
    )


def _describe(record: ExportedRecord) -> str:
    match record:
        case Signal():
            parties = "+".join(record.actors) or "unnamed"
            aim = f" → {'+'.join(record.targets)}" if record.targets else ""
            return f"{record.type.value}, {record.modality.value}: {parties}{aim}"
        case Statement():
            return f"statement: {record.speaker or '+'.join(record.actor) or 'unnamed'}"
        case Figure():
            return f"figure: {record.value:g} {record.unit}"
        case DateMention():
            return f"date: {record.when.iso() if record.when else 'not resolved'}"
        case SourceMention():
            return f"source: {record.name}"
