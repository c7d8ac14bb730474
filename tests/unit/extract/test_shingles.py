"""The measure of the comparison of extractors."""

import pytest

from bench.shingles import Tally, make_score, tally_page


def test_shared_surplus_and_missing_shingles() -> None:
    assert tally_page("a b c d e", "a b c d e") == Tally(2, 0, 0)
    assert tally_page("a b c d e", "b c d e f") == Tally(1, 1, 1)
    assert tally_page("a b", "a b") == Tally(1, 0, 0)
    assert tally_page("a b c d", "") == Tally(0, 0, 1)


def test_repeats_count() -> None:
    assert tally_page("a a a a a", "a a a a") == Tally(1, 0, 1)


def test_pages_weigh_the_same_however_long() -> None:
    score = make_score([Tally(1, 0, 0), Tally(0, 50, 100)])
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert 0 < score.within < 1


def test_a_page_without_findings_counts_in_recall_alone() -> None:
    score = make_score([Tally(4, 0, 0), Tally(0, 0, 4)])
    assert (score.precision, score.recall) == (1.0, 0.5)
    assert score.f1 == pytest.approx(2 / 3)
