"""The words of the replacement test, and how a new word is written where an old one stood."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from marsad.languages.ar.actors import OrgName, OutletName, PersonName, PlaceName, Seat, StateName, phrases
from marsad.languages.ar.actors.items import Demonym
from marsad.languages.ar.clitics import vary
from marsad.text.match import Hit, Phrase, PhraseIndex
from marsad.text.normal import Aligned, normalise

_KINDS = (StateName, Demonym, Seat, PersonName, OrgName, OutletName, PlaceName)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What replace.toml holds."""

    rings: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    article: str
    lam: str
    people: str
    backs: tuple[str, ...]
    women: frozenset[str]
    kept: frozenset[str]
    titles: tuple[str, ...]
    seats: dict[str, str]


@cache
def load_words() -> Words:
    """Return the words of the replacement test."""
    text = (Path(__file__).resolve().parent / "replace.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


@cache
def load_index() -> PhraseIndex:
    """Return the automaton over all names: those that are replaced, and those that keep others from being seen."""
    adjectives = PhraseIndex((phrase for phrase in phrases() if isinstance(phrase.item, Demonym)), vary)
    return PhraseIndex((phrase for phrase in phrases() if _is_name(phrase, adjectives)), vary)


def _is_name(phrase: Phrase, adjectives: PhraseIndex) -> bool:
    """Tell whether a phrase counts as a name; a seat with a state's adjective in it is read as that adjective."""
    if isinstance(phrase.item, Seat):
        return not adjectives.find(normalise(phrase.form).normal)
    return isinstance(phrase.item, _KINDS)


def find_longest(aligned: Aligned, index: PhraseIndex) -> list[list[Hit]]:
    """Return the names of a text from left to right, the longest at each place, with all that each may stand for."""
    groups: list[list[Hit]] = []
    for hit in index.find(aligned.normal):
        if groups and (hit.start, hit.end) == groups[-1][0][:2]:
            groups[-1].append(hit)
        elif not groups or hit.start >= groups[-1][0].end:
            groups.append([hit])
    return groups


def attach(prefix: str, form: str, words: Words) -> str:
    """Return `form` as it is written after a prefix: the article loses its alef after the preposition of purpose."""
    swallowed = prefix.endswith(words.lam) and form.startswith(words.article)
    return form[1:] if swallowed else form


def follow_script(new: str, old: str) -> str:
    """Return the digits of `new` in the script of those in `old`."""
    zero = next((zero for zero in ("\u0660", "\u06f0") if any(0 <= ord(char) - ord(zero) < 10 for char in old)), "0")
    return "".join(chr(ord(zero) + int(char)) if char.isdecimal() else char for char in new)
