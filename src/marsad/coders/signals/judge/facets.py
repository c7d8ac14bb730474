"""Features by what they hang on, so that the judge adds up most of their weights once and not for every candidate.

A feature is a string, `word=X|type=Y`. Those that hang on the same few values are a **facet**: the function that
spells them, and these values. Facets come again and again, so a model keeps the sum of each. A **spread** is a feature
of many values, `w=X|type=Y` for each word X around a cue; its weights are looked up by value.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import repeat
from sys import intern
from typing import Any

import msgspec

Facet = tuple[Any, ...]
Ends = tuple[str, ...]  # what stands before a value, and in parts what stands behind it
Spread = tuple[Ends, Collection[str]]
_ZEROS = repeat(0)  # the weight of a feature that a model does not know
_MOST = 30_000  # facets of which a model keeps the sum


class Features(msgspec.Struct, frozen=True):
    """All features of something that is weighed."""

    facets: Sequence[Facet]
    spreads: Sequence[Spread] = ()


def spell(features: Features) -> list[str]:
    """Return the features themselves, as the judge is trained on them."""
    told = [feature for make, *values in features.facets for feature in make(*values)]
    told += [f"{head}{value}{''.join(tail)}" for (head, *tail), values in features.spreads for value in values]
    return told


def name_features(*features: str) -> Features:
    """Return features that are spelled already."""
    return Features([(_name, features)])


def _name(features: tuple[str, ...]) -> tuple[str, ...]:
    return features


class Scale:
    """The weights of a model's features, whole numbers, ready to be added up."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        """Take the weights by feature."""
        self.sums = _Sums(weights)
        self._columns = _Columns(weights)

    def weigh(self, features: Features) -> int:
        """Return the sum of the weights of some features."""
        total, columns = sum(map(self.sums.__getitem__, features.facets)), self._columns
        for ends, values in features.spreads:
            if values:
                column = columns[ends]
                for value in values:
                    if value in column:
                        total += column[value]
        return total


class _Sums(dict[Facet, int]):
    """What the features of each facet weigh together; added up when a facet is first met."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, facet: Facet) -> int:
        """Add up the weights of a facet."""
        make, *values = facet
        if len(self) >= _MOST:
            self.clear()
        found = self[facet] = sum(map(self._weights.get, make(*values), _ZEROS))
        return found


class _Columns(dict[Ends, dict[str, int]]):
    """The weights of spreads: of each head and tail those of the values between them."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        super().__init__()
        self._weights = weights
        self._headed: dict[str, dict[str, int]] = {}

    def __missing__(self, ends: Ends) -> dict[str, int]:
        """Look through the weights for those of a head and tail."""
        head, tail = ends[0], "".join(ends[1:])
        headed = self._headed.get(head)
        if headed is None:
            headed = self._headed[head] = _cut(self._weights, str.startswith, head, slice(len(head), None))
        found = self[ends] = _cut(headed, str.endswith, tail, slice(-len(tail) if tail else None))
        return found


def _cut(weights: Mapping[str, int], has: Callable[[str, str], bool], end: str, rest: slice) -> dict[str, int]:
    """Return the weights of features that have an end, which is cut off."""
    return {intern(feature[rest]): weight for feature, weight in weights.items() if has(feature, end)}
