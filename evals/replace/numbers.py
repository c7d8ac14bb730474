"""Other months, days, years and figures."""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from evals.replace.edits import Edit
from evals.replace.words import Words, follow_script
from marsad.text.normal import Aligned, normalise

Range = tuple[int, int]
_DIGITS = re.compile(r"\d+")
# a number by itself, behind a short clitic at most: no part of a name such as S-400, of a date or of a score
_NUMBER = re.compile(r"(?<![\w.,/:-])(?:[\u0621-\u064a]{1,3})?(\d+(?:[.,]\d+)*)(?![\w/:-]|[.,]\d)")
_SCALES = (1, 10**3, 10**6, 10**9, 10**12)
_YEARS = range(1900, 2101)
_SHIFT = 5  # months
_KEPT_YEAR = 2024  # years up to here go one up, later ones one down


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number in normal text."""

    start: int
    end: int
    text: str

    @property
    def value(self) -> float:
        """Its value; a comma groups thousands."""
        return float(self.text.replace(",", ""))


def edit_dates(aligned: Aligned, spans: Iterable[Range], words: Words) -> Iterator[Edit]:
    """Yield the edits of date expressions, given by their original ranges: other months, days beside them, years."""
    months = _pair_months(words)
    names = re.compile("|".join(rf"(?<!\w\w){re.escape(name)}(?!\w)" for name in sorted(months, key=len)[::-1]))
    for start, end in spans:
        first, last = aligned.to_normal(start), aligned.to_normal(end)
        named = list(names.finditer(aligned.normal, first, last))
        yield from (_make_edit(aligned, match.start(), match.end(), months[match.group()]) for match in named)
        for match in _DIGITS.finditer(aligned.normal, first, last):
            new = _change_year(match.group()) or (_change_day(match.group()) if named else None)
            if new is not None:
                yield _make_edit(aligned, match.start(), match.end(), new)


def _pair_months(words: Words) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for names in words.months:
        for number, name in enumerate(names):
            pairs.setdefault(normalise(name).normal, names[(number + _SHIFT) % len(names)])
    return pairs


def _change_year(digits: str) -> str | None:
    year = int(digits)
    return str(year + 1 if year < _KEPT_YEAR else year - 1) if len(digits) == 4 and year in _YEARS else None


def _change_day(digits: str) -> str | None:
    day = int(digits)
    return str((day + 9) % 28 + 1) if len(digits) < 3 and 1 <= day <= 31 else None


def find_figures(
    aligned: Aligned, wanted: Mapping[int, tuple[float, Range]], dates: Iterable[Range]
) -> dict[int, Number]:
    """Return the number in digits that each figure is printed with; one in words, or in two parts, has none.

    `wanted` gives each figure's value and the original range of its words by any key; `dates` the ranges of dates.
    """
    closed = [(aligned.to_normal(start), aligned.to_normal(end)) for start, end in dates]
    numbers = [number for number in find_numbers(aligned.normal) if not _lies_in(number, closed)]
    found: dict[int, Number] = {}
    for key, (value, (start, end)) in wanted.items():
        first, last = aligned.to_normal(start), aligned.to_normal(end)
        inside = (number for number in numbers if first <= number.end and number.start < last)
        fitting = next((number for number in inside if find_scale(number, value)), None)
        if fitting is not None and change_number(fitting.text) != fitting.text:
            found[key] = fitting
    return found


def find_numbers(normal: str) -> Iterator[Number]:
    """Yield the numbers in digits that stand by themselves."""
    for match in _NUMBER.finditer(normal):
        yield Number(start=match.start(1), end=match.end(1), text=match[1])


def find_scale(number: Number, value: float) -> int | None:
    """Return by how much a value is greater than the number it is printed with: 1, a thousand, a million …"""
    return next((scale for scale in _SCALES if abs(number.value * scale - value) < 1e-6 * max(value, 1)), None)


def _lies_in(number: Number, ranges: Iterable[Range]) -> bool:
    return any(start < number.end and number.start < end for start, end in ranges)


def edit_figures(aligned: Aligned, found: Iterable[Number], dates: Iterable[Range]) -> Iterator[Edit]:
    """Yield the edits of figures, and of the same numbers elsewhere outside of dates: a figure told again stays one."""
    closed = [(aligned.to_normal(start), aligned.to_normal(end)) for start, end in dates]
    texts = {number.text for number in found}
    for number in find_numbers(aligned.normal):
        if number.text in texts and not _lies_in(number, closed):
            yield _make_edit(aligned, number.start, number.end, change_number(number.text))


def change_number(text: str) -> str:
    """Return another number of the same grammar: 3 to 10, 11 to 99 and the rest keep to themselves; up to 2 stays."""
    whole, point, rest = text.partition(".")
    value = int(whole.replace(",", ""))
    if value < 3:
        return text
    if value <= 10:
        return f"{3 + value % 8}{point}{rest}"
    if value < 100:
        return f"{11 + (value + 6) % 89}{point}{rest}"
    return f"{int(whole[0]) % 9 + 1}{whole[1:]}{point}{rest}"


def _make_edit(aligned: Aligned, start: int, end: int, new: str) -> Edit:
    first, last = aligned.to_original(start, end)
    return Edit(first, last, follow_script(new, aligned.original[first:last]))
