"""A reported exercise held against its series: routine, early, late, larger, unannounced or a declared response."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.model import Check, CheckVerdict, Fact
from marsad.reconcile.desk.facts import cite, format_number
from marsad.reconcile.exercises.report import ExerciseReport
from marsad.reconcile.exercises.usual import Usual, find_usual
from marsad.reference.days import first_day
from marsad.reference.exercises import Exercise
from marsad.reference.states import name_code

_SLACK, _HALF = 7, 182  # days
_LARGER = 1.25  # times the largest edition
_YEAR = 365
_RECENT = 3


def judge_exercise(report: ExerciseReport) -> Check:
    """Return the check of an exercise, with its reasons; pure."""
    if "response" in report.says:
        return _make(
            report, CheckVerdict.DECLARED_RESPONSE, ["the page calls it a response", *_describe_season(report)]
        )
    if report.series is None:
        because = ["no known series is named or described", *_list_told(report)]
        if "unannounced" in report.says:
            return _make(report, CheckVerdict.UNANNOUNCED, ["the page calls it unannounced", *because])
        return _make(report, CheckVerdict.UNKNOWN_SERIES, because)
    usual = find_usual(report.series)
    season, why = judge_season(report, usual)
    larger = list(_find_larger(report, usual))
    if "unannounced" in report.says:
        return _make(report, CheckVerdict.UNANNOUNCED, ["the page calls it unannounced", why])
    if season is not CheckVerdict.ROUTINE:
        return _make(report, season, [why, *larger])
    return _make(report, CheckVerdict.LARGER if larger else season, [*larger, why, *_list_told(report)])


def _list_told(report: ExerciseReport) -> Iterator[str]:
    """Yield what the page calls the exercise."""
    if "routine" in report.says:
        yield "the page calls it routine"
    if "announced" in report.says:
        yield "the page says that it was announced"


def judge_season(report: ExerciseReport, usual: Usual) -> tuple[CheckVerdict, str]:
    """Tell whether an exercise falls into the usual weeks of its series, a week of grace included, and why."""
    if usual.first is None or usual.last is None:
        few = f"{usual.name}: {usual.counted} dated editions are too few to call any weeks usual"
        return CheckVerdict.NOT_CHECKABLE, few
    weeks = describe_weeks(usual)
    if report.start is None or report.end is None:
        return CheckVerdict.NOT_CHECKABLE, f"the page gives no date to hold against {weeks}"
    day = f"{report.start}" + (f" to {report.end}" if report.end != report.start else "")
    day += ", the page's day" if report.dated_by == "page" else ""
    opening, closing = _bounds(usual, report.start)
    if (report.end - opening).days >= -_SLACK and (report.start - closing).days <= _SLACK:
        return CheckVerdict.ROUTINE, f"{day}: within {weeks}"
    before = (opening - report.end).days
    verdict = CheckVerdict.EARLY if 0 < before <= _HALF else CheckVerdict.LATE
    off = before if verdict is CheckVerdict.EARLY else (report.start - closing).days % _YEAR
    return verdict, f"{day}: {off} days {'before' if verdict is CheckVerdict.EARLY else 'after'} {weeks}"


def _bounds(usual: Usual, day: date) -> tuple[date, date]:
    """Return the usual span of the season nearest to a day."""
    spans = []
    for year in (day.year - 1, day.year, day.year + 1):
        opening, closing = date(year, *(usual.first or (1, 1))), date(year, *(usual.last or (12, 31)))
        spans.append((opening, closing if closing >= opening else closing.replace(year=year + 1)))
    return min(spans, key=lambda span: max((span[0] - day).days, (day - span[1]).days, 0))


def describe_weeks(usual: Usual) -> str:
    """Return the usual weeks in words, with what they rest on."""
    if usual.first is None or usual.last is None or usual.weeks is None:
        return "no usual weeks"
    first, last = date(2025, *usual.first), date(2025, *usual.last)
    span = f"{first:%d %B} to {last:%d %B}"
    return f"the usual weeks of {usual.name}, {span} ({usual.inside} of {usual.counted} editions)"


def _describe_season(report: ExerciseReport) -> list[str]:
    return [judge_season(report, find_usual(report.series))[1]] if report.series else []


def _find_larger(report: ExerciseReport, usual: Usual) -> Iterator[str]:
    """Yield the measures in which an exercise is larger than any edition before it."""
    for name, size in report.sizes.items():
        known = [
            told for row in usual.editions if (told := getattr(row, name)) is not None and _is_before(row, report.start)
        ]
        if known and size > max(known) * _LARGER:
            yield f"{format_number(size)} {name}: the largest edition known had {format_number(max(known))}"


def _is_before(row: Exercise, day: date | None) -> bool:
    return day is None or (first_day(row.start) if row.start else date(row.year, 12, 31)) < day


def _make(report: ExerciseReport, verdict: CheckVerdict, because: Sequence[str]) -> Check:
    usual = find_usual(report.series) if report.series else None
    who = " and ".join(name_code(code) for code in report.actors)
    unnamed = f"an exercise of {who}" if who else "an exercise"
    what = f"{usual.name}{' (by description)' if report.by == 'description' else ''}" if usual else unnamed
    return Check(
        desk="exercise",
        verdict=verdict,
        span=report.span,
        claim=f"{what}, {report.modality}" if report.modality else what,
        because=tuple(because),
        facts=tuple(_cite(row) for row in (usual.editions[-_RECENT:] if usual else ())),
        subject=report.series or "",
    )


def _cite(row: Exercise) -> Fact:
    days = f"{row.start or row.year}" + (f" to {row.end}" if row.end and row.end != row.start else "")
    fact = cite(row, f"{row.name}: {days}{f', {row.scale}' if row.scale else ''}")
    return msgspec.structs.replace(fact, basis=f"{row.basis}, {row.certainty}")
