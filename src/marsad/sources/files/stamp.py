"""Stamps of extraction in exported collections: several notations, one day."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,].*)?")


def parse_stamp(stamp: str) -> date:
    """Return the day of `2016-11-01T21:11:00+01:00`, `2015-07-27 17:05:18` or `27/07/2016`; raise ValueError.

    The day is the one printed, in the stamp's own time zone; of two numbers before the year the day comes first.
    """
    text = stamp.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(f"not a date: {text[:40]!r}")
    return date(year, month, day)
