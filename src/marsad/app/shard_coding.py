"""`marsad code --out`: shards of web archives and corpora to Parquet, by whichever engine."""

import io
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from marsad.app.errors import ASIDE, FINE, AppError
from marsad.app.progress import showing_progress
from marsad.app.reading import make_run
from marsad.app.terminal import Screen
from marsad.coders.signals import CODEBOOK
from marsad.engines import Lost, ShardEngine, load_shard_engines
from marsad.engines.local.engine import LIMIT
from marsad.exporters.dictionary import make_dictionary, write_dictionary
from marsad.pipeline import keep_reference, load_version, make_preparation, make_version_finder, read_capture
from marsad.shards import Coded, Coding, Job, PageRow, Plan, code_shard, find_shards, load_coded, open_storage
from marsad.shards import plan as make_plan

_DICTIONARY = "_dictionary.csv"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for: places of shards, where rows go, which engine with how many processes where."""

    places: tuple[str, ...]
    out: str
    engine: str
    cluster: str | None
    jobs: int
    limit: float | None
    as_json: bool


class Summary(msgspec.Struct, kw_only=True):
    """What a run came to: shards coded, kept and lost, and what was in those coded."""

    run: str
    out: str
    coded: int = 0
    kept: int = 0
    lost: dict[str, str] = msgspec.field(default_factory=dict)
    pages: int = 0
    on_topic: int = 0
    asides: Counter[str] = msgspec.field(default_factory=Counter)
    records: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, coded: Coded) -> None:
        """Count a shard."""
        self.coded += 1
        self.pages += coded.pages
        self.on_topic += coded.on_topic
        self.asides.update(coded.asides)
        self.records.update(coded.records)


def run_code_shards(screen: Screen, order: Order) -> int:
    """Code the shards that are not yet, and tell what came of it; return the exit code."""
    engine = find_engine(order.engine)
    out, version = open_storage(order.out), load_version()
    shards = find_shards(order.places, out)
    plan = make_plan(shards, load_coded(out), version, CODEBOOK)
    _tell_plan(screen, plan)
    summary = Summary(run=make_run(datetime.now(UTC)), out=out.address, kept=len(plan.done))
    jobs = order.jobs or os.cpu_count() or 1
    read = keep_reference(read_capture)
    coding = Coding(
        read=read,
        prepare=make_preparation(read),
        find_version=make_version_finder(),
        version=version,
        codebook=CODEBOOK,
        run=summary.run,
        out=out.place,
        jobs=jobs if engine.name == "local" else 1,  # elsewhere a worker is a process for a shard
        limit=order.limit or LIMIT,
    )
    out.at(_DICTIONARY).publish(io.BytesIO(write_dictionary(make_dictionary({"": PageRow}))))
    try:
        _spread(screen, engine, plan, coding, order, summary)
    finally:  # also when a cluster is gone or the user has seen enough: what was done stands
        _report(screen, summary, as_json=order.as_json)
    return ASIDE if summary.lost or summary.asides else FINE


def find_engine(name: str) -> ShardEngine:
    """Return the engine of that name; raise AppError."""
    engines = {engine.name: engine for engine in load_shard_engines()}
    if name not in engines:
        raise AppError(f"there is no engine {name}; choose one of {', '.join(engines)}")
    return engines[name]


def _spread(screen: Screen, engine: ShardEngine, plan: Plan, coding: Coding, order: Order, summary: Summary) -> None:
    jobs = [Job(shard=shard, coding=coding) for shard in plan.todo]
    if not jobs:
        return
    with showing_progress(screen, "coding", lambda: len(jobs), "shards") as bar:
        spread = engine.spread(jobs, code_shard, min(order.jobs or os.cpu_count() or 1, len(jobs)), order.cluster)
        for job, result in spread:
            if isinstance(result, Lost):
                summary.lost[job.shard.address] = f"{result.reason}: {result.message}"
                screen.note(f"lost {job.shard.address}: {result.message}")
            else:
                summary.add(result)
            bar.advance()
            if not screen.err.is_terminal:
                screen.note(f"{summary.coded + len(summary.lost)} of {len(jobs)} shards, {summary.pages} pages")


def _tell_plan(screen: Screen, plan: Plan) -> None:
    for count, words in (
        (plan.changed, "have changed and are coded anew"),
        (plan.outdated, "were coded by another version and are coded anew"),
        (plan.older, "in this folder, not named now, were coded by another version"),
    ):
        if count:
            screen.note(f"{count} shards {words}")


def _report(screen: Screen, summary: Summary, *, as_json: bool) -> None:
    if as_json:
        screen.raw(msgspec.json.encode(summary).decode())
        return
    for line in _list_lines(summary):
        screen.say(line)


def _list_lines(summary: Summary) -> Iterator[str]:
    kept = f", {summary.kept} stood already" if summary.kept else ""
    lost = f", {len(summary.lost)} lost" if summary.lost else ""
    yield f"{summary.coded} shards coded{kept}{lost}, in {summary.out}"
    if summary.pages:
        read = summary.pages - summary.asides.total()
        yield f"{summary.pages} pages: {read} read, {summary.on_topic} on topic, {summary.asides.total()} set aside"
    for title, counts in (("set aside", summary.asides), ("records", summary.records)):
        if counts:
            told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=_rank))
            yield f"{title}: {told}"


def _rank(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
