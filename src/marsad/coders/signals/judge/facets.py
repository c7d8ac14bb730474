"""Features by what they hang on, so that the judge adds up most of their weights once and not for every candidate.

A feature is a string, `word=X|type=Y`. Those that hang on the same few values are a **facet**: the function that
spells them, and these values. Facets come again and again, so a model keeps the sum of each. A **spread** is a feature
of many values, `w=X|type=Y` for each word X around a cue; its weights are looked up by value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

Facet = tuple[Any, ...]
Spread = tuple[str, str, Iterable[str]]  # what stands before each value, what behind it, the values
Weight = TypeVar("Weight")
_MOST = 30_000  # facets of which a model keeps the sum


class Features(msgspec.Struct, frozen=True):
    """All features of something that is weighed."""

    facets: Sequence[Facet]
    spreads: Sequence[Spread] = ()


def spell(features: Features) -> list[str]:
    """Return the features themselves, as the judge is trained on them."""
    told = [feature for make, *values in features.facets for feature in make(*values)]
    told += [f"{head}{value}{tail}" for head, tail, values in features.spreads for value in values]
    return told


def name_features(*features: str) -> Features:
    """Return features that are spelled already."""
    return Features([(_name, features)])


def _name(features: tuple[str, ...]) -> tuple[str, ...]:
    return features


class Sums(dict[Facet, Weight]):
    """What the features of each facet weigh together; added up when a facet is first met."""

    def __init__(self, add: Callable[[Iterable[str]], Weight]) -> None:
        """Take what adds up the weights of some features."""
        super().__init__()
        self._add = add

    def __missing__(self, facet: Facet) -> Weight:
        """Add up the weights of a facet."""
        make, *values = facet
        if len(self) >= _MOST:
            self.clear()
        found = self[facet] = self._add(make(*values))
        return found


class Columns(dict[tuple[str, str], dict[str, Weight]]):
    """The weights of spreads: of each head and tail those of the values between them."""

    def __init__(self, weights: Mapping[str, Weight]) -> None:
        """Take the weights by feature."""
        super().__init__()
        self._weights = weights
        self._headed: dict[str, dict[str, Weight]] = {}

    def __missing__(self, ends: tuple[str, str]) -> dict[str, Weight]:
        """Look through the weights for those of a head and tail."""
        head, tail = ends
        headed = self._headed.get(head)
        if headed is None:
            headed = self._headed[head] = _cut(self._weights, str.startswith, head, slice(len(head), None))
        found = self[ends] = _cut(headed, str.endswith, tail, slice(-len(tail) if tail else None))
        return found


def _cut(weights: Mapping[str, Weight], has: Callable[[str, str], bool], end: str, rest: slice) -> dict[str, Weight]:
    """Return the weights of features that have an end, which is cut off."""
    return {feature[rest]: weight for feature, weight in weights.items() if has(feature, end)}
