"""A negative binomial regression of daily counts on weekday, season and, as an offset, the volume of coverage.

mean = volume × exp(level + weekday + season), variance = mean + dispersion × mean². Coefficients by Newton's method
with a wide normal prior, which keeps a weekday without a single count finite; the dispersion by the likelihood adjusted
for the coefficients (Cox and Reid 1987), since the plain one makes it too small when history is short.
"""

from math import exp, sqrt
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
_NEAR, _MOST_DOUBT = 0.05, 1.0


class Expected(NamedTuple):
    """A day's negative binomial distribution, with the doubt about its dispersion."""

    mean: float
    dispersion: float
    doubt: float


class Fit(NamedTuple):
    """A fitted baseline.

    `doubt` is the standard error of the dispersion's logarithm, `harmonics` how many harmonics of the year it has.
    """

    coefficients: Numbers
    covariance: Numbers
    dispersion: float
    doubt: float
    harmonics: int

    def predict(self, days: NDArray[np.int64], volumes: Numbers) -> list[Expected]:
        """Return what to expect on days, by ordinal, with so much coverage.

        The dispersion counts in how surely the coefficients are known.
        """
        design = make_design(days, self.harmonics)
        means = volumes * np.exp(design @ self.coefficients)
        spread = np.exp(np.einsum("ij,jk,ik->i", design, self.covariance, design)) - 1
        dispersions = (1 + self.dispersion) * (1 + spread) - 1
        return [Expected(float(mean), float(each), self.doubt) for mean, each in zip(means, dispersions, strict=True)]


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
    dispersion, doubt, coefficients, covariance = 0.1, 0.0, start, np.eye(len(start))
    for _ in range(_ROUNDS):
        coefficients, covariance = _fit_means(design, counts, volumes, prior, dispersion, coefficients)
        means = volumes * np.exp(design @ coefficients)
        dispersion, doubt = _fit_dispersion(design, counts, means, prior)
    return Fit(coefficients, covariance, dispersion, doubt, harmonics)


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


def _fit_dispersion(design: Numbers, counts: Numbers, means: Numbers, prior: Numbers) -> tuple[float, float]:
    """Return the dispersion, and the standard error of its logarithm."""

    def lose(log_dispersion: float) -> float:
        dispersion = exp(log_dispersion)
        _, known = np.linalg.slogdet(_weigh(design, means, dispersion, prior))
        return float(known / 2 - _sum_likelihood(counts, means, dispersion))

    best = float(minimize_scalar(lose, bounds=_LOG_DISPERSION, method="bounded").x)
    bend = (lose(best + _NEAR) - 2 * lose(best) + lose(best - _NEAR)) / _NEAR**2
    return exp(best), 1 / sqrt(max(bend, _MOST_DOUBT**-2))


def _sum_likelihood(counts: Numbers, means: Numbers, dispersion: float) -> float:
    """Return the logarithm of the likelihood, but for what does not depend on the dispersion."""
    size = 1 / dispersion
    spread = gammaln(counts + size) - gammaln(size) - (counts + size) * np.log1p(dispersion * means)
    return float((spread + counts * np.log(dispersion)).sum())


def find_tail(count: int, expected: Expected) -> float:
    """Return how likely a count as high or higher is, over what the dispersion may be (three Gauss-Hermite points)."""
    step = exp(sqrt(3) * expected.doubt)
    low, middle, high = (_find_tail(count, expected.mean, expected.dispersion * by) for by in (1 / step, 1.0, step))
    return (low + 4 * middle + high) / 6


def _find_tail(count: int, mean: float, dispersion: float) -> float:
    if count <= 0:
        return 1.0
    if dispersion < _NEARLY_POISSON:
        return float(pdtrc(count - 1, mean))
    return float(betainc(count, 1 / dispersion, dispersion * mean / (1 + dispersion * mean)))


def find_threshold(expected: Expected, rate: float) -> tuple[int, float]:
    """Return the least count that is no likelier than `rate`, and how likely it is."""
    low, high = 0, 1
    while find_tail(high, expected) > rate:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if find_tail(middle, expected) > rate else (low, middle)
    return high, find_tail(high, expected)
