"""The table of date expressions with anchor and answer, and a resolver's score on it.

How the `expected_iso` column is read, from its 80 rows:

- days, months, years and intervals `A/B` (also of mixed precision) as they stand;
- `2022-W42` as the week from Monday to Sunday, `2024-Q1` as January to March: the codebook writes both as intervals;
- a clock time (`2022-09-23T13:35+04:00`) as its day, because the codebook's dates go no finer;
- a code in place of a date (`FUTURE_REF`: "the coming days") as soft: the codebook lets a reader give an interval
  or null, so such a row is left out of the count.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from marsad.measure.annotation import DateNote
from marsad.measure.count import Count, Rate
from marsad.measure.iso import Days, make_days
from marsad.measure.locate import find_places, make_ground

Resolver = Callable[[str, str], Sequence[tuple[str, str | None]]]


class DateRow(msgspec.Struct, frozen=True, kw_only=True):
    """One expression in its sentence. `anchor` is the publication date; `days` is None where the row is soft."""

    id: str
    anchor: str
    expression: str
    sentence: str
    expected: str
    days: Days | None
    phenomenon: str = ""


class DateMiss(msgspec.Struct, frozen=True, kw_only=True):
    """A row that went wrong, with what the resolver gave at that place."""

    row: DateRow
    given: tuple[tuple[str, str | None], ...]


class DateScore(msgspec.Struct, frozen=True, kw_only=True):
    """A resolver's score: `count` for F1, `rate` for the share of rows right, and the rows that went wrong."""

    count: Count
    rate: Rate
    misses: tuple[DateMiss, ...]


def load_date_rows(lines: Iterable[str]) -> tuple[DateRow, ...]:
    """Return the rows of the table; raise ValueError when a column is missing or an anchor is no date."""
    return tuple(_make_row(row) for row in csv.DictReader(lines, delimiter="\t"))


def make_date_score(rows: Sequence[DateRow], resolve: Resolver) -> DateScore:
    """Return the score of `resolve(sentence, anchor)`, which lists (words, ISO value or None).

    A row is right when what overlaps its expression has its value. Overlapping answers of another value are false
    alarms; answers elsewhere in the sentence are not asked for.
    """
    asked = [row for row in rows if row.days is not None]
    total, misses = Count(), []
    for row in asked:
        given = _find_overlapping(row, resolve(row.sentence, row.anchor))
        right = any(_make_days(value) == row.days for _, value in given)
        false = sum(_make_days(value) != row.days for _, value in given)
        total += Count(right=int(right), missed=int(not right), false=false)
        if not right:
            misses.append(DateMiss(row=row, given=given))
    return DateScore(count=total, rate=Rate(right=total.right, total=len(asked)), misses=tuple(misses))


def _make_row(row: dict[str, str]) -> DateRow:
    try:
        date.fromisoformat(row["anchor"])
        return DateRow(
            id=row["id"],
            anchor=row["anchor"],
            expression=row["expression"],
            sentence=row["sentence"],
            expected=row["expected_iso"],
            days=make_days(row["expected_iso"]),
            phenomenon=row.get("phenomenon", ""),
        )
    except KeyError as error:
        raise ValueError(f"the table of dates has no column {error}") from error


def _make_days(value: str | None) -> Days | None:
    return None if value is None else make_days(value)


def _find_overlapping(row: DateRow, answers: Sequence[tuple[str, str | None]]) -> tuple[tuple[str, str | None], ...]:
    """Return the answers whose words share characters with the expression's."""
    ground = make_ground(row.sentence)
    (wanted,) = find_places(ground, [DateNote(text=row.expression)])
    places = find_places(ground, [DateNote(text=words) for words, _ in answers])
    return tuple(
        answer
        for answer, place in zip(answers, places, strict=True)
        if wanted and place and place.start < wanted.end and wanted.start < place.end
    )
