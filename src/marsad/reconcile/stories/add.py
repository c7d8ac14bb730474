"""Adding articles: file them, find what they may be copies of, judge each pair."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import nsmallest
from itertools import chain, islice

from marsad.model.story import Judgement
from marsad.reconcile.stories.base import TraceStore
from marsad.reconcile.stories.compare import judge
from marsad.reconcile.stories.trace import FEWEST_NUMBERS, Trace, make_keys, make_queries

MOST_COMPARED = 16  # traces that one is compared with, the likeliest first


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
    runs, numbers = make_queries(trace)
    weights: defaultdict[int, float] = defaultdict(float)
    under = iter(store.look_up([*runs, *chain.from_iterable(numbers)]))
    for places in islice(under, len(runs)):
        for place in places:
            weights[place] += 1 / len(places)  # the fewer share it, the more it tells
    for keys in numbers:  # of one day
        found = list(islice(under, len(keys)))
        shared = Counter(chain.from_iterable(found))
        for places in found:
            for place in places:
                if shared[place] >= FEWEST_NUMBERS:
                    weights[place] += 1 / len(places)
    ranked = nsmallest(MOST_COMPARED + 1, ((-weight, -place) for place, weight in weights.items()))
    likely = store.load([-place for _, place in ranked])
    return [other for other in likely if other.article != trace.article][:MOST_COMPARED]
