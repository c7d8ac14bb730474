"""Days that bring more than usual, judged by what was known before their week."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

import msgspec
import numpy as np
from numpy.typing import NDArray

from marsad.measure.baseline.fit import Fit, find_tails, find_thresholds, fit_baseline
from marsad.model.measure import LOOKED_BACK

RATE = 0.01  # of false alarms: at most one day in a hundred on which nothing is out of the ordinary
FEWEST_DAYS = 84  # with coverage: twelve of each weekday
FEWEST_COUNTS = 30
_MOST = 512  # weeks whose baseline and whose verdicts are kept, 30 kB each: they stand, whatever is read of later ones
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
    rows = np.array([(one.day.toordinal(), one.count, one.volume) for one in counts], dtype=np.int32).reshape(-1, 3)
    asked = (place for place, one in enumerate(counts) if since <= one.day <= until)
    for monday, week in groupby(asked, lambda place: counts[place].day - timedelta(counts[place].day.weekday())):
        end = places.get(monday, 0)
        history = rows[max(0, end - LOOKED_BACK) : end]
        found += _judge_week(history[history[:, 2] > 0].tobytes(), rows[[*week]].tobytes(), rate)
    return tuple(found)


@lru_cache(maxsize=_MOST)
def _judge_week(history: bytes, week: bytes, rate: float) -> tuple[Judged, ...]:
    """Return the verdicts on days of a week, both these and the days with coverage before it as rows of numbers."""
    baseline = _learn(history)
    days = [Count(day=date.fromordinal(day), count=count, volume=volume) for day, count, volume in _read(week).tolist()]
    covered = [one for one in days if one.volume > 0]
    held = {} if isinstance(baseline, str) else _hold(covered, baseline, rate)
    short = f"too little history: {baseline}" if isinstance(baseline, str) else ""
    return tuple(
        _make(one, Verdict.NO_COVERAGE, "no article of that day was read")
        if one.volume <= 0
        else held.get(one.day) or _make(one, Verdict.TOO_LITTLE_HISTORY, short)
        for one in days
    )


def _read(rows: bytes) -> NDArray[np.int32]:
    """Return rows of ordinal, count and volume."""
    return np.frombuffer(rows, dtype=np.int32).reshape(-1, 3)


def _learn(history: bytes) -> Fit | str:
    """Return the baseline of days with coverage, or why there is none."""
    rows = _read(history)
    if len(rows) < FEWEST_DAYS:
        return f"{len(rows)} days of coverage before its week, {FEWEST_DAYS} are needed"
    if (total := int(rows[:, 1].sum())) < FEWEST_COUNTS:
        return f"{total} counted before its week, {FEWEST_COUNTS} are needed"
    return _fit(history)


@lru_cache(maxsize=_MOST)
def _fit(history: bytes) -> Fit:
    """Return the baseline of days; what is extraordinary among them is no part of it."""
    rows = _read(history)
    when, told, stories = rows[:, 0].astype(np.int64), rows[:, 1].astype(float), rows[:, 2].astype(float)
    first = fit_baseline(when, told, stories)
    usual = first.are_likelier(_EXTREME, when, told, stories)
    return first if usual.all() else fit_baseline(when[usual], told[usual], stories[usual])


def _make(one: Count, verdict: Verdict, why: str) -> Judged:
    return Judged(day=one.day, count=one.count, volume=one.volume, verdict=verdict, why=why)


def _hold(days: Sequence[Count], baseline: Fit, rate: float) -> dict[date, Judged]:
    """Return the verdicts on days with coverage by what is usual."""
    if not days:
        return {}
    each = ((np.array([one.day.toordinal()]), np.array([float(one.volume)])) for one in days)
    expected = [usual for day, volume in each for usual in baseline.predict(day, volume)]
    tails = find_tails(np.array([[float(one.count)] for one in days]), expected)[:, 0].tolist()
    found = {}
    for one, usual, (threshold, chance), tail in zip(
        days, expected, find_thresholds(expected, rate), tails, strict=True
    ):
        stands_out = one.count >= threshold
        found[one.day] = msgspec.structs.replace(
            _make(one, Verdict.USUAL, "as usual"),
            verdict=Verdict.STANDS_OUT if stands_out else Verdict.USUAL,
            why=_tell(one, usual.mean, threshold) if stands_out else "as usual",
            expected=round(usual.mean, 3),
            threshold=threshold,
            rate=chance,
            likelihood=tail,
            knows_season=baseline.harmonics > 0,
        )
    return found


def _tell(one: Count, mean: float, threshold: int) -> str:
    return (
        f"told {one.count} times, {mean:.1f} expected of a {one.day:%A} with {one.volume} stories;"
        f" stands out from {threshold} on"
    )
