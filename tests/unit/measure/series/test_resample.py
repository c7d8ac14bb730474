import numpy as np
import pytest

from marsad.measure.series.resample import DRAWS, FEWEST, draw_sources, find_interval, find_share_interval


def test_each_resample_draws_as_many_sources_as_there_are():
    draws = draw_sources(9, "name")
    assert draws.shape == (DRAWS, 9)
    assert set(draws.sum(axis=1)) == {9}
    assert np.array_equal(draws, draw_sources(9, "name"))
    assert not np.array_equal(draws, draw_sources(9, "other"))


def test_fewer_sources_than_five_are_not_resampled():
    assert draw_sources(FEWEST - 1, "name") is None
    assert draw_sources(FEWEST, "name") is not None


@pytest.mark.parametrize("mean", [2.0, 6.0])
def test_intervals_hold_the_truth_as_often_as_they_should(mean):
    chance = np.random.default_rng(11)
    held = 0
    for run in range(200):
        parts = chance.poisson(mean, 40)
        interval = find_interval(draw_sources(40, f"{run}"), parts)
        held += interval.low <= 40 * mean <= interval.high
    assert 0.88 <= held / 200 <= 0.99


def test_a_share_that_all_sources_agree_on_has_no_width():
    found = find_share_interval(draw_sources(20, "name"), [1] * 20, [4] * 20)
    assert (found.low, found.high) == (0.25, 0.25)
