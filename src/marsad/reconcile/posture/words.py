"""What sentences about posture say in so many words: weapon systems, and that nothing has changed."""

from collections.abc import Iterator
from functools import cache

import msgspec

from marsad.languages.ar.clitics import vary
from marsad.languages.ar.things import SystemName, make_systems
from marsad.lexicon import load_table
from marsad.reconcile.posture.nouns import CalmKind
from marsad.text.match import Grammar, Hit, Phrase, PhraseIndex
from marsad.text.normal import normalise

_REACH = 30  # characters from "no" within which what is not seen is named
_BEYOND = 60  # characters from there within which it is told of what


class _Word(msgspec.Struct, frozen=True):
    role: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    role: str
    forms: tuple[str, ...]
    grammar: Grammar = Grammar.NOUN


@cache
def _load_index() -> PhraseIndex:
    return PhraseIndex((*make_systems(), *_make_words()), vary)


def _make_words() -> Iterator[Phrase]:
    for row in load_table("marsad.reconcile.posture", "words.toml", _Row):
        yield from (Phrase(form, row.grammar, _Word(row.role)) for form in row.forms)


def find_systems(text: str) -> tuple[str, ...]:
    """Return the weapon systems that a text names, in its order."""
    hits = _load_index().find(normalise(text).normal)
    return tuple(dict.fromkeys(hit.item.id for hit in hits if isinstance(hit.item, SystemName)))


def find_calm(text: str) -> CalmKind | None:
    """Return what a text says that there is no sign of; None where it says nothing of the kind."""
    hits = [hit for hit in _load_index().find(normalise(text).normal) if isinstance(hit.item, _Word)]
    for no in hits:
        if _role(no) != "no":
            continue
        near = [hit for hit in hits if 0 <= hit.start - no.end <= _REACH]
        seen = next((hit for hit in near if _role(hit) in ("sign", "change")), None)
        if seen:
            return _read_kind(seen, [hit for hit in hits if 0 <= hit.start - seen.end <= _BEYOND])
    return None


def _role(hit: Hit) -> str:
    return hit.item.role if isinstance(hit.item, _Word) else ""


def _read_kind(seen: Hit, after: list[Hit]) -> CalmKind | None:
    """Return whether a change of forces, or the preparing of their use, is what is not seen."""
    roles = [_role(seen), *(_role(hit) for hit in after)]
    if "change" in roles and "posture" in roles:
        return CalmKind.POSTURE
    return CalmKind.USE if "use" in roles else None
