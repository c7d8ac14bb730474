"""The days of a brief judged by what was usual before them, each track by itself."""

from collections.abc import Sequence
from datetime import date

from marsad.app.days import judge_counts
from marsad.brief.nouns import OddDay, Unusual
from marsad.ledger import DayCount
from marsad.measure.baseline import Judged, Verdict
from marsad.model.measure import Track


def judge_tracks(counts: Sequence[DayCount], since: date, until: date) -> tuple[Unusual, ...]:
    """Return the days of the period on which a track was told of more often than usual; the others are counted."""
    if not any(one.day <= until for one in counts):
        return ()
    judged = judge_counts(counts, since, until)
    return tuple(_tell(days, track, since, until) for track, days in zip(Track, judged, strict=True))


def _tell(judged: Sequence[Judged], track: Track, since: date, until: date) -> Unusual:
    sure = sum(day.verdict in (Verdict.USUAL, Verdict.STANDS_OUT) for day in judged)
    odd = tuple(_make_odd(day, track) for day in judged if day.verdict is Verdict.STANDS_OUT)
    return Unusual(track=track, judged=sure, not_judged=(until - since).days + 1 - sure, days=odd)


def _make_odd(day: Judged, track: Track) -> OddDay:
    return OddDay(
        day=day.day,
        track=track,
        count=day.count,
        expected=day.expected or 0.0,
        threshold=day.threshold or 0,
        rate=day.rate or 0.0,
    )
