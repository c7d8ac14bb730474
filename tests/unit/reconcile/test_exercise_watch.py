"""Exercises: usual weeks computed from the editions, and reports held against them."""

from datetime import date

import pytest

import marsad
from marsad.languages.ar.things import make_exercises
from marsad.model import Check, Span
from marsad.reconcile.desk.words import load_series_rows
from marsad.reconcile.desks import check_reading
from marsad.reconcile.exercises import ExerciseReport, find_usual, judge_exercise, list_series


def check(text: str, day: str) -> list[Check]:
    reading = marsad.read(text, published=date.fromisoformat(day))
    return [one for one in check_reading(reading) if one.desk == "exercise"]


def report(series: str | None, start: str, **fields) -> ExerciseReport:
    day = date.fromisoformat(start)
    return ExerciseReport(span=Span(start=0, end=0, quote=""), series=series, start=day, end=day, **fields)


def test_usual_weeks() -> None:
    grom = find_usual("grom")
    assert (grom.first, grom.last) == ((10, 11), (10, 29))
    assert (grom.inside, grom.counted) == (7, 10)
    assert grom.weeks == (41, 44)
    noon = find_usual("steadfast-noon")
    assert noon.sizes["aircraft"] == (60, 71)
    assert noon.actors == ("NATO",)


def test_few_editions_make_nothing_usual() -> None:
    assert find_usual("kavkaz").first is None
    assert find_usual("non-strategic-drill").first is None  # three stages of one year
    with pytest.raises(KeyError):
        find_usual("nobody")


def test_every_series_has_names() -> None:
    named = dict.fromkeys(phrase.item.id for phrase in make_exercises())
    assert tuple(named) == list_series()


def test_words_for_series_are_of_those_that_are_held() -> None:
    assert set(load_series_rows()) < set(list_series())


@pytest.mark.parametrize(
    ("series", "start", "fields", "verdict"),
    [
        ("steadfast-noon", "2026-10-12", {}, "routine"),
        ("steadfast-noon", "2026-09-01", {}, "early"),
        ("steadfast-noon", "2026-12-20", {}, "late"),
        ("steadfast-noon", "2026-10-14", {"sizes": {"aircraft": 180}}, "larger"),
        ("steadfast-noon", "2026-10-14", {"sizes": {"aircraft": 72}}, "routine"),
        ("grom", "2026-02-19", {}, "late"),
        ("grom", "2026-10-20", {"says": frozenset({"response"})}, "declared_response"),
        ("grom", "2026-10-20", {"says": frozenset({"unannounced"})}, "unannounced"),
        ("grom", "2026-10-20", {"says": frozenset({"routine"})}, "routine"),
        ("kavkaz", "2026-10-20", {}, "not_checkable"),
        (None, "2026-10-20", {}, "unknown_series"),
        (None, "2026-10-20", {"says": frozenset({"response"})}, "declared_response"),
    ],
)
def test_judging(series, start, fields, verdict) -> None:
    found = judge_exercise(report(series, start, **fields))
    assert found.verdict.value == verdict
    assert found.because


def test_the_season_goes_round_the_year() -> None:
    found = judge_exercise(report("grom", "2027-01-05"))
    assert found.verdict.value == "late"
    assert "68 days after" in found.because[0]


CASES = [
    ("2025-10-14", "بدأ حلف شمال الأطلسي مناوراته النووية السنوية «ستيدفاست نون» بمشاركة 71 طائرة.", "routine"),
    ("2025-10-14", "بدأ حلف شمال الأطلسي مناوراته النووية «ستيدفاست نون» بمشاركة 180 طائرة.", "larger"),
    ("2022-02-20", "أجرت روسيا مناورات غروم لقوات الردع الاستراتيجي في 19 فبراير 2022.", "late"),
    ("2024-10-30", "أجرت روسيا في 29 أكتوبر تدريبا لقوات الردع الاستراتيجي.", "routine"),
    (
        "2024-10-30",
        "أجرت روسيا في 29 أكتوبر تدريبا لقوات الردع الاستراتيجي على ضربة نووية ردا على ضربة من العدو.",
        "routine",
    ),
    (
        "2024-05-07",
        "أمرت روسيا بإجراء تدريبات على استخدام الأسلحة النووية غير الاستراتيجية ردا على تصريحات غربية.",
        "declared_response",
    ),
    ("2024-05-22", "أجرى الجيش الروسي تدريبات مفاجئة لقواته الصاروخية النووية في الجنوب.", "unannounced"),
    ("2024-05-22", "أجرت الهند وفرنسا مناورات نووية بحرية مشتركة في المحيط الهندي.", "unknown_series"),
    ("2025-06-12", "انطلقت مناورات زاباد 2025 المشتركة بين روسيا وبيلاروسيا بمشاركة 13 ألف جندي.", "early"),
    ("2025-09-12", "انطلقت مناورات زاباد 2025 المشتركة بين روسيا وبيلاروسيا بمشاركة 13 ألف جندي.", "routine"),
]


@pytest.mark.parametrize(("day", "text", "verdict"), CASES)
def test_reports_of_pages(day: str, text: str, verdict: str) -> None:
    assert [one.verdict.value for one in check(text, day)] == [verdict]


@pytest.mark.parametrize(
    "text", ["لم تجر روسيا مناورات زاباد هذا العام.", "ألغت روسيا مناورات زاباد النووية هذا العام."]
)
def test_what_is_not_held_is_no_exercise(text: str) -> None:
    assert check(text, "2025-09-12") == []
