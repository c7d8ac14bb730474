"""Counts that add up over documents, and what is read off them."""

import msgspec


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """Items found rightly, missed, and found where there are none."""

    right: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(right=self.right + other.right, missed=self.missed + other.missed, false=self.false + other.false)

    @property
    def precision(self) -> float | None:
        """The share of found items that are right; None when nothing was found."""
        return divide(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """The share of wanted items that were found; None when nothing was wanted."""
        return divide(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None when nothing was wanted nor found."""
        return divide(2 * self.right, 2 * self.right + self.missed + self.false)


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the asked answers agree."""

    right: int = 0
    total: int = 0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(right=self.right + other.right, total=self.total + other.total)

    @property
    def share(self) -> float | None:
        """The share that agrees; None when nothing was asked."""
        return divide(self.right, self.total)


def divide(part: float, whole: float) -> float | None:
    """Return the ratio, or None where there is no whole."""
    return part / whole if whole else None
