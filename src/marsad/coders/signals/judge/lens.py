"""A sentence as the judge looks at it: what each of its words is, by number, worked out once."""

from bisect import bisect_left
from operator import itemgetter
from sys import intern
from typing import NamedTuple

import msgspec

from marsad.coders.signals.clause import Context
from marsad.coders.signals.rows import SpeechCue, TermCue
from marsad.find.actors import ActorKind
from marsad.find.scan import Sentence
from marsad.languages.ar.stem import find_stem
from marsad.text.known import Known

NAME = "NAME"
_SIZES = ("0", "1", "2", "4", "4", "8", "8", "8", "8")
_UNKNOWN = "XXX"
_START = itemgetter(0)  # of a place


class Labels(NamedTuple):
    """What stands in a sentence: where, in order, and what stands there, some twice."""

    places: list[int]
    names: list[str]

    def among(self, start: int, end: int) -> list[str]:
        """Return what stands from one offset up to another."""
        return self.names[bisect_left(self.places, start) : bisect_left(self.places, end)]


class Lens(msgspec.Struct, frozen=True):
    """One sentence: `stems` of its words (NAME for parties), and what stands where.

    `told` are the terms of all of it as `name_terms` has them, `named` how many parties it names.
    """

    context: Context
    stems: list[str]
    cues: Labels
    things: Labels
    acts: Labels
    terms: Labels
    parties: Labels
    told: tuple[str, ...]
    named: int

    def index(self, position: int) -> int:
        """Return the number of the first word that starts at or after an offset."""
        return bisect_left(self.context.token_starts, position)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the words that start in a range."""
        return self.index(start), self.index(end)

    def place(self, number: int) -> int:
        """Return the offset behind which the word of a number is the next to start."""
        starts = self.context.token_starts
        return starts[min(number, len(starts)) - 1] + 1 if number else 0


def find_lens(lenses: dict[int, Lens], context: Context) -> Lens:
    """Return the lens of a sentence, kept in `lenses` by the sentence's number."""
    lens = lenses.get(context.sentence.index)
    if lens is None:
        lens = lenses[context.sentence.index] = make_lens(context)
    return lens


def make_lens(context: Context) -> Lens:
    """Return a sentence ready to be looked at."""
    sentence = context.sentence
    acts = sorted((*context.act_places, *sentence.find_places(SpeechCue)), key=_START)
    terms = sentence.find_places(TermCue)
    actors = [actor for actor in context.actors if actor.kind is not ActorKind.OUTLET]
    codes = [(actor.start, code) for actor in actors for code in actor.codes if code != _UNKNOWN]
    topics = [item.term for _, _, item in terms]
    return Lens(
        context=context,
        stems=_find_stems(context),
        cues=Labels([hit[0] for hit, _ in context.cues], [cue.id for _, cue in context.cues]),
        things=Labels([hit[0] for hit, _ in context.things], [item.name for _, item in context.things]),
        acts=Labels([place for place, _, _ in acts], [cue.label for _, _, cue in acts]),
        terms=Labels([place for place, _, _ in terms], topics),
        parties=Labels([start for start, _ in codes], [code for _, code in codes]),
        told=_name_terms(topics),
        named=_count_parties([code for _, code in codes]),
    )


def bucket(number: int) -> str:
    """Return a number as one of few sizes."""
    return _SIZES[max(number, 0)] if number < len(_SIZES) else "more"


def count_parties(lens: Lens, start: int, end: int) -> int:
    """Return how many states and organisations are named between two offsets, at most three."""
    return _count_parties(lens.parties.among(start, end))


def _count_parties(codes: list[str]) -> int:
    return min(len(set(codes)), 3)


def name_terms(lens: Lens, start: int, end: int) -> tuple[str, ...]:
    """Return what the words between two offsets are about, sorted; "none" where they tell nothing."""
    return _name_terms(lens.terms.among(start, end))


def _name_terms(terms: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(terms))) or ("none",)


def list_stems(sentence: Sentence) -> list[str]:
    """Return the stems of a sentence's words, of numbers and marks their kind; worked out once."""
    stems = sentence.kept.get("stems")
    if stems is None:
        stems = sentence.kept["stems"] = _STEMS.of(sentence.words)
    return stems  # type: ignore[return-value]


def _find_stems(context: Context) -> list[str]:
    stems = list_stems(context.sentence).copy()
    for actor in context.actors:
        first, last = bisect_left(context.token_starts, actor.start), bisect_left(context.token_starts, actor.end)
        stems[first:last] = [NAME] * (last - first)
    return stems


def _make_stem(word: str) -> str:
    first = word[0]
    return intern(find_stem(word)) if first.isalpha() else "#" if first.isdigit() else first


_STEMS = Known(_make_stem)
