"""Rules for stretches of time counted from today: "last week", "two days ago", "the last ten years"."""

from msgspec.structs import replace

from marsad.find.date_context import is_named
from marsad.find.date_expression import Expression, make_expression
from marsad.find.date_line import Line
from marsad.find.date_month import counts_unit, read_day
from marsad.find.date_tail import names_again
from marsad.find.date_value import Told


def parse_this(line: Line, at: int) -> Expression | None:
    """Parse "this week", "this summer"."""
    unit = line.word(at + 1, "unit")
    season = line.word(at + 1, "season")
    if line.joint(at) != ():
        return None
    if season is not None and season.definite:
        return make_expression(line, at, at + 2, Told(kind="season", month=season.value, shift=0))
    if unit is None or not unit.definite or unit.count != 1 or unit.unit == "hour":
        return None
    return make_expression(line, at, at + 2, Told(kind="unit", unit=unit.unit, shift=0))


def parse_shifted(line: Line, at: int) -> Expression | None:
    """Parse "last week", "the coming two months", "the last ten years"."""
    unit = line.word(at, "unit")
    if unit is None or not unit.definite or line.joint(at) not in ((), ("article",)):
        return None
    shift = line.word(at + 1, "shift")
    if shift is not None and unit.count == 1 and shift.count == 1 and unit.unit != "hour":
        return make_expression(line, at, at + 2, Told(kind="unit", unit=unit.unit, shift=shift.value))
    if shift is not None and unit.count == 2 and shift.value:
        return make_expression(line, at, at + 2, Told(kind="window", unit=unit.unit, count=2, shift=shift.value))
    return _parse_counted_shift(line, at, at + 1, unit.unit) if unit.count == 3 else None


def _parse_counted_shift(line: Line, at: int, number_at: int, unit: str) -> Expression | None:
    number = line.atoms[number_at].number if line.role(number_at) == "number" else None
    if number is None or line.joint(number_at) not in ((), ("article",)):
        return None
    shift = line.word(number_at + 1, "shift")
    if shift is None or not shift.value:
        return None
    told = Told(kind="window", unit=unit, count=number.value, shift=shift.value)
    return make_expression(line, at, number_at + 2, told)


def parse_number_shift(line: Line, at: int) -> Expression | None:
    """Parse "the 24 hours past": number, unit, shift."""
    unit = line.word(at + 1, "unit")
    shift = line.word(at + 2, "shift")
    if unit is None or shift is None or not shift.value or line.joint(at) != () or line.joint(at + 1) != ():
        return None
    told = Told(kind="window", unit=unit.unit, count=line.atoms[at].value, shift=shift.value)
    return make_expression(line, at, at + 3, told)


def parse_ago(line: Line, at: int) -> Expression | None:
    """Parse "two days ago", "more than three months ago"; not "two days before the election"."""
    joint = line.joint(at)
    if not set(joint) <= {"hedge", "of"} or (joint and line.atoms[at].value):
        return None  # "since more than" tells how long, not when
    number = line.atoms[at + 1].number if line.role(at + 1) == "number" else None
    unit_at = at + 1 if number is None else at + 2
    unit = line.word(unit_at, "unit")
    if unit is None or unit.definite or (number is None and unit.count == 3):
        return None
    if number is not None and line.joint(at + 1) != ():
        return None
    after = unit_at + 1
    if number is None and line.joint(unit_at) == () and line.role(after) == "number" and line.atoms[after].value == 1:
        after += 1  # "one day ago"
    if number is None and unit.count == 1 and line.joint(unit_at) == () and line.role(after) in _CONTINUES_UNIT:
        return None
    if is_named(line, line.atoms[unit_at].end, "ago_not_after", before=False) and not _counts_from_now(line, unit_at):
        return None
    count = number.value if number is not None else float(unit.count)
    return make_expression(line, at, after, Told(kind="ago", unit=unit.unit, count=count))


_CONTINUES_UNIT = ("weekday", "month", "hijri", "deictic", "number", "ordinal", "shift")


def _counts_from_now(line: Line, at: int) -> bool:
    rest = line.sentence.after(line.atoms[at].end, 1)
    return bool(rest) and is_named(line, rest[0].end, "ago_anchor", before=False)


def parse_day_of_month_unit(line: Line, at: int) -> Expression | None:
    """Parse "the 15th of this month"."""
    day = read_day(line, at)
    if day is None or line.joint(at) != ("of",) or counts_unit(line, at):
        return None
    unit = line.word(at + 1, "unit")
    if unit is not None and unit.unit == "month" and unit.count == 1 and names_again(line, at + 1):
        return make_expression(line, at, at + 2, Told(kind="day", day=day, again="month"))
    found = parse_shifted(line, at + 1) or (parse_this(line, at + 1) if line.role(at + 1) == "this" else None)
    if found is None or found.told.unit != "month" or found.told.kind != "unit":
        return None
    return make_expression(line, at, found.after, replace(found.told, day=day))
