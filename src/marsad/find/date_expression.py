"""Expressions, and the small readers that every rule of the date grammar shares."""

import msgspec

from marsad.find.date_line import Joint, Line
from marsad.find.date_value import Told

_EARLIEST, _LATEST = 1000, 2199
DATE_JOINTS: tuple[Joint, ...] = ((), ("comma",), ("open",), ("dash",))


class Expression(msgspec.Struct, frozen=True):
    """One date expression: the normal range `start:end`, the first atom after it, and what it tells."""

    start: int
    end: int
    after: int
    told: Told


def read_joint(line: Line, at: int) -> Joint:
    """Return the joint after atom `at` without what belongs to the atom: a closing bracket, the name of an era."""
    joint = line.joint(at)
    while joint and joint[0] in ("close", "era_ce", "era_hijri"):
        joint = joint[1:]
    return joint


def make_expression(line: Line, at: int, after: int, told: Told) -> Expression:
    """Return the expression of the atoms from `at` up to, not with, `after`."""
    return Expression(line.atoms[at].start, line.atoms[after - 1].end, after, told)


def is_linked(line: Line, at: int) -> bool:
    """Tell whether "and" is written onto the number at `at`."""
    number = line.atoms[at].number if at < len(line.atoms) else None
    return number is not None and number.linked


def read_year(line: Line, at: int) -> int | None:
    """Return the number at `at` when it can be a year, in digits or words."""
    number = line.atoms[at].number if at < len(line.atoms) else None
    if number is None or number.ordinal or number.value % 1 or not _EARLIEST <= number.value <= _LATEST:
        return None
    if number.digits and not number.plain:
        return None
    return int(number.value)


def read_short_year(line: Line, at: int) -> int | None:
    """Return the year of the last century that two digits at `at` can name."""
    number = line.atoms[at].number if at < len(line.atoms) else None
    if number is None or not number.plain or number.definite or not 30 <= number.value <= 99:
        return None
    return 1900 + int(number.value)
