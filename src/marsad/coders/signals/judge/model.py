"""Linear models: weights by feature, shipped as data."""

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec


class Linear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic model; `scale` and `shift` map its margin to a calibrated one."""

    bias: float
    weights: dict[str, float]
    scale: float = 1.0
    shift: float = 0.0

    def weigh(self, features: Iterable[str]) -> float:
        """Return how likely what has the features is right, 0 to 1."""
        get = self.weights.get
        margin = self.bias + math.fsum(get(feature, 0.0) for feature in features)
        return squash(self.scale * margin + self.shift)


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model with a margin for each of several classes, each class against all others; `biases` names them."""

    biases: dict[str, float]
    weights: dict[str, dict[str, float]]
    scale: float = 1.0
    shift: float = 0.0

    def weigh(self, features: Iterable[str]) -> dict[str, float]:
        """Return how likely each class is, the classes' chances adding up to 1."""
        margins = dict(self.biases)
        for feature in features:
            for name, weight in self.weights.get(feature, {}).items():
                margins[name] += weight
        powers = {name: math.exp(min(self.scale * margin, 50.0)) for name, margin in margins.items()}
        total = math.fsum(powers.values())
        return {name: power / total for name, power in powers.items()}


class Judge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All models of the coder, and from what sureness on a record is kept."""

    cue: Linear
    piece: Choice
    actor: Linear
    target: Linear
    keep_cue: float
    keep_piece: float


def squash(margin: float) -> float:
    """Return the logistic function of a margin."""
    return 1.0 / (1.0 + math.exp(-max(min(margin, 50.0), -50.0)))


@cache
def load_judge() -> Judge:
    """Return the shipped models; raise msgspec.ValidationError when the file is damaged."""
    data = files("marsad.coders.signals.judge").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(data, type=Judge)
