"""Dates in digits alone: 13/10/2022, 2022-10-13, 13.10.2022."""

from marsad.find.date_expression import Expression, make_expression
from marsad.find.date_line import Line
from marsad.find.date_value import Told

_EARLIEST, _LATEST = 1000, 2199


def parse_numeric(line: Line, at: int) -> Expression | None:
    """Parse 13/10/2022, 2022-10-13 and their like: the day comes first unless the year does."""
    numbers = [line.atoms[i].number for i in range(at, min(at + 3, len(line.atoms)))]
    if len(numbers) == 3 and all(number is not None and number.plain for number in numbers):
        joints = line.joint(at), line.joint(at + 1)
        if joints in ((("slash",), ("slash",)), (("dash",), ("dash",))):
            parts = [int(line.atoms[at + i].value) for i in range(3)]
            return _make_numeric(line, at, at + 3, parts)
    return _parse_dotted(line, at)


def _parse_dotted(line: Line, at: int) -> Expression | None:
    atom = line.atoms[at]
    parts = line.scan.aligned.normal[atom.start : atom.end].split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    return _make_numeric(line, at, at + 1, [int(part) for part in parts])


def _make_numeric(line: Line, at: int, after: int, parts: list[int]) -> Expression | None:
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if day <= 12 < month <= 31:
        day, month = month, day
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return make_expression(line, at, after, Told(kind="day", year=year, month=month, day=day, hijri=year < 1500))
