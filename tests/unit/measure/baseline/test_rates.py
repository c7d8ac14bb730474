"""The benchmark's simulation, small: what stands out by chance does so at the stated rate, and bursts are found."""

import numpy as np
import pytest

from bench.baseline import Truth, measure_spread, run_truth

RUNS = 12


@pytest.mark.parametrize(
    ("truth", "power"),
    [
        (Truth("weekdays", dispersion=0.05), 0.8),
        (Truth("coverage grows", growth=3.0), 0.6),
        (Truth("zeros", mean=0.3, dispersion=0.5), 0.05),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_days_stand_out_by_chance_as_often_as_stated(truth, power):
    found = run_truth(truth, RUNS, 0.01)
    stated, _ = measure_spread(found.stated)
    drawn, half = measure_spread(found.drawn)
    assert 0 < stated <= 0.01
    assert abs(drawn - stated) <= 1.5 * half
    shares = [float(np.mean(found.power[burst])) for burst in (2, 3, 5)]
    assert shares == sorted(shares)
    assert shares[-1] >= power
