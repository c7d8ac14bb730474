"""Intervals of shares."""

import pytest

from marsad.measure.proportion import find_wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_intervals_as_they_are_published(count, of, low, high):
    """The last row is Newcombe's example (1998)."""
    assert find_wilson(count, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(("count", "of"), [(0, 0), (-1, 5), (6, 5)])
def test_no_share(count, of):
    with pytest.raises(ValueError, match="no share"):
        find_wilson(count, of)
