"""What desks tell in English has Arabic words: every claim, and the figures of arsenals."""

import re

import pytest

from marsad.brief.language import Language, Words
from marsad.brief.terms import load_terms
from marsad.reconcile.treaties import judge
from marsad.reference.arsenals import load_arsenals
from marsad.reference.exercises import load_exercises
from marsad.reference.treaties import load_treaties, load_treaty_events, load_treaty_terms

ARABIC, ENGLISH = Words(Language.ARABIC), Words(Language.ENGLISH)
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(("told", "arabic"), [
    ("500 warheads of China", "الصين: 500 (رؤوس حربية)"),
    ("350–410 warheads of China, in 2024", "الصين: 350–410 (رؤوس حربية، عام 2024)"),
    ("1,457 warheads of United States, total and deployed, in 2020",
     "الولايات المتحدة: 1,457 (رؤوس حربية، المجموع، منشورة، عام 2020)"),
    ("800 launchers of Russia and United States, deployed and not deployed",
     "روسيا، الولايات المتحدة: 800 (منصات إطلاق، منشورة وغير منشورة)"),
    ("3,904 warheads, deployed", "3,904 (رؤوس حربية، منشورة)"),
    ("a change of 60 percent", "تغيّر بنسبة 60 في المئة"),
    ("New START: suspended by Russia, 2023-02-21", "معاهدة نيو ستارت: عُلّقت المشاركة فيها (روسيا)، 2023-02-21"),
    ("New START: 700 launchers", "معاهدة نيو ستارت: 700 (منصات إطلاق)"),
    ("Steadfast Noon, actual", "ستيدفاست نون (أُجريت)"),
    ("Grom (by description), planned", "غروم (من الوصف، قيد التخطيط)"),
    ("an exercise of Russia and Belarus", "مناورات: روسيا، بيلاروسيا"),
    ("on 2021-02-04 it was in force", "في 2021-02-04: نافذة"),
    ("12,121 (total inventory of the world, SIPRI 2024)", "العالم: 12,121 (المجموع الكلي، SIPRI 2024)"),
])  # fmt: skip
def test_claims_are_told_in_arabic_and_stay_as_they_are_in_english(told, arabic):
    assert ARABIC.phrase(told).translate(ISOLATES) == arabic
    assert ENGLISH.phrase(told) == told.replace(", actual", ", held")


def test_what_desks_may_name_has_a_term():
    terms = load_terms()
    assert {term.unit for term in load_treaty_terms()} | {"warheads", "launchers"} <= set(terms["unit"])
    assert set(judge._SAYS.values()) <= set(terms["act"])
    assert {treaty.name for treaty in load_treaties().values()} <= set(terms["treaty"])
    assert len({row.series for row in load_exercises()}) == len(terms["series"])
    assert {row.kind.replace("_", " ") for row in load_arsenals()} <= set(terms["kind"])


def test_figures_of_arsenals_are_told_in_arabic():
    from marsad.reconcile.arsenals.match import describe

    told = [describe(row) for row in load_arsenals()]
    assert len(told) > 100
    assert [text for text in told if not re.search("[\u0600-\u06ff]", ARABIC.phrase(text))] == []


def test_what_the_reference_data_tell_is_told_in_arabic():
    rows = [f"New START, {one.date}: {one.event}" for one in load_treaty_events() if one.treaty == "new-start"]
    rows += [f"Grom: {row.start}, {text}" for row in load_exercises() for text in (row.place, row.scale) if text]
    assert len(rows) > 60
    left = re.compile(r"[A-Za-z]{3}")
    assert [says for says in rows if ARABIC.tell(says)[1]] == []
    assert ENGLISH.tell(rows[0]) == ("", rows[0])
    assert not left.search(ARABIC.tell(rows[0])[0])


def test_names_without_words_stay():
    assert ARABIC.phrase("Treaty of Nowhere: signed") == "Treaty of Nowhere: signed"
