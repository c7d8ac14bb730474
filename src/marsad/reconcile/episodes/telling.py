"""Signals made ready for comparison: their days, and the stems and numbers of their words that tell something."""

from collections.abc import Iterable, Iterator
from functools import cache
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
from marsad.model import Signal
from marsad.model.episode import Telling
from marsad.model.when import When
from marsad.reconcile.stories.words import find_numbers
from marsad.text.match import Grammar, Phrase
from marsad.text.normal import normalise
from marsad.text.tokens import find_tokens

_LEAST = 3  # letters of a stem that tells something
_SMALL = 4  # letters of the longest small word
_NAMES = (Demonym, Office, OutletName, PersonName, Pointer, StateName, Title, Unnamed, CalendarWord, Evidential)


def make_telling(signal: Signal, published: When | None) -> Telling:
    """Return a signal made ready for comparison; `published` is its article's publication date."""
    stems, numbers = find_stems(signal.span.quote)
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
        attributed_to=signal.attributed_to,
        background=signal.background,
        since=signal.date.start if signal.date else None,
        until=signal.date.end if signal.date else None,
        told=published.end if published else None,
        place=signal.place,
        words=tuple(sorted({crc32(stem.encode()) for stem in stems})),
        numbers=numbers,
        marks=find_marks(signal.span.quote),
        role=signal.role,
    )


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
    stems = (find_stem(word) for word in words if word[0].isalpha() and not _is_dull(word))
    telling = tuple(dict.fromkeys(_find_root(stem) for stem in stems if len(stem) >= _LEAST))
    after = [*words[1:], ""]
    loose = [word.replace(",", "") for word, following in zip(words, after, strict=False) if following not in _months()]
    return telling, find_numbers(loose)


def _find_root(stem: str) -> str:
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
