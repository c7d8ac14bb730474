import pytest

from marsad.measure import to_markdown
from marsad.measure.calibration import Chance, find_chances, make_reliability, make_reliability_report

from .made import DOCUMENT, annotation, signal

GOLD = annotation(
    signals=[
        signal("warning", ["NRD"], "حذر وزير دفاع"),
        signal("talks", ["NRD", "SDL"], "وأجرى الطرفان", soft=True),
    ]
)
PRED = annotation(
    signals=[
        signal("warning", ["NRD"], "حذر وزير دفاع", confidence=0.9),
        signal("test", ["SDL"], "ونشرت سودلاند", confidence=0.3),
        signal("talks", ["NRD", "SDL"], "وأجرى الطرفان", confidence=0.7),
        signal("offer", ["NRD"], "وأضاف الوزير"),
    ]
)


def test_soft_signals_and_those_without_a_confidence_are_left_out():
    assert sorted(find_chances([DOCUMENT], [GOLD], [PRED])) == [Chance(0.3, False), Chance(0.9, True)]


def test_a_band_holds_its_lower_bound_and_the_last_one_holds_certainty():
    made = make_reliability([Chance(0.3, True), Chance(0.6, False), Chance(0.7, True), Chance(1.0, True)])
    assert [(band.low, band.total) for band in made.bands] == [(0.3, 1), (0.6, 1), (0.7, 1), (0.9, 1)]


def test_errors_of_confidence():
    made = make_reliability([Chance(0.8, True), Chance(0.8, False), Chance(0.1, False)])
    assert made.error == pytest.approx((2 * 0.3 + 0.1) / 3)
    assert made.brier == pytest.approx((0.04 + 0.64 + 0.01) / 3)


def test_nothing_told_has_no_errors():
    made = make_reliability([])
    assert (made.bands, made.total, made.error, made.brier) == ((), 0, None, None)


def test_the_table_shows_the_gap():
    text = to_markdown(make_reliability_report(make_reliability([Chance(0.85, True), Chance(0.85, True)])))
    assert "| 0.8–0.9 | 2 | 0.850 | 1.000 | +0.150 |" in text
    assert "- expected calibration error 0.150" in text
