"""Excerpts by offsets: layers that a row does not hold are not asked; confidence is fitted to what was right."""

import json
import random

import pytest

from evals.pages import find_page_chances, load_pages, score_pages
from evals.trust import fit_trust
from marsad.coders.signals.judge.model import squash
from marsad.measure.calibration import Chance

TEXT = "حذرت ليرا جارتها. وقالت مارا إن الرد قريب."


@pytest.fixture
def pages(tmp_path):
    corpus, file = tmp_path / "pages.jsonl", tmp_path / "unseen.jsonl"
    corpus.write_text(json.dumps({"id": "p1", "text": f"قبل ذلك. {TEXT}"}, ensure_ascii=False), encoding="utf-8")
    signal = {"type": "warning", "actors": ["AAA"], "targets": [], "modality": "actual", "at": [0, 9]}
    row = {"id": "x1", "page": "p1", "from": 9, "to": 9 + len(TEXT), "signals": [signal], "figures": []}
    file.write_text(json.dumps(row), encoding="utf-8")
    return load_pages(corpus, file)


def code(raw):
    signal = {"type": "warning", "actors": ["AAA"], "targets": [], "evidence": raw["text"][:9], "confidence": 0.7}
    statement = {"speaker": "مارا", "starts": "الرد قريب", "direct": False}
    return {"id": raw["id"], "signals": [signal], "statements": [statement], "figures": [], "dates": []}


def test_the_excerpt_is_cut_out_of_its_page(pages):
    assert [raw["text"] for raw in pages.documents] == [TEXT]


def test_layers_that_nobody_annotated_are_not_asked(pages):
    scores = score_pages(pages, code)
    assert (scores.layers["signals"].right, scores.layers["signals"].false) == (1, 0)
    assert (scores.layers["statements"].right, scores.layers["statements"].false) == (0, 0)


def test_chances_tell_whether_a_sure_signal_was_right(pages):
    assert list(find_page_chances(pages, code)) == [Chance(0.7, True)]


def test_pages_that_are_not_there_give_none(tmp_path):
    assert load_pages(tmp_path / "none.jsonl", tmp_path / "none.jsonl") is None


def test_trust_finds_the_scale_and_shift_that_made_the_chances():
    dice = random.Random(7)
    odds = [dice.uniform(-3, 3) for _ in range(20_000)]
    chances = [Chance(squash(odd), dice.random() < squash(0.5 * odd - 1.0)) for odd in odds]
    scale, shift = fit_trust(chances, 1.0, 0.0)
    assert scale == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(-1.0, abs=0.05)


def test_trust_is_fitted_to_the_verdict_below_an_earlier_trust():
    dice = random.Random(8)
    odds = [dice.uniform(-3, 3) for _ in range(20_000)]
    chances = [Chance(squash(2.0 * odd + 0.4), dice.random() < squash(0.5 * odd - 1.0)) for odd in odds]
    scale, shift = fit_trust(chances, 2.0, 0.4)
    assert scale == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(-1.0, abs=0.06)
