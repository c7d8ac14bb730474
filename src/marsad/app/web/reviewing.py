"""What reviews say together: how often records are right, and how far reviewers agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from marsad.app.review_truth import Outcome, Told, Truth, tell_signal
from marsad.measure.agreement import make_kappa
from marsad.measure.proportion import find_wilson
from marsad.model import Signal


class Precision(msgspec.Struct, frozen=True, kw_only=True):
    """Of `reviewed` records of a type, `right` have the right type and actors and `whole` are right in everything.

    `low` and `high` bound the share of right ones among all such records with 95 % confidence, were those reviewed a
    random choice of them.
    """

    type: str
    reviewed: int
    right: int
    whole: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share of right ones."""
        return self.right / self.reviewed


class ReviewerPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two reviewers: of `both` records that they looked at they said the same of `alike`; `kappa` is Cohen's."""

    one: str
    other: str
    both: int
    alike: int
    kappa: float | None


def count_precision(judged: Mapping[str, tuple[Signal, Outcome]]) -> tuple[Precision, ...]:
    """Return how often the records of each type that stand are right, by the last word on each."""
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for signal, outcome in judged.values():
        found[signal.type.value].append(outcome)
    return tuple(_count(kind, found[kind]) for kind in sorted(found))


def count_all(precision: Iterable[Precision]) -> Precision | None:
    """Return the counts of all types together, None where there are none."""
    rows = list(precision)
    if not rows:
        return None
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("reviewed", "right", "whole")}
    low, high = find_wilson(sums["right"], sums["reviewed"])
    return Precision(type="all", **sums, low=low, high=high)


def _count(kind: str, outcomes: list[Outcome]) -> Precision:
    right = sum(one.right for one in outcomes)
    low, high = find_wilson(right, len(outcomes))
    whole = sum(one.whole for one in outcomes)
    return Precision(type=kind, reviewed=len(outcomes), right=right, whole=whole, low=low, high=high)


def find_agreement(told: Iterable[Told]) -> tuple[ReviewerPair, ...]:
    """Return for every two reviewers with records in common how far they agree in what is right, by their last word."""
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    first: dict[str, Truth] = {}
    for one in told:
        seen = first.setdefault(one.review.record, tell_signal(one.signal))
        said[one.review.by][one.review.record] = _describe(one, seen)
    return tuple(
        _compare(one, other, said[one], said[other])
        for one, other in combinations(sorted(said), 2)
        if said[one].keys() & said[other].keys()
    )


def _describe(told: Told, seen: Truth) -> str:
    """Return in what the truth is another one than the record as it was seen first: alike for whatever was accepted."""
    if told.truth is None:
        return "none"
    names = [name for name in Truth.__struct_fields__ if getattr(told.truth, name) != getattr(seen, name)]
    return msgspec.json.encode([(name, getattr(told.truth, name)) for name in names]).decode()


def _compare(one: str, other: str, left: Mapping[str, str], right: Mapping[str, str]) -> ReviewerPair:
    pairs = [(left[record], right[record]) for record in sorted(left.keys() & right.keys())]
    alike = sum(first == second for first, second in pairs)
    return ReviewerPair(one=one, other=other, both=len(pairs), alike=alike, kappa=make_kappa(pairs))
