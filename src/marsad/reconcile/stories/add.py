"""Adding articles: file them, find what they may be copies of, judge each pair."""

from collections import defaultdict
from collections.abc import Iterable
from heapq import nsmallest

from marsad.model.story import Judgement
from marsad.reconcile.stories.base import TraceStore
from marsad.reconcile.stories.compare import judge
from marsad.reconcile.stories.trace import Trace, make_keys, make_queries

MOST_COMPARED = 24  # traces that one is compared with, the likeliest first


def add_traces(store: TraceStore, traces: Iterable[Trace]) -> tuple[Judgement, ...]:
    """File a batch and return its judgements by pair, the same in whatever order the batch comes.

    Articles that the store keeps already are left out, so a batch may be added again after a crash.
    """
    fresh = {trace.article: trace for trace in traces if store.get(trace.article) is None}
    for article in sorted(fresh):
        store.put(fresh[article], make_keys(fresh[article]))
    found: dict[tuple[str, str], Judgement | None] = {}
    for article in sorted(fresh):
        for other in find_candidates(store, fresh[article]):
            pair = min(article, other.article), max(article, other.article)
            if pair not in found:
                found[pair] = judge(fresh[article], other)
    return tuple(judgement for _, judgement in sorted(found.items()) if judgement is not None)


def rebuild(store: TraceStore, traces: Iterable[Trace]) -> None:
    """File traces into an empty store, in any order, without judging anything anew."""
    for trace in traces:
        store.put(trace, make_keys(trace))


def find_candidates(store: TraceStore, trace: Trace) -> list[Trace]:
    """Return the kept traces that share keys with one, rare keys weighing more, the likeliest first."""
    weights: defaultdict[str, float] = defaultdict(float)
    for key in make_queries(trace):
        filed = store.look_up(key)
        for article in filed:
            weights[article] += 1 / len(filed)
    weights.pop(trace.article, None)
    ranked = nsmallest(MOST_COMPARED, ((-weight, article) for article, weight in weights.items()))
    return [found for found in (store.get(article) for _, article in ranked) if found is not None]
