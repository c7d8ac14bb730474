"""What calendar words stand for."""

import msgspec


class CalendarWord(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the calendar and its part in a date.

    `role` is one of: month, hijri, weekday, deictic (`value` days from today), unit (`unit` names the stretch of time),
    shift (`value` -1 last, 0 this, 1 next), this, ago, part (early, mid, late), daypart, quarter, half, season (`value`
    its first month), decade (`value` its first year), same (introduces the date in the other calendar), era, first.
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
