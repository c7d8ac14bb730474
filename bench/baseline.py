"""Whether days stand out by chance as often as stated, and how many bursts are found, by simulation.

    python -m bench.baseline [--runs 200]

Each run makes a history and sixty more days of counts from a truth that the baseline does not see, judges those days,
and asks of each of them whether a burst of two, three and five times the usual would have stood out.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.measure.baseline import Count, Judged, judge_days

BURSTS = (2, 3, 5)
AHEAD = 60  # days judged
DRAWN = 20  # further counts of each of them
START = date(2021, 1, 4)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """What a series is made by: counts a day, dispersion, history in days, and what moves it.

    `volume` is multiplied by `growth` over the whole time; `season` is the amplitude of the year; `lasting` is how much
    of a day's excess is left on the next; `heavy` draws the excess from a log-normal instead of a gamma distribution;
    `bursts` is the share of days of the history that bring five times the usual.
    """

    name: str
    mean: float = 5.0
    dispersion: float = 0.2
    history: int = 400
    growth: float = 1.0
    season: float = 0.0
    lasting: float = 0.0
    heavy: bool = False
    bursts: float = 0.0


TRUTHS = (
    Truth("weekdays, hardly overdispersed", dispersion=0.01),
    Truth("weekdays, overdispersed"),
    Truth("strongly overdispersed", dispersion=0.8),
    Truth("coverage grows threefold", growth=3.0),
    Truth("season, two years known", season=0.4, history=800),
    Truth("season, one year known", season=0.4),
    Truth("season, a third of a year known", season=0.4, history=120),
    Truth("mostly zeros", mean=0.3, dispersion=0.5),
    Truth("mostly zeros, short history", mean=0.4, dispersion=0.5, history=120),
    Truth("three months known", history=91),
    Truth("much coverage", mean=30.0),
    Truth("bursts in the history", bursts=0.02),
    Truth("heavier tail than assumed", dispersion=0.4, heavy=True),
    Truth("excess that lasts", lasting=0.6),
)
_WEEK = np.array([1.1, 1.2, 1.2, 1.1, 1.0, 0.5, 0.6])


def make_run(truth: Truth, seed: int) -> tuple[tuple[Count, ...], Numbers, np.random.Generator]:
    """Return a series, the means by which it was made, and the chance that it goes on with."""
    chance = np.random.default_rng(seed)
    number = truth.history + AHEAD
    at = np.arange(number)
    volumes = chance.poisson(40 * truth.growth ** (at / number) * (0.6 + 0.4 * _WEEK[at % 7])) + 1
    year = np.exp(truth.season * np.sin(2 * np.pi * at / 365.25 + chance.uniform(0, 2 * np.pi)))
    means = truth.mean * volumes / 40 * _WEEK[at % 7] * year
    lifted = means * np.where((at < truth.history) & (chance.random(number) < truth.bursts), 5, 1)
    counts = chance.poisson(lifted * draw_excess(truth, chance, number))
    days = (START + timedelta(int(place)) for place in at)
    made = tuple(
        Count(day=day, count=int(count), volume=int(volume))
        for day, count, volume in zip(days, counts, volumes, strict=True)
    )
    return made, means, chance


def draw_excess(truth: Truth, chance: np.random.Generator, number: int) -> Numbers:
    """Return what multiplies each day's mean: one on average, with the truth's dispersion."""
    if truth.heavy or truth.lasting:
        spread = sqrt(np.log1p(truth.dispersion))
        normal = chance.standard_normal(number)
        for place in range(1, number):
            normal[place] = truth.lasting * normal[place - 1] + sqrt(1 - truth.lasting**2) * normal[place]
        return np.asarray(np.exp(spread * normal - spread**2 / 2))
    return chance.gamma(1 / truth.dispersion, truth.dispersion, number)


@dataclass
class Found:
    """Of a truth's runs: the rate stated and found in each, that of other counts of the same truth, power by burst."""

    stated: list[float]
    found: list[float]
    drawn: list[float]
    power: dict[int, list[float]]


def measure_spread(values: list[float]) -> tuple[float, float]:
    """Return the mean over runs and half the width of its 95 % interval."""
    return float(np.mean(values)), 1.96 * float(np.std(values)) / sqrt(len(values))


def run_truth(truth: Truth, runs: int, rate: float) -> Found:
    """Judge so many series of one truth, each truth with a chance of its own."""
    seed = crc32(truth.name.encode())
    found = Found([], [], [], {burst: [] for burst in BURSTS})
    for run in range(runs):
        counts, means, chance = make_run(truth, seed + run)
        ahead = judge_days(counts, counts[truth.history].day, counts[-1].day, rate)
        judged = [(one, mean) for one, mean in zip(ahead, means[truth.history :], strict=True) if one.threshold]
        if not judged:
            continue
        found.stated.append(float(np.mean([one.rate for one, _ in judged])))
        found.found.append(float(np.mean([one.count >= (one.threshold or 0) for one, _ in judged])))
        found.drawn.append(plant(truth, judged, 1, chance))
        for burst in BURSTS:
            found.power[burst].append(plant(truth, judged, burst, chance))
    return found


def plant(truth: Truth, judged: list[tuple[Judged, np.float64]], burst: int, chance: np.random.Generator) -> float:
    """Return the share of counts that stand out where the days bring so many times the usual."""
    alone = Truth(truth.name, dispersion=truth.dispersion, heavy=truth.heavy or truth.lasting > 0)
    excess = draw_excess(alone, chance, DRAWN * len(judged)).reshape(DRAWN, len(judged))
    means = np.array([mean for _, mean in judged])
    thresholds = np.array([one.threshold for one, _ in judged])
    return float(np.mean(chance.poisson(burst * means * excess) >= thresholds))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--rate", type=float, default=0.01)
    wanted = parser.parse_args()
    print(f"# Days that stand out\n\n{wanted.runs} runs of {AHEAD} days each; at most {wanted.rate} a day asked for.\n")
    bursts = " | ".join(f"×{burst}" for burst in BURSTS)
    print(f"| truth | history | stated | found (95 %) | of more counts (95 %) | {bursts} | s a run |")
    print("|---|--:|--:|--:|--:|" + "--:|" * (len(BURSTS) + 1))
    for truth in TRUTHS:
        begun = time.perf_counter()
        found = run_truth(truth, wanted.runs, wanted.rate)
        spent = (time.perf_counter() - begun) / wanted.runs
        (stated, _), *rates = (measure_spread(each) for each in (found.stated, found.found, found.drawn))
        told = " | ".join(f"{rate:.4f} ± {half:.4f}" for rate, half in rates)
        power = " | ".join(f"{float(np.mean(found.power[burst])):.2f}" for burst in BURSTS)
        print(f"| {truth.name} | {truth.history} | {stated:.4f} | {told} | {power} | {spent:.2f} |", flush=True)


if __name__ == "__main__":
    main()
