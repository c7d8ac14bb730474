"""What reviews say together: how often records are right, how far reviewers agree, and gold made of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from marsad.ledger import Record, Review, ReviewVerdict
from marsad.measure.agreement import make_kappa
from marsad.model import Signal

_PARTS = ("type", "actors")  # what makes a record right, as in the scores


class Precision(msgspec.Struct, frozen=True, kw_only=True):
    """Of `reviewed` records of a type, `right` have the right type and actors and `whole` are right in everything."""

    type: str
    reviewed: int
    right: int
    whole: int

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


def find_standing(reviews: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """Return the last word of every person on every record, by record and person."""
    return {(review.record, review.by): review for review in reviews}


def find_last(reviews: Iterable[Review]) -> dict[str, Review]:
    """Return the last word on every record."""
    return {review.record: review for review in reviews}


def count_precision(reviews: Iterable[Review], records: Mapping[str, Record]) -> tuple[Precision, ...]:
    """Return how often the records of each type that stand are right, by the last word on each."""
    found: defaultdict[str, list[Review]] = defaultdict(list)
    for name, review in find_last(reviews).items():
        record = records.get(name)
        if isinstance(record, Signal):
            found[record.type.value].append(review)
    return tuple(
        Precision(
            type=kind,
            reviewed=len(each),
            right=sum(map(_is_right, each)),
            whole=sum(review.verdict is ReviewVerdict.ACCEPT for review in each),
        )
        for kind, each in sorted(found.items())
    )


def _is_right(review: Review) -> bool:
    is_kept = review.verdict is not ReviewVerdict.REJECT
    return is_kept and not any(part in review.changes for part in _PARTS)


def find_agreement(reviews: Iterable[Review]) -> tuple[ReviewerPair, ...]:
    """Return for every two reviewers with records in common how far they agree."""
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (record, person), review in find_standing(reviews).items():
        said[person][record] = _describe(review)
    return tuple(
        _compare(one, other, said[one], said[other])
        for one, other in combinations(sorted(said), 2)
        if said[one].keys() & said[other].keys()
    )


def _describe(review: Review) -> str:
    return f"{review.verdict.value} {msgspec.json.encode(review.changes, order='sorted').decode()}"


def _compare(one: str, other: str, left: Mapping[str, str], right: Mapping[str, str]) -> ReviewerPair:
    pairs = [(left[record], right[record]) for record in sorted(left.keys() & right.keys())]
    alike = sum(first == second for first, second in pairs)
    return ReviewerPair(one=one, other=other, both=len(pairs), alike=alike, kappa=make_kappa(pairs))
