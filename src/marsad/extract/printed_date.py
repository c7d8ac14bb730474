"""Dates printed on a page by themselves: full calendar dates in the lines around a story, read as printed."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from marsad.languages.ar.months import load_months
from marsad.lexicon.load import load_table
from marsad.text.normal import normalise

_YEARS = range(1990, 2100)
_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(?P<d>\d{1,2}) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<y>\d{4})(?!\d)")
_ABBREVIATED = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_MONTHS = {name: number for number, name in enumerate(_ABBREVIATED, 1)}


class WordRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a word beside a printed date says about it."""

    id: str
    forms: tuple[str, ...]


class PrintedDate(msgspec.Struct, frozen=True):
    """A full date in a line, at a half-open range of the line's normal form."""

    day: date
    start: int
    end: int
    modified: bool = False


@cache
def load_words(group: str) -> tuple[str, ...]:
    """Return the normalised words of one group of `datelines.toml`, longest first."""
    rows = load_table("marsad.extract", "datelines.toml", WordRow)
    forms = next(row.forms for row in rows if row.id == group)
    return tuple(sorted({normalise(form).normal for form in forms}, key=len, reverse=True))


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    names = sorted(load_months(), key=len, reverse=True)
    month = "|".join(re.escape(name).replace(r"\ ", r" ?") for name in names)
    dual = rf"(?P<m>{month})(?: ?[/(] ?(?:{month}) ?\)?)?"
    english = rf"(?P<e>{'|'.join(ENGLISH_MONTHS)})[a-z]*\.?"
    gap = r" ?[-–,،./]? ?"
    of, year = (rf"(?:(?:{'|'.join(load_words(group))}) )?" for group in ("before_month", "before_year"))
    return (
        re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}){gap}{of}{dual}{gap}{year}(?P<y>\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\w){dual} (?P<d>\d{{1,2}}) ?[,،]? ?(?P<y>\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}) {english},? (?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<!\w){english} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})(?!\d)", re.IGNORECASE),
    )


def find_printed_dates(normal: str) -> tuple[PrintedDate, ...]:
    """Return the full Gregorian dates in a normalised line, in order, each marked where it tells of an update."""
    if not _YEAR.search(normal):
        return ()
    found = sorted(_all_dates(normal), key=lambda printed: printed.start)
    kept: list[PrintedDate] = []
    for printed in found:
        if not kept or printed.start >= kept[-1].end:
            kept.append(printed)
    return tuple(kept)


def _all_dates(normal: str) -> Iterator[PrintedDate]:
    for pattern in (*_named(), _ISO, _NUMERIC):
        for match in pattern.finditer(normal):
            if day := _make_day(match):
                yield PrintedDate(day, match.start(), match.end(), _is_update(normal[: match.start()]))


def _make_day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year, day = int(parts["y"]), int(parts["d"])
    if parts.get("e"):
        month = ENGLISH_MONTHS[parts["e"].lower()]
    else:
        month = int(parts["m"]) if parts["m"].isdigit() else _find_month(parts["m"])
    return make_day(year, month, day) or make_day(year, day, month)


def _find_month(name: str) -> int:
    months = load_months()
    return months.get(name) or next(n for form, n in months.items() if form.replace(" ", "") == name.replace(" ", ""))


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day or the year is no press date."""
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_update(before: str) -> bool:
    tail = before[-40:].lower()
    modified = max((tail.rfind(word.lower()) for word in load_words("modified")), default=-1)
    published = max((tail.rfind(word.lower()) for word in load_words("published")), default=-1)
    return modified > published
