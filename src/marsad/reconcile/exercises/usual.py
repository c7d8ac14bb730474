"""What is usual of an exercise series: its weeks, who takes part, where, how large, computed from its editions."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from math import ceil

import msgspec

from marsad.reference.days import first_day, last_day
from marsad.reference.exercises import Exercise, load_exercises

_SHARE = 2 / 3  # of the editions must lie in the usual weeks
_ENOUGH, _MANY = 3, 5  # editions and years: below, nothing is usual; from here on, some may fall out of the usual
_YEAR = 365
_SIZES = ("states", "aircraft", "troops")


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """A series in numbers. `first` and `last` are month and day of the usual span, both None where nothing is usual.

    `inside` tells how many of `counted` dated editions began in it; `every` how many years lie between editions.
    `sizes` are by measure (states, aircraft, troops) the least and the most told.
    """

    series: str
    name: str
    editions: tuple[Exercise, ...]
    first: tuple[int, int] | None
    last: tuple[int, int] | None
    inside: int
    counted: int
    every: float | None
    actors: tuple[str, ...]
    places: tuple[str, ...]
    sizes: dict[str, tuple[int, int]]
    nuclear: str

    @property
    def weeks(self) -> tuple[int, int] | None:
        """The ISO weeks of the usual span, in a year that is no leap year."""
        if self.first is None or self.last is None:
            return None
        return date(2025, *self.first).isocalendar().week, date(2025, *self.last).isocalendar().week


@cache
def list_series() -> tuple[str, ...]:
    """Return the ids of all series."""
    return tuple(sorted({row.series for row in load_exercises()}))


@cache
def find_usual(series: str) -> Usual:
    """Return what is usual of a series; raise KeyError where there is none such."""
    rows = tuple(row for row in load_exercises() if row.series == series)
    if not rows:
        raise KeyError(series)
    held = tuple(sorted((row for row in rows if row.role != "announcement"), key=lambda row: (row.year, row.start)))
    spans = _list_spans(held)
    years = sorted({row.year for row in held})
    inside = _find_window(spans) if len(spans) >= _ENOUGH <= len(years) else []
    actors = Counter(code for row in held for code in row.codes)
    return Usual(
        series=series,
        name=Counter(row.name for row in rows).most_common(1)[0][0],
        editions=held,
        first=_month_day(inside[0][0]) if inside else None,
        last=_month_day(max(end for _, end in inside)) if inside else None,
        inside=len(inside),
        counted=len(spans),
        every=round((years[-1] - years[0]) / (len(years) - 1), 1) if len(years) > 1 else None,
        actors=tuple(code for code, _ in actors.most_common()),
        places=tuple(dict.fromkeys(row.place for row in held if row.place)),
        sizes={name: size for name in _SIZES if (size := _find_size(held, name))},
        nuclear=Counter(row.nuclear for row in rows).most_common(1)[0][0],
    )


def _list_spans(rows: Sequence[Exercise]) -> list[tuple[int, int]]:
    """Return start and end of the editions as days of the year: those known by the day where they are enough."""
    dated = [row for row in rows if row.start]
    by_day = [row for row in dated if len(row.start) == 10]
    chosen = by_day if len(by_day) >= _ENOUGH else dated
    return sorted((_day_of(first_day(row.start)), _day_of(_end_of(row))) for row in chosen)


def _end_of(row: Exercise) -> date:
    end = last_day(row.end or row.start)
    return max(end, first_day(row.start))


def _day_of(day: date) -> int:
    return min(day.timetuple().tm_yday - (day.month > 2 and monthrange(day.year, 2)[1] == 29), _YEAR)


def _month_day(day: int) -> tuple[int, int]:
    moment = date(2025, 1, 1) + timedelta(days=(day - 1) % _YEAR)
    return moment.month, moment.day


def _find_window(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the editions of the shortest stretch of the year in which two thirds began; of a few editions, all."""
    count = ceil(len(spans) * _SHARE) if len(spans) >= _MANY else len(spans)
    round_year = [*spans, *((start + _YEAR, end + _YEAR) for start, end in spans)]
    windows = (round_year[at : at + count] for at in range(len(spans)))
    return min(windows, key=lambda window: window[-1][0] - window[0][0])


def _find_size(rows: Sequence[Exercise], name: str) -> tuple[int, int] | None:
    sizes = [size for row in rows if (size := getattr(row, name)) is not None]
    return (min(sizes), max(sizes)) if sizes else None
