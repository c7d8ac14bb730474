"""Words of reported speech: verbs with their frames, nouns of stance, what leads a source, function words."""

from collections.abc import Collection, Iterator
from functools import cache

import msgspec

from marsad.languages.ar.speech.forms import make_nouns, make_phrases
from marsad.languages.ar.speech.items import Evidential, Stance, Verb, VerbForm
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase
from marsad.text.normal import normalise

__all__ = [
    "Evidential",
    "Stance",
    "Verb",
    "VerbForm",
    "find_affixes",
    "find_prepositions",
    "find_words",
    "load_evidentials",
    "load_stances",
    "load_verbs",
    "make_forms",
    "phrases",
]

_PACKAGE = "marsad.languages.ar.speech"


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def find_words(*parts: str) -> frozenset[str]:
    """Return the normal forms of rows of words.toml, of all together; raise KeyError when there is none such."""
    rows = {row.id: row.forms for row in load_table(_PACKAGE, "words.toml", _Words)}
    return frozenset(normalise(form).normal for part in parts for form in rows[part])


@cache
def find_affixes(part: str) -> tuple[str, ...]:
    """Return the normal forms of a row of words.toml, to look for them at the start or end of words."""
    return tuple(sorted(find_words(part)))


@cache
def load_verbs() -> tuple[Verb, ...]:
    """Return the verbs of saying."""
    return load_table(_PACKAGE, "verbs.toml", Verb)


@cache
def load_stances() -> tuple[Stance, ...]:
    """Return the nouns of stance."""
    return load_table(_PACKAGE, "stances.toml", Stance)


@cache
def load_evidentials() -> tuple[Evidential, ...]:
    """Return what leads a source."""
    return load_table(_PACKAGE, "evidentials.toml", Evidential)


@cache
def find_prepositions(verb: Verb) -> tuple[frozenset[str], frozenset[str]]:
    """Return the normal prepositions that lead a noun phrase of content, and those that may stand before a clause."""
    nouns = frozenset(normalise(form).normal for form in verb.prepositions)
    return nouns, nouns | {normalise(form).normal for form in verb.leads}


def make_forms(forces: Collection[str]) -> Iterator[Phrase]:
    """Yield the forms of the verbs and nouns of some forces."""
    for verb in load_verbs():
        if verb.force in forces:
            yield from make_phrases(verb)
    for row in load_stances():
        if row.force in forces:
            yield from make_nouns(row.id, row)


def phrases() -> tuple[Phrase, ...]:
    """Return every form of every verb, noun and lead, for the scan."""
    stances = tuple(phrase for row in load_stances() for phrase in make_nouns(row.id, row))
    leads = tuple(Phrase(row.id, Grammar.BARE, row) for row in load_evidentials())
    verbs = tuple(phrase for verb in load_verbs() for phrase in make_phrases(verb))
    return (*verbs, *stances, *leads)
