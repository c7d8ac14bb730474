from datetime import date

import numpy as np
import pytest

from marsad.measure.baseline.fit import Expected, find_tails, find_thresholds, fit_baseline, make_design

MONDAY = date(2022, 1, 3).toordinal()
WEEK = np.array([1.2, 1.2, 1.0, 1.0, 1.0, 0.5, 0.7])


def find_tail(count, expected):
    return find_tails(np.array([[float(count)]]), [expected])[0, 0]


def find_threshold(expected, rate):
    (found,) = find_thresholds([expected], rate)
    return found


def simulate(number=730, mean=5.0, dispersion=0.2, season=0.0, volume=40.0, seed=1):
    chance = np.random.default_rng(seed)
    days = MONDAY + np.arange(number)
    volumes = np.full(number, volume) * chance.uniform(0.5, 1.5, number)
    means = mean * volumes / volume * WEEK[np.arange(number) % 7] * np.exp(season * np.sin(2 * np.pi * days / 365.25))
    return days, chance.poisson(means * chance.gamma(1 / dispersion, dispersion, number)).astype(float), volumes, means


def test_the_columns_are_level_weekday_and_season():
    design = make_design(MONDAY + np.arange(7), 1)
    assert design.shape == (7, 1 + 7 + 2)
    assert np.array_equal(design[:, 1:8], np.eye(7))


def test_weekday_volume_and_dispersion_are_found():
    days, counts, volumes, means = simulate()
    found = fit_baseline(days, counts, volumes)
    expected = np.array([each.mean for each in found.predict(days, volumes)])
    assert np.abs(expected / means - 1).mean() < 0.1
    assert found.dispersion == pytest.approx(0.2, abs=0.06)
    doubled = np.array([each.mean for each in found.predict(days, 2 * volumes)])
    assert np.allclose(doubled, 2 * expected)


@pytest.mark.parametrize(("days", "harmonics"), [(300, 0), (400, 1), (900, 2)])
def test_the_season_is_known_after_a_year(days, harmonics):
    assert fit_baseline(*simulate(days, season=0.4)[:3]).harmonics == harmonics


def test_a_weekday_without_a_count_stays_finite():
    days, counts, volumes, _ = simulate(120)
    counts[days % 7 == days[5] % 7] = 0
    found = fit_baseline(days, counts, volumes)
    assert np.isfinite(found.coefficients).all()
    assert np.abs(found.coefficients).max() < 10


def test_what_is_less_surely_known_spreads_more():
    short, long = (fit_baseline(*simulate(number)[:3]) for number in (90, 360))
    (few,), (many,) = (found.predict(np.array([MONDAY + 900]), np.array([40.0])) for found in (short, long))
    assert few.dispersion - short.dispersion > many.dispersion - long.dispersion > 0
    assert few.doubt > many.doubt > 0


def test_coefficients_agree_with_those_of_another_program():
    """Those of a negative binomial regression of the same dispersion by statsmodels 0.15, which knows no prior."""
    days = MONDAY + np.arange(70)
    counts = np.array([(3 * place * place + 5 * place) % 11 + 4 for place in range(70)], dtype=float)
    volumes = 20.0 + np.arange(70) % 9
    found = fit_baseline(days, counts, volumes)
    effects = found.coefficients[1:] - found.coefficients[1]
    assert effects[1:] == pytest.approx([0.0143, -0.0587, -0.0536, -0.0091, -0.0111, -0.1302], abs=0.004)
    assert found.dispersion == pytest.approx(0.1079, abs=0.001)


def test_tails_and_thresholds_fit_one_another():
    assert find_tail(0, Expected(3.0, 0.2, 0.0)) == pytest.approx(1)
    assert find_tail(1, Expected(2.0, 1e-9, 0.0)) == pytest.approx(1 - np.exp(-2))
    assert find_tail(1, Expected(2.0, 1.0, 0.0)) == pytest.approx(2 / 3)
    for mean in (0.1, 2.0, 50.0):
        expected = Expected(mean, 0.3, 0.2)
        least, chance = find_threshold(expected, 0.01)
        assert chance == find_tail(least, expected) <= 0.01 < find_tail(least - 1, expected)
    assert find_tail(20, Expected(5.0, 0.2, 0.4)) > find_tail(20, Expected(5.0, 0.2, 0.0))


@pytest.mark.parametrize("rate", [0.1, 0.01, 0.0001])
@pytest.mark.parametrize("mean", [0.01, 0.7, 3.0, 15.0, 40.0, 700.0])
@pytest.mark.parametrize("dispersion", [1e-5, 0.1, 2.0])
def test_the_threshold_is_the_least_of_all_counts_that_is_no_likelier(mean, dispersion, rate):
    expected = Expected(mean, dispersion, 0.4)
    least, chance = find_threshold(expected, rate)
    tails = [find_tail(count, expected) for count in range(least + 1)]
    assert tails[-1] == chance <= rate
    assert all(tail > rate for tail in tails[:-1])


def test_counts_are_as_likely_as_their_tails_say():
    days, counts, volumes, _ = simulate(400, mean=8.0, dispersion=0.6)
    found = fit_baseline(days, counts, volumes)
    tails = [find_tail(int(count), one) for count, one in zip(counts, found.predict(days, volumes), strict=True)]
    for than in (0.2, 0.05, 0.001):
        assert found.are_likelier(than, days, counts, volumes).tolist() == [tail >= than for tail in tails]
    assert not found.are_likelier(0.05, days, counts, volumes).all()


def test_days_of_one_baseline_are_looked_at_together_as_each_alone():
    days, counts, volumes, _ = simulate(200, mean=30.0)
    expected = fit_baseline(days, counts, volumes).predict(days[:9], volumes[:9])
    assert find_thresholds(expected, 0.01) == [find_threshold(one, 0.01) for one in expected]
    assert len({least for least, _ in find_thresholds(expected, 0.01)}) > 2
    tails = find_tails(counts[:9, None], expected)
    assert tails[:, 0].tolist() == [find_tail(count, one) for count, one in zip(counts, expected, strict=False)]
