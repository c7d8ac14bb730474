"""Days that bring more than usual, judged by what was known before their week."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec
import numpy as np

from marsad.measure.baseline.fit import Fit, find_tail, find_tails, find_threshold, fit_baseline
from marsad.model.measure import LOOKED_BACK

RATE = 0.01  # of false alarms: at most one day in a hundred on which nothing is out of the ordinary
FEWEST_DAYS = 84  # with coverage: twelve of each weekday
FEWEST_COUNTS = 30
_MOST = 64  # baselines kept: one stands for the days of a week, whatever is read of other weeks
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
    known: tuple[date, Fit | str] | None = None
    for one in counts:
        if since <= one.day <= until:
            monday = one.day - timedelta(one.day.weekday())
            if known is None or known[0] != monday:
                end = places.get(monday, 0)
                known = monday, _learn(counts[max(0, end - LOOKED_BACK) : end])
            found.append(_judge(one, known[1], rate))
    return tuple(found)


def _learn(history: Sequence[Count]) -> Fit | str:
    """Return the baseline of a history, or why there is none."""
    covered = [one for one in history if one.volume > 0]
    if len(covered) < FEWEST_DAYS:
        return f"{len(covered)} days of coverage before its week, {FEWEST_DAYS} are needed"
    if (total := sum(one.count for one in covered)) < FEWEST_COUNTS:
        return f"{total} counted before its week, {FEWEST_COUNTS} are needed"
    days, counts, volumes = zip(*((one.day.toordinal(), one.count, one.volume) for one in covered), strict=True)
    return _fit(days, counts, volumes)


@lru_cache(maxsize=_MOST)
def _fit(days: tuple[int, ...], counts: tuple[int, ...], volumes: tuple[int, ...]) -> Fit:
    """Return the baseline of days, by ordinal; what is extraordinary among them is no part of it."""
    when, told, stories = np.array(days), np.array(counts, dtype=float), np.array(volumes, dtype=float)
    first = fit_baseline(when, told, stories)
    usual = find_tails(told, first.predict(when, stories)) >= _EXTREME
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
