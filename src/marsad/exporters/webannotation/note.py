"""The parts of an annotation as we write them."""

from typing import Literal

import msgspec

from marsad.exporters.base import ExportedRecord

# Our own terms have a namespace; a record is kept whole, as a value that JSON-LD does not take apart.
CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1,
        "marsad": "urn:marsad:term:",
        "record": {"@id": "marsad:record", "@type": "@json"},
        "digest": "marsad:digest",
    },
)


class Quote(msgspec.Struct, frozen=True, kw_only=True, tag="TextQuoteSelector", omit_defaults=True):
    """Words of the page, with what stands before and after them in their paragraph."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, tag="TextPositionSelector"):
    """Where they stand in the article's text."""

    start: int
    end: int


class Tag(msgspec.Struct, frozen=True, kw_only=True, tag="TextualBody"):
    """The record in a few words."""

    value: str
    purpose: Literal["tagging"] = "tagging"


class RecordBody(msgspec.Struct, frozen=True, kw_only=True):
    """The record whole."""

    type: str
    purpose: Literal["classifying"] = "classifying"
    record: ExportedRecord


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is annotated.

    source: address of the page, or urn:marsad:article and the article's id
    digest: SHA-256 of the bytes captured
    selector: the words with those around (TextQuoteSelector) and their place in code points (TextPositionSelector)
    """

    source: str
    digest: str
    selector: tuple[Quote | Place, ...]


class Generator(msgspec.Struct, frozen=True, kw_only=True, tag="Software"):
    """What made it.

    id: urn:marsad:coder and the coder's name
    name: the coder with its version
    """

    id: str
    name: str


class Annotation(msgspec.Struct, frozen=True, kw_only=True, tag="Annotation"):
    """A record as an annotation.

    id: urn:marsad:record and the record's id
    motivation: why it was made
    body: a tag for people (TextualBody: value) and the record whole (marsad:LAYER: record, as the form jsonl has it)
    target: what is annotated
    generator: what made it
    """

    id: str
    motivation: Literal["classifying"] = "classifying"
    body: tuple[Tag | RecordBody, ...]
    target: Target
    generator: Generator
