"""A negative binomial regression of daily counts on weekday, season and, as an offset, the volume of coverage.

mean = volume × exp(level + weekday + season), variance = mean + dispersion × mean². Coefficients by Newton's method
with a wide normal prior, which keeps a weekday without a single count finite; the dispersion by the likelihood adjusted
for the coefficients (Cox and Reid 1987), since the plain one makes it too small when history is short.
"""

from collections.abc import Sequence
from math import exp, log, sqrt
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
_NEAR_ENOUGH = 1e-3  # of the dispersion's logarithm, whose standard error is a hundred times that
_NEAR, _MOST_DOUBT = 0.05, 1.0
_TRIED = 64  # counts among which a threshold is looked for, or four times as many, and so on
_STRIDE = 16  # counts of which the last is looked at first


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
        """Return what to expect on days, by ordinal, with so much coverage."""
        both = zip(*self._predict(days, volumes), strict=True)
        return [Expected(float(mean), float(dispersion), self.doubt) for mean, dispersion in both]

    def _predict(self, days: NDArray[np.int64], volumes: Numbers) -> tuple[Numbers, Numbers]:
        """Return means and dispersions; these count in how surely the coefficients are known."""
        design = make_design(days, self.harmonics)
        means = volumes * np.exp(design @ self.coefficients)
        spread = np.exp(np.einsum("ij,jk,ik->i", design, self.covariance, design)) - 1
        return means, (1 + self.dispersion) * (1 + spread) - 1

    def are_likelier(
        self, than: float, days: NDArray[np.int64], counts: Numbers, volumes: Numbers
    ) -> NDArray[np.bool_]:
        """Tell of each day whether its count or a higher one is as likely as a small number; one up to the mean is."""
        means, dispersions = self._predict(days, volumes)
        found, high = np.ones(len(counts), dtype=bool), counts > means
        found[high] = _find_tails(counts[high], means[high], dispersions[high], self.doubt) >= than
        return found


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
    dispersion, coefficients, covariance, lose = 0.1, start, np.eye(len(start)), None
    for _ in range(_ROUNDS):
        coefficients, covariance = _fit_means(design, counts, volumes, prior, dispersion, coefficients)
        lose = _Loss(design, counts, volumes * np.exp(design @ coefficients), prior)
        before, dispersion = dispersion, lose.find_least()
        if abs(log(dispersion / before)) < _NEAR_ENOUGH:
            break
    doubt = lose.find_doubt(dispersion) if lose else 0.0
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


class _Loss:
    """How badly a dispersion fits counts of these means, by its logarithm."""

    def __init__(self, design: Numbers, counts: Numbers, means: Numbers, prior: Numbers) -> None:
        """Ready what does not hang on the dispersion; counts are few different numbers."""
        self._design, self._counts, self._means, self._prior = design, counts, means, prior
        self._different, self._times = np.unique(counts, return_counts=True)

    def __call__(self, log_dispersion: float) -> float:
        dispersion = exp(log_dispersion)
        _, known = np.linalg.slogdet(_weigh(self._design, self._means, dispersion, self._prior))
        return float(known / 2 - self._sum_likelihood(dispersion))

    def _sum_likelihood(self, dispersion: float) -> float:
        """Return the logarithm of the likelihood, but for what does not depend on the dispersion."""
        size = 1 / dispersion
        each = gammaln(self._different + size) - gammaln(size) + self._different * np.log(dispersion)
        return float(self._times @ each - (self._counts + size) @ np.log1p(dispersion * self._means))

    def find_least(self) -> float:
        """Return the dispersion that fits best."""
        options = {"xatol": _NEAR_ENOUGH}
        return exp(float(minimize_scalar(self, bounds=_LOG_DISPERSION, method="bounded", options=options).x))

    def find_doubt(self, dispersion: float) -> float:
        """Return the standard error of the logarithm of the dispersion that fits best."""
        best = log(dispersion)
        bend = (self(best + _NEAR) - 2 * self(best) + self(best - _NEAR)) / _NEAR**2
        return 1 / sqrt(max(bend, _MOST_DOUBT**-2))


def find_tails(counts: Numbers, expected: Sequence[Expected]) -> Numbers:
    """Return how likely each count, or a higher one, is: over what the dispersion may be (three Gauss-Hermite points).

    Counts stand in rows, one for each of what is expected by the same baseline.
    """
    means, dispersions = (np.array(each)[:, None] for each in list(zip(*expected, strict=True))[:2])
    return _find_tails(counts, means, dispersions, expected[0].doubt)


def _find_tails(counts: Numbers, means: Numbers, dispersions: Numbers, doubt: float) -> Numbers:
    step = np.exp(np.array([sqrt(3) * doubt]))
    low, middle, high = (_find_sure_tails(counts, means, dispersions * by) for by in (1 / step, 1.0, step))
    return np.asarray((low + 4 * middle + high) / 6)


def _find_sure_tails(counts: Numbers, means: Numbers, dispersions: Numbers) -> Numbers:
    some, is_poisson = np.maximum(counts, 1.0), dispersions < _NEARLY_POISSON
    if is_poisson.all():
        found = pdtrc(some - 1, means)
    else:
        found = betainc(some, 1 / dispersions, dispersions * means / (1 + dispersions * means))
        if is_poisson.any():
            found = np.where(is_poisson, pdtrc(some - 1, means), found)
    return np.where(counts <= 0, 1.0, found)


def find_thresholds(expected: Sequence[Expected], rate: float) -> list[tuple[int, float]]:
    """Return for each the least count that is no likelier than `rate`, and how likely it is.

    The higher a count the less likely it is: so the last of some counts tells whether the least is among them.
    """
    most = _TRIED
    while (
        (tails := find_tails(np.arange(_STRIDE - 1, most, _STRIDE, dtype=float)[None, :], expected))[:, -1] > rate
    ).any():
        most *= 4
    counts = (tails <= rate).argmax(axis=1)[:, None] * _STRIDE + np.arange(_STRIDE, dtype=float)
    tails = find_tails(counts, expected)
    least = (tails <= rate).argmax(axis=1)
    return [(int(counts[row, at]), float(tails[row, at])) for row, at in enumerate(least)]
