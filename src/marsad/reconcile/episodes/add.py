"""Adding tellings: file them, find what may be the same act, judge each pair."""

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from marsad.model.episode import Telling
from marsad.model.story import Judgement
from marsad.reconcile.episodes.compare import Opinion, make_judgement, weigh
from marsad.reconcile.episodes.index import Index


class Weighed(NamedTuple):
    """What the rule finds of the tellings of two records, the lesser one on the left."""

    left: str
    right: str
    opinion: Opinion


def add_tellings(index: Index, tellings: Iterable[Telling]) -> tuple[Judgement, ...]:
    """File a batch and return its judgements by pair, the same in whatever order the batch comes."""
    return tuple(make_judgement(*each) for each in weigh_tellings(index, tellings))


def weigh_tellings(index: Index, tellings: Iterable[Telling]) -> list[Weighed]:
    """File a batch as `add_tellings` does and return what its judgements say, for who needs no more of them."""
    fresh = {telling.record: telling for telling in tellings}
    for record in sorted(fresh):
        index.put(fresh[record])
    weighing = _Weighing(index)
    found: dict[tuple[str, str], Opinion | None] = {}
    for record in sorted(fresh, key=index.find_wording):  # near copies one after the other
        for other in index.find_candidates(fresh[record]):
            pair = (record, other.record) if record < other.record else (other.record, record)
            if pair not in found:
                found[pair] = weighing.weigh(*pair)
    return [Weighed(*pair, opinion) for pair, opinion in sorted(found.items(), key=itemgetter(0)) if opinion]


class _Weighing:
    """Weighs pairs of an index; what tellings of two articles say is weighed once, however many copies say it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._opinions: dict[tuple[int, int], Opinion | None] = {}

    def weigh(self, one: str, other: str) -> Opinion | None:
        """Return what the rule finds of the tellings of two records, the lesser one first."""
        left, right = self._index.get(one), self._index.get(other)
        return weigh(left, right) if left.article == right.article else self._recall(left, right)

    def _recall(self, left: Telling, right: Telling) -> Opinion | None:
        said = self._index.find_wording(left.record), self._index.find_wording(right.record)
        if said not in self._opinions:
            self._opinions[said] = weigh(left, right)
        return self._opinions[said]
