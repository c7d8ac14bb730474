"""Counts of days in a row, as those who judge days want them."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from marsad.ledger import DayCount

_NONE = DayCount(day=date.min, words=0, acts=0, volume=0)


def fill_days(counts: Sequence[DayCount], until: date) -> Sequence[DayCount]:
    """Return the days from the first one counted without gaps, none after `until`."""
    known = {one.day: one for one in counts if one.day <= until}
    if not known:
        return ()
    first = min(known)
    days = (first + timedelta(at) for at in range((max(known) - first).days + 1))
    return [known.get(day) or msgspec.structs.replace(_NONE, day=day) for day in days]
