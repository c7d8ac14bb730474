"""The demonstration corpus is read at least as well as its floors say."""

import tomllib
from pathlib import Path

import pytest

from evals.demo import check_demo, make_demo_scores

EVALS = Path(__file__).parents[2] / "evals"


@pytest.fixture(scope="module")
def measured():
    return make_demo_scores()


def test_no_score_is_under_its_floor(measured):
    floors = tomllib.loads((EVALS / "demo_floors.toml").read_text(encoding="utf-8"))
    assert set(floors) == {"signals_f1", "misread"}
    assert check_demo(*measured, floors) == []


def test_off_topic_pages_have_no_signals(measured):
    scores, _ = measured
    assert scores.tallies["off-topic false signals"] == 0


def test_floors_can_fail(measured):
    assert check_demo(*measured, {"signals_f1": 1.01, "misread": 1.0}) != []
