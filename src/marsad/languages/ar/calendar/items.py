"""What calendar words stand for."""

import msgspec


class CalendarWord(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the calendar and its part in a date.

    `role` is one of: month, hijri, weekday, deictic (`value` days from today), unit (`unit` names the stretch of time),
    shift (`value` -1 last, 0 this, 1 next, 2 after next), this, ago (`value` 1 for "since"), part (early, mid, late),
    daypart, quarter, half, final (the last of these), season (`value` its first month), decade (`value` its first
    year), century (`value` -1 last, 0 this), same (introduces the date in the other calendar), first (day of a month).
    `count` is 1 for singular, 2 for dual, 3 for plural forms. `shy` words need a neighbour that makes them a date, and
    `spelling`, where given, is what the page must print.
    """

    role: str
    value: int = 0
    unit: str = ""
    count: int = 1
    definite: bool = False
    shy: bool = False
    spelling: str = ""
