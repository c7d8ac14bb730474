"""PLOVER: one event record a line, in JSON, with PLOVER's keys; what PLOVER has no place for stands under `x_marsad`.

Types that PLOVER has no event for are left out, and so is what has no day at all. Where the text gives no day of the
act, the publication's is taken, as is the custom in event data, and `x_marsad.dated_by` says so. What is said not to
have happened, or only perhaps or on a condition, has the context `hypothetical`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedArticle, ExportedEntry
from marsad.exporters.crosswalk import Crossing, find_crossing, load_events
from marsad.exporters.crosswalk.dating import find_day
from marsad.exporters.parties import find_office, find_party
from marsad.exporters.plover.row import Cited, Entity, Extra, Number, PloverRecord, TextInfo
from marsad.model import Figure, Modality, Signal, Statement

_UNKNOWN = "XXX"


class PloverExporter:
    """One JSON object a line, without keys that hold nothing."""

    name = "plover"
    stem = "plover"
    suffix = ".jsonl"
    layers = frozenset({"signal"})
    beside = frozenset({"statement", "figure"})
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"": PloverRecord})

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the signals that PLOVER has an event for and return how many there are."""
        written = 0
        for _, group in groupby(entries, key=_get_article):
            page = list(group)
            records = [entry.record for entry in page]
            for record in records:
                if isinstance(record, Signal) and (line := make_record(record, page[0].article, records)):
                    out.write(msgspec.json.encode(line) + b"\n")
                    written += 1
        return written


def _get_article(entry: ExportedEntry) -> str:
    return entry.article.id


def make_record(signal: Signal, article: ExportedArticle, around: Sequence[object]) -> PloverRecord | None:
    """Return a signal as PLOVER has it, None where it has no event or day; `around` are its article's records."""
    crossing, dated = find_crossing(signal), find_day(signal, article.published)
    if crossing.event is None or dated is None:
        return None
    day, dated_by = dated
    quote = signal.span
    return PloverRecord(
        id=signal.id,
        date=day,
        actor=_make_actors(signal, day),
        event=(crossing.event,),
        recipient=tuple(_make_entity(code) for code in signal.targets),
        mode=(crossing.mode,) if crossing.mode else (),
        context=_make_context(crossing, signal),
        quad_code=load_events()[crossing.event].quad,
        event_loc=signal.place,
        event_text=signal.provenance.cue.quote if signal.provenance.cue else None,
        text=quote.quote,
        text_info=TextInfo(start=quote.start, end=quote.end, text_story=article.id),
        cite_info=Cited(
            url=article.url,
            title=article.title,
            publication=article.outlet,
            codebook=signal.provenance.codebook,
            version=signal.provenance.version,
        ),
        x_marsad=Extra(
            type=signal.type,
            modality=signal.modality,
            dated_by=dated_by,
            date=signal.date.iso() if signal.date else None,
            attributed_to=signal.attributed_to,
            via=_find_via(signal, around),
            figures=_find_figures(signal, around),
            background=signal.background,
            role=signal.role,
            rule=signal.provenance.rule,
            confidence=signal.confidence,
            story=article.story,
            counted=article.counted,
            digest=article.digest,
        ),
    )


def _make_actors(signal: Signal, day: date) -> tuple[Entity, ...]:
    first, *rest = signal.actors or (_UNKNOWN,)
    entity = _make_entity(first)
    if signal.role:  # experts and former officials have a country and speak for none
        entity = msgspec.structs.replace(entity, sector=None)
    if signal.person:
        office = find_office(signal.person, day)
        entity = msgspec.structs.replace(entity, entity_text=signal.person, office=office)
    return (entity, *map(_make_entity, rest))


def _make_entity(code: str) -> Entity:
    party = find_party(code)
    return Entity(code=code, sector=party.sector, entity_text=party.name)


def _make_context(crossing: Crossing, signal: Signal) -> tuple[str, ...]:
    covered = crossing.variant is not None and bool(crossing.variant.modalities)
    fact = signal.modality is Modality.ACTUAL or (covered and signal.modality is not Modality.CONDITIONAL)
    context = (crossing.context,) if crossing.context else ()
    return context if fact else (*context, "hypothetical")


def _find_via(signal: Signal, around: Sequence[object]) -> tuple[str, ...]:
    """Return the chain of outlets of the narrowest statement that holds the signal, or lies in it."""
    own = signal.span
    chained = (one for one in around if isinstance(one, Statement) and one.via)
    touching = [one for one in chained if one.span.start < own.end and own.start < one.span.end]
    nearest = min(touching, key=lambda one: (one.span.end - one.span.start, one.id), default=None)
    return nearest.via if nearest else ()


def _find_figures(signal: Signal, around: Sequence[object]) -> tuple[Number, ...]:
    own = signal.span
    inside = (one for one in around if isinstance(one, Figure) and own.start <= one.span.start < own.end)
    return tuple(
        Number(value=one.value, high=one.high, unit=one.unit, kind=one.kind, holder=one.holder) for one in inside
    )
