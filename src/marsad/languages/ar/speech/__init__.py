"""Words of reported speech: verbs with their frames, nouns of stance, what leads a source, function words."""

from collections.abc import Iterator
from functools import cache

import msgspec

from marsad.languages.ar.inflect import inflect_imperfect, inflect_perfect
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase
from marsad.text.normal import normalise

_PACKAGE = "marsad.languages.ar.speech"


class Verb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb of saying: `id` is its perfect; see the data file's head for the meaning of the rest."""

    id: str
    force: str
    frames: frozenset[str]
    imperfect: str = ""
    participle: str = ""
    masdars: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    traits: frozenset[str] = frozenset()

    @property
    def lemma(self) -> str:
        """The verb as a dictionary gives it."""
        return self.id


class VerbForm(msgspec.Struct, frozen=True):
    """One form of a verb; `feminine` is None where the form does not tell, `shape` one of the four below."""

    verb: Verb
    shape: str  # perfect | imperfect | participle | masdar
    feminine: bool | None = None
    plural: bool = False


class Stance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun for what somebody expresses, with the force of expressing it."""

    id: str
    force: str


class Evidential(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What leads the name of a source; `takes` says what follows: source or verb."""

    id: str
    takes: str


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _load_words() -> dict[str, frozenset[str]]:
    rows = load_table(_PACKAGE, "words.toml", _Words)
    return {row.id: frozenset(normalise(form).normal for form in row.forms) for row in rows}


def find_words(part: str) -> frozenset[str]:
    """Return the normal forms of a row of words.toml; raise KeyError when there is none such."""
    return _load_words()[part]


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


def phrases() -> tuple[Phrase, ...]:
    """Return every form of every verb, noun and lead, for the scan."""
    stances = tuple(Phrase(row.id, Grammar.NOUN, row) for row in load_stances())
    leads = tuple(Phrase(row.id, Grammar.BARE, row) for row in load_evidentials())
    verbs = tuple(phrase for verb in load_verbs() for phrase in _verb_phrases(verb))
    return (*verbs, *stances, *leads)


def _verb_phrases(verb: Verb) -> Iterator[Phrase]:
    for form in _perfects(verb.id):
        ending = form[-1] if form != verb.id else ""
        yield Phrase(form, Grammar.VERB, VerbForm(verb, "perfect", ending == "ت", ending == "ا"))
    for form in _imperfects(verb.imperfect):
        plural = form.endswith(("ون", "وا", "ان")) and form[1:] != verb.imperfect[1:]
        yield Phrase(form, Grammar.VERB, VerbForm(verb, "imperfect", form[0] == "ت", plural))
    yield from _participles(verb)
    for form in verb.masdars:
        item = VerbForm(verb, "masdar", None, form != verb.masdars[0])
        yield Phrase(form, Grammar.NOUN, item)
        if not form.endswith(("ة", "ا", "ت", "ى")):
            yield Phrase(form + "ا", Grammar.BARE, item)


def _perfects(perfect: str) -> tuple[str, ...]:
    """Leave out rare forms that read as other words: feminine plural, and the dual of short verbs."""
    base, *rest = inflect_perfect(perfect)
    regular = len(perfect) > 3 and not perfect.endswith(("ى", "ا"))
    rare = ("ن", "تا") if regular else ("ن", "تا", _dual(perfect))
    return base, *(form for form in rest if form != base and not form.endswith(rare))


def _dual(perfect: str) -> str:
    return (perfect[:-1] if perfect.endswith(("ى", "ا")) else perfect) + "ا"


def _imperfects(imperfect: str) -> tuple[str, ...]:
    """Leave out the first person and the jussive, which follows a negation and reads as other words."""
    forms = [form for form in inflect_imperfect(imperfect) if form[0] != "ن"]
    if imperfect.endswith("ى"):
        forms.append(imperfect[:-1] + "ون")
    return tuple(dict.fromkeys(form for form in forms if len(form) >= len(imperfect)))


def _participles(verb: Verb) -> Iterator[Phrase]:
    if not verb.participle:
        return
    stem = verb.participle[:-1]
    root = stem.removesuffix("ي") if len(stem) > 3 else stem
    yield Phrase(verb.participle, Grammar.BARE, VerbForm(verb, "participle", False))
    yield Phrase(stem + "ة", Grammar.BARE, VerbForm(verb, "participle", True))
    yield Phrase(root + "ين", Grammar.BARE, VerbForm(verb, "participle", None, True))
