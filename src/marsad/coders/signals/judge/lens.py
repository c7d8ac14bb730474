"""A sentence as the judge looks at it: what each of its words is, by number, worked out once."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import msgspec

from marsad.coders.signals.clause import Context
from marsad.coders.signals.rows import ActCue, Form, SpeechCue, TermCue
from marsad.find.actors import ActorKind
from marsad.languages.ar.stem import find_stem
from marsad.model import SignalType
from marsad.text.match import Hit
from marsad.text.tokens import Token

NAME = "NAME"
Labels = tuple[tuple[int, str], ...]  # number of the first word, and what stands there, by number
_BUCKETS = (0, 1, 2, 4, 8)
CUES = (ActCue, SpeechCue)


class Lens(msgspec.Struct, frozen=True):
    """One sentence: `stems` of its words (NAME for parties), and what stands where."""

    context: Context
    stems: tuple[str, ...]
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
    starts = context.token_starts
    return Lens(
        context=context,
        stems=_find_stems(context),
        cues=_sort({(bisect_left(starts, hit.start), cue.id) for hit, cue in context.cues}),
        things=_sort({(bisect_left(starts, hit.start), item.name) for hit, item in context.things}),
        acts=_sort(
            {(bisect_left(starts, hit.start), name_item(hit)) for kind in CUES for hit in context.sentence.of(kind)}
        ),
        terms=_sort({(bisect_left(starts, hit.start), hit.item.term) for hit in context.sentence.of(TermCue)}),  # type: ignore[attr-defined]
        parties=_sort(
            {
                (bisect_left(starts, actor.start), code)
                for actor in context.actors
                if actor.kind is not ActorKind.OUTLET
                for code in actor.codes
                if code != "XXX"
            }
        ),
    )


def name_item(hit: Hit) -> str:
    """Return the type that a cue may set off, with its form."""
    item = hit.item
    row = item.act if isinstance(item, ActCue) else item.verb  # type: ignore[attr-defined]
    return _join(row.type, item.form)  # type: ignore[attr-defined]


@cache
def _join(kind: SignalType, form: Form) -> str:
    return f"{kind}:{form}"


def pick(labels: Labels, first: int, last: int) -> Iterator[str]:
    """Yield what stands at the words from `first` up to `last`."""
    for number, label in labels:
        if number >= last:
            return
        if number >= first:
            yield label


def bucket(number: int) -> str:
    """Return a number as one of few sizes."""
    return next((str(limit) for limit in _BUCKETS if number <= limit), "more")


def count_parties(lens: Lens, first: int, last: int) -> int:
    """Return how many states and organisations are named in a range of words, at most three."""
    return min(len(set(pick(lens.parties, first, last))), 3)


def name_terms(lens: Lens, first: int, last: int) -> list[str]:
    """Return what a range of words is about, sorted; "none" where they tell nothing."""
    return sorted(set(pick(lens.terms, first, last))) or ["none"]


def _sort(labels: set[tuple[int, str]]) -> Labels:
    return tuple(sorted(labels))


def _find_stems(context: Context) -> tuple[str, ...]:
    named = [False] * len(context.tokens)
    for actor in context.actors:
        first, last = (bisect_left(context.token_starts, offset) for offset in (actor.start, actor.end))
        named[first:last] = [True] * (last - first)
    return tuple(NAME if is_name else _stem(token) for token, is_name in zip(context.tokens, named, strict=True))


def _stem(token: Token) -> str:
    """Return a word's stem; of a number or mark its kind."""
    first = token.text[0]
    return find_stem(token.text) if first.isalpha() else "#" if first.isdigit() else first
