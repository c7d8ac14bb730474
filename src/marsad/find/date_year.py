"""Rules for years, decades, quarters and seasons."""

from msgspec.structs import replace

from marsad.find.date_context import followed_by_noun, is_hijri_year, is_named, is_plain_year_place
from marsad.find.date_expression import Expression, make_expression, read_joint, read_short_year, read_year
from marsad.find.date_line import Line
from marsad.find.date_tail import Tail, parse_tail
from marsad.find.date_value import Told


def parse_year(line: Line, at: int) -> Expression | None:
    """Parse "the year 2010", "the years 2014-2016", "between the years 2010 and 2014"."""
    unit = line.word(at, "unit")
    if unit is None or unit.unit != "year" or line.joint(at) not in ((), ("open",), ("stop",)):
        return None
    year = read_year(line, at + 1) or read_short_year(line, at + 1)
    if year is None:
        return None
    after = at + 2
    told = Told(kind="year", year=year, hijri=is_hijri_year(line, at + 1))
    last = _read_last_year(line, after, year)
    ranged = line.joint(after - 1) in (("slash",), ("dash",)) or is_named(line, line.atoms[at].start, "between")
    if last is not None and ranged:
        told, after = replace(told, last_day=last), after + 1
    return make_expression(line, at, after, told)


def _read_last_year(line: Line, at: int, first: int) -> int | None:
    year = read_year(line, at)
    if year is None or not first < year <= first + 300:
        return None
    joint = read_joint(line, at - 1)
    return year if joint in (("slash",), ("dash",), ("and",), ("to",)) else None


def parse_year_number(line: Line, at: int) -> Expression | None:
    """Parse a bare number that can be a year and counts nothing."""
    year = read_year(line, at)
    if year is None or not 1900 <= year <= 2100 or followed_by_noun(line, line.atoms[at].end):
        return None
    number = line.atoms[at].number
    if number is None or not number.plain or number.definite:
        return None
    return make_expression(line, at, at + 1, Told(kind="year", year=year))


def parse_bare_year(line: Line, at: int) -> Expression | None:
    """Parse "2008-2012", "from 1809 to 1917", and "in 2014"."""
    number = line.atoms[at].number
    year = read_year(line, at)
    if year is None or number is None or not number.plain or number.definite:
        return None
    last = _read_last_year(line, at + 1, year)
    joint = read_joint(line, at)
    if last is not None and not followed_by_noun(line, line.atoms[at + 1].end):
        between = joint == ("and",) and is_named(line, line.atoms[at].start, "between")
        ranged = joint == ("to",) and is_plain_year_place(line, at)
        season = joint == ("slash",) and last == year + 1
        if joint == ("dash",) or ranged or between or season:
            return make_expression(line, at, at + 2, Told(kind="years", year=year, count=last - year))
    return parse_year_number(line, at) if is_plain_year_place(line, at) else None


def parse_next_year(line: Line, at: int, before: list[Expression]) -> Expression | None:
    """Parse a bare year that goes on a list of years: "the years 2014 and 2022"."""
    if not before or before[-1].after != at or before[-1].told.kind != "year":
        return None
    return parse_year_number(line, at) if line.joint(at - 1) in (("and",), ("comma",), ("or",)) else None


def parse_decade(line: Line, at: int) -> Expression | None:
    """Parse "the nineties of the last century"; not somebody's age."""
    word = line.word(at, "decade")
    if word is None or is_named(line, line.atoms[at].end, "age_words", before=False, reach=2):
        return None
    century = line.word(at + 1, "century") if line.joint(at) in ((), ("of",)) else None
    after = at + 1 + (century is not None)
    year = word.value + (100 if century is not None and century.value == 0 else 0)
    return make_expression(line, at, after, Told(kind="decade", year=year, count=9))


def parse_quarter(line: Line, at: int) -> Expression | None:
    """Parse "the first quarter of 2024", "the present quarter", "the second half of the year"."""
    role = line.role(at)
    shift = line.word(at + 1, "shift")
    ordinal = line.atoms[at + 1].value if line.role(at + 1) == "ordinal" else 0
    if line.role(at + 1) == "final":
        ordinal = 4 if role == "quarter" else 2
    if line.joint(at) != () or not (shift or 1 <= ordinal <= 4):
        return None
    tail = parse_tail(line, at + 2)
    unit = line.word(at + 2, "unit")
    if tail.after == at + 2 and unit is not None and unit.unit == "year" and unit.definite:
        tail = Tail(at + 3, year_shift=0)
    if tail.after == at + 2 and shift is None:
        return None
    told = Told(
        kind=role,
        part=int(ordinal),
        shift=shift.value if shift else None,
        year=tail.year,
        year_shift=tail.year_shift,
    )
    return make_expression(line, at, tail.after, told)


def parse_season(line: Line, at: int) -> Expression | None:
    """Parse "summer 2023", "last spring"."""
    word = line.word(at, "season")
    tail = parse_tail(line, at + 1)
    if word is None or tail.after == at + 1:
        return None
    told = Told(kind="season", month=word.value, year=tail.year, shift=tail.shift, year_shift=tail.year_shift)
    return make_expression(line, at, tail.after, told)
