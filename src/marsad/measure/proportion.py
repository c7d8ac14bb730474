"""How sure a share is that was counted on few."""

from math import sqrt

_Z = 1.959963984540054  # of the normal distribution, 95 % within


def find_wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), which keeps within 0 and 1 and holds for few, too.

    Raise ValueError unless 0 <= count <= of and of > 0.
    """
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"no share: {count} of {of}")
    share, square = count / of, _Z * _Z
    middle = share + square / (2 * of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    scale = 1 + square / of
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
