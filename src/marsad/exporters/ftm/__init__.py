"""FollowTheMoney: entities for OSINT platforms such as Aleph and OpenSanctions' tools, one a line.

Articles are Article, signals Event with the article as proof, states PublicBody, organisations and groups
Organization, persons Person. Links, each with proof: who acts upon whom is an UnknownLink with the type as its role, a
person who speaks for a party a Representation. Ids are made from ours, so that exports of other days join. An act that
was denied or only thought possible is no event and is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha1
from itertools import product
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedArticle, ExportedEntry
from marsad.exporters.ftm.entity import (
    ArticleEntity,
    EventEntity,
    LinkEntity,
    PartyEntity,
    PersonEntity,
    RepresentationEntity,
    make_line,
)
from marsad.exporters.parties import find_office, find_party
from marsad.lexicon import load_table
from marsad.model import Modality, Signal, When

_LEFT_OUT = (Modality.DENIED, Modality.POSSIBLE)
_UNKNOWN = "XXX"


class FtmExporter:
    """One entity a line, in JSON, the entities that another points to before it."""

    name = "ftm"
    stem = "entities"
    suffix = ".ftm.json"
    layers = frozenset({"signal"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
        {
            "Article": ArticleEntity,
            "Event": EventEntity,
            "PublicBody, Organization": PartyEntity,
            "Person": PersonEntity,
            "UnknownLink": LinkEntity,
            "Representation": RepresentationEntity,
        }
    )

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the entities and return how many records they are of; keeps the ids of parties and persons."""
        seen: set[str] = set()
        here: set[str] = set()  # what the article at hand has given already
        last, written = None, 0
        for entry in entries:
            signal, article = entry.record, entry.article
            if not isinstance(signal, Signal) or signal.modality in _LEFT_OUT:
                continue
            if article.id != last:
                out.write(_write_article(article))
                last = article.id
                here.clear()
            out.writelines(_write_parties(signal, seen))
            out.writelines(_write_event(signal, article, here))
            written += 1
        return written


def make_key(*parts: str) -> str:
    """Return an entity's id."""
    return f"marsad-{sha1('/'.join(parts).encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()}"


def _write_article(article: ExportedArticle) -> bytes:
    made = ArticleEntity(
        file=f"{article.id}.html",
        title=article.title,
        source=article.url,
        publisher=article.outlet,
        published=_iso(article.published),
        digest=f"SHA-256 {article.digest}",
    )
    return make_line(make_key("article", article.id), "Article", made)


def _write_parties(signal: Signal, seen: set[str]) -> Iterator[bytes]:
    for code in _list_named((*signal.actors, *signal.targets)):
        key = make_key("party", code)
        if key not in seen:
            seen.add(key)
            party = find_party(code)
            made = PartyEntity(name=party.name, country=_load_countries().get(code))
            yield make_line(key, "PublicBody" if party.kind == "state" else "Organization", made)
    if signal.person and (key := make_key("person", signal.person)) not in seen:
        seen.add(key)
        yield make_line(key, "Person", PersonEntity(name=signal.person))


def _list_named(codes: Iterable[str]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code != _UNKNOWN]


def _write_event(signal: Signal, article: ExportedArticle, here: set[str]) -> Iterator[bytes]:
    actors, targets = _list_named(signal.actors), _list_named(signal.targets)
    proof = make_key("article", article.id)
    involved = [make_key("party", code) for code in dict.fromkeys((*actors, *targets))]
    if signal.person:
        involved.insert(0, make_key("person", signal.person))
    start, end = _bound(signal.date)
    event = EventEntity(
        name=_name_event(signal),
        start=start,
        end=end,
        location=signal.place,
        involved=tuple(involved),
        description=signal.span.quote,
        keywords=(signal.type.value, signal.modality.value),
        record=signal.id,
        source=article.url,
        publisher=article.outlet,
        proof=proof,
    )
    yield make_line(make_key("event", signal.id), "Event", event)
    for actor, target in product(actors, targets):
        link = LinkEntity(
            subject=make_key("party", actor),
            object=make_key("party", target),
            role=signal.type.value,
            status=signal.modality.value,
            start=start,
            end=end,
            record=signal.id,
            source=article.url,
            proof=proof,
        )
        yield make_line(make_key("link", signal.id, actor, target), "UnknownLink", link)
    if signal.person and actors and not signal.role:
        yield from _write_representation(signal, actors[0], article, here)


def _write_representation(signal: Signal, code: str, article: ExportedArticle, here: set[str]) -> Iterator[bytes]:
    person = signal.person or ""
    key = make_key("represents", person, code, article.id)
    if key not in here:
        day = signal.date or article.published
        made = RepresentationEntity(
            agent=make_key("person", person),
            client=make_key("party", code),
            role=(find_office(person, day.start) if day else None) or "speaks for",
            date=_bound(day)[0],
            proof=make_key("article", article.id),
        )
        yield make_line(key, "Representation", made)
        here.add(key)


def _name_event(signal: Signal) -> str:
    """Return an event's name: type, modality where it is not simply so, and parties."""
    modality = "" if signal.modality is Modality.ACTUAL else f" ({signal.modality.value})"
    doers = ", ".join(find_party(code).name for code in signal.actors) or "unnamed"
    aim = f" → {', '.join(find_party(code).name for code in signal.targets)}" if signal.targets else ""
    return f"{signal.type.value.replace('_', ' ').capitalize()}{modality}: {doers}{aim}"


def _bound(when: When | None) -> tuple[str | None, str | None]:
    """Return first and last day, or for a month or year that alone."""
    if when is None:
        return None, None
    iso = when.iso()
    return (iso, iso) if "/" not in iso else (when.start.isoformat(), when.end.isoformat())


def _iso(when: When | None) -> str | None:
    return _bound(when)[0]


class _Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    code: str


@cache
def _load_countries() -> dict[str, str]:
    return {row.id: row.code for row in load_table("marsad.exporters.ftm", "countries.toml", _Country)}
