"""Adding tellings: file them, find what may be the same act, judge each pair."""

from collections.abc import Iterable

from marsad.model.episode import Telling
from marsad.model.story import Judgement
from marsad.reconcile.episodes.compare import Opinion, make_judgement, weigh
from marsad.reconcile.episodes.index import Index


def add_tellings(index: Index, tellings: Iterable[Telling]) -> tuple[Judgement, ...]:
    """File a batch and return its judgements by pair, the same in whatever order the batch comes."""
    fresh = {telling.record: telling for telling in tellings}
    for record in sorted(fresh):
        index.put(fresh[record])
    weighing = _Weighing(index)
    found: dict[tuple[str, str], Judgement | None] = {}
    for record in sorted(fresh, key=index.find_wording):  # near copies one after the other
        for other in index.find_candidates(fresh[record]):
            pair = min(record, other.record), max(record, other.record)
            if pair not in found:
                found[pair] = weighing.judge(*pair)
    return tuple(judgement for _, judgement in sorted(found.items()) if judgement is not None)


class _Weighing:
    """Judges pairs of an index; what tellings of two articles say is weighed once, however many copies say it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._opinions: dict[tuple[int, int], Opinion | None] = {}

    def judge(self, one: str, other: str) -> Judgement | None:
        """Return what the rule says of the tellings of two records, the lesser one first."""
        left, right = self._index.get(one), self._index.get(other)
        opinion = weigh(left, right) if left.article == right.article else self._recall(left, right)
        return opinion and make_judgement(left, right, opinion)

    def _recall(self, left: Telling, right: Telling) -> Opinion | None:
        said = self._index.find_wording(left.record), self._index.find_wording(right.record)
        if said not in self._opinions:
            self._opinions[said] = weigh(left, right)
        return self._opinions[said]
