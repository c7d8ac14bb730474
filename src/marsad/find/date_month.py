"""Rules for days and months."""

from msgspec.structs import replace

from marsad.find.date_context import is_ahead, is_event, is_named, may_be_day, may_be_month
from marsad.find.date_expression import Expression, is_linked, make_expression, read_joint, read_year
from marsad.find.date_line import Joint, Line
from marsad.find.date_tail import parse_tail
from marsad.find.date_value import Told

_DUAL_JOINTS: tuple[Joint, ...] = ((), ("slash",), ("open",), ("dash",))
_DAY_JOINTS: tuple[Joint, ...] = ((), ("of",), ("slash",), ("dash",))


def read_day(line: Line, at: int) -> int | None:
    """Return the day of the month that the atom at `at` can name."""
    if line.role(at) == "first":
        return 1
    atom = line.atoms[at] if at < len(line.atoms) else None
    if atom is None or atom.number is None or not 1 <= atom.value <= 31 or atom.value % 1:
        return None
    return int(atom.value)


def counts_unit(line: Line, at: int) -> bool:
    """Tell whether the number at `at` belongs to a unit before it: "the first week of March"."""
    before = line.word(at - 1, "unit") if at else None
    if before is None or line.joint(at - 1) != ():
        return False
    return before.unit in ("week", "month") or (
        before.unit == "day" and before.count == 3 and line.role(at) == "ordinal"
    )


def parse_day_month(line: Line, at: int) -> Expression | None:
    """Parse "13 October 2022", "the 23rd of August", "15 to 16 June"."""
    day = read_day(line, at)
    if day is None or counts_unit(line, at) or not may_be_day(line, at):
        return None
    last, after = _read_last_day(line, at, day)
    month = _parse_month(line, after) if read_joint(line, after - 1) in _DAY_JOINTS else None
    if month is None:
        return None
    if last is not None and last > day + 1 and line.joint(at) not in (("to",), ("dash",)) and not _is_between(line, at):
        return make_expression(line, at, at + 1, replace(month.told, kind="day", day=day))
    told = replace(month.told, kind="day", day=day, last_day=last)
    if told.year is None and told.shift is None and is_event(line, at):
        return None
    return make_expression(line, at, month.after, told)


def _is_between(line: Line, at: int) -> bool:
    return is_named(line, line.atoms[at].start, "between", reach=2)


def _read_last_day(line: Line, at: int, day: int) -> tuple[int | None, int]:
    """Return the last day of "15 to 16 June" and the atom to go on from; None and the next atom without one."""
    joint = line.joint(at)
    last = read_day(line, at + 1)
    joined = joint in (("to",), ("dash",), ("and",), ("or",)) or (joint == () and is_linked(line, at + 1))
    if last is None or not joined or last <= day:
        return None, at + 1
    return last, at + 2


def _parse_month(line: Line, at: int) -> Expression | None:
    """Parse a month with its second name, year or shift, after the word for month if need be."""
    unit = line.word(at, "unit")
    if unit is not None and unit.unit == "month" and unit.count == 1 and line.joint(at) == ():
        return _parse_month(line, at + 1) if line.role(at + 1) in ("month", "hijri") else None
    word = line.word(at, "month") or line.word(at, "hijri")
    if word is None:
        return None
    after = at + 1
    twin = line.word(after, word.role)
    if twin is not None and twin.value == word.value and line.joint(at) in _DUAL_JOINTS:
        after += 1
    tail = parse_tail(line, after)
    told = Told(
        kind="month",
        month=word.value,
        year=tail.year,
        shift=tail.shift,
        year_shift=tail.year_shift,
        again=tail.again,
        hijri=word.role == "hijri",
        ahead=is_ahead(line, line.atoms[at].start),
        near=is_named(line, line.atoms[at].start, "until_words", reach=3),
    )
    return make_expression(line, at, tail.after, told)


def _parse_day_after(line: Line, found: Expression) -> Expression | None:
    """Parse "August 3, 2015", as English prints it."""
    at = found.after
    number, year = line.atoms[at].number if at < len(line.atoms) else None, read_year(line, at + 1)
    day = read_day(line, at)
    told = found.told
    if (
        number is None
        or not number.plain
        or day is None
        or year is None
        or told.year is not None
        or told.shift is not None
    ):
        return None
    if read_joint(line, at - 1) != () or line.joint(at) not in ((), ("comma",)):
        return None
    return Expression(found.start, line.atoms[at + 1].end, at + 2, replace(told, kind="day", day=day, year=year))


def parse_month_alone(line: Line, at: int) -> Expression | None:
    """Parse a month without a day, where it is one."""
    found = _parse_month(line, at)
    if found is None:
        return None
    turned = _parse_day_after(line, found)
    if turned is not None:
        return turned
    told = found.told
    dated = told.year is not None or told.shift is not None or told.year_shift is not None or told.again != ""
    return found if dated or may_be_month(line, at, found.after) else None
