"""Stories on a made corpus with known truth: precision and recall, what else was weighed, and the time to add one.

`datasketch` and `rensa` are compared where they are installed (`pip install datasketch rensa`). All ways get the
same words in the same spelling; of a library's pairs, connected articles make a story.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import marsad
from bench.made_stories import COPIES, Made, make_corpus
from bench.stories_ledger import measure_share, measure_sizes
from marsad.model import Judgement, Reading, Verdict
from marsad.reconcile.stories import MemoryStore, Trace, add_traces, group_articles, make_trace
from marsad.reconcile.stories.sets import Groups
from marsad.reconcile.stories.trace import unpack

PRECISION, RECALL = 0.98, 0.95  # of pairs of articles
ADD_MS = 20.0  # for one article, at a million; CPU time
PERMUTATIONS = 128
SEED = 21  # of a corpus on which no threshold was set

Group = tuple[str, ...]
Way = Callable[[Sequence[Trace]], tuple[Group, ...]]


def _connect_same(judged: Sequence[Judgement]) -> tuple[Group, ...]:
    return _connect((each.left[0], each.right[0]) for each in judged if each.verdict is Verdict.SAME)


def _group_by_text(judged: Sequence[Judgement]) -> tuple[Group, ...]:
    return group_articles([each for each in judged if each.why[0] != "facts"])


OWN: tuple[tuple[str, Callable[[Sequence[Judgement]], tuple[Group, ...]]], ...] = (
    ("own", group_articles),
    ("own, every link joins", _connect_same),  # shows what weighing the links gives
    ("own, by text only", _group_by_text),  # shows what numbers, names and words give
)


def make_datasketch(threshold: float) -> Way:
    """Return datasketch's MinHash and LSH at a threshold of Jaccard's measure."""

    def find(traces: Sequence[Trace]) -> tuple[Group, ...]:
        import datasketch

        index: Any = datasketch.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        pairs: list[tuple[str, str]] = []
        kept: dict[str, Any] = {}
        for trace in traces:
            sketch: Any = datasketch.MinHash(num_perm=PERMUTATIONS, hashfunc=int)
            sketch.update_batch(unpack(trace.shingles))
            near = (name for name in index.query(sketch) if kept[name].jaccard(sketch) >= threshold)
            pairs += [(name, trace.article) for name in near]
            index.insert(trace.article, sketch)
            kept[trace.article] = sketch
        return _connect(pairs)

    return find


def make_rensa(threshold: float) -> Way:
    """Return rensa's MinHash and LSH at a threshold of Jaccard's measure."""

    def find(traces: Sequence[Trace]) -> tuple[Group, ...]:
        import rensa

        bands = 32 if threshold >= 0.4 else 64
        index: Any = rensa.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands)
        pairs: list[tuple[str, str]] = []
        kept: list[Any] = []
        for number, trace in enumerate(traces):
            sketch: Any = rensa.RMinHash(num_perm=PERMUTATIONS, seed=7)
            sketch.update([str(shingle) for shingle in unpack(trace.shingles)])
            near = (other for other in index.query(sketch) if kept[other].jaccard(sketch) >= threshold)
            pairs += [(traces[other].article, trace.article) for other in near]
            index.insert(number, sketch)
            kept.append(sketch)
        return _connect(pairs)

    return find


def _connect(pairs: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
    groups = Groups()
    for pair in pairs:
        groups.know(pair)
        groups.join(pair)
    return groups.list()


def list_others() -> list[tuple[str, Way]]:
    """Return every other way that can be run here, with its name."""
    ways: list[tuple[str, Way]] = []
    for threshold in (0.5, 0.3):
        if find_spec("datasketch"):
            ways.append((f"datasketch, Jaccard ≥ {threshold}", make_datasketch(threshold)))
        if find_spec("rensa"):
            ways.append((f"rensa, Jaccard ≥ {threshold}", make_rensa(threshold)))
    return ways


class Truth:
    """The pairs of a corpus that tell one story, and those of an original and a copy by how the copy was made."""

    def __init__(self, corpus: Sequence[Made]) -> None:
        stories: defaultdict[int, list[Made]] = defaultdict(list)
        for made in corpus:
            stories[made.story].append(made)
        self.story = {made.article.id: made.story for made in corpus}
        self.sizes = {number: len(members) for number, members in stories.items()}
        self.copies = [
            (members[0].article.id, made.article.id, made.kind) for members in stories.values() for made in members[1:]
        ]
        self.pairs = sum(size * (size - 1) // 2 for size in self.sizes.values())

    def score(self, groups: Sequence[Group]) -> tuple[float, float, float, float]:
        """Return precision and recall by pairs, and by articles (B-cubed)."""
        found = right = 0
        precision = recall = 0.0
        told = 0
        for group in groups:
            counts = Counter(self.story[article] for article in group)
            found += len(group) * (len(group) - 1) // 2
            right += sum(count * (count - 1) // 2 for count in counts.values())
            told += len(group)
            precision += sum(count * count / len(group) for count in counts.values())
            recall += sum(count * count / self.sizes[story] for story, count in counts.items())
        alone = self.story.keys() - {article for group in groups for article in group}
        precision += len(alone)
        recall += sum(1 / self.sizes[self.story[article]] for article in alone)
        total = len(self.story)
        return right / max(found, 1), right / max(self.pairs, 1), precision / total, recall / total

    def find_by_kind(self, groups: Sequence[Group]) -> dict[str, float]:
        """Return the share of copies that stand with their original, by how they were made."""
        group_of = {article: number for number, group in enumerate(groups) for article in group}
        total, hits = Counter[str](), Counter[str]()
        for original, copy, kind in self.copies:
            total[kind] += 1
            hits[kind] += original in group_of and group_of.get(original) == group_of.get(copy)
        return {kind: hits[kind] / total[kind] for kind in COPIES if total[kind]}


def compare_ways(count: int) -> tuple[list[str], list[str]]:
    """Return the table of the ways, and what falls short of the goals."""
    corpus = list(make_corpus(count, seed=SEED))
    start = process_time()
    traces = [make_trace(made.article) for made in corpus]
    trace_ms = 1000 * (process_time() - start) / len(traces)
    truth = Truth(corpus)
    rows = [
        f"{len(corpus)} articles, {len(truth.sizes)} stories, {truth.pairs} pairs; a trace takes {trace_ms:.2f} ms.",
        "",
        f"| way | precision | recall | B³ P | B³ R | ms an article | {' | '.join(COPIES)} |",
        "|---|" + "--:|" * (5 + len(COPIES)),
    ]
    start = process_time()
    judged = add_traces(MemoryStore(), traces)
    judging = process_time() - start
    tried = [(name, judging, partial(group, judged)) for name, group in OWN]
    tried += [(name, 0.0, partial(find, traces)) for name, find in list_others()]
    problems: list[str] = []
    for name, before, find in tried:
        start = process_time()
        groups = find()
        scores, kinds = truth.score(groups), truth.find_by_kind(groups)
        spent = 1000 * (before + process_time() - start) / len(traces)
        cells = [f"{each:.3f}" for each in scores] + [f"{spent:.2f}"] + [f"{kinds.get(kind, 0):.3f}" for kind in COPIES]
        rows.append(f"| {name} | {' | '.join(cells)} |")
        if name == "own" and (scores[0] < PRECISION or scores[1] < RECALL):
            problems.append(f"precision {scores[0]:.3f}, recall {scores[1]:.3f}; goals {PRECISION}, {RECALL}")
    return rows, problems


def read_demo() -> list[Reading]:
    """Return readings of the demonstration pages."""
    pages = sorted((ROOT / "demo" / "pages").glob("*/*.html"))
    return [marsad.read(page.read_bytes(), url=f"https://demo.example/{page.name}") for page in pages]


def main() -> int:
    """Run the benchmark; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="size of the corpus on which ways are compared")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[10_000, 100_000], help="ledgers to add to, in articles"
    )
    parser.add_argument("--folder", type=Path, help="where ledgers are made; 3 kB an article, and as much for sorting")
    options = parser.parse_args()
    print(f"# Stories\n\nPython {platform.python_version()}, one core, CPU time.\n", flush=True)
    table, problems = compare_ways(options.articles)
    print("\n".join([*table, ""]), flush=True)
    if options.sizes:
        print("## Adding one article to a ledger, its trace included\n", flush=True)
        table, more = measure_sizes(sorted(options.sizes), SEED + 1, options.folder)
        problems += [f"median, p95: {more} ms; the goal is {ADD_MS}"] if max(more) > ADD_MS else []
        print("\n".join([*table, "", *measure_share(read_demo()), ""]))
    print("\n".join(f"- short of the goal: {problem}" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
