"""What signals were taken for what: the list to work down when a coder is to be improved."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from marsad.measure.annotation import SignalNote, find_codes
from marsad.measure.locate import Ground
from marsad.measure.matching import Item, Matching, match_places

NONE = "none"
SNIPPET = 90
EXAMPLES = 3


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One signal that went wrong.

    `gold` and `pred` are types, `none` for a miss or a false alarm; equal types mean that the actors differ.
    """

    document: str
    gold: str
    pred: str
    gold_actors: tuple[str, ...] = ()
    pred_actors: tuple[str, ...] = ()
    rule: str | None = None
    snippet: str = ""


class Confusion(msgspec.Struct, frozen=True, kw_only=True):
    """All cases of one gold type taken for one predicted type. `cost` counts the errors: a swap is two, else one."""

    gold: str
    pred: str
    count: int
    cost: int
    examples: tuple[Case, ...]


def find_cases(document: str, ground: Ground, matching: Matching[SignalNote]) -> tuple[Case, ...]:
    """Return the cases of one document: misses paired with the false alarms that stand in their place."""
    beside = match_places(matching.missed, matching.false)
    swaps = [_make_case(document, ground, pair.gold, pair.pred) for pair in beside.pairs]
    misses = [_make_case(document, ground, item, None) for item in beside.missed]
    alarms = [_make_case(document, ground, None, item) for item in beside.false]
    return tuple(swaps + misses + alarms)


def make_confusions(cases: Iterable[Case]) -> tuple[Confusion, ...]:
    """Return the cases grouped by gold and predicted type, costliest first."""
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        groups.setdefault((case.gold, case.pred), []).append(case)
    made = [_make_confusion(gold, pred, group) for (gold, pred), group in groups.items()]
    return tuple(sorted(made, key=lambda one: (-one.cost, one.gold, one.pred)))


def count_rules(cases: Iterable[Case]) -> tuple[tuple[str, int], ...]:
    """Return how many wrong predictions each rule made, worst first; predictions without a rule are left out."""
    counts = Counter(case.rule for case in cases if case.rule)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _make_confusion(gold: str, pred: str, group: Sequence[Case]) -> Confusion:
    errors = (gold != NONE) + (pred != NONE)
    return Confusion(gold=gold, pred=pred, count=len(group), cost=errors * len(group), examples=tuple(group[:EXAMPLES]))


def _make_case(document: str, ground: Ground, gold: Item[SignalNote] | None, pred: Item[SignalNote] | None) -> Case:
    return Case(
        document=document,
        gold=gold.note.type if gold else NONE,
        pred=pred.note.type if pred else NONE,
        gold_actors=_sort_codes(gold),
        pred_actors=_sort_codes(pred),
        rule=pred.note.rule if pred else None,
        snippet=_cut_snippet(ground, gold or pred),
    )


def _sort_codes(item: Item[SignalNote] | None) -> tuple[str, ...]:
    return tuple(sorted(code.upper() for code in find_codes(item.note.actors))) if item else ()


def _cut_snippet(ground: Ground, item: Item[SignalNote] | None) -> str:
    if item is None:
        return ""
    words = item.note.words if item.place is None else ground.text[item.place.start : item.place.start + SNIPPET]
    return " ".join(words.split())[:SNIPPET]
