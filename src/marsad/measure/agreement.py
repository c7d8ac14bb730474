"""How far two annotation files of the same documents agree, neither of them being right by definition."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from marsad.measure.annotation import Annotation, Document, SignalNote
from marsad.measure.confusion import NONE
from marsad.measure.count import Count
from marsad.measure.locate import Ground, make_ground
from marsad.measure.matching import Item, fold_modality, make_items, match_places, match_signals
from marsad.measure.score import make_scores

Labels = tuple[str, str]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement between a left and a right reader.

    `left_as_gold` and `right_as_gold` give each layer's counts both ways (F1 is the same, precision and recall
    change places). `type_kappa` is Cohen's kappa on signal types over units: signals that stand together, signals
    alone (type against none), and sentences where neither has one. `modality_kappa` is over matched signals.
    """

    documents: int
    left_as_gold: dict[str, Count]
    right_as_gold: dict[str, Count]
    type_kappa: float | None
    type_units: int
    modality_kappa: float | None
    modality_units: int


def make_agreement(documents: Sequence[Document], left: Sequence[Annotation], right: Sequence[Annotation]) -> Agreement:
    """Return the agreement on the documents that both files hold and whose text is given."""
    texts = {document.id: document.text for document in documents}
    others = {annotation.id: annotation for annotation in right}
    both = [(one, others[one.id]) for one in left if one.id in others and one.id in texts]
    grounds = {one.id: make_ground(texts[one.id]) for one, _ in both}
    types = [pair for one, other in both for pair in _pair_types(grounds[one.id], one, other)]
    modalities = [pair for one, other in both for pair in _pair_modalities(grounds[one.id], one, other)]
    lefts, rights = [one for one, _ in both], [other for _, other in both]
    return Agreement(
        documents=len(both),
        left_as_gold=make_scores(documents, lefts, rights).layers,
        right_as_gold=make_scores(documents, rights, lefts).layers,
        type_kappa=make_kappa(types),
        type_units=len(types),
        modality_kappa=make_kappa(modalities),
        modality_units=len(modalities),
    )


def make_kappa(pairs: Iterable[Labels]) -> float | None:
    """Return Cohen's kappa of the labels two readers gave to the same units (Cohen 1960).

    (observed - expected) / (1 - expected); None without units, and when both readers gave one label throughout, where
    chance alone explains everything and kappa is undefined.
    """
    counts = Counter(pairs)
    total = counts.total()
    if not total:
        return None
    lefts, rights = Counter[str](), Counter[str]()
    for (left, right), count in counts.items():
        lefts[left] += count
        rights[right] += count
    agreed = sum(count for (left, right), count in counts.items() if left == right)
    chance = sum(lefts[label] * rights[label] for label in lefts)
    whole = total * total
    return None if chance == whole else (agreed * total - chance) / (whole - chance)


def make_weighted_kappa(pairs: Iterable[tuple[int, int]]) -> float | None:
    """Return the weighted kappa of the levels that two readers gave to the same units (Cohen 1968).

    A disagreement counts by its distance on the scale (linear weights: stricter with near misses than quadratic ones).
    None without units, and when both readers gave one level throughout.
    """
    given = list(pairs)
    seen = sum(abs(left - right) for left, right in given)
    lefts, rights = Counter(left for left, _ in given), Counter(right for _, right in given)
    chance = sum(abs(left - right) * lefts[left] * rights[right] for left in lefts for right in rights)
    return 1 - seen * len(given) / chance if chance else None


def _pair_types(ground: Ground, left: Annotation, right: Annotation) -> list[Labels]:
    lefts, rights = _find_hard(ground, left), _find_hard(ground, right)
    beside = match_places(lefts, rights)
    together = [(pair.gold.note.type, pair.pred.note.type) for pair in beside.pairs]
    alone = [(item.note.type, NONE) for item in beside.missed] + [(NONE, item.note.type) for item in beside.false]
    spoken = {item.place.sentence for item in (*lefts, *rights) if item.place}
    return together + alone + [(NONE, NONE)] * max(0, len(ground.starts) - len(spoken))


def _find_hard(ground: Ground, annotation: Annotation) -> tuple[Item[SignalNote], ...]:
    return tuple(item for item in make_items(ground, annotation.signals) if not item.note.soft)


def _pair_modalities(ground: Ground, left: Annotation, right: Annotation) -> list[Labels]:
    matched = match_signals(ground, left.signals, right.signals).pairs
    return [(fold_modality(pair.gold.note.modality), fold_modality(pair.pred.note.modality)) for pair in matched]
