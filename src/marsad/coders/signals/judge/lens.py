"""A sentence as the judge looks at it: what each of its words is, by number, worked out once."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import msgspec

from marsad.coders.signals.clause import Context
from marsad.coders.signals.rows import ActCue, SpeechCue, TermCue
from marsad.find.actors import ActorKind
from marsad.languages.ar.stem import find_stem

NAME = "NAME"
_SIZES = ("0", "1", "2", "4", "4", "8", "8", "8", "8")
_UNKNOWN = "XXX"
_START = itemgetter(0)  # of a hit


class Labels(NamedTuple):
    """What stands at the words of a sentence: the words' numbers, in order, and what stands there, some twice."""

    numbers: list[int]
    names: list[str]

    def among(self, first: int, last: int) -> list[str]:
        """Return what stands at the words from `first` up to `last`."""
        return self.names[bisect_left(self.numbers, first) : bisect_left(self.numbers, last)]


class Lens(msgspec.Struct, frozen=True):
    """One sentence: `stems` of its words (NAME for parties), and what stands where."""

    context: Context
    stems: list[str]
    cues: Labels
    things: Labels
    acts: Labels
    terms: Labels
    parties: Labels

    def index(self, position: int) -> int:
        """Return the number of the first word that starts at or after an offset."""
        return bisect_left(self.context.token_starts, position)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the words that start in a range."""
        return self.index(start), self.index(end)


def find_lens(lenses: dict[int, Lens], context: Context) -> Lens:
    """Return the lens of a sentence, kept in `lenses` by the sentence's number."""
    lens = lenses.get(context.sentence.index)
    if lens is None:
        lens = lenses[context.sentence.index] = make_lens(context)
    return lens


def make_lens(context: Context) -> Lens:
    """Return a sentence ready to be looked at."""
    starts, sentence = context.token_starts, context.sentence
    acts = sorted((*sentence.of(ActCue), *sentence.of(SpeechCue)), key=_START)
    terms = sentence.of(TermCue)
    codes = [
        (actor.start, code)
        for actor in context.actors
        if actor.kind is not ActorKind.OUTLET
        for code in actor.codes
        if code != _UNKNOWN
    ]
    return Lens(
        context=context,
        stems=_find_stems(context),
        cues=Labels([bisect_left(starts, hit[0]) for hit, _ in context.cues], [cue.id for _, cue in context.cues]),
        things=Labels(
            [bisect_left(starts, hit[0]) for hit, _ in context.things], [item.name for _, item in context.things]
        ),
        acts=Labels([bisect_left(starts, hit[0]) for hit in acts], [hit.item.label for hit in acts]),  # type: ignore[attr-defined]
        terms=Labels([bisect_left(starts, hit[0]) for hit in terms], [hit.item.term for hit in terms]),  # type: ignore[attr-defined]
        parties=Labels([bisect_left(starts, start) for start, _ in codes], [code for _, code in codes]),
    )


def spread(head: str, values: Iterable[str], tail: str = "") -> list[str]:
    """Return a feature for each value: what stands before it, the value, what stands behind it."""
    words = f"{tail}\n{head}".join(values)
    return f"{head}{words}{tail}".split("\n") if words else []


def bucket(number: int) -> str:
    """Return a number as one of few sizes."""
    return _SIZES[max(number, 0)] if number < len(_SIZES) else "more"


def count_parties(lens: Lens, first: int, last: int) -> int:
    """Return how many states and organisations are named in a range of words, at most three."""
    return min(len(set(lens.parties.among(first, last))), 3)


def name_terms(lens: Lens, first: int, last: int) -> list[str]:
    """Return what a range of words is about, sorted; "none" where they tell nothing."""
    return sorted(set(lens.terms.among(first, last))) or ["none"]


def _find_stems(context: Context) -> list[str]:
    stems = list(map(_stem, context.texts))
    for actor in context.actors:
        first, last = (bisect_left(context.token_starts, offset) for offset in (actor.start, actor.end))
        stems[first:last] = [NAME] * (last - first)
    return stems


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """Return a word's stem; of a number or mark its kind."""
    first = word[0]
    return find_stem(word) if first.isalpha() else "#" if first.isdigit() else first
