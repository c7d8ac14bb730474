import pytest

from evals.replace.edits import apply_edits
from evals.replace.numbers import change_number, edit_dates, edit_figures, find_figures, find_numbers
from evals.replace.words import load_words
from marsad.text.normal import normalise


def change_dates(text, *expressions):
    spans = [(text.index(one), text.index(one) + len(one)) for one in expressions]
    return apply_edits(text, edit_dates(normalise(text), spans, load_words())).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3 مارس 2031", "13 أغسطس 2030"),
        ("في ٣ مارس/آذار", "في ١٣ أغسطس/آب"),
        ("كانون الثاني 2019", "حزيران 2020"),
        ("ومايو", "وأكتوبر"),
        ("قبل 3 أيام", "قبل 3 أيام"),
        ("12/05/2019", "12/05/2020"),
    ],
)
def test_months_days_and_years_of_a_date_are_replaced(old, new):
    assert change_dates(f"وقع ذلك {old} هناك.", old) == f"وقع ذلك {new} هناك."


def test_what_is_no_date_stays():
    assert change_dates("مارس الحزب ضغوطا في مارس الماضي.", "مارس الماضي") == "مارس الحزب ضغوطا في أغسطس الماضي."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2", "2"),
        ("3", "6"),
        ("10", "5"),
        ("11", "28"),
        ("99", "27"),
        ("1,550", "2,550"),
        ("900", "100"),
        ("4.4", "7.4"),
    ],
)
def test_a_number_becomes_another_of_its_grammar(old, new):
    assert change_number(old) == new


def test_no_number_above_two_stays():
    assert [n for n in range(3, 2000) if change_number(str(n)) == str(n)] == []
    assert all(3 <= int(change_number(str(n))) <= 10 for n in range(3, 11))
    assert all(11 <= int(change_number(str(n))) <= 99 for n in range(11, 100))


def test_numbers_inside_names_and_scores_are_none():
    text = "نشرت 12 منظومة إس-400 و3 طائرات F16 والـ27 بند 5+1 في 10:30"
    assert [number.text for number in find_numbers(normalise(text).normal)] == ["12", "3", "27", "5", "1"]


def test_a_figure_is_found_by_value_and_replaced_wherever_it_stands_outside_of_dates():
    text = "عرضت 12 ألف قذيفة. وصلت 12 ألفا منها في 12 مايو."
    aligned, dates = normalise(text), [(text.index("12 مايو"), len(text) - 1)]
    found = find_figures(aligned, {0: (12000.0, (5, 18)), 1: (7.0, (0, 18))}, dates)
    assert {key: number.text for key, number in found.items()} == {0: "12"}
    edited = apply_edits(text, edit_figures(aligned, found.values(), dates))
    assert edited.text == "عرضت 29 ألف قذيفة. وصلت 29 ألفا منها في 12 مايو."
