"""Dates as the press gives them: intervals of days with a precision and a basis."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

import msgspec


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"  # the words give it in full
    RELATIVE = "relative"  # the words give it relative to the publication date
    METADATA = "metadata"  # the page's machine-readable metadata
    URL = "url"  # the page's address
    DATELINE = "dateline"  # a line of the page itself
    STAMP = "stamp"  # when the page was extracted, as a last resort
    GIVEN = "given"  # the caller said so


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days from `start` to `end`, both included.

    start: first day
    end: last day
    precision: how exactly it is known
    basis: what it rests on
    """

    start: date
    end: date
    precision: Precision
    basis: Basis

    @classmethod
    def day(cls, day: date, basis: Basis) -> "When":
        """Return the single day `day`."""
        return cls(start=day, end=day, precision=Precision.DAY, basis=basis)

    @classmethod
    def month(cls, year: int, month: int, basis: Basis) -> "When":
        """Return a calendar month; raise ValueError when there is none such."""
        first = date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        return cls(start=first, end=last, precision=Precision.MONTH, basis=basis)

    @classmethod
    def year(cls, year: int, basis: Basis) -> "When":
        """Return a calendar year; raise ValueError when there is none such."""
        return cls(start=date(year, 1, 1), end=date(year, 12, 31), precision=Precision.YEAR, basis=basis)

    @classmethod
    def week(cls, day: date, basis: Basis) -> "When":
        """Return the ISO week (Monday to Sunday) that holds `day`."""
        monday = day - timedelta(days=day.weekday())
        return cls(start=monday, end=monday + timedelta(days=6), precision=Precision.INTERVAL, basis=basis)

    def iso(self) -> str:
        """Return ISO 8601: `2022-10-13`, `2022-10`, `2022`, or an interval `2022-10-17/2022-10-23`."""
        match self.precision:
            case Precision.DAY:
                return self.start.isoformat()
            case Precision.MONTH:
                return f"{self.start:%Y-%m}"
            case Precision.YEAR:
                return f"{self.start:%Y}"
            case _:
                return self._interval()

    def _interval(self) -> str:
        whole_years = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        if whole_years:
            return f"{self.start:%Y}/{self.end:%Y}"
        last = monthrange(self.end.year, self.end.month)[1]
        if self.start.day == 1 and self.end.day == last:
            return f"{self.start:%Y-%m}/{self.end:%Y-%m}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"
