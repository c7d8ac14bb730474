"""The calendar's words: complete, shaped alike, found with their clitics."""

import pytest

from marsad.languages.ar.calendar import CalendarWord, load_joints, load_list, phrases
from marsad.languages.ar.clitics import vary
from marsad.text.match import PhraseIndex
from marsad.text.normal import normalise

INDEX = PhraseIndex(phrases(), vary)


def find_words(text: str) -> list[CalendarWord]:
    return [hit.item for hit in INDEX.find(normalise(text).normal) if isinstance(hit.item, CalendarWord)]


@pytest.mark.parametrize(("role", "count"), [("month", 12), ("hijri", 12), ("weekday", 7)])
def test_every_month_and_weekday_is_there(role: str, count: int) -> None:
    words = [phrase.item for phrase in phrases() if isinstance(phrase.item, CalendarWord)]
    assert {word.value for word in words if word.role == role} == set(range(1, count + 1))


@pytest.mark.parametrize(
    ("text", "value"),
    [("بأكتوبر", 10), ("وتشرين الثاني", 11), ("جويلية", 7), ("دجنبر", 12), ("لكانون الأول", 12)],
)
def test_months_of_all_regions(text: str, value: int) -> None:
    assert value in [word.value for word in find_words(text) if word.role == "month"]


def test_shy_months_are_months() -> None:
    shy = [phrase for phrase in phrases() if isinstance(phrase.item, CalendarWord) and phrase.item.shy]
    assert {"مارس", "ماي"} <= {phrase.form for phrase in shy}


def test_weekdays_need_the_article() -> None:
    assert find_words("أحد") == []
    assert [word.role for word in find_words("للأحد")] == ["weekday"]


def test_joints_and_lists_are_normal() -> None:
    assert load_joints()["الي"] == "to"
    assert "بين" in load_list("between")
    with pytest.raises(KeyError):
        load_list("no such list")
