"""The desks' words, in one automaton with the small words of clauses and the names of states."""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from marsad.languages.ar import cues
from marsad.languages.ar.actors.names import make_institutes, make_organisations, make_seats, make_states
from marsad.languages.ar.clitics import vary
from marsad.languages.ar.inflect import inflect_imperfect_phrase, inflect_perfect_phrase
from marsad.languages.ar.things import make_exercises
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Hit, Phrase, PhraseIndex

_FILES = (
    ("marsad.reconcile.treaties", "names.toml"),
    ("marsad.reconcile.treaties", "acts.toml"),
    ("marsad.reconcile.treaties", "parts.toml"),
    ("marsad.reconcile.arsenals", "words.toml"),
    ("marsad.reconcile.exercises", "words.toml"),
)


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What a word is to the desks: its role, the row that holds it, and whether a noun, perfect or imperfect.

    `kinds` are what it stands for in the reference data; `why` tells what it rules out.
    """

    role: str
    id: str
    form: str = "noun"
    kinds: tuple[str, ...] = ()
    why: str = ""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    role: str
    forms: tuple[str, ...] = ()
    verbs: tuple[tuple[str, str], ...] = ()
    grammar: Grammar = Grammar.NOUN
    covers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    why: str = ""


class SeriesRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that mean an exercise series where one of `actors` holds the exercise."""

    id: str
    about: tuple[str, ...]
    actors: tuple[str, ...]


@cache
def load_series_rows() -> dict[str, SeriesRow]:
    """Return the words for exercise series by id, of those that have any beside their names."""
    return {row.id: row for row in load_table("marsad.reconcile.exercises", "about.toml", SeriesRow)}


def phrases() -> Iterator[Phrase]:
    """Yield the phrases of all desks."""
    for package, file in _FILES:
        for row in load_table(package, file, _Row):
            word = Word(role=row.role, id=row.id, kinds=row.kinds or row.covers, why=row.why)
            yield from (Phrase(form, row.grammar, word) for form in row.forms)
            for perfect, imperfect in row.verbs:
                past = msgspec.structs.replace(word, form="perfect")
                yield from (Phrase(form, Grammar.PAST, past) for form in inflect_perfect_phrase(perfect))
                present = msgspec.structs.replace(word, form="imperfect")
                yield from (Phrase(form, Grammar.VERB, present) for form in inflect_imperfect_phrase(imperfect))
    for name in make_exercises():
        yield name._replace(item=Word(role="series_name", id=name.item.id))  # type: ignore[attr-defined]
    for series in load_series_rows().values():
        yield from (Phrase(form, Grammar.NOUN, Word(role="series_about", id=series.id)) for form in series.about)


@cache
def load_desk_index() -> PhraseIndex:
    """Return the compiled automaton; built once a process."""
    parties = (*make_states(), *make_organisations(), *make_seats(), *make_institutes())
    return PhraseIndex((*phrases(), *cues.phrases(), *parties), vary)


def find_words(hits: Sequence[Hit]) -> tuple[tuple[Hit, Word], ...]:
    """Return the desks' words among hits in order, without those inside a longer one of the same role."""
    found: list[tuple[Hit, Word]] = []
    for hit in hits:  # by start, the longer first
        word = hit.item
        if not isinstance(word, Word):
            continue
        inside = (one.core_end >= hit.core_end and other.role == word.role for one, other in found)
        if not any(inside):
            found.append((hit, word))
    return tuple(found)
