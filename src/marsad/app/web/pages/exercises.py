"""Exercises: when and how large each series usually is, and what pages tell of them."""

from datetime import date

import msgspec

from marsad.app.web.claiming import count_subjects, list_claims
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.brief.language import Language
from marsad.reconcile.exercises import Usual, find_usual, list_series
from marsad.reference.days import first_day, last_day
from marsad.reference.exercises import Exercise
from marsad.reference.horizon import load_horizons

WIDTH, ROW, TOP, LEFT = 680, 22, 26, 54  # units of the drawing
_DAYS = 366
_LEAST = 5.0  # units that a bar is wide at least
_ANY = 2024  # a year with all its days


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as drawn, its days told in words."""

    label: str
    year: int
    told: str
    x: float
    y: float
    width: float


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of a series drawn in the round of the year, with its usual days shaded."""

    bars: tuple[Bar, ...]
    months: tuple[tuple[str, float], ...]
    usual: tuple[tuple[float, float], ...]
    rows: tuple[tuple[str, float], ...]
    width: int
    height: int
    top: int
    left: int


def show_exercises(visit: Visit) -> Shown:
    """List all series with their usual days, and what pages tell of any exercise."""
    fields = {
        "series": [find_usual(name) for name in list_series()],
        "tallies": count_subjects(visit, "exercise"),
        "horizon": load_horizons().get("exercises"),
        **list_claims(visit, "exercise"),
    }
    return Shown(template="exercises.html", title=visit.words.label("nav.exercises"), fields=fields)


def show_exercise(visit: Visit) -> Shown:
    """Show what is usual of the series that the path names, its editions, and what pages tell of it."""
    if visit.named["id"] not in list_series():
        raise AskError("error.missing", 404)
    usual = find_usual(visit.named["id"])
    fields = {"usual": usual, "year": draw_year(visit, usual), **list_claims(visit, "exercise", (usual.series,))}
    return Shown(template="exercise.html", title=visit.words.exercise(usual.series), fields=fields)


def draw_year(visit: Visit, usual: Usual) -> Year | None:
    """Return the editions that have days, one row a year, on the months of the year; None where none has."""
    dated = [row for row in usual.editions if row.start]
    if not dated:
        return None
    mirrored = visit.words.language is Language.ARABIC
    years = sorted({row.year for row in dated}, reverse=True)
    rows = {year: TOP + at * ROW for at, year in enumerate(years)}
    spans = [(_place(first, mirrored), _place(last, mirrored)) for first, last in _list_usual(usual)]
    months = [(f"month.{month:02}", _place((month, 15), mirrored)) for month in range(1, 13)]
    return Year(
        bars=tuple(_make_bar(visit, row, rows[row.year], mirrored) for row in dated),
        months=tuple(months),
        usual=tuple((min(pair), abs(pair[0] - pair[1])) for pair in spans),
        rows=tuple((str(year), y + ROW / 2 + 4) for year, y in rows.items()),
        width=WIDTH,
        height=TOP + len(years) * ROW + 4,
        top=TOP,
        left=LEFT,
    )


def _list_usual(usual: Usual) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the usual days, in two parts where they go over the turn of the year."""
    if usual.first is None or usual.last is None:
        return []
    if usual.first <= usual.last:
        return [(usual.first, usual.last)]
    return [(usual.first, (12, 31)), ((1, 1), usual.last)]


def _make_bar(visit: Visit, row: Exercise, y: float, mirrored: bool) -> Bar:
    start, end = first_day(row.start), last_day(row.end or row.start)
    end = max(end, start) if end.year == start.year else date(start.year, 12, 31)
    ends = [_place((day.month, day.day), mirrored) for day in (start, end)]
    width = max(abs(ends[1] - ends[0]), _LEAST)
    told = visit.words.days(start, last_day(row.end or row.start))
    return Bar(label=row.name, year=row.year, told=told, x=round(min(ends), 1), y=y + 4, width=round(width, 1))


def _place(day: tuple[int, int], mirrored: bool) -> float:
    of_year = date(_ANY, *day).timetuple().tm_yday
    x = LEFT + (of_year - 1) / _DAYS * (WIDTH - LEFT)
    return round(WIDTH + LEFT - x if mirrored else x, 1)
