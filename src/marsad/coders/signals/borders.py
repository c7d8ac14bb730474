"""Where a sentence's clauses part, and which of its words are small."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from marsad.find.scan import Sentence
from marsad.text.match import Hit
from marsad.text.tokens import Token

BREAKS = frozenset("،,;؛:!؟?")
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
_CLOSING = frozenset(_PAIRS.values())
_QUOTING = _CLOSING | _PAIRS.keys()
_NAME_TOKENS = 4  # tokens that a bracketed or quoted name may have; more begin a clause of their own
_INSERTED = 6  # tokens, the comma included, that an insertion may have
Range = tuple[int, int]


def pair_longest(hits: Sequence[Hit]) -> list[tuple[Hit, Any]]:
    """Return hits (by start, the longer first) with what they stand for, without those strictly inside another.

    A plain loop: sets and sorted lists that tell when nothing is to be left out take three times as long.
    """
    kept = []
    start, end = -1, -1
    for hit in hits:
        last = hit[1]
        if last > end:
            start, end = hit[0], last
        elif last < end or hit[0] != start:
            continue
        kept.append((hit, hit[6]))
    return kept


def count_plain(sentence: Sentence, starts: list[int], small: list[Range]) -> tuple[int, ...]:
    """Return how many words stand before each token, and before the end, that are no marks and in no small range.

    Small are names, dates, places, prepositions, fillers and insertions: what may part a verb from its object.
    """
    count = len(starts)
    plain = [1] * count
    for number in sentence.signs:
        if not sentence.words[number][0].isalnum():
            plain[number] = 0
    for first, last in small:
        index = bisect_left(starts, first)
        while index < count and starts[index] < last:
            plain[index] = 0
            index += 1
    return tuple(accumulate(plain, initial=0))


def find_marks(sentence: Sentence) -> set[int]:
    """Return where a sentence's punctuation parts clauses."""
    words, tokens = sentence.words, sentence.tokens
    marks, quoting = set(), []
    for number in sentence.signs:
        text = words[number]
        if text in BREAKS:
            marks.add(tokens[number].end)
        elif text in _QUOTING:
            quoting.append((number, tokens[number]))
    if quoting:
        marks.update(_long_brackets(sentence, quoting))
    return marks


def find_insertions(end: int, starts: list[int], marks: set[int], openings: list[Range]) -> list[Range]:
    """Return the borders of short insertions between commas, "led by the United States", "on Saturday night"."""
    opened = {first for first, _ in openings}
    found = []
    for first, last in pairwise(sorted(marks - {end})):
        index, stop = bisect_left(starts, first), bisect_left(starts, last)
        if 0 < stop - index <= _INSERTED and starts[index] in opened:
            found.append((first, last))
    return found


def _long_brackets(sentence: Sentence, signs: list[tuple[int, Token]]) -> Iterator[int]:
    """Yield the ends of quotation marks and brackets but for those around a name of few words."""
    opened: tuple[int, str] | None = None
    for index, token in signs:
        if opened is not None and token.text == opened[1]:
            if index - opened[0] - 1 > _NAME_TOKENS:
                yield sentence.tokens[opened[0]].end
                yield token.end
            opened = None
        elif opened is None and token.text in _PAIRS:
            opened = index, _PAIRS[token.text]
        elif token.text in _CLOSING:
            yield token.end
    if opened is not None:
        yield sentence.tokens[opened[0]].end
