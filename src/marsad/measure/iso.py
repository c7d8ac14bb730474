"""ISO 8601 values of dates as the days they cover."""

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")

Days = tuple[date, date]


def make_days(value: str) -> Days | None:
    """Return the first and last day that an ISO value covers, or None when it is no date.

    Understands days (a time of day is left aside), months, years, ISO weeks (Monday to Sunday), quarters `2024-Q1`
    and intervals `A/B`, which run from the first day of A to the last of B.
    """
    first, slash, last = value.strip().partition("/")
    try:
        left = _make_single(first)
        right = _make_single(last) if slash else left
    except ValueError:
        return None
    return None if left is None or right is None else (left[0], right[1])


def _make_single(value: str) -> Days | None:
    if match := _DAY.fullmatch(value):
        day = date(*map(int, match.groups()))
        return day, day
    if match := _MONTH.fullmatch(value):
        return _make_months(int(match[1]), int(match[2]), 1)
    if match := _YEAR.fullmatch(value):
        return _make_months(int(match[1]), 1, 12)
    if match := _QUARTER.fullmatch(value):
        return _make_months(int(match[1]), 3 * int(match[2]) - 2, 3)
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + timedelta(days=6)
    return None


def _make_months(year: int, month: int, count: int) -> Days:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
