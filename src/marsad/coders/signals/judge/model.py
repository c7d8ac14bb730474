"""Linear models: weights by feature, shipped as data.

Weights have few decimals and are added up as whole numbers of the last one, so that a sum is the same in any order.
"""

import math
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain, repeat

import msgspec

from marsad.coders.signals.judge.facets import Columns, Features, Sums

DIGITS = 3  # decimals of a weight
_UNIT = 1000  # of the last decimal in one
Row = tuple[int, ...]  # of weights, one a class
_ZEROS = repeat(0)  # the weight of a feature that a model does not know
_SURE_TOPIC = 0.9  # chance of being on topic from which on a rule without doubt is believed sooner


def _count(weight: float) -> int:
    return round(weight * _UNIT)


class Linear(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A logistic model."""

    bias: float
    weights: dict[str, float]

    def weigh(self, features: Features, start: float = 0.0) -> float:
        """Return how likely what has the features is right, 0 to 1; `start` is added to the margin."""
        total, columns = self._bias + sum(map(self._sums.__getitem__, features.facets)), self._columns
        for head, tail, values in features.spreads:
            if column := columns[head, tail]:
                total += sum(map(column.get, values, _ZEROS))
        return squash(start + total / _UNIT)

    @cached_property
    def _bias(self) -> int:
        return _count(self.bias)

    @cached_property
    def _counts(self) -> dict[str, int]:
        """The weights as whole numbers."""
        return {feature: _count(weight) for feature, weight in self.weights.items()}

    @cached_property
    def _sums(self) -> Sums[int]:
        """The weights of facets."""
        return Sums(self._add)

    def _add(self, features: Iterable[str]) -> int:
        return sum(map(self._counts.get, features, _ZEROS))

    @cached_property
    def _columns(self) -> Columns[int]:
        """The weights of spreads."""
        return Columns(self._counts)


class Choice(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A model with a margin for each of several classes, each class against all others; `biases` names them."""

    biases: dict[str, float]
    weights: dict[str, dict[str, float]]

    @cached_property
    def _bias(self) -> Row:
        return tuple(map(_count, self.biases.values()))

    @cached_property
    def _rows(self) -> dict[str, Row]:
        """The weights of each feature for all classes in order, so that columns of them are added up at once."""
        return {each: tuple(_count(row.get(name, 0.0)) for name in self.biases) for each, row in self.weights.items()}

    @cached_property
    def _sums(self) -> Sums[Row]:
        """The rows of facets, empty where a facet tells nothing."""
        return Sums(self._add)

    def _add(self, features: Iterable[str]) -> Row:
        rows = filter(None, map(self._rows.get, features))
        return tuple(map(sum, zip(*rows, strict=True)))

    @cached_property
    def _columns(self) -> Columns[Row]:
        """The rows of spreads."""
        return Columns(self._rows)

    def weigh(self, features: Features) -> dict[str, float]:
        """Return how likely each class is, the classes' chances adding up to 1."""
        spread = (map(self._columns[head, tail].get, values) for head, tail, values in features.spreads)
        rows = filter(None, chain(map(self._sums.__getitem__, features.facets), *spread))
        totals = map(sum, zip(self._bias, *rows, strict=True))
        powers = [math.exp(min(total / _UNIT, 50.0)) for total in totals]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.biases, powers, strict=True)}


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How likely a record is right in type and actors: the log odds of type, actors and topic, and features."""

    surety: float
    party: float
    topic: float
    linear: Linear

    def weigh(self, surety: float, party: float, topic: float, features: Features) -> float:
        """Return how likely a record is right."""
        margin = self.surety * find_odds(surety) + self.party * find_odds(party) + self.topic * find_odds(topic)
        return self.linear.weigh(features, margin)


class Judge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All models of the coder, from what chance on it looks closer, and from what confidence on a record is kept.

    `scale` and `shift` turn the log odds of a verdict into those of a confidence that holds on pages of the press,
    which are harder than the texts that the verdict was fitted to.
    """

    cue: Linear
    piece: Choice
    actor: Linear
    voice: Linear
    target: Linear
    topic: Linear
    verdict: Verdict
    look: float
    keep: float
    keep_proven: float
    keep_topic: float
    scale: float = 1.0
    shift: float = 0.0

    def trust(self, verdict: float) -> float:
        """Return how likely a record with a verdict is right on pages that nobody tuned to."""
        return squash(self.scale * find_odds(verdict) + self.shift)

    def find_bound(self, *, proven: bool, topic: float) -> float:
        """Return from what verdict on a record is kept, by whether its rule had no doubt and how sure the topic is."""
        if not proven:
            return self.keep
        return self.keep_proven / 2 if topic >= _SURE_TOPIC else self.keep_proven


def squash(margin: float) -> float:
    """Return the logistic function of a margin."""
    return 1.0 / (1.0 + math.exp(-max(min(margin, 50.0), -50.0)))


def find_odds(chance: float) -> float:
    """Return the log odds of a chance, bounded."""
    kept = min(max(chance, 0.001), 0.999)
    return math.log(kept / (1.0 - kept))


@cache
def load_judge() -> Judge:
    """Return the shipped models; raise msgspec.ValidationError when the file is damaged."""
    data = files("marsad.coders.signals.judge").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(data, type=Judge)
