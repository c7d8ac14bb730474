"""Days judged by their counts, each track by itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from marsad.ledger import DayCount
from marsad.model.measure import LOOKED_BACK, Track

if TYPE_CHECKING:
    from marsad.measure.baseline import Judged

_NONE = DayCount(day=date.min, words=0, acts=0, volume=0)


def fill_days(counts: Sequence[DayCount], until: date) -> Sequence[DayCount]:
    """Return the days from the first one counted without gaps, none after `until`."""
    known = {one.day: one for one in counts if one.day <= until}
    if not known:
        return ()
    first = min(known)
    days = (first + timedelta(at) for at in range((max(known) - first).days + 1))
    return [known.get(day) or msgspec.structs.replace(_NONE, day=day) for day in days]


def find_oldest(since: date) -> date:
    """Return the first day that verdicts on days from `since` on may hang on."""
    return since - timedelta(since.weekday() + LOOKED_BACK)


def judge_counts(counts: Sequence[DayCount], since: date, until: date) -> tuple[tuple["Judged", ...], ...]:
    """Return the verdicts on the days from `since` to `until` that are counted, by track in the order of Track."""
    from marsad.measure.baseline import Count, judge_days  # loads numpy and scipy

    days = fill_days(counts, until)
    found = []
    for track in Track:
        rows = [Count(day=one.day, count=getattr(one, track.value), volume=one.volume) for one in days]
        found.append(judge_days(rows, since, until))
    return tuple(found)
