"""Bootstrap intervals. The unit that is drawn, with replacement, is the upstream source and never the single article:
copies of one report are no independent witnesses. Seeded: the same period of the same cell gives the same intervals.
"""

from collections.abc import Collection, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.measure.series.nouns import Interval

DRAWS = 500
FEWEST = 5  # upstream sources, below which resampling would only feign a spread
_LOW, _HIGH = 2.5, 97.5

Counts = NDArray[np.int64]


def draw_sources(number: int, name: str) -> Counts | None:
    """Return how often each of so many sources is drawn in each resample; None where they are too few.

    `name` seeds the draw.
    """
    if number < FEWEST:
        return None
    chance = np.random.default_rng(crc32(name.encode()))
    return chance.multinomial(number, np.full(number, 1 / number), size=DRAWS)


def find_interval(draws: Counts, parts: Sequence[float]) -> Interval:
    """Return the interval of a sum to which each source adds its part."""
    return _cut(draws @ np.asarray(parts, dtype=float))


def find_share_interval(draws: Counts, parts: Sequence[float], wholes: Sequence[float]) -> Interval:
    """Return the interval of a share to whose numerator and denominator each source adds."""
    return _cut((draws @ np.asarray(parts, dtype=float)) / (draws @ np.asarray(wholes, dtype=float)))


def find_lowest_top(draws: Counts, episodes: Sequence[tuple[int, Collection[int]]]) -> int | None:
    """Return the level that the maximum keeps in 39 of 40 resamples; None where nothing may be left of it.

    `episodes` are levels with the places of the sources that tell them: an episode is in a resample where one of
    these is drawn.
    """
    open_draws, allowed = np.ones(len(draws), dtype=bool), int(len(draws) * _LOW / 100)
    for level, sources in sorted(episodes, key=_by_level, reverse=True):
        open_draws &= ~(draws[:, list(sources)] > 0).any(axis=1)
        if open_draws.sum() <= allowed:
            return level
    return None


def _cut(values: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, [_LOW, _HIGH])
    return Interval(low=float(low), high=float(high))


def _by_level(episode: tuple[int, Collection[int]]) -> int:
    return episode[0]
