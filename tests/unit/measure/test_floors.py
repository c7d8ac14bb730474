import tomllib
from pathlib import Path

import pytest

from marsad.measure import load_date_rows, make_date_score, make_scores
from marsad.measure.floors import check_floors, check_raised, make_floor_table, make_measures

from .made import DOCUMENT, annotation, signal, statement

EVALS = Path(__file__).parents[3] / "evals"


def load_floors():
    return tomllib.loads((EVALS / "floors.toml").read_text(encoding="utf-8"))


def load_history():
    return tomllib.loads((EVALS / "floors_history.toml").read_text(encoding="utf-8"))["pinned"]


def measure_nothing():
    nothing = make_scores([], [], [])
    return make_measures(nothing, nothing, make_date_score(load_date_rows([]), lambda sentence, anchor: []))


def test_floors_are_shares_of_things_that_are_measured():
    document = load_floors()
    assert set(document) == {"remarks", "floors", "ceilings", "goals", "limits"}
    assert set(document["floors"]) | set(document["ceilings"]) == set(measure_nothing())
    assert all(isinstance(floor, float) and 0 < floor <= 1 for floor in document["floors"].values())


def test_goals_are_set_for_things_that_are_measured():
    document = load_floors()
    assert set(document["goals"]) <= set(document["floors"])
    assert set(document["limits"]) <= set(document["ceilings"]) | {"replaced_fall"}


def test_every_pinned_row_says_since_when_and_why():
    assert all(row["version"] and row["why"] and row["floors"] for row in load_history())


def test_floors_can_only_rise():
    assert check_raised(load_floors()["floors"], [row["floors"] for row in load_history()]) == ()


def test_ceilings_can_only_sink():
    tops = load_floors()["ceilings"]
    for row in load_history():
        assert all(tops[name] <= top for name, top in row.get("ceilings", {}).items())


@pytest.mark.parametrize("kind", ["floors", "ceilings"])
def test_every_bound_is_in_the_history(kind):
    pinned = {(name, bound) for row in load_history() for name, bound in row.get(kind, {}).items()}
    assert set(load_floors()[kind].items()) <= pinned


def test_a_lowered_or_forgotten_floor_is_named():
    problems = check_raised({"a": 0.5}, [{"a": 0.4, "b": 0.1}, {"a": 0.6}])
    assert problems == ("a: the floor is 0.5, it was pinned at 0.6", "b: the floor is gone, it was pinned at 0.1")


@pytest.mark.parametrize(("value", "problems"), [(0.9, 0), (0.8, 0), (0.79, 1), (None, 1)])
def test_a_measure_under_its_floor_or_missing_is_named(value, problems):
    assert len(check_floors({"signals_f1": value}, {"signals_f1": 0.8})) == problems


@pytest.mark.parametrize(("value", "problems"), [(0.0, 0), (1.0, 1), (None, 1)])
def test_a_measure_over_its_ceiling_or_missing_is_named(value, problems):
    assert len(check_floors({"off_topic_signals": value}, {}, {"off_topic_signals": 0.0})) == problems


def test_what_was_not_measured_is_under_its_floor():
    assert len(check_floors(measure_nothing(), load_floors()["floors"])) == len(load_floors()["floors"])


def test_dates_are_pooled_with_the_table_of_expressions():
    gold = annotation(dates=[{"text": "يوم الأحد", "value": "2031-03-02"}])
    rows = load_date_rows(["id\tanchor\texpression\tsentence\texpected_iso", "1\t2031-03-04\tأمس\tجاء أمس\t2031-03-03"])
    scores = make_scores([DOCUMENT], [gold], [gold])
    dates = make_date_score(rows, lambda sentence, anchor: [])
    assert make_measures(scores, scores, dates)["dates_f1"] == pytest.approx(2 / 3)


def test_quotations_and_off_topic_signals_are_measured():
    gold = annotation(statements=[statement("إن بلاده لن ترد", direct=True)])
    pred = annotation(statements=[statement("إن بلاده لن ترد")], signals=[signal("talks", ["NRD"], "وأجرى الطرفان")])
    scores = make_scores([DOCUMENT], [gold], [pred])
    measures = make_measures(scores, scores, make_date_score(load_date_rows([]), lambda sentence, anchor: []))
    assert (measures["statements_f1"], measures["quotations_recall"], measures["direct"]) == (1.0, 0.0, 0.0)
    assert measures["off_topic_signals"] == 1.0


def test_the_table_shows_goals_and_the_room_above_a_floor():
    table = make_floor_table({"a": 0.9, "c": 0.2}, {"a": 0.85, "b": 1.0}, {"a": 0.95, "c": 0.1})
    assert table.header[4] == "floor"
    assert table.rows == (
        ("a", "0.900", "0.950", "no", "0.850", "+0.050"),
        ("b", "–", "–", "–", "1.000", "–"),
        ("c", "0.200", "0.100", "yes", "–", "–"),
    )


def test_the_table_of_ceilings_wants_less():
    table = make_floor_table({"a": 3.0, "b": 0.0}, {"b": 0.0}, {"a": 2.0, "b": 0.0}, at_most=True)
    assert table.rows == (
        ("b", "0.000", "0.000", "yes", "0.000", "+0.000"),
        ("a", "3.000", "2.000", "no", "–", "–"),
    )
