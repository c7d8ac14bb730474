"""How well an extracted text agrees with the true one: precision, recall and F1 over shingles of four words.

The measure of the public article extraction benchmark: a page's shared, surplus and missing shingles are counted with
their repeats; precision and recall are averaged over the pages, so that a long page weighs no more than a short one,
and F1 is their harmonic mean. The interval is 1.96 standard deviations of F1 over pages drawn with replacement.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, stdev
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_LENGTH = 4
_DRAWS = 1_000


class Tally(NamedTuple):
    """The shingles of one page: found and true, found only, true only."""

    shared: int
    surplus: int
    missing: int

    @property
    def precision(self) -> float | None:
        """The share of the found that is true; None where nothing was found."""
        found = self.shared + self.surplus
        return self.shared / found if found else None

    @property
    def recall(self) -> float | None:
        """The share of the true that was found; None where there is nothing to find."""
        true = self.shared + self.missing
        return self.shared / true if true else None


class Score(NamedTuple):
    """The averages over pages, and half the width of the interval of F1."""

    precision: float
    recall: float
    f1: float
    within: float


def tally_page(true: str, found: str) -> Tally:
    """Count the shingles of a page's true and extracted body."""
    wanted, got = _make_shingles(true), _make_shingles(found)
    shared = (wanted & got).total()
    return Tally(shared, got.total() - shared, wanted.total() - shared)


def make_score(tallies: Sequence[Tally], seed: int = 1) -> Score:
    """Average the pages' tallies."""
    draw = random.Random(seed)
    drawn = (
        [_average(draw.choices(tallies, k=len(tallies)))[2] for _ in range(_DRAWS)] if len(tallies) > 1 else [0.0] * 2
    )
    return Score(*_average(tallies), 1.96 * stdev(drawn))


def _average(tallies: Sequence[Tally]) -> tuple[float, float, float]:
    precisions = [tally.precision for tally in tallies if tally.precision is not None]
    recalls = [tally.recall for tally in tallies if tally.recall is not None]
    precision, recall = fmean(precisions or [0.0]), fmean(recalls or [0.0])
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _make_shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + _LENGTH]) for i in range(max(1, len(words) - _LENGTH + 1)))
