"""Fit linear models to samples and turn them into shipped weights."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from marsad.coders.signals.judge.model import DIGITS, Choice, Judge, Linear, Verdict
from train.label import Samples

Row = tuple[int, list[str], Any]
STRENGTH = {
    "cue": 0.1,
    "piece": 0.2,
    "actor": 0.1,
    "voice": 0.1,
    "target": 0.1,
    "topic": 0.1,
    "verdict": 0.1,
}  # inverse penalties
LEAST = 2  # texts that a feature must occur in
PRUNE = 0.03  # weights smaller than this are left out
# bounds, set on the gold texts and the seen pages of evals
KEEP, KEEP_NOUN, KEEP_NAMED, KEEP_PROVEN, KEEP_TOPIC = 0.62, 0.45, 0.35, 0.25, 0.5
SCALE, SHIFT = 0.6, -0.32  # of confidence, from `python -m evals.trust`
LOOK = 0.3  # chance from which on the judge looks closer
_ODDS = ("odds.surety", "odds.party", "odds.topic")
Chance = tuple[tuple[float, float, float], list[str], bool]  # log odds of type, actors and topic; features; right?


def fit_judge(samples: Samples, texts: frozenset[int] | None = None) -> Judge:
    """Return a judge fitted to the samples of some texts (all by default), its bounds not yet tuned."""
    apt = samples.on_topic if texts is None else samples.on_topic & texts
    return Judge(
        cue=fit_linear("cue", choose_rows(samples.cue, apt)),
        piece=fit_choice(choose_rows(samples.piece, apt)),
        actor=fit_linear("actor", choose_rows(samples.actor, texts)),
        voice=fit_linear("voice", choose_rows(samples.voice, texts)),
        target=fit_linear("target", choose_rows(samples.target, texts)),
        topic=fit_linear("topic", choose_rows(samples.topic, texts)),
        verdict=Verdict(surety=1.0, party=0.0, topic=0.0, linear=Linear(bias=0.0, weights={})),
        look=LOOK,
        keep=KEEP,
        keep_noun=KEEP_NOUN,
        keep_named=KEEP_NAMED,
        keep_proven=KEEP_PROVEN,
        keep_topic=KEEP_TOPIC,
        scale=SCALE,
        shift=SHIFT,
    )


def choose_rows(rows: Sequence[Row], texts: frozenset[int] | None) -> list[Row]:
    """Return the samples of some texts."""
    return [row for row in rows if texts is None or row[0] in texts]


def fit_linear(name: str, rows: Sequence[Row]) -> Linear:
    """Return a logistic model of samples labelled 0 and 1."""
    model, names = _fit(name, rows)
    weights = _round(names, model.coef_[0])
    return Linear(bias=round(float(model.intercept_[0]), DIGITS), weights=weights)


def fit_choice(rows: Sequence[Row]) -> Choice:
    """Return a model of samples labelled with one of several classes."""
    model, names = _fit("piece", rows)
    weights: dict[str, dict[str, float]] = {}
    for index, label in enumerate(model.classes_.tolist()):
        for feature, weight in _round(names, model.coef_[index]).items():
            weights.setdefault(feature, {})[label] = weight
    biases = {
        label: round(float(bias), DIGITS) for label, bias in zip(model.classes_.tolist(), model.intercept_, strict=True)
    }
    return Choice(biases=biases, weights=dict(sorted(weights.items())))


def fit_verdict(rows: Sequence[Chance]) -> Verdict:
    """Return how confidence follows from the odds of type, actors and topic, and from features of the record."""
    counts = Counter(feature for row in rows for feature in set(row[1]))
    dicts = [
        {feature: 1.0 for feature in features if counts[feature] >= LEAST} | dict(zip(_ODDS, odds, strict=True))
        for odds, features, _ in rows
    ]
    vectors = DictVectorizer(sparse=True)
    model = LogisticRegression(C=STRENGTH["verdict"], max_iter=3000)
    model.fit(vectors.fit_transform(dicts), np.array([right for _, _, right in rows]))
    weights = _round(vectors.feature_names_, model.coef_[0])
    odds = {name: weights.pop(name, 0.0) for name in _ODDS}
    linear = Linear(bias=round(float(model.intercept_[0]), DIGITS), weights=weights)
    return Verdict(surety=odds["odds.surety"], party=odds["odds.party"], topic=odds["odds.topic"], linear=linear)


def _fit(name: str, rows: Sequence[Row]) -> tuple[LogisticRegression, list[str]]:
    counts = Counter(feature for _, features, _ in rows for feature in set(features))
    dicts = [{feature: 1.0 for feature in features if counts[feature] >= LEAST} for _, features, _ in rows]
    vectors = DictVectorizer(sparse=True)
    data = vectors.fit_transform(dicts)
    model = LogisticRegression(C=STRENGTH[name], max_iter=3000)
    model.fit(data, np.array([label for _, _, label in rows]))
    return model, vectors.feature_names_


def _round(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    found = zip(names, weights, strict=True)
    return {name: round(float(weight), DIGITS) for name, weight in found if abs(weight) >= PRUNE}
