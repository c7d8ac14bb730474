"""Adding tellings: file them, find what may be the same act, judge each pair."""

from collections.abc import Iterable

from marsad.model.episode import Telling
from marsad.model.story import Judgement
from marsad.reconcile.episodes.compare import judge
from marsad.reconcile.episodes.index import Index


def add_tellings(index: Index, tellings: Iterable[Telling]) -> tuple[Judgement, ...]:
    """File a batch and return its judgements by pair, the same in whatever order the batch comes."""
    fresh = {telling.record: telling for telling in tellings}
    for record in sorted(fresh):
        index.put(fresh[record])
    found: dict[tuple[str, str], Judgement | None] = {}
    for record in sorted(fresh):
        for other in index.find_candidates(fresh[record]):
            pair = min(record, other.record), max(record, other.record)
            if pair not in found:
                found[pair] = judge(fresh[record], other)
    return tuple(judgement for _, judgement in sorted(found.items()) if judgement is not None)
