"""Train the judge and write its weights: `make train`."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from marsad.sources.files import make_line_capture
from marsad.extract import extract_article
from marsad.pipeline import find_all
from train.label import Samples, label_text
from train.load import HERE, Text, load_texts

OUT = HERE.parent / "src" / "marsad" / "coders" / "signals" / "judge" / "weights.json"
FOLDS = 5


def make_samples(texts: Sequence[Text]) -> Samples:
    out = Samples()
    for number, text in enumerate(texts):
        capture = make_line_capture({"id": text.id, "text": text.text, "extracted": text.published}, "-")
        label_text(number, text, find_all(extract_article(capture)), out)
    return out


def as_dicts(rows):
    return [dict.fromkeys(features, 1.0) for _, features, _ in rows]


def fit(rows, strength: float, least: int):
    counts: dict[str, int] = {}
    for _, features, _ in rows:
        for feature in set(features):
            counts[feature] = counts.get(feature, 0) + 1
    keep = {feature for feature, count in counts.items() if count >= least}
    dicts = [{f: 1.0 for f in features if f in keep} for _, features, _ in rows]
    vec = DictVectorizer(sparse=True)
    X = vec.fit_transform(dicts)
    y = np.array([label for _, _, label in rows])
    groups = np.array([number for number, _, _ in rows])
    classes = sorted(set(y.tolist()))
    out = np.zeros((len(y), len(classes)))
    for train, test in GroupKFold(FOLDS).split(X, y, groups):
        model = LogisticRegression(C=strength, max_iter=2000, solver="lbfgs").fit(X[train], y[train])
        proba = model.predict_proba(X[test])
        for column, name in enumerate(model.classes_.tolist()):
            out[test, classes.index(name)] = proba[:, column]
    model = LogisticRegression(C=strength, max_iter=2000, solver="lbfgs").fit(X, y)
    return model, vec, classes, out, y


def best_threshold(p: np.ndarray, y: np.ndarray) -> tuple[float, float, float, float]:
    best = (0.0, 0.5, 0.0, 0.0)
    for threshold in np.arange(0.15, 0.8, 0.025):
        said = p >= threshold
        right = (said & (y == 1)).sum()
        precision, recall = right / max(said.sum(), 1), right / max((y == 1).sum(), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        if f1 > best[0]:
            best = (f1, float(threshold), float(precision), float(recall))
    return best


def linear(model, vec, prune=0.02) -> dict[str, Any]:
    weights = {name: round(float(w), 3) for name, w in zip(vec.feature_names_, model.coef_[0]) if abs(w) >= prune}
    return {"bias": round(float(model.intercept_[0]), 4), "weights": dict(sorted(weights.items()))}


def choice(model, vec, prune=0.02) -> dict[str, Any]:
    names = model.classes_.tolist()
    weights: dict[str, dict[str, float]] = {}
    for column, feature in enumerate(vec.feature_names_):
        row = {n: round(float(model.coef_[i][column]), 3) for i, n in enumerate(names) if abs(model.coef_[i][column]) >= prune}
        if row:
            weights[feature] = row
    return {
        "biases": {n: round(float(b), 4) for n, b in zip(names, model.intercept_)},
        "weights": dict(sorted(weights.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the judge.")
    parser.add_argument("--texts", type=Path, nargs="*", default=[HERE / "texts"])
    parser.add_argument("--missed", action="store_true", help="list the signals that have no proposal")
    parser.add_argument("--check", action="store_true", help="count proposals only, train nothing")
    options = parser.parse_args()
    texts = [text for folder in options.texts for text in load_texts(folder)]
    samples = make_samples(texts)
    print(len(texts), "texts", samples.golds, "signals", len(samples.missed), "without a proposal")
    if options.missed:
        for name, gold in samples.missed:
            print("  ", name, gold.type, gold.actors, gold.at)
    if options.check:
        return
    judge: dict[str, Any] = {}
    for name in ("cue", "actor", "target"):
        model, vec, _, p, y = fit(getattr(samples, name), 0.3, 2)
        f1, threshold, precision, recall = best_threshold(p[:, 1], y)
        print(f"{name}: {len(y)} samples, {int(y.sum())} right; F1 {f1:.3f} at {threshold:.3f} (P {precision:.3f} R {recall:.3f})")
        judge[name] = linear(model, vec)
        if name == "cue":
            judge["keep_cue"] = round(threshold, 3)
    model, vec, classes, p, y = fit(samples.piece, 0.3, 2)
    judge["piece"] = choice(model, vec)
    none = classes.index("none")
    rest = [i for i in range(len(classes)) if i != none]
    top = p[:, rest].argmax(1)
    best = (0, 0.3)
    for threshold in np.arange(0.15, 0.8, 0.025):
        said = p[:, rest].max(1) >= threshold
        right = sum(1 for s, t, g in zip(said, top, y) if s and classes[rest[t]] == g)
        precision, recall = right / max(said.sum(), 1), right / max((y != "none").sum(), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        if f1 > best[0]:
            best = (f1, float(threshold), precision, recall)
    print(f"piece: {len(y)} samples, {(y != 'none').sum()} acts; F1 {best[0]:.3f} at {best[1]:.3f} (P {best[2]:.3f} R {best[3]:.3f})")
    judge["keep_piece"] = round(best[1], 3)
    OUT.write_text(json.dumps(judge, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print("written", OUT.name, OUT.stat().st_size)


if __name__ == "__main__":
    main()
