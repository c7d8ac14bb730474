"""How likely what is seen would be if nothing had changed: two tests with stated rates of false alarms."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def find_excess(bad: int, all_: int, bad_before: int, all_before: int) -> float:
    """Return the chance of so many bad ones among the latest, or more, if they came as before.

    Fisher's exact test, one-sided: given how many of all are bad, the latest `all_` are a draw without replacement.
    Calling it an alarm where the chance is below p gives at most p false alarms for each independent set of latest.
    """
    total, bads = all_ + all_before, bad + bad_before
    ways = sum(comb(bads, k) * comb(total - bads, all_ - k) for k in range(bad, min(bads, all_) + 1))
    return float(Fraction(ways, comb(total, all_)))


def find_longer(gaps: Sequence[float], times: float = 2.0) -> float:
    """Return the chance that a gap exceeds `times` the longest of so many gaps before it.

    Of n gaps without memory (exponential) of one mean the longest is exceeded `times` over with the chance
    ∏ i / (i + times), whatever the mean; for twice the longest that is 2 / ((n + 1)(n + 2)).
    """
    chance = 1.0
    for i in range(1, len(gaps) + 1):
        chance *= i / (i + times)
    return chance
