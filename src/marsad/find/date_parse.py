"""The grammar of date expressions over a sentence's line of calendar words and numbers."""

from collections.abc import Callable

from msgspec.structs import replace

from marsad.find.date_context import is_ahead, is_named, may_be_day
from marsad.find.date_expression import DATE_JOINTS, Expression, is_linked, make_expression, read_joint
from marsad.find.date_line import Line
from marsad.find.date_month import parse_day_month, parse_month_alone
from marsad.find.date_numeric import parse_numeric
from marsad.find.date_span import (
    parse_ago,
    parse_day_of_month_unit,
    parse_number_shift,
    parse_shifted,
    parse_this,
)
from marsad.find.date_value import Told
from marsad.find.date_year import (
    parse_bare_year,
    parse_decade,
    parse_next_year,
    parse_quarter,
    parse_season,
    parse_year,
    parse_year_number,
)

Rule = Callable[[Line, int], Expression | None]


def parse_line(line: Line) -> tuple[Expression, ...]:
    """Return the date expressions of a line in order, none inside another."""
    out: list[Expression] = []
    at = 0
    while at < len(line.atoms):
        found = parse_at(line, at) or parse_next_year(line, at, out)
        if found is None:
            at += 1
            continue
        if out and out[-1].after == at:
            out[-1] = _lend_year(line, out[-1], found)
        out.append(found)
        at = found.after
    return tuple(out)


def _lend_year(line: Line, first: Expression, second: Expression) -> Expression:
    """Give "February" the year of "February and March 2022", and the shift of "February and March last"."""
    dated = ("day", "month")
    bare = first.told.year is None and first.told.shift is None and first.told.year_shift is None
    listed = read_joint(line, first.after - 1) in (("and",), ("comma",), ("or",), ("comma", "and"))
    if not (bare and listed and first.told.kind in dated and second.told.kind in dated):
        return first
    return replace(first, told=replace(first.told, year=second.told.year, shift=second.told.shift))


def parse_at(line: Line, at: int) -> Expression | None:
    """Return the longest expression that begins at atom `at`, with the range or other calendar it opens."""
    found = _parse_one(line, at)
    if found is None:
        return None
    return _parse_same(line, found) or _parse_until(line, found) or found


def _parse_one(line: Line, at: int) -> Expression | None:
    best: Expression | None = None
    for rule in _RULES.get(line.role(at), ()):
        found = rule(line, at)
        if found is not None and (best is None or found.after > best.after):
            best = found
    return best


def _parse_until(line: Line, first: Expression) -> Expression | None:
    joint = read_joint(line, first.after - 1)
    between = ("and" in joint or is_linked(line, first.after)) and is_named(line, first.start, "between")
    dashed = joint == ("dash",)
    if not ("to" in joint or between or dashed) or first.told.until or first.told.last_day:
        return None
    second = _parse_one(line, first.after) or (None if dashed else parse_year_number(line, first.after))
    ranged = ("day", "month", "year", "weekday")
    if second is None or second.told.kind not in ranged or first.told.kind not in ranged or second.told.last_day:
        return None
    if dashed and first.told.kind != second.told.kind:
        return None
    return Expression(first.start, second.end, second.after, replace(first.told, until=second.told))


def _parse_same(line: Line, first: Expression) -> Expression | None:
    at = first.after
    joint = read_joint(line, at - 1)
    if line.role(at) == "same" and joint in ((), ("comma",), ("open",), ("dash",)):
        second = _parse_one(line, at + 1)
        if second is not None and first.told.kind == "weekday" and second.told.kind == "day":
            return Expression(first.start, second.end, second.after, second.told)
    elif first.told.hijri and joint in (("open",), ("dash",), ("slash",), ("comma",)):
        second = _parse_one(line, at)
    else:
        return None
    if second is None or first.told.hijri == second.told.hijri:
        return None
    told = second.told if first.told.hijri else first.told
    return Expression(first.start, second.end, second.after, told)


def _parse_weekday(line: Line, at: int) -> Expression | None:
    """Parse "today", "yesterday Sunday", "Sunday 7 January 2024", "next Tuesday"."""
    after = at
    deictic, weekday, shift = line.word(after, "deictic"), None, None
    if deictic is not None:
        after += 1
    named = line.word(after, "weekday")
    if named is not None and (deictic is None or read_joint(line, after - 1) in DATE_JOINTS):
        weekday = named
        after += 1
        shift = line.word(after, "shift") if read_joint(line, after - 1) == () else None
        after += shift is not None
    date = _parse_date_after(line, after)
    if date is not None:
        return make_expression(line, at, date.after, date.told)
    if weekday is None and (deictic is None or not may_be_day(line, at)):
        return None
    if deictic is None and not may_be_day(line, at):
        return None
    told = Told(
        kind="deictic" if weekday is None else "weekday",
        weekday=weekday.value if weekday is not None else None,
        offset=deictic.value if deictic is not None else None,
        shift=shift.value if shift is not None else None,
        ahead=deictic is None and is_ahead(line, line.atoms[at].start),
    )
    return make_expression(line, at, after, told)


def _parse_date_after(line: Line, at: int) -> Expression | None:
    joint = read_joint(line, at - 1)
    if joint not in (*DATE_JOINTS, ("of",)) or line.role(at) not in ("number", "ordinal", "first"):
        return None
    return parse_numeric(line, at) or parse_day_month(line, at) or parse_day_of_month_unit(line, at)


def _parse_led(line: Line, at: int) -> Expression | None:
    """Parse a date after a word that adds nothing to it: part of the day, the word for day."""
    unit = line.word(at, "unit")
    if line.joint(at) not in ((), ("of",)) or (unit is not None and unit.unit != "day"):
        return None
    allowed = ("weekday", "deictic", "number", "ordinal", "first") + (("unit", "daypart") if unit is None else ())
    role = line.role(at + 1)
    if role not in allowed:
        return None
    found = _parse_one(line, at + 1)
    if found is None or found.told.kind not in ("day", "weekday", "deictic", "unit"):
        return None
    return make_expression(line, at, found.after, found.told)


def _parse_part(line: Line, at: int) -> Expression | None:
    """Parse "mid-May", "the end of next year", "the end of the year"."""
    if line.joint(at) not in ((), ("of",)):
        return None
    found = _parse_one(line, at + 1)
    if found is not None and found.told.kind in ("month", "year", "unit", "decade", "season"):
        return make_expression(line, at, found.after, found.told)
    unit = line.word(at + 1, "unit")
    if unit is None or not unit.definite or unit.count != 1 or unit.unit not in ("month", "year"):
        return None
    return make_expression(line, at, at + 2, Told(kind="unit", unit=unit.unit, shift=0))


_NUMBER_RULES: tuple[Rule, ...] = (
    parse_numeric,
    parse_day_month,
    parse_day_of_month_unit,
    parse_number_shift,
    parse_bare_year,
)
_RULES: dict[str, tuple[Rule, ...]] = {
    "number": _NUMBER_RULES,
    "ordinal": (parse_day_month, parse_day_of_month_unit),
    "first": (parse_day_month, parse_day_of_month_unit, _parse_part),
    "month": (parse_month_alone,),
    "hijri": (parse_month_alone,),
    "unit": (parse_year, parse_shifted, parse_month_alone, _parse_led),
    "this": (parse_this,),
    "weekday": (_parse_weekday,),
    "deictic": (_parse_weekday,),
    "daypart": (_parse_led,),
    "part": (_parse_part,),
    "ago": (parse_ago,),
    "decade": (parse_decade,),
    "quarter": (parse_quarter,),
    "half": (parse_quarter,),
    "season": (parse_season,),
}
