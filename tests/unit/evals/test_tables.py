"""Outlet styles, names in a text, held-out texts, and scores side by side."""

from collections import Counter

import pytest

from evals.heldout import make_heldout_table, score_folder
from evals.material import find_style
from evals.naming import mark
from evals.replacement import Guise, find_fall, make_replacement_report
from evals.style import make_style_scores, make_style_table
from marsad.measure import Document, make_scores
from marsad.measure.annotation import make_annotation

TEXT = "حذرت روسيا أوكرانيا. وكان الوزير الأميركي قد وصل."
GOLD = make_annotation({"id": "a", "signals": [{"type": "warning", "actors": ["RUS"], "evidence": "حذرت روسيا"}]})
DOCUMENT = Document(id="a", text=TEXT)
CASES = """
[[case]]
id = "T-1"
published = "2031-03-03"
text = "حذرت روسيا أوكرانيا."
signals = [{ type = "warning", actors = ["RUS"], targets = ["UKR"], modality = "actual", at = "حذرت روسيا" }]
"""


def test_names_and_sentences_that_go_back_are_marked():
    marks = mark(TEXT)
    assert [(TEXT[at:].split(maxsplit=1)[0].strip("."), code) for at, code in marks.names] == [
        ("روسيا", "RUS"),
        ("أوكرانيا", "UKR"),
        ("الأميركي", "USA"),
    ]
    assert [TEXT[at : at + 4] for at in marks.backs] == ["وكان"]


def test_a_document_without_a_collection_is_a_seed():
    assert [find_style(raw) for raw in ({"corpus": "x"}, {})] == ["x", "seeds"]


def test_styles_are_scored_apart():
    other = make_annotation({"id": "b", "signals": [{"type": "talks", "actors": ["RUS"], "evidence": "حذرت"}]})
    documents = [DOCUMENT, Document(id="b", text=TEXT)]
    scores = make_style_scores(documents, [GOLD, other], [GOLD], {"a": "x", "b": "y"}.__getitem__)
    rows = make_style_table("signals", scores).rows
    assert rows == (
        ("x", "1", "1.000", "1.000", "1.000", "1", "0", "0"),
        ("y", "1", "–", "0.000", "0.000", "0", "1", "0"),
    )


def test_own_texts_are_scored_from_end_to_end(tmp_path):
    (tmp_path / "one.toml").write_text(CASES, encoding="utf-8")
    (tmp_path / "two.toml").write_text(CASES, encoding="utf-8")

    def code(raw):
        assert raw["extracted"] == "2031-03-03"
        found = {"type": "warning", "actors": ["RUS"], "modality": "planned", "evidence": "حذرت"}
        return {"id": "other", "signals": [found]}

    table = make_heldout_table({"held out": score_folder(tmp_path, code), "beside": score_folder(None, code)})
    assert table.rows == (
        ("held out", "2", "1.000", "1.000", "1.000", "0.000", "0.000", "2", "0", "0"),
        ("beside", "absent", *"––––––––"),
    )


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_no_texts_are_absent(tmp_path, name):
    assert score_folder(tmp_path / name, lambda raw: raw) is None


def test_scores_stand_side_by_side_with_their_differences():
    whole, nothing = make_scores([DOCUMENT], [GOLD], [GOLD]), make_scores([DOCUMENT], [GOLD], [])
    report = make_replacement_report(whole, {"states": Guise(nothing, Counter({"names": 3}))})
    assert ("signals F1", "1.000", "0.000", "-100.0") in report.tables[0].rows
    assert ("figures F1", "–", "–", "–") in report.tables[0].rows
    assert report.remarks == ("states: 3 names",)
    assert find_fall(whole, [nothing, whole], ["signals F1"]) == 100
    assert find_fall(nothing, [whole], ["signals F1"]) == 0
    assert find_fall(whole, [nothing], ["figures F1"]) is None
