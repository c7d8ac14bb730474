"""A negative binomial regression of daily counts on weekday, season and, as an offset, the volume of coverage.

mean = volume × exp(level + weekday + season), variance = mean + dispersion × mean². Coefficients by Newton's method
with a wide normal prior, which keeps a weekday without a single count finite; the dispersion by the likelihood adjusted
for the coefficients (Cox and Reid 1987), since the plain one makes it too small when history is short.
"""

from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import betainc, gammaln, pdtrc

Numbers = NDArray[np.float64]

YEAR = 365.25
_WEEKDAY_SPREAD, _SEASON_SPREAD = 1.0, 0.5  # standard deviations of the prior, in logarithms
_MOST_HARMONICS = 2
_ROUNDS, _STEPS, _CLOSE = 4, 30, 1e-8
_LOG_DISPERSION = (-9.0, 3.0)
_NEARLY_POISSON = 1e-3


class Fit(NamedTuple):
    """A fitted baseline: coefficients with their covariance, dispersion, and how many harmonics of the year it has."""

    coefficients: Numbers
    covariance: Numbers
    dispersion: float
    harmonics: int

    def predict(self, days: NDArray[np.int64], volumes: Numbers) -> tuple[Numbers, Numbers]:
        """Return means and dispersions to expect on days, by ordinal, with so much coverage.

        The dispersion counts in how surely the coefficients are known.
        """
        design = make_design(days, self.harmonics)
        means = volumes * np.exp(design @ self.coefficients)
        spread = np.exp(np.einsum("ij,jk,ik->i", design, self.covariance, design)) - 1
        return means, (1 + self.dispersion) * (1 + spread) - 1


def make_design(days: NDArray[np.int64], harmonics: int) -> Numbers:
    """Return the columns of the regression: level, seven weekdays, sine and cosine of the year."""
    weekdays = (days[:, None] + 6) % 7 == np.arange(7)
    turns = 2 * np.pi * days[:, None] * np.arange(1, harmonics + 1) / YEAR
    return np.hstack([np.ones((len(days), 1)), weekdays, np.sin(turns), np.cos(turns)])


def fit_baseline(days: NDArray[np.int64], counts: Numbers, volumes: Numbers) -> Fit:
    """Return the baseline of daily counts; the volumes are above zero, and some count is too.

    The season is fitted where a year has been seen, its second harmonic where two have.
    """
    harmonics = min(int((days[-1] - days[0] + 1) // YEAR), _MOST_HARMONICS)
    design = make_design(days, harmonics)
    prior = np.array([0.0, *[_WEEKDAY_SPREAD**-2] * 7, *[_SEASON_SPREAD**-2] * (2 * harmonics)])
    start = np.zeros(design.shape[1])
    start[0] = np.log(counts.sum() / volumes.sum())
    dispersion, coefficients, covariance = 0.1, start, np.eye(len(start))
    for _ in range(_ROUNDS):
        coefficients, covariance = _fit_means(design, counts, volumes, prior, dispersion, coefficients)
        means = volumes * np.exp(design @ coefficients)
        dispersion = _fit_dispersion(design, counts, means, prior)
    return Fit(coefficients, covariance, dispersion, harmonics)


def _fit_means(
    design: Numbers, counts: Numbers, volumes: Numbers, prior: Numbers, dispersion: float, start: Numbers
) -> tuple[Numbers, Numbers]:
    coefficients = start
    for _ in range(_STEPS):
        means = volumes * np.exp(design @ coefficients)
        slope = design.T @ ((counts - means) / (1 + dispersion * means)) - prior * coefficients
        step = np.linalg.solve(_weigh(design, means, dispersion, prior), slope)
        coefficients = coefficients + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < _CLOSE:
            break
    means = volumes * np.exp(design @ coefficients)
    return coefficients, np.asarray(np.linalg.inv(_weigh(design, means, dispersion, prior)), dtype=float)


def _weigh(design: Numbers, means: Numbers, dispersion: float, prior: Numbers) -> Numbers:
    """Return the expected information of the coefficients, the prior's included."""
    weights = means / (1 + dispersion * means)
    return np.asarray((design * weights[:, None]).T @ design + np.diag(prior))


def _fit_dispersion(design: Numbers, counts: Numbers, means: Numbers, prior: Numbers) -> float:
    def lose(log_dispersion: float) -> float:
        dispersion = exp(log_dispersion)
        _, known = np.linalg.slogdet(_weigh(design, means, dispersion, prior))
        return float(known / 2 - _sum_likelihood(counts, means, dispersion))

    return exp(minimize_scalar(lose, bounds=_LOG_DISPERSION, method="bounded").x)


def _sum_likelihood(counts: Numbers, means: Numbers, dispersion: float) -> float:
    """Return the logarithm of the likelihood, but for what does not depend on the dispersion."""
    size = 1 / dispersion
    spread = gammaln(counts + size) - gammaln(size) - (counts + size) * np.log1p(dispersion * means)
    return float((spread + counts * np.log(dispersion)).sum())


def find_tail(count: int, mean: float, dispersion: float) -> float:
    """Return how likely a count as high or higher is."""
    if count <= 0:
        return 1.0
    if dispersion < _NEARLY_POISSON:
        return float(pdtrc(count - 1, mean))
    return float(betainc(count, 1 / dispersion, dispersion * mean / (1 + dispersion * mean)))


def find_threshold(mean: float, dispersion: float, rate: float) -> tuple[int, float]:
    """Return the least count that is no likelier than `rate`, and how likely it is."""
    low, high = 0, 1
    while find_tail(high, mean, dispersion) > rate:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if find_tail(middle, mean, dispersion) > rate else (low, middle)
    return high, find_tail(high, mean, dispersion)
