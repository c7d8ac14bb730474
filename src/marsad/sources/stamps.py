"""The notations of days in feeds and sitemaps."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


def read_day(stamp: str | None) -> date | None:
    """Return the day of `2026-11-29T08:00:00+03:00` or `Sun, 29 Nov 2026 08:00:00 +0300`, in the stamp's own zone."""
    text = (stamp or "").strip()[:100]
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
