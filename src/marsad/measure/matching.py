"""Which items of two annotations are the same item: one to one, by fixed rules.

Within a document the evidence must lie in the same or a neighbouring sentence (statements: in the same). Signals agree
in type and in at least half of their actors; figures in value; dates in value, on overlapping words. Of all one-to-one
matchings the one with most pairs of hard items is taken, then with most soft ones, then the closest in the rest.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

import msgspec

from marsad.measure.annotation import DateNote, FigureNote, Note, SignalNote, StatementNote, find_codes
from marsad.measure.assignment import find_assignment
from marsad.measure.iso import make_days
from marsad.measure.locate import Ground, Place, find_places, make_skeleton

RECIPROCAL = frozenset({"talks", "agreement", "backchannel"})
HARD_WEIGHT, SOFT_WEIGHT, CLOSEST = 10**12, 10**6, 999

N = TypeVar("N", bound=Note)


class Item(msgspec.Struct, Generic[N], frozen=True, kw_only=True):
    """A note and where it stands; `place` is None when its words are not in the text."""

    note: N
    place: Place | None


class Pair(msgspec.Struct, Generic[N], frozen=True, kw_only=True):
    """A gold item and the predicted item taken for it."""

    gold: Item[N]
    pred: Item[N]


class Matching(msgspec.Struct, Generic[N], frozen=True, kw_only=True):
    """What became of each item of one layer of one document.

    `pairs` are hard on both sides. `missed` gold and `false` predictions are hard and unpaired. Soft items, and what
    is paired with one, appear in `ignored` (predictions) only: they neither reward nor punish.
    """

    pairs: tuple[Pair[N], ...]
    missed: tuple[Item[N], ...]
    false: tuple[Item[N], ...]
    ignored: tuple[Item[N], ...]


Fit = Callable[[Item[N], Item[N]], int | None]


def match_statements(
    ground: Ground, gold: Sequence[StatementNote], pred: Sequence[StatementNote]
) -> Matching[StatementNote]:
    """Match statements: the content begins in the same sentence."""
    return _match(ground, gold, pred, _fit_statement)


def match_signals(ground: Ground, gold: Sequence[SignalNote], pred: Sequence[SignalNote]) -> Matching[SignalNote]:
    """Match signals: same type, half of the actors, same or neighbouring sentence."""
    return _match(ground, gold, pred, _fit_signal)


def match_figures(ground: Ground, gold: Sequence[FigureNote], pred: Sequence[FigureNote]) -> Matching[FigureNote]:
    """Match figures: same value, same or neighbouring sentence."""
    return _match(ground, gold, pred, _fit_figure)


def match_dates(ground: Ground, gold: Sequence[DateNote], pred: Sequence[DateNote]) -> Matching[DateNote]:
    """Match dates: same value (null counts as one), overlapping words."""
    return _match(ground, gold, pred, _fit_date)


def match_places(left: Sequence[Item[SignalNote]], right: Sequence[Item[SignalNote]]) -> Matching[SignalNote]:
    """Match signals by where they stand alone, whatever their type, preferring equal ones: for confusions and kappa."""
    return _match_items(left, right, _fit_unit)


def make_items(ground: Ground, notes: Sequence[N]) -> tuple[Item[N], ...]:
    """Return the notes with their places."""
    return tuple(Item(note=note, place=place) for note, place in zip(notes, find_places(ground, notes), strict=True))


def overlap_half(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two sets share at least half of their union, or are both empty."""
    return 2 * len(left & right) >= len(left | right)


def find_parties(note: SignalNote) -> frozenset[str]:
    """Return the actors of a signal, with the targets where the type is reciprocal."""
    actors = find_codes(note.actors)
    return actors | find_codes(note.targets) if note.type in RECIPROCAL else actors


def agree_targets(gold: SignalNote, pred: SignalNote) -> bool:
    """Tell whether targets overlap by half or are both empty."""
    return overlap_half(find_codes(gold.targets), find_codes(pred.targets))


def fold_modality(modality: str | None) -> str:
    """Return the modality with `possible` and `conditional` as one."""
    return "conditional" if modality == "possible" else modality or "actual"


def make_value(value: str | None) -> tuple[date, date] | str | None:
    """Return the days of an ISO value, so that two spellings of one interval are equal; else the words themselves."""
    return None if value is None else make_days(value) or value.strip()


def _match(ground: Ground, gold: Sequence[N], pred: Sequence[N], fit: Fit[N]) -> Matching[N]:
    return _match_items(make_items(ground, gold), make_items(ground, pred), fit)


def _match_items(golds: Sequence[Item[N]], preds: Sequence[Item[N]], fit: Fit[N]) -> Matching[N]:
    weights: dict[tuple[int, int], int] = {}
    for row, left in enumerate(golds):
        for column, right in enumerate(preds):
            closeness = fit(left, right)
            if closeness is not None:
                soft = left.note.soft or right.note.soft
                weights[row, column] = (SOFT_WEIGHT if soft else HARD_WEIGHT) + min(closeness, CLOSEST)
    return _sort_out(golds, preds, find_assignment(weights))


def _sort_out(golds: Sequence[Item[N]], preds: Sequence[Item[N]], chosen: tuple[tuple[int, int], ...]) -> Matching[N]:
    pairs = tuple(Pair(gold=golds[row], pred=preds[column]) for row, column in chosen)
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    loose = [item for column, item in enumerate(preds) if column not in columns]
    blank = [pair for pair in pairs if pair.gold.note.soft or pair.pred.note.soft]
    return Matching(
        pairs=tuple(pair for pair in pairs if pair not in blank),
        missed=tuple(item for row, item in enumerate(golds) if row not in rows and not item.note.soft),
        false=tuple(item for item in loose if not item.note.soft),
        ignored=tuple([pair.pred for pair in blank] + [item for item in loose if item.note.soft]),
    )


def _measure_distance(left: Item[N], right: Item[N]) -> int | None:
    """Return how many sentences lie between two items' beginnings; None when one stands nowhere."""
    if left.place is None or right.place is None:
        return None
    return abs(left.place.sentence - right.place.sentence)


def _measure_nearness(left: Item[N], right: Item[N]) -> int:
    """Return 0 to 99, greater when the items begin closer together."""
    if left.place is None or right.place is None:
        return 0
    return max(0, 99 - abs(left.place.start - right.place.start) // 4)


def _fit_statement(gold: Item[StatementNote], pred: Item[StatementNote]) -> int | None:
    if _measure_distance(gold, pred) != 0:
        return None
    same = overlap_half(find_codes(gold.note.actor), find_codes(pred.note.actor))
    return 50 * same + 9 * _measure_nearness(gold, pred)


def _fit_signal(gold: Item[SignalNote], pred: Item[SignalNote]) -> int | None:
    distance = _measure_distance(gold, pred)
    if distance is None or distance > 1 or gold.note.type != pred.note.type:
        return None
    if not overlap_half(find_parties(gold.note), find_parties(pred.note)):
        return None
    return _measure_likeness(gold, pred)


def _measure_likeness(gold: Item[SignalNote], pred: Item[SignalNote]) -> int:
    same_sentence = 300 * (_measure_distance(gold, pred) == 0)
    same_modality = 200 * (fold_modality(gold.note.modality) == fold_modality(pred.note.modality))
    return same_sentence + same_modality + 200 * agree_targets(gold.note, pred.note) + _measure_nearness(gold, pred)


def _fit_unit(left: Item[SignalNote], right: Item[SignalNote]) -> int | None:
    distance = _measure_distance(left, right)
    if distance is None or distance > 1:
        return None
    shared = overlap_half(find_parties(left.note), find_parties(right.note))
    if distance == 1 and not shared:
        return None  # a neighbour's signal by another actor is another signal, not the same one misread
    same_type = left.note.type == right.note.type
    return 400 * (same_type and shared) + 250 * shared + 150 * (distance == 0) + _measure_nearness(left, right)


def _fit_figure(gold: Item[FigureNote], pred: Item[FigureNote]) -> int | None:
    distance = _measure_distance(gold, pred)
    if distance is None or distance > 1 or gold.note.value != pred.note.value:
        return None
    same_unit = gold.note.unit == pred.note.unit
    return 300 * (distance == 0) + 200 * same_unit + _measure_nearness(gold, pred)


def _fit_date(gold: Item[DateNote], pred: Item[DateNote]) -> int | None:
    if make_value(gold.note.value) != make_value(pred.note.value) or not _share_words(gold, pred):
        return None
    return _measure_nearness(gold, pred)


def _share_words(gold: Item[DateNote], pred: Item[DateNote]) -> bool:
    if gold.place is not None and pred.place is not None:
        return gold.place.start < pred.place.end and pred.place.start < gold.place.end
    left, right = make_skeleton(gold.note.text), make_skeleton(pred.note.text)
    return bool(left and right) and (left in right or right in left)
