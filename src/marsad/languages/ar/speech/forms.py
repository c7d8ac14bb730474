"""The forms of verbs of saying as they stand in reports: third person, participle in the accusative, masdar."""

from collections.abc import Iterator
from functools import cache

import msgspec

from marsad.languages.ar.inflect import inflect_imperfect, inflect_perfect
from marsad.languages.ar.speech.items import Stance, Verb, VerbForm
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase

_SHORT = 3  # letters of a stem whose dual reads as other words


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _load_endings() -> dict[str, tuple[str, ...]]:
    return {row.id: row.forms for row in load_table("marsad.languages.ar.speech", "endings.toml", _Row)}


def make_phrases(verb: Verb) -> Iterator[Phrase]:
    """Yield the forms of a verb, each with what it tells of the subject."""
    ends = _load_endings()
    for form in _perfects(verb.id):
        ending = form[-1] if form != verb.id else ""
        feminine, plural = ending in ends["perfect_feminine"], ending in ends["perfect_plural"]
        yield Phrase(form, Grammar.VERB, VerbForm(verb, "perfect", feminine, plural))
    for form in _imperfects(verb.imperfect):
        feminine = form.startswith(ends["imperfect_feminine"])
        plural = form.endswith(ends["imperfect_plural"]) and form[1:] != verb.imperfect[1:]
        yield Phrase(form, Grammar.VERB, VerbForm(verb, "imperfect", feminine, plural))
    yield from _participles(verb)
    for form in verb.masdars:
        yield from make_nouns(form, VerbForm(verb, "masdar", None, form != verb.masdars[0]))


def make_nouns(form: str, item: Stance | VerbForm) -> Iterator[Phrase]:
    """Yield a noun as it stands with and without the accusative's ending."""
    (accusative,) = _load_endings()["accusative"]
    yield Phrase(form, Grammar.NOUN, item)
    if not form.endswith(_load_endings()["no_accusative"]):
        yield Phrase(form + accusative, Grammar.BARE, item)


def _perfects(perfect: str) -> tuple[str, ...]:
    """Leave out rare forms that read as other words: feminine plural, and the dual of short and weak verbs."""
    ends = _load_endings()
    (dual,) = ends["dual"]
    weak = perfect.endswith(ends["weak"])
    rare = ends["perfect_rare"]
    if weak or len(perfect) <= _SHORT:
        rare = (*rare, (perfect[:-1] if weak else perfect) + dual)
    base, *rest = inflect_perfect(perfect)
    return base, *(form for form in rest if form != base and not form.endswith(rare))


def _imperfects(imperfect: str) -> tuple[str, ...]:
    """Leave out the first person and the jussive, which follows a negation and reads as other words."""
    ends = _load_endings()
    forms = [form for form in inflect_imperfect(imperfect) if not form.startswith(ends["imperfect_first"])]
    if imperfect.endswith(ends["maqsura"]):
        forms.append(imperfect[:-1] + ends["imperfect_plural"][0])
    return tuple(dict.fromkeys(form for form in forms if len(form) >= len(imperfect)))


def _participles(verb: Verb) -> Iterator[Phrase]:
    if not verb.participle:
        return
    ends = _load_endings()
    (feminine,), (plural,), (weak,) = ends["participle_feminine"], ends["participle_plural"], ends["participle_weak"]
    stem = verb.participle[:-1]
    root = stem.removesuffix(weak) if len(stem) > _SHORT else stem
    yield Phrase(verb.participle, Grammar.BARE, VerbForm(verb, "participle", False))
    yield Phrase(stem + feminine, Grammar.BARE, VerbForm(verb, "participle", True))
    yield Phrase(root + plural, Grammar.BARE, VerbForm(verb, "participle", None, True))
