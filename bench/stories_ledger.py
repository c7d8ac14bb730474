"""Adding an article to ledgers that hold up to a million traces, and what stories cost an addition to a ledger.

A large ledger is filled in bulk: a made corpus is written many times, each time on other days and with other hashes in
place of those that few of its texts share. So every copy of the corpus has its own stories, while the phrases that
stand in many texts stand in all of them, and the keys of a day are shared by all that was told on it. What is added
are articles of the corpus that were held back, with their text.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple
from unittest.mock import patch

import msgspec

from bench.made_stories import Made, make_corpus
from marsad.ledger import Ledger, write
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_filing import file_reading
from marsad.model import Judgement, Reading
from marsad.reconcile.stories import (
    MemoryStore,
    Trace,
    add_traces,
    group_articles,
    make_keys,
    make_trace,
    trace_reading,
)
from marsad.reconcile.stories.trace import unpack

BASE = 20_000  # articles of the corpus that is written many times
HELD = 1_000  # held back of it, to be added
COMMON = 40  # texts of the base, from which on a shingle is taken for a phrase of everybody's
APART = 20  # days between two copies of the corpus: about 900 articles a day
MASK = (1 << 28) - 1  # bits of a hash that do not tell whether it is a key


class Base(msgspec.Struct, frozen=True):
    """A corpus: traces, for each its own shingles marked by ones, and what was judged; with the articles held back."""

    traces: list[Trace]
    marks: list[int]
    judged: list[tuple[int, int, Judgement]]
    groups: list[list[int]]
    held: list[Made]


def make_base(seed: int) -> Base:
    """Return the corpus that is written many times."""
    corpus = list(make_corpus(BASE, seed=seed))
    held = set(random.Random(seed).sample(range(len(corpus)), HELD))
    traces = [make_trace(made.article) for at, made in enumerate(corpus) if at not in held]
    counts = Counter(shingle for trace in traces for shingle in unpack(trace.shingles))
    judged = add_traces(MemoryStore(), traces)
    at = {trace.article: number for number, trace in enumerate(traces)}
    groups = [[at[article] for article in group] for group in group_articles(judged) if len(group) > 1]
    marks = [mark_own(unpack(trace.shingles), counts) for trace in traces]
    pairs = [(at[each.left[0]], at[each.right[0]], each) for each in judged]
    return Base(traces, marks, pairs, groups, [corpus[number] for number in sorted(held)])


def mark_own(shingles: Sequence[int], counts: Counter[int]) -> int:
    """Return ones at the bits of the shingles that a text shares with few: those that differ in each copy of it."""
    return sum(1 << 32 * at for at, shingle in enumerate(shingles) if counts[shingle] < COMMON)


def copy_trace(base: Base, number: int, copy: int) -> Trace:
    """Return a trace as it is in a copy of the corpus; the first copy is the corpus itself."""
    trace, mask = base.traces[number], (2_654_435_761 * copy) & MASK
    shingles = int.from_bytes(trace.shingles, "little") ^ base.marks[number] * mask
    return msgspec.structs.replace(
        trace,
        article=_name(trace, copy),
        day=trace.day + APART * copy,
        shingles=shingles.to_bytes(len(trace.shingles), "little"),
    )


def _name(trace: Trace, copy: int) -> str:
    return f"{trace.article}-{copy}" if copy else trace.article


def fill(path: Path, base: Base, count: int) -> None:
    """Make a ledger with the traces, keys, links and stories of `count` articles, in the order of its tables."""
    Ledger.open(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = OFF", "cache_size = -500000"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN")
    db.execute("INSERT INTO run (number, name, at) VALUES (1, 'made', '')")
    order = _order(base, count)
    _fill_articles(db, base, order)
    _fill_links(db, base, -(-count // len(base.traces)))
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


def _order(base: Base, count: int) -> list[tuple[int, int, int]]:
    """Return place, number and copy of every trace by place."""
    places = []
    for at in range(count):
        copy, number = divmod(at, len(base.traces))
        trace = base.traces[number]
        moved = msgspec.structs.replace(trace, article=_name(trace, copy), day=trace.day + APART * copy)
        places.append((moved.place, number, copy))
    return sorted(places)


def _fill_articles(db: sqlite3.Connection, base: Base, order: Sequence[tuple[int, int, int]]) -> None:
    db.execute("CREATE TEMP TABLE filed (key INTEGER, place INTEGER)")
    for key, (place, number, copy) in enumerate(order, 1):
        trace = copy_trace(base, number, copy)
        db.execute(
            "INSERT INTO article (key, id, digest, origin, outlet, on_topic, reading, run, trace)"
            " VALUES (?, ?, ?, 'made', ?, 1, 0, 1, ?)",
            (key, trace.article, trace.article, trace.outlet, place),
        )
        facts = msgspec.json.encode({"day": trace.day, "outlet": trace.outlet, "numbers": trace.numbers})
        db.execute(
            "INSERT INTO trace (place, article, shingles, words, facts) VALUES (?, ?, ?, ?, ?)",
            (place, key, trace.shingles, trace.words, facts.decode()),
        )
        db.executemany("INSERT INTO filed VALUES (?, ?)", [(each, place) for each in set(make_keys(trace))])
    db.execute("INSERT INTO trace_key (key, place) SELECT key, place FROM filed ORDER BY key, place")
    db.execute("DROP TABLE filed")


def _fill_links(db: sqlite3.Connection, base: Base, copies: int) -> None:
    db.execute("CREATE TEMP TABLE linked (one, other, verdict, score, why)")
    for copy in range(copies):
        db.executemany("INSERT INTO linked VALUES (?, ?, ?, ?, ?)", _copy_links(base, copy))
    db.execute(
        "INSERT INTO link (one, other, rule, verdict, score, why)"
        " SELECT a.trace, b.trace, 'stories/1', verdict, score, why FROM linked"
        " JOIN article a ON a.id = one JOIN article b ON b.id = other ORDER BY a.trace, b.trace"
    )
    db.execute("DROP TABLE linked")
    story = 0
    for copy in range(copies):
        for group in base.groups:
            story += 1
            names = [(_name(base.traces[number], copy),) for number in group]
            db.execute(
                "INSERT INTO story (key, id, size, outlets, upstream) VALUES (?, ?, ?, ?, ?)",
                (story, f"t{story}", len(group), len(group), '{"basis":"earliest","name":null,"article":null}'),
            )
            db.executemany(f"INSERT OR IGNORE INTO member SELECT key, {story}, key FROM article WHERE id = ?", names)


def _copy_links(base: Base, copy: int) -> Iterator[tuple[str, str, str, float, str]]:
    for left, right, judged in base.judged:
        pair = sorted((_name(base.traces[left], copy), _name(base.traces[right], copy)))
        yield pair[0], pair[1], judged.verdict.value, judged.score, msgspec.json.encode(judged.why).decode()


def make_reading(made: Made) -> Reading:
    """Return a reading without records, so that what is measured is the article's share."""
    return Reading(article=made.article, on_topic=True, topic="made", version="1", codebook="1")


def measure_sizes(sizes: Sequence[int], seed: int, folder: Path | None) -> tuple[list[str], list[float]]:
    """Return the table of adding to ledgers of several sizes, and the largest one's median and p95 (CPU)."""
    base = make_base(seed)
    rows = [
        "| traces kept | MB | kB each | stories' part, CPU ms: median | p95 | p99 | whole addition, CPU ms: median "
        "| p95 | p99 | the same on the wall clock: median | p95 | p99 | longest |",
        "|" + "--:|" * 13,
    ]
    tails: list[float] = []
    for size in sizes:
        with TemporaryDirectory(dir=folder) as place:
            path = Path(place) / "made.ledger"
            fill(path, base, size)
            megabytes = path.stat().st_size / 1e6
            _forget(path)
            with Ledger.open(path) as ledger:
                times = _time_additions(ledger, base.held)
        tails = [round(_tail(times.whole, part), 1) for part in (0.5, 0.95)]
        cells = [f"{_tail(each, part):.1f}" for each in times for part in (0.5, 0.95, 0.99)]
        cells = [str(size), f"{megabytes:.0f}", f"{megabytes / size * 1000:.2f}", *cells, f"{max(times.clock):.0f}"]
        rows.append(f"| {' | '.join(cells)} |")
    return rows, tails


class Times(NamedTuple):
    """Milliseconds of additions: CPU time of what stories take, CPU time of all, and all by the clock on the wall."""

    part: list[float]
    whole: list[float]
    clock: list[float]


def _forget(path: Path) -> None:
    """Have the system forget a file's pages, so that the first additions read them from the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _time_additions(ledger: Ledger, held: Sequence[Made]) -> Times:
    """Add articles one by one."""
    times = Times([], [], [])

    def timed(db: Database, reading: Reading) -> None:
        start = process_time()
        file_reading(db, reading)
        times.part.append(1000 * (process_time() - start))

    with patch.object(write, "file_reading", timed):
        for made in held:
            start, clock = process_time(), perf_counter()
            ledger.add(make_reading(made), run="bench", at="")
            times.whole.append(1000 * (process_time() - start))
            times.clock.append(1000 * (perf_counter() - clock))
    return times


def _tail(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def measure_share(readings: Sequence[Reading], rounds: int = 18) -> list[str]:
    """Return how long `Ledger.add` takes with stories and without, in turns within one run; CPU time, fastest round."""
    traced = [trace_reading(reading) for reading in readings]
    ways = {"without": (readings, _do_nothing), "made": (readings, file_reading), "given": (traced, file_reading)}
    best = dict.fromkeys(ways, 1e9)
    for _ in range(rounds):
        for way, (given, hook) in ways.items():
            with TemporaryDirectory() as place, patch.object(write, "file_reading", hook):
                spent = _time_all(Path(place) / "made.ledger", given)
            best[way] = min(best[way], spent / len(given))
    times = {way: f"{each:.2f} ms ({each / best['without']:.2f} times as long)" for way, each in best.items()}
    return [
        f"`Ledger.add` on {len(readings)} demonstration pages: {best['without']:.2f} ms without stories, "
        f"{times['given']} where whoever read the pages made their traces, {times['made']} where the ledger does.",
    ]


def _time_all(path: Path, readings: Sequence[Reading]) -> float:
    with Ledger.open(path) as ledger:
        start = process_time()
        for reading in readings:
            ledger.add(reading, run="bench", at="")
        return 1000 * (process_time() - start)


def _do_nothing(db: Database, reading: Reading) -> None:
    """Stand for stories where they are left out."""
