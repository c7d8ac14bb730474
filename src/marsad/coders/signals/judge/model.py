"""Linear models: weights by feature, shipped as data.

Weights have few decimals and are added up as whole numbers of the last one, so that a sum is the same in any order.
"""

import math
import struct
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from marsad.coders.signals.judge.facets import Features, Scale

DIGITS = 3  # decimals of a weight
_UNIT = 1000  # of the last decimal in one
_MOST = 50.0  # of a margin, either way
_WIDTH = 4  # bytes of a class's place in a number that holds the weights of all classes
_MIDDLE = 1 << (8 * _WIDTH - 1)
_SURE_TOPIC = 0.9  # chance of being on topic from which on a rule without doubt is believed sooner


def _count(weight: float) -> int:
    return round(weight * _UNIT)


def _pack(numbers: Iterable[int]) -> int:
    """Return one number that holds others, each in its place, so that all of them are added up at once."""
    return sum(number << (8 * _WIDTH * place) for place, number in enumerate(numbers))


class Linear(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A logistic model."""

    bias: float
    weights: dict[str, float]

    def weigh(self, features: Features, start: float = 0.0) -> float:
        """Return how likely what has the features is right, 0 to 1; `start` is added to the margin."""
        return squash(start + (self._bias + self._scale.weigh(features)) / _UNIT)

    @cached_property
    def _bias(self) -> int:
        return _count(self.bias)

    @cached_property
    def _scale(self) -> Scale:
        return Scale({feature: _count(weight) for feature, weight in self.weights.items()})


class Choice(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A model with a margin for each of several classes, each class against all others; `biases` names them."""

    biases: dict[str, float]
    weights: dict[str, dict[str, float]]

    @cached_property
    def _bias(self) -> int:
        """The biases as one number, with what keeps all of its places above zero."""
        return _pack(_count(bias) + _MIDDLE for bias in self.biases.values())

    @cached_property
    def _scale(self) -> Scale:
        rows = self.weights.items()
        return Scale({each: _pack(_count(row.get(name, 0.0)) for name in self.biases) for each, row in rows})

    def weigh(self, features: Features) -> dict[str, float]:
        """Return how likely each class is, the classes' chances adding up to 1."""
        packed = (self._bias + self._scale.weigh(features)).to_bytes(_WIDTH * len(self.biases), "little")
        margins = [(total - _MIDDLE) / _UNIT for total in struct.unpack(f"<{len(self.biases)}I", packed)]
        powers = [math.exp(margin if margin < _MOST else _MOST) for margin in margins]
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
    which are harder than the texts that the verdict was fitted to. `keep_noun` is the bound of an act that a noun
    names, of which pages of the press tell more than those texts do, `keep_named` that of blame, threats, promises and
    the like that a word names with nothing reported, though no rule doubts them: such words tell what things are, too.
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
    keep_noun: float
    keep_named: float
    keep_proven: float
    keep_topic: float
    scale: float = 1.0
    shift: float = 0.0

    def trust(self, verdict: float) -> float:
        """Return how likely a record with a verdict is right on pages that nobody tuned to."""
        return squash(self.scale * find_odds(verdict) + self.shift)

    def find_bound(self, *, kind: str, proven: bool, topic: float) -> float:
        """Return from what verdict on a record is kept: by what tells it ("noun" and "named" have bounds of their own),
        by whether its rule had no doubt, and how sure the topic is.
        """
        if not proven:
            return self.keep_noun if kind == "noun" else self.keep
        if kind == "named":
            return self.keep_named
        return self.keep_proven / 2 if topic >= _SURE_TOPIC else self.keep_proven


def squash(margin: float) -> float:
    """Return the logistic function of a margin."""
    return 1.0 / (1.0 + math.exp(-max(min(margin, _MOST), -_MOST)))


def find_odds(chance: float) -> float:
    """Return the log odds of a chance, bounded."""
    kept = min(max(chance, 0.001), 0.999)
    return math.log(kept / (1.0 - kept))


@cache
def load_judge() -> Judge:
    """Return the shipped models; raise msgspec.ValidationError when the file is damaged."""
    data = files("marsad.coders.signals.judge").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(data, type=Judge)
