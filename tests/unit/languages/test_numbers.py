"""Number words and counted nouns: values, forms, no clashes."""

from collections import Counter

import pytest

from marsad.languages.ar.clitics import vary
from marsad.languages.ar.numbers import NumberWord, UnitNoun, load_marks, load_short_units, load_word_list, phrases
from marsad.text.match import PhraseIndex
from marsad.text.normal import normalise

INDEX = PhraseIndex(phrases(), vary)
UNITS = {
    "aircraft",
    "bombers",
    "casualties",
    "centrifuges",
    "days",
    "displaced",
    "drones",
    "eur",
    "inspections",
    "kg",
    "kilotons",
    "km",
    "launchers",
    "megatons",
    "miles",
    "missiles",
    "months",
    "other",
    "people",
    "percent",
    "personnel",
    "reactors",
    "sites",
    "states",
    "submarines",
    "tanks",
    "tonnes",
    "towns",
    "troops",
    "usd",
    "vehicles",
    "warheads",
    "weeks",
    "years",
}


def find_items(text: str) -> list[object]:
    return [hit.item for hit in INDEX.find(normalise(text).normal)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("ثمانمئة", 800), ("ثلاث مائة", 300), ("اثنتي عشرة", 12), ("تسعون", 90), ("ملياري", 2e9), ("الحادي عشر", 11)],
)
def test_values(text: str, value: float) -> None:
    assert value in [item.value for item in find_items(text) if isinstance(item, NumberWord)]


def test_units_are_the_codebooks() -> None:
    nouns = [phrase.item for phrase in phrases() if isinstance(phrase.item, UnitNoun)]
    assert {noun.unit for noun in nouns} <= UNITS
    assert {noun.kind for noun in nouns} <= {"count", "distance", "share", "duration", "money"}


def test_no_noun_counts_two_things() -> None:
    forms = Counter(normalise(phrase.form).normal for phrase in phrases() if isinstance(phrase.item, UnitNoun))
    assert [form for form, times in forms.items() if times > 1] == []


def test_short_units_and_marks() -> None:
    assert load_short_units()["كم"].unit == "km"
    assert load_marks()["٪"] == "percent"
    with pytest.raises(KeyError):
        load_word_list("no such list")
