"""What dates a month, quarter or season: a year, "last", "of last year"."""

import msgspec

from marsad.find.date_context import is_named
from marsad.find.date_expression import read_joint, read_short_year, read_year
from marsad.find.date_line import Joint, Line

_POINTED: tuple[Joint, ...] = (("that",), ("of", "that"))
_YEAR_JOINTS: tuple[Joint, ...] = ((), ("comma",), ("of",), ("slash",), ("dash",), ("open",), *_POINTED)


class Tail(msgspec.Struct, frozen=True):
    """A year or shift after a month, quarter or season."""

    after: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    again: str = ""


def parse_tail(line: Line, at: int) -> Tail:
    """Parse what dates a month, quarter or season: a year, "last", "of last year"; nothing is a tail as well."""
    joint = read_joint(line, at - 1)
    shift = line.word(at, "shift")
    if shift is not None and joint == () and shift.count <= 2:
        return _parse_shift(line, at, shift.value)
    if joint not in _YEAR_JOINTS:
        return Tail(at)
    year = read_year(line, at)
    if year is None and joint == ():
        year = read_short_year(line, at)
    if year is not None:
        return Tail(at + 1, year=year)
    return _parse_year_words(line, at) or _parse_month_words(line, at) or Tail(at)


def _parse_shift(line: Line, at: int, shift: int) -> Tail:
    """Parse "last" and "last 2015": a year that is printed all the same decides."""
    year = read_year(line, at + 1) if read_joint(line, at) in ((), ("open",)) else None
    return Tail(at + 1, shift=shift) if year is None else Tail(at + 2, year=year)


def _parse_month_words(line: Line, at: int) -> Tail | None:
    """Parse "next month" said of the month just named."""
    unit, shift = line.word(at, "unit"), line.word(at + 1, "shift")
    if unit is None or shift is None or unit.unit != "month" or not unit.definite or unit.count != 1:
        return None
    return Tail(at + 2, shift=shift.value) if line.joint(at) == () and read_joint(line, at - 1) == () else None


def _parse_year_words(line: Line, at: int) -> Tail | None:
    """Parse "the year 2023", "last year", "this year" after a month."""
    if line.role(at) == "this" and line.joint(at) == ():
        unit = line.word(at + 1, "unit")
        return Tail(at + 2, year_shift=0) if unit is not None and unit.unit == "year" and unit.definite else None
    unit = line.word(at, "unit")
    if unit is None or unit.unit != "year" or unit.count != 1:
        return None
    if unit.definite and read_joint(line, at - 1) in _POINTED:
        return Tail(at + 1, again="year")
    year = read_year(line, at + 1) if line.joint(at) == () else None
    if year is not None:
        return Tail(at + 2, year=year)
    shift = line.word(at + 1, "shift")
    if shift is not None and shift.count == 1 and line.joint(at) == ():
        return Tail(at + 2, year_shift=shift.value)
    return Tail(at + 1, again="year") if names_again(line, at) else None


def names_again(line: Line, at: int) -> bool:
    """Tell whether "the same" stands after the definite unit at `at`."""
    unit = line.word(at, "unit")
    return unit is not None and unit.definite and is_named(line, line.atoms[at].end, "same_again", before=False)
