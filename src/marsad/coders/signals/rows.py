"""The coder's data rows and the phrases made of them."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from marsad.languages.ar.inflect import inflect_imperfect_phrase, inflect_perfect_phrase
from marsad.lexicon import load_table
from marsad.model import Modality, SignalType
from marsad.text.match import Grammar, Phrase

_HERE = "marsad.coders.signals"
Pair = tuple[str, str]
Row = TypeVar("Row")


class Form(StrEnum):
    """In what form a cue stands."""

    PERFECT = "perfect"
    IMPERFECT = "imperfect"
    PARTICIPLE = "participle"
    NOUN = "noun"


_GRAMMARS = {Form.PERFECT: Grammar.PAST, Form.IMPERFECT: Grammar.VERB}


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of the codebook."""

    id: SignalType
    family: str
    spoken: bool = False
    reciprocal: bool = False


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for an act: cues/README.md tells what each key means."""

    id: str
    type: SignalType
    target: str
    verbs: tuple[Pair, ...] = ()
    passives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    window: int = 0
    modality: Modality | None = None
    owner: Literal["agent", "target"] = "agent"
    agent_class: str | None = None
    agentless: bool = False
    always: bool = False
    asked: bool = False
    during: bool = False
    genitive: bool = False
    led: tuple[str, ...] = ()
    needs_agent: bool = False
    needs_target: bool = False
    objectless: bool = False
    ordered: bool = False
    place: bool = False
    receiver: bool = False
    transitive: bool = False
    unless: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    shared: Literal["all", "between"] | None = None


class SpeechVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name a speech act: see cues/README.md."""

    id: str
    type: SignalType
    verbs: tuple[Pair, ...] = ()
    participles: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    weak: bool = False


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell what a statement does: see speech_content.toml."""

    id: str
    type: SignalType
    about: str
    phrases: tuple[str, ...] = ()
    verbs: tuple[Pair, ...] = ()
    objects: tuple[str, ...] = ()
    strict: bool = False
    future: bool = False
    opening: bool = False
    negated: str = ""


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of things: see things.toml."""

    id: str
    forms: tuple[str, ...]


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of a topic: see topic.toml."""

    id: str
    forms: tuple[str, ...]


class ActCue(msgspec.Struct, frozen=True):
    """An act's words in one form; `passive` tells that the spelling is a passive's, `label` is type and form.

    `needs` are the things of which a sentence must name one; none where the act asks for nothing.
    """

    act: Act
    form: Form
    label: str
    needs: frozenset[str] = frozenset()
    passive: bool = False


class SpeechCue(msgspec.Struct, frozen=True):
    """A speech act's words in one form; `label` is type and form."""

    verb: SpeechVerb
    form: Form
    label: str


class ContentCue(msgspec.Struct, frozen=True):
    """A phrase of a content rule."""

    content: Content


class ThingCue(msgspec.Struct, frozen=True):
    """A thing of a class."""

    name: str


class TermCue(msgspec.Struct, frozen=True):
    """A term of a topic; `form` tells terms apart."""

    term: str
    form: str


@cache
def load_kinds() -> dict[SignalType, Kind]:
    """Return the codebook's types."""
    return {kind.id: kind for kind in load_table(_HERE, "codebook.toml", Kind)}


def _load_folder(name: str, kind: type[Row]) -> Iterator[Row]:
    """Yield the rows of every file in a folder, by file name."""
    folder = files(_HERE).joinpath(name)
    for file in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        yield from load_table(_HERE, f"{name}/{file}", kind)


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the phrases of all of the coder's data."""
    things, terms = load_table(_HERE, "things.toml", Thing), load_table(_HERE, "topic.toml", Term)
    return (
        *_phrase_acts(_load_folder("cues/acts", Act)),
        *_phrase_speech(_load_folder("cues/speech", SpeechVerb)),
        *_phrase_contents(load_table(_HERE, "speech_content.toml", Content)),
        *(Phrase(form, Grammar.NOUN, ThingCue(thing.id)) for thing in things for form in thing.forms),
        *(Phrase(form, Grammar.NOUN, TermCue(term.id, form)) for term in terms for form in term.forms),
    )


def _phrase_acts(acts: Iterable[Act]) -> Iterator[Phrase]:
    for act in acts:
        needs = frozenset(() if act.place else act.objects)
        needs = frozenset({act.agent_class}) if act.agent_class else needs
        cues = {form: ActCue(act, form, f"{act.type}:{form}", needs) for form in Form}
        passive = ActCue(act, Form.PERFECT, f"{act.type}:{Form.PERFECT}", needs, passive=True)
        yield from (Phrase(word, _GRAMMARS[form], cues[form]) for word, form in _inflect(act.verbs))
        yield from (Phrase(word, Grammar.PAST, passive) for word in act.passives)
        yield from (Phrase(noun, Grammar.NOUN, cues[Form.NOUN]) for noun in act.nouns)


def _phrase_speech(verbs: Iterable[SpeechVerb]) -> Iterator[Phrase]:
    for verb in verbs:
        cues = {form: SpeechCue(verb, form, f"{verb.type}:{form}") for form in Form}
        yield from (Phrase(word, _GRAMMARS[form], cues[form]) for word, form in _inflect(verb.verbs))
        yield from (Phrase(word, Grammar.BARE, cues[Form.PARTICIPLE]) for word in verb.participles)
        yield from (Phrase(word, Grammar.NOUN, cues[Form.NOUN]) for word in verb.nouns)


def _phrase_contents(contents: Iterable[Content]) -> Iterator[Phrase]:
    for content in contents:
        yield from (Phrase(words, Grammar.NOUN, ContentCue(content)) for words in content.phrases)
        yield from (Phrase(word, _GRAMMARS[form], ContentCue(content)) for word, form in _inflect(content.verbs))


def _inflect(pairs: tuple[Pair, ...]) -> Iterator[tuple[str, Form]]:
    """Yield the person forms of verbs with their form."""
    for perfect, imperfect in pairs:
        yield from ((form, Form.PERFECT) for form in inflect_perfect_phrase(perfect))
        yield from ((form, Form.IMPERFECT) for form in inflect_imperfect_phrase(imperfect))
