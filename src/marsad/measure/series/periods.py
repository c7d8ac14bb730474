"""Days, ISO weeks and months."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from marsad.model.measure import Step

_MOST = 4_096  # periods kept: those of the days of some years


class Period(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A day, week or month; both ends belong to it."""

    start: date
    end: date
    step: Step

    @property
    def name(self) -> str:
        """Return its ISO 8601 name: 2024-03-04, 2024-W10, 2024-03."""
        match self.step:
            case Step.DAY:
                return self.start.isoformat()
            case Step.WEEK:
                return f"{self.start:%G-W%V}"
            case Step.MONTH:
                return f"{self.start:%Y-%m}"


@lru_cache(maxsize=_MOST)
def find_period(day: date, step: Step) -> Period:
    """Return the period that holds a day."""
    match step:
        case Step.DAY:
            first = last = day
        case Step.WEEK:
            first = day - timedelta(day.weekday())
            last = first + timedelta(6)
        case Step.MONTH:
            first = day.replace(day=1)
            last = day.replace(day=monthrange(day.year, day.month)[1])
    return Period(start=first, end=last, step=step)


def list_periods(since: date, until: date, step: Step) -> Iterator[Period]:
    """Yield the periods that hold the days from `since` to `until`, without gaps."""
    period = find_period(since, step)
    while period.start <= until:
        yield period
        period = find_period(period.end + timedelta(1), step)
