"""Signals made ready for comparison: their days, and the stems and numbers of their words that tell something."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from zlib import crc32

import msgspec

from marsad.languages.ar.actors.items import Demonym, Office, OutletName, PersonName, Pointer, StateName, Title, Unnamed
from marsad.languages.ar.calendar.items import CalendarWord
from marsad.languages.ar.clitics import find_affixes
from marsad.languages.ar.cues import Cue
from marsad.languages.ar.months import load_months
from marsad.languages.ar.phrases import all_phrases
from marsad.languages.ar.speech.items import Evidential, VerbForm
from marsad.languages.ar.stem import find_skeleton, find_stem
from marsad.lexicon import load_table
from marsad.model import Signal, Statement
from marsad.model.episode import Telling
from marsad.model.when import When
from marsad.reconcile.episodes.family import find_family
from marsad.reconcile.stories.words import find_numbers
from marsad.text.match import Grammar, Phrase
from marsad.text.normal import normalise
from marsad.text.tokens import find_tokens

_LEAST = 3  # letters of a stem that tells something
_NAMING = 5  # words after a head that may be its name
_NAME = 4  # tokens of a quotation that is a name
_OPENING, _CLOSING = frozenset('"\u00ab\u201c'), frozenset('"\u00bb\u201d')
_SMALL = 4  # letters of the longest small word
_NAMES = (Demonym, Office, OutletName, PersonName, Pointer, StateName, Title, Unnamed, CalendarWord, Evidential)


def make_telling(signal: Signal, published: When | None, statements: Iterable[Statement] = ()) -> Telling:
    """Return a signal made ready for comparison; `published` and `statements` are its article's."""
    roots, numbers = find_stems(signal.span.quote)
    cue = signal.provenance.cue
    own = find_stems(cue.quote)[0] if cue else ()
    common = _load_common().get(find_family(signal.type), frozenset()).union(_load_everywhere(), own)
    return msgspec.structs.replace(
        make_plain_telling(signal, published),
        asserted_by=signal.attributed_to or _find_voice(signal, statements),
        words=_hash(root for root in roots if root not in common),
        plain=_hash(root for root in roots if root in common),
        numbers=numbers,
        objects=find_objects(signal.span.quote),
    )


def make_plain_telling(signal: Signal, published: When | None) -> Telling:
    """Return a signal without what only its comparison with others needs, at a fraction of the time."""
    return Telling(
        record=signal.id,
        article=signal.article,
        start=signal.span.start,
        end=signal.span.end,
        type=signal.type,
        modality=signal.modality,
        actors=signal.actors,
        targets=signal.targets,
        person=signal.person,
        asserted_by=signal.attributed_to,
        background=signal.background,
        since=signal.date.start if signal.date else None,
        until=signal.date.end if signal.date else None,
        told=published.end if published else None,
        place=signal.place,
        marks=find_marks(signal.span.quote),
        role=signal.role,
    )


def _find_voice(signal: Signal, statements: Iterable[Statement]) -> str | None:
    """Return the party in whose statement, the shortest that there is, a signal stands."""
    place = signal.provenance.cue.start if signal.provenance.cue else (signal.span.start + signal.span.end) // 2
    around = [one for one in statements if one.span.start <= place < one.span.end and one.actor]
    inner = min(around, key=lambda one: (one.span.end - one.span.start, one.id), default=None)
    return inner.actor[0] if inner else None


def find_objects(text: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return by kind the names that a text gives to things, as hashes: short quotations, what follows a head."""
    tokens = [token.text for token in find_tokens(normalise(text).normal)]
    found: dict[str, list[str]] = {}
    for at, word in enumerate(tokens):
        if word in _OPENING and (name := _read_name(tokens[at + 1 :])):
            found.setdefault("name", []).extend(name)
        elif kind := _load_heads().get(word):
            after = (find_stem(each) for each in tokens[at + 1 : at + 1 + _NAMING] if each[0].isalpha())
            found.setdefault(kind, []).extend(_find_root(stem) for stem in after if len(stem) >= _LEAST)
    return tuple((kind, _hash(words)) for kind, words in sorted(found.items()) if words)


def _read_name(tokens: list[str]) -> list[str]:
    """Return the words of a quotation so short that it is a name."""
    closed = next((at for at, token in enumerate(tokens[: _NAME + 1]) if token in _CLOSING), None)
    return [token for token in tokens[:closed] if token[0].isalnum()] if closed else []


class _Heads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _load_heads() -> dict[str, str]:
    rows = load_table("marsad.reconcile.episodes", "heads.toml", _Heads)
    return {normalise(form).normal: row.id for row in rows for form in row.forms}


def _hash(roots: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({crc32(root.encode()) for root in roots}))


class _Common(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    roots: str


@cache
def _load_common() -> dict[str, frozenset[str]]:
    rows = load_table("marsad.reconcile.episodes", "common.toml", _Common)
    return {row.id: frozenset(row.roots.split()) for row in rows}


@cache
def _load_everywhere() -> frozenset[str]:
    rows = load_table("marsad.reconcile.episodes", "everywhere.toml", _Common)
    return frozenset(root for row in rows for root in row.roots.split())


def find_marks(text: str) -> tuple[str, ...]:
    """Return what a text names that makes it graver or milder: weapons, sites, a law, an answer, a calm view."""
    stems = {find_stem(token.text) for token in find_tokens(normalise(text).normal)}
    return tuple(mark.id for mark in _load_marks() if stems & mark.words and (not mark.beside or stems & mark.beside))


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    words: str
    beside: str = ""


class _Mark(msgspec.Struct, frozen=True):
    id: str
    words: frozenset[str]
    beside: frozenset[str]


@cache
def _load_marks() -> tuple[_Mark, ...]:
    rows = load_table("marsad.reconcile.episodes", "marks.toml", _Row)
    return tuple(_Mark(row.id, _read_stems(row.words), _read_stems(row.beside)) for row in rows)


def _read_stems(words: str) -> frozenset[str]:
    return frozenset(find_stem(normalise(word).normal) for word in words.split())


def find_stems(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roots of a text's words but for names of parties, small words and plain verbs of saying; and numbers.

    A root is what a verb and its masdar share, so that "suspends" and "the suspension of" are alike.
    """
    words = [token.text for token in find_tokens(normalise(text).normal) if token.text[0].isalnum()]
    telling = tuple(dict.fromkeys(root for word in words if word[0].isalpha() and (root := _find_root(word))))
    after = [*words[1:], ""]
    loose = [word.replace(",", "") for word, following in zip(words, after, strict=False) if following not in _months()]
    return telling, find_numbers(loose)


@lru_cache(maxsize=20_000)
def _find_root(word: str) -> str:
    """Return what a word shares with its derivations, "" where it tells nothing."""
    stem = "" if _is_dull(word) else find_stem(word)
    if len(stem) < _LEAST:
        return ""
    skeleton = find_skeleton(stem)
    return skeleton if len(skeleton) >= _LEAST else stem


def _is_dull(word: str) -> bool:
    return any(word.startswith(prefix) and word[len(prefix) :] in _load_dull() for prefix in _prefixes())


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted(find_affixes(Grammar.NOUN).prefixes | find_affixes(Grammar.NAME).prefixes))


@cache
def _months() -> frozenset[str]:
    return frozenset(word for form in load_months() for word in normalise(form).normal.split())


@cache
def _load_dull() -> frozenset[str]:
    return frozenset(_find_dull(all_phrases()))


def _find_dull(phrases: Iterable[Phrase]) -> Iterator[str]:
    for phrase in phrases:
        item, words = phrase.item, normalise(phrase.form).normal.split()
        plain = isinstance(item, VerbForm) and item.verb.force == "neutral"
        small = isinstance(item, Cue) and len(words) == 1 and len(words[0]) <= _SMALL
        if plain or small or isinstance(item, _NAMES):
            yield from words
