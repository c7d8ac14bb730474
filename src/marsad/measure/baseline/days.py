"""Days that bring more than usual, judged by what was known before their week."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from marsad.measure.baseline.fit import Fit, find_tail, find_threshold, fit_baseline
from marsad.model.measure import LOOKED_BACK

RATE = 0.01  # of false alarms: at most one day in a hundred on which nothing is out of the ordinary
FEWEST_DAYS = 84  # with coverage: twelve of each weekday
FEWEST_COUNTS = 30
_MOST = 512  # baselines kept, 30 kB each: one stands for the days of a week, whatever is read of other weeks
_EXTREME = 0.001  # a day of the past less likely than this is no part of what is usual


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A day's count of what is judged, and the volume of coverage in which it was found."""

    day: date
    count: int
    volume: int


class Verdict(StrEnum):
    """What is said of a day."""

    USUAL = "usual"
    STANDS_OUT = "stands_out"
    TOO_LITTLE_HISTORY = "too_little_history"
    NO_COVERAGE = "no_coverage"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A day judged.

    `expected` is the mean to expect of such a weekday, season and volume; from `threshold` on it stands out, which by
    the baseline happens by chance with the likelihood `rate`: no more than asked for, and less where counts are small.
    `likelihood` is that of the count itself or a higher one. `knows_season` tells whether a year of history was there:
    until then a season counts as out of the ordinary. `why` tells it in words.
    """

    day: date
    count: int
    volume: int
    verdict: Verdict
    why: str
    expected: float | None = None
    threshold: int | None = None
    rate: float | None = None
    likelihood: float | None = None
    knows_season: bool = False


def judge_days(counts: Sequence[Count], since: date, until: date, rate: float = RATE) -> tuple[Judged, ...]:
    """Return the verdicts on the days from `since` to `until` that `counts`, by day and without gaps, have.

    A day is held against the three years before the Monday of its week: so a verdict depends neither on what came
    after nor on which period is asked for. Only what is more than usual stands out, never what is less.
    """
    found: list[Judged] = []
    places = {one.day: place for place, one in enumerate(counts)}
    rows = np.array([(one.day.toordinal(), one.count, one.volume) for one in counts], dtype=np.int64).reshape(-1, 3)
    known: tuple[date, Fit | str] | None = None
    for one in counts:
        if since <= one.day <= until:
            monday = one.day - timedelta(one.day.weekday())
            if known is None or known[0] != monday:
                end = places.get(monday, 0)
                known = monday, _learn(rows[max(0, end - LOOKED_BACK) : end])
            found.append(_judge(one, known[1], rate))
    return tuple(found)


def _learn(history: NDArray[np.int64]) -> Fit | str:
    """Return the baseline of a history, rows of ordinal, count and volume, or why there is none."""
    covered = history[history[:, 2] > 0]
    if len(covered) < FEWEST_DAYS:
        return f"{len(covered)} days of coverage before its week, {FEWEST_DAYS} are needed"
    if (total := int(covered[:, 1].sum())) < FEWEST_COUNTS:
        return f"{total} counted before its week, {FEWEST_COUNTS} are needed"
    return _fit(covered.tobytes())


@lru_cache(maxsize=_MOST)
def _fit(covered: bytes) -> Fit:
    """Return the baseline of days, rows of ordinal, count and volume; what is extraordinary is no part of it."""
    when, *both = np.frombuffer(covered, dtype=np.int64).reshape(-1, 3).T.copy()
    told, stories = (each.astype(float) for each in both)
    first = fit_baseline(when, told, stories)
    usual = first.are_likelier(_EXTREME, when, told, stories)
    return first if usual.all() else fit_baseline(when[usual], told[usual], stories[usual])


def _judge(one: Count, baseline: Fit | str, rate: float) -> Judged:
    bare = Judged(day=one.day, count=one.count, volume=one.volume, verdict=Verdict.USUAL, why="as usual")
    if one.volume <= 0:
        return msgspec.structs.replace(bare, verdict=Verdict.NO_COVERAGE, why="no article of that day was read")
    if isinstance(baseline, str):
        return msgspec.structs.replace(bare, verdict=Verdict.TOO_LITTLE_HISTORY, why=f"too little history: {baseline}")
    (expected,) = baseline.predict(np.array([one.day.toordinal()]), np.array([float(one.volume)]))
    threshold, chance = find_threshold(expected, rate)
    stands_out = one.count >= threshold
    return msgspec.structs.replace(
        bare,
        verdict=Verdict.STANDS_OUT if stands_out else Verdict.USUAL,
        why=_tell(one, expected.mean, threshold) if stands_out else bare.why,
        expected=round(expected.mean, 3),
        threshold=threshold,
        rate=chance,
        likelihood=find_tail(one.count, expected),
        knows_season=baseline.harmonics > 0,
    )


def _tell(one: Count, mean: float, threshold: int) -> str:
    return (
        f"told {one.count} times, {mean:.1f} expected of a {one.day:%A} with {one.volume} stories;"
        f" stands out from {threshold} on"
    )
