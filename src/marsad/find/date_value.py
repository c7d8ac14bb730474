"""Date expressions as the words give them, and their resolution against the day of publication."""

from calendar import monthrange
from datetime import date, timedelta

import msgspec
from hijridate import Gregorian, Hijri
from msgspec.structs import replace

from marsad.model import Basis, Precision, When

FUTURE, PAST = 1, -1


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of one expression tell.

    `shift` is what "last" (-1), "this" (0) or "next" (1) adds; `year_shift` the same said of the year of a month;
    `ahead` whether the sentence looks to the future, `near` whether "until" or its like asks for the nearest such day.
    `kind` names the rule that read it; `count` and `unit` are a stretch of time, `offset` a number of days from today,
    `part` which quarter or half; `again` which of month and year is
    that of the date before; `last_day` the end of a range of days or years, `until` that of any other range.
    """

    kind: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    offset: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    unit: str = ""
    count: float = 0
    part: int = 0
    hijri: bool = False
    ahead: bool = False
    near: bool = False
    last_day: int | None = None
    again: str = ""
    until: "Told | None" = None


def resolve(told: Told, today: date | None) -> When | None:
    """Return the days that `told` means for a page published on `today`; None where it can't be known."""
    try:
        return _resolve(told, today)
    except (ValueError, OverflowError):
        return None


def _resolve(told: Told, today: date | None) -> When | None:
    if told.until is not None:
        return _resolve_range(told, told.until, today)
    if told.hijri:
        return _resolve_hijri(told, today)
    if told.month is not None and told.kind in ("day", "month"):
        return _resolve_month(told, today)
    if told.year is not None and told.kind in ("year", "years", "decade"):
        return _resolve_years(told, told.year)
    return _resolve_parts(told, None) if today is None else _resolve_relative(told, today)


def _resolve_years(told: Told, year: int) -> When:
    if told.kind == "year":
        return _stretch_year(told, year, Basis.STATED)
    return _years(year, year + int(told.count), Basis.STATED)


def _resolve_relative(told: Told, today: date) -> When | None:
    match told.kind:
        case "weekday":
            return _resolve_weekday(told, today)
        case "deictic":
            return When.day(today + timedelta(days=told.offset or 0), Basis.RELATIVE)
        case "ago":
            return _resolve_ago(told, today)
        case "unit":
            return _resolve_unit(told, today)
        case "window":
            return _resolve_window(told, today)
        case _:
            return _resolve_parts(told, today)


def _basis(told: Told) -> Basis:
    return Basis.RELATIVE if told.year is None else Basis.STATED


def _resolve_month(told: Told, today: date | None) -> When | None:
    year = told.year if told.year is not None else _find_year(told, today)
    if year is None or told.month is None:
        return None
    basis = _basis(told)
    if told.day is None:
        return When.month(year, told.month, basis)
    first = date(year, told.month, told.day)
    if told.last_day is None:
        return When.day(first, basis)
    last = date(year, told.month, told.last_day)
    return When(start=first, end=last, precision=Precision.INTERVAL, basis=basis)


def _find_year(told: Told, today: date | None) -> int | None:
    """Return the year of a day or month that lacks it: the latest one past, unless the words look ahead."""
    if today is None or told.month is None:
        return None
    if told.year_shift is not None:
        return today.year + told.year_shift
    now = (today.month, today.day) if told.day else (today.month, 0)
    then = (told.month, told.last_day or told.day or 0)
    if told.shift is not None:
        sign = _sign(told.shift)
        return today.year + told.shift - sign + {PAST: -(then >= now), FUTURE: int(then <= now)}.get(sign, 0)
    past = today.year - (then > now)
    ahead = then != now and (told.ahead or (told.near and _is_nearer_ahead(told, today, past)))
    return past + 1 if ahead else past


def _is_nearer_ahead(told: Told, today: date, past: int) -> bool:
    month, day = told.month or 1, min(told.day or 15, 28)
    return date(past + 1, month, day) - today < today - date(past, month, day)


def _resolve_weekday(told: Told, today: date) -> When:
    back = (today.isoweekday() - (told.weekday or 1)) % 7
    sign = _sign(told.shift or 0)
    if sign == FUTURE or (told.offset or 0) > 0:
        days = 7 - back
    elif sign == PAST or (told.offset is not None and told.offset < 0):
        days = -(back or 7)
    elif told.ahead and told.offset is None:
        days = (7 - back) % 7
    else:
        days = -back
    further = (told.shift or 0) - sign  # "the Saturday after next"
    return When.day(today + timedelta(days=days + 7 * further), Basis.RELATIVE)


def _sign(shift: int) -> int:
    return (shift > 0) - (shift < 0)


def _add_months(today: date, months: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def _resolve_ago(told: Told, today: date) -> When | None:
    count = told.count
    match told.unit:
        case "day":
            return When.day(today - timedelta(days=count), Basis.RELATIVE)
        case "week":
            return When.day(today - timedelta(weeks=count), Basis.RELATIVE)
        case "month":
            return When.month(*_add_months(today, -int(count)), Basis.RELATIVE)
        case "year":
            return When.year(today.year - int(count), Basis.RELATIVE)
        case "decade":
            return When.year(today.year - int(10 * count), Basis.RELATIVE)
        case _:
            return None


def _resolve_unit(told: Told, today: date) -> When | None:
    """Resolve "last week", "this year", and "the 15th of next month"."""
    shift = told.shift or 0
    found: When | None = None
    match told.unit:
        case "day":
            found = When.day(today + timedelta(days=shift), Basis.RELATIVE)
        case "week":
            found = When.week(today + timedelta(weeks=shift), Basis.RELATIVE)
        case "month" if told.day is not None:
            found = When.day(date(*_add_months(today, shift), told.day), Basis.RELATIVE)
        case "month":
            found = When.month(*_add_months(today, shift), Basis.RELATIVE)
        case "year":
            found = _stretch_year(told, today.year + shift, Basis.RELATIVE)
        case "decade":
            first = today.year // 10 * 10 + 10 * shift
            found = _years(first, first + 9, Basis.RELATIVE)
    return found


def _resolve_window(told: Told, today: date) -> When | None:
    """Resolve "the last three months" and its like: from then until now, or from now until then."""
    sign, count = _sign(told.shift or PAST), int(told.count)
    match told.unit:
        case "hour":
            far = today + timedelta(days=sign * max(1, round(count / 24)))
        case "day":
            far = today + timedelta(days=sign * count)
        case "week":
            far = today + timedelta(weeks=sign * count)
        case "month":
            year, month = _add_months(today, sign * count)
            first, last = sorted([(year, month), (today.year, today.month)])
            return _months(first, last, Basis.RELATIVE)
        case "year" | "decade":
            years = count * (10 if told.unit == "decade" else 1)
            first_year, last_year = sorted([today.year, today.year + sign * years])
            return _years(first_year, last_year, Basis.RELATIVE)
        case _:
            return None
    first_day, last_day = sorted([today, far])
    return When(start=first_day, end=last_day, precision=Precision.INTERVAL, basis=Basis.RELATIVE)


def _resolve_parts(told: Told, today: date | None) -> When | None:
    """Resolve quarters, halves and seasons of a year."""
    year = told.year
    if year is None and today is not None:
        year = today.year + (told.year_shift or 0)
    if year is None or told.kind not in ("quarter", "half", "season"):
        return None
    if told.kind == "season":
        return _resolve_season(told, year, today)
    length = 3 if told.kind == "quarter" else 6
    part = told.part
    if not part and today is not None:
        part = (today.month - 1) // length + 1 + (told.shift or 0)
        year, part = year + (part - 1) // (12 // length), (part - 1) % (12 // length) + 1
    return _months((year, length * (part - 1) + 1), (year, length * part), _basis(told))


def _resolve_season(told: Told, year: int, today: date | None) -> When:
    first = told.month or 1
    if told.year is None and told.year_shift is None and today is not None and told.shift is not None:
        begun = first <= today.month
        year += {PAST: 0 if first + 2 < today.month else -1, FUTURE: int(begun)}.get(told.shift, 0)
    end_year, end = (year, first + 2) if first <= 10 else (year + 1, first - 10)
    return _months((year, first), (end_year, end), _basis(told))


def _stretch_year(told: Told, year: int, basis: Basis) -> When:
    if told.last_day is not None:
        return _years(year, told.last_day, basis)
    return When.year(year, basis)


def _years(first: int, last: int, basis: Basis) -> When:
    return When(start=date(first, 1, 1), end=date(last, 12, 31), precision=Precision.INTERVAL, basis=basis)


def _months(first: tuple[int, int], last: tuple[int, int], basis: Basis) -> When:
    end = date(*last, monthrange(*last)[1])
    return When(start=date(*first, 1), end=end, precision=Precision.INTERVAL, basis=basis)


def _resolve_range(told: Told, until: Told, today: date | None) -> When | None:
    """Resolve "from A to B": what one bound lacks it takes from the other."""
    if told.year is None and until.year is not None and told.month is not None:
        early = until.month is not None and told.month > until.month
        told = replace(told, year=until.year - early)
    elif told.year is None and told.shift is None and told.month is not None:
        told = replace(told, shift=until.shift, year_shift=until.year_shift, ahead=told.ahead or until.ahead)
    first, last = _resolve(replace(told, until=None), today), _resolve(until, today)
    if first is None or last is None:
        return None
    if last.start < first.start and until.kind == "weekday":
        last = When.day(last.start + timedelta(days=7), Basis.RELATIVE)
    if last.end < first.start:
        return None
    relative = Basis.RELATIVE in (first.basis, last.basis)
    basis = Basis.RELATIVE if relative else Basis.STATED
    return When(start=first.start, end=last.end, precision=Precision.INTERVAL, basis=basis)


def _resolve_hijri(told: Told, today: date | None) -> When | None:
    if told.year is not None:
        return _span_hijri(told, told.year, Basis.STATED)
    if today is None or told.month is None:
        return None
    this = Gregorian.fromdate(today).to_hijri().year
    found = _span_hijri(told, this, Basis.RELATIVE)
    if (told.ahead or told.shift == FUTURE) and found.end < today:
        return _span_hijri(told, this + 1, Basis.RELATIVE)
    late = found.start > today and not told.ahead and told.shift != FUTURE
    ended = told.shift == PAST and found.end >= today
    return _span_hijri(told, this - 1, Basis.RELATIVE) if late or ended else found


def _span_hijri(told: Told, year: int, basis: Basis) -> When:
    """Return the Gregorian days of a day, month or year of the Umm al-Qura calendar."""
    if told.month is not None and told.day is not None:
        return When.day(_gregorian(year, told.month, told.day), basis)
    first, last = (told.month, told.month) if told.month is not None else (1, 12)
    end = _gregorian(year, last, Hijri(year, last, 1).month_length())
    return When(start=_gregorian(year, first, 1), end=end, precision=Precision.INTERVAL, basis=basis)


def _gregorian(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)
