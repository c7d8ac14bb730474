"""Dates in digits alone: 13/10/2022, 2022-10-13, 13.10.2022, 10/2022, and 13/10 beside a word that makes it a day."""

from msgspec.structs import replace

from marsad.find.date_context import is_named
from marsad.find.date_expression import Expression, make_expression
from marsad.find.date_line import Joint, Line
from marsad.find.date_value import Told

_EARLIEST, _LATEST = 1000, 2199
_FIRST_HIJRI, _FIRST_GREGORIAN = 1300, 1500
_SHORT_YEARS = range(40)
_SLASH: Joint = ("slash",)
_MARKS: tuple[Joint, ...] = (_SLASH, ("dash",))


def parse_numeric(line: Line, at: int) -> Expression | None:
    """Parse 13/10/2022, 2022-10-13 and their like: the day comes first unless the year does."""
    joint = line.joint(at)
    if joint in _MARKS and line.joint(at + 1) == joint and _is_run(line, at, 3):
        return _make_numeric(line, at, at + 3, _read_parts(line, at, 3))
    return _parse_dotted(line, at) or _parse_month_year(line, at) or _parse_day_month(line, at)


def _is_run(line: Line, at: int, count: int) -> bool:
    """Tell whether `count` runs of digits stand joined from `at`, with no further one joined before or after."""
    numbers = [line.atoms[i].number for i in range(at, min(at + count, len(line.atoms)))]
    if len(numbers) != count or not all(number is not None and number.plain for number in numbers):
        return False
    normal, end = line.scan.aligned.normal, line.atoms[at + count - 1].end
    before, after = normal[line.atoms[at].start - 1 : line.atoms[at].start], normal[end : end + 2]
    return before not in ("/", "-", "\\") and not (after[:1] in ("/", "-", "\\") and after[1:].isdecimal())


def _read_parts(line: Line, at: int, count: int) -> list[int]:
    return [int(line.atoms[i].value) for i in range(at, at + count)]


def _parse_dotted(line: Line, at: int) -> Expression | None:
    atom = line.atoms[at]
    parts = line.scan.aligned.normal[atom.start : atom.end].split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    return _make_numeric(line, at, at + 1, [int(part) for part in parts])


def _make_numeric(line: Line, at: int, after: int, parts: list[int]) -> Expression | None:
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if is_named(line, line.atoms[at].start, "number_words"):
        return None
    if year in _SHORT_YEARS and is_named(line, line.atoms[at].start, "day_before"):
        year += 2000
    if day <= 12 < month <= 31:
        day, month = month, day
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    told = Told(kind="day", year=year, month=month, day=day, hijri=year < _FIRST_GREGORIAN)
    return make_expression(line, at, after, told)


def _parse_month_year(line: Line, at: int) -> Expression | None:
    """Parse 10/2022 and 2022/10 after a word of time."""
    if line.joint(at) != _SLASH or not _is_run(line, at, 2) or not is_named(line, line.atoms[at].start, "time_before"):
        return None
    year, month = sorted(_read_parts(line, at, 2), reverse=True)
    if not (_FIRST_HIJRI <= year <= _LATEST and 1 <= month <= 12):
        return None
    return make_expression(line, at, at + 2, Told(kind="month", year=year, month=month, hijri=year < _FIRST_GREGORIAN))


def _parse_day_month(line: Line, at: int) -> Expression | None:
    """Parse 13/10 after a word for day, before "last" or its like, or as the beginning of a range up to 15/10/2022."""
    if line.joint(at) != _SLASH or not _is_run(line, at, 2):
        return None
    day, month = _read_parts(line, at, 2)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    shift = line.word(at + 2, "shift") if line.joint(at + 1) == () else None
    if shift is not None and shift.count == 1:
        return make_expression(line, at, at + 3, Told(kind="day", month=month, day=day, shift=shift.value))
    told = Told(kind="day", month=month, day=day)
    last = parse_numeric(line, at + 2) if line.joint(at + 1) == ("to",) else None
    if last is not None and last.told.year is not None:
        return make_expression(line, at, at + 2, replace(told, year=last.told.year))
    return make_expression(line, at, at + 2, told) if is_named(line, line.atoms[at].start, "day_before") else None
