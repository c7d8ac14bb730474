"""What is written of a page: one row with its records in it."""

from datetime import datetime

import msgspec

from marsad.model import (
    DateMention,
    Figure,
    Modality,
    Reading,
    Signal,
    SourceMention,
    Statement,
    encode,
    make_digest,
)
from marsad.shards.nouns import Shard
from marsad.shards.read import find_offset
from marsad.sources import Item, SetAside

Record = Statement | Signal | Figure | DateMention | SourceMention


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A record of a page: what is asked for most in columns of its own, and all of it in `json`.

    id: id of the record; the same words of the same page give the same id
    layer: statement, signal, figure, date or source
    type: a signal's type of the codebook, a figure's kind
    modality: whether a signal's act happened, is planned, hangs on a condition, and so on
    actors: codes of those who do or say it: ISO 3166-1 alpha-3 for states, else the codebook's; a figure's holder
    targets: codes of those it is directed at
    date: ISO day, month, year or interval of the act, or that a date means
    quote: the words that tell it, exactly as printed
    start [code points]: where the quote begins in the article's text
    end [code points]: where the quote ends, that character not included
    rule: stable id of the rule that made the record
    confidence [share]: how likely type and actors of a signal are right, 0 to 1, by the coder's calibration
    json: the whole record as JSON, in the form of the export `jsonl`
    """

    id: str
    layer: str
    type: str | None
    modality: Modality | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    quote: str
    start: int
    end: int
    rule: str
    confidence: float | None
    json: str


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a shard: read, with its records, or set aside, with the reason.

    run: name of the run that coded the shard
    version: version of the reading, with a fingerprint of its rules and word lists
    codebook: version of the codebook
    shard: address of the shard
    offset: where in the shard the page begins: byte of a web archive, line of JSON Lines, row of Parquet; none for a
        shard that cannot be read itself
    digest: SHA-256 of the bytes captured
    name: id that the shard gives the page
    url: address of the page
    captured [UTC]: ISO time at which the page stood so, where the shard tells
    article: id of the article; none where the page was set aside
    outlet: who published it
    title: headline
    published: ISO day of publication
    published_basis: what that day rests on
    on_topic: whether the article is about what is coded; one off topic has no signals
    reason: why the page was set aside, as a word to count by; none where it was read
    message: why the page was set aside, in words
    records: what was read from the page, by layer and place
    """

    run: str
    version: str
    codebook: str
    shard: str
    offset: int | None
    digest: str | None
    name: str | None
    url: str | None
    captured: str | None
    article: str | None
    outlet: str | None
    title: str | None
    published: str | None
    published_basis: str | None
    on_topic: bool | None
    reason: str | None
    message: str | None
    records: tuple[RecordRow, ...]


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What all rows of a shard have in common: the shard, the run, the versions of reading and codebook."""

    shard: Shard
    run: str
    version: str
    codebook: str


def make_page_row(making: Making, item: Item, outcome: Reading | SetAside) -> PageRow:
    """Return the row of what a shard held and what came of it."""
    article = outcome.article if isinstance(outcome, Reading) else None
    aside = outcome if isinstance(outcome, SetAside) else None
    capture = None if isinstance(item, SetAside) else item
    published = article.published if article else None
    return PageRow(
        run=making.run,
        version=making.version,
        codebook=making.codebook,
        shard=making.shard.address,
        offset=find_offset(item.origin, making.shard),
        digest=article.digest if article else make_digest(capture.body) if capture else None,
        name=_clean(item.name),
        url=_clean(capture.url if capture else None),
        captured=_say_time(capture.at) if capture else None,
        article=article.id if article else None,
        outlet=article.outlet if article else None,
        title=_clean(article.title if article else None),
        published=published.iso() if published else None,
        published_basis=published.basis.value if published else None,
        on_topic=outcome.on_topic if isinstance(outcome, Reading) else None,
        reason=aside.reason if aside else None,
        message=_clean(aside.message) if aside else None,
        records=tuple(make_record_rows(outcome)) if isinstance(outcome, Reading) else (),
    )


def make_record_rows(reading: Reading) -> list[RecordRow]:
    """Return the rows of all records of a reading."""
    layers: dict[str, tuple[Record, ...]] = {
        "statement": reading.statements,
        "signal": reading.signals,
        "figure": reading.figures,
        "date": reading.dates,
        "source": reading.sources,
    }
    return [_make_record_row(layer, record) for layer, records in layers.items() for record in records]


def _make_record_row(layer: str, record: Record) -> RecordRow:
    signal = record if isinstance(record, Signal) else None
    when = record.date if isinstance(record, Signal) else record.when if isinstance(record, DateMention) else None
    return RecordRow(
        id=record.id,
        layer=layer,
        type=signal.type.value if signal else record.kind if isinstance(record, Figure) else None,
        modality=signal.modality if signal else None,
        actors=_find_actors(record),
        targets=signal.targets if signal else (),
        date=when.iso() if when else None,
        quote=record.span.quote,
        start=record.span.start,
        end=record.span.end,
        rule=record.provenance.rule,
        confidence=signal.confidence if signal else None,
        json=encode(record).decode(),
    )


def _find_actors(record: Record) -> tuple[str, ...]:
    match record:
        case Signal():
            return record.actors
        case Statement():
            return record.actor
        case Figure():
            return (record.holder,) if record.holder else ()
    return ()


def _say_time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _clean(text: str | None) -> str | None:
    """Return a shard's own words without halves of letters, which no column can hold."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")
