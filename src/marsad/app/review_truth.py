"""What persons said of records, held against what is read now: it holds for the words, whichever coder reads them.

A review is of one revision of a record. What its author took for right, the *truth*, is that revision with the
changes; none where it was rejected. A record that stands now is judged by the last review of its own id. Where a newer
coder gives the same words another id, as it does when it gives them another type or cuts them otherwise, a review of a
record that stands no more is carried over to it: as right where its truth has the type and the actors of the record and
shares words with it, as wrong where a record of that type on these words was rejected.
"""

from collections.abc import Iterable, Sequence

import msgspec

from marsad.ledger import Ledger, Review, ReviewVerdict
from marsad.model import Signal


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """What is right of some words by a review: the fields that can be corrected, dates in ISO 8601."""

    type: str
    modality: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    place: str | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A review with the signal that was in view, and what is right by it, None where there is no such signal."""

    review: Review
    signal: Signal
    truth: Truth | None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a record that stands is by a review: `right` in type and actors, `whole` right in everything."""

    told: Told
    right: bool
    whole: bool


def tell_signal(signal: Signal) -> Truth:
    """Return what a signal says."""
    return Truth(
        type=signal.type.value,
        modality=signal.modality.value,
        actors=signal.actors,
        targets=signal.targets,
        date=signal.date.iso() if signal.date else None,
        place=signal.place,
    )


def make_told(review: Review, signal: Signal) -> Told:
    """Return a review with what is right by it."""
    if review.verdict is ReviewVerdict.REJECT:
        return Told(review=review, signal=signal, truth=None)
    seen = msgspec.to_builtins(tell_signal(signal))
    return Told(review=review, signal=signal, truth=msgspec.convert(seen | review.changes, Truth))


def load_told(ledger: Ledger, reviews: Sequence[Review]) -> tuple[Told, ...]:
    """Return reviews with the signals that were in view, in their order."""
    seen = ledger.signals_at([review.revision for review in reviews])
    return tuple(make_told(review, seen[review.revision]) for review in reviews if review.revision in seen)


def find_last(told: Iterable[Told]) -> dict[str, Told]:
    """Return the last word on every record."""
    return {one.review.record: one for one in told}


def judge_signals(standing: Sequence[Signal], told: Iterable[Told]) -> dict[str, Outcome]:
    """Return for the standing signals of an article, by id, what they are by the reviews of its records."""
    last = find_last(told)
    ids = {signal.id for signal in standing}
    gone = [one for one in last.values() if one.review.record not in ids]
    found: dict[str, Outcome] = {}
    for signal in standing:
        own = last.get(signal.id)
        outcome = _judge(signal, own) if own else _carry(signal, gone)
        if outcome:
            found[signal.id] = outcome
    return found


def _judge(signal: Signal, told: Told) -> Outcome:
    now, truth = tell_signal(signal), told.truth
    is_right = truth is not None and (now.type, now.actors) == (truth.type, truth.actors)
    return Outcome(told=told, right=is_right, whole=now == truth)


def _carry(signal: Signal, gone: Sequence[Told]) -> Outcome | None:
    """Return what a signal is by the reviews of records that stand no more on its words, None where they do not say."""
    for told in sorted(gone, key=lambda one: one.review.number, reverse=True):
        was = told.signal
        if was.span.start >= signal.span.end or signal.span.start >= was.span.end:
            continue
        if told.truth is None and was.type is signal.type:
            return Outcome(told=told, right=False, whole=False)
        outcome = _judge(signal, told)
        if outcome.right:
            return outcome
    return None


def judge_all(ledger: Ledger, told: Sequence[Told]) -> dict[str, tuple[Signal, Outcome]]:
    """Return the signals that stand and what they are by what was told, by id."""
    by_article: dict[str, list[Told]] = {}
    for one in told:
        by_article.setdefault(one.signal.article, []).append(one)
    standing = ledger.signals_of(list(by_article))
    found: dict[str, tuple[Signal, Outcome]] = {}
    for article, signals in standing.items():
        outcomes = judge_signals(signals, by_article[article])
        found |= {signal.id: (signal, outcomes[signal.id]) for signal in signals if signal.id in outcomes}
    return found
