"""Bylines and places at the head of a story."""

import pytest

from marsad.extract.place import find_byline, find_place


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("كتبت – هالة السهلي:", "هالة السهلي"),
        ("بقلم: رامي السهلي", "رامي السهلي"),
        ("بقلم هيئة التحرير", "هيئة التحرير"),
        ("هالة السهلي", "هالة السهلي"),
        ("", None),
        ("مترجم عبر محرك المثال.", None),
        ("المصدر: وكالات", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    assert find_byline((line,)) == name


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("نوردافيل – حذر الوزير من العواقب.", "نوردافيل"),
        ("نوردافيل- حذر الوزير من العواقب.", "نوردافيل"),
        ("بوابة المثال – نوردافيل–13أكتوبر 2022 – حذر الوزير.", "نوردافيل"),
        ("نوردافيل، 13 أكتوبر (وكالة المثال) – حذر الوزير.", "نوردافيل"),
        ("رويترز – حذر الوزير من العواقب.", None),
        ("حذر الوزير من العواقب.", None),
        ("قال الوزير في المؤتمر - وهو الأول له - إن الأمر انتهى.", None),
    ],
)
def test_places(opening: str, place: str | None) -> None:
    assert find_place(opening) == place
