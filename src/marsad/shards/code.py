"""One shard from its pages to its rows: what an engine runs, on whatever machine."""

import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import msgspec

from marsad.engines.base import Outcome, Prepare, Read
from marsad.engines.local import keep_pool, read_by
from marsad.shards.manifest import Coded, name_part, store_coded
from marsad.shards.nouns import Shard, ShardError
from marsad.shards.read import read_shard
from marsad.shards.rows import Making, PageRow, make_page_row
from marsad.shards.storage import open_storage
from marsad.shards.table import LAYOUT, write_rows
from marsad.sources import Item

_SPOOL = 64_000_000  # bytes of output held in memory before they go to a temporary file


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """How shards are coded, the same for all: functions must be importable by name, since other machines run them.

    `find_version` tells which version reads there, which must be `version`; each page has `limit` seconds in one of
    `jobs` processes for a shard; rows go to the place `out`.
    """

    read: Read
    prepare: Prepare
    find_version: Callable[[], str]
    version: str
    codebook: str
    run: str
    out: str
    jobs: int
    limit: float


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A shard to be coded, and how."""

    shard: Shard
    coding: Coding


def code_shard(job: Job) -> Coded:
    """Code a shard, write its rows and its entry, and return this; raise OSError where storage fails, ShardError.

    Whoever does the same shard again, at the same time or after a kill, writes the same: nothing is there twice.
    """
    shard, coding = job.shard, job.coding
    if (version := coding.find_version()) != coding.version:
        raise ShardError(f"this worker reads as version {version}, not {coding.version}: install the same marsad there")
    out, part = open_storage(coding.out), name_part(shard)
    tally = _Tally()
    with tempfile.SpooledTemporaryFile(_SPOOL) as spool:
        file = cast(BinaryIO, spool)
        write_rows(tally.count(_make_rows(shard, coding)), file)
        size = file.tell()
        out.at(part).publish(file)
    coded = Coded(
        shard=shard.address,
        size=shard.size,
        stamp=shard.stamp,
        version=coding.version,
        codebook=coding.codebook,
        layout=LAYOUT,
        run=coding.run,
        file=part,
        bytes=size,
        pages=tally.pages,
        on_topic=tally.on_topic,
        asides=dict(sorted(tally.asides.items())),
        records=dict(sorted(tally.records.items())),
    )
    store_coded(out, shard, coded)
    return coded


def _make_rows(shard: Shard, coding: Coding) -> Iterator[PageRow]:
    making = Making(shard=shard, run=coding.run, version=coding.version, codebook=coding.codebook)
    for item, outcome in _read_pages(shard, coding):
        yield make_page_row(making, item, outcome)


def _read_pages(shard: Shard, coding: Coding) -> Iterator[tuple[Item, Outcome]]:
    """Yield what a shard holds with what came of it, each page read in a process that it may break."""
    taken: deque[Item] = deque()  # and not yet yielded: the engine keeps the order

    def take() -> Iterator[Item]:
        for item in read_shard(shard):
            taken.append(item)
            yield item

    pool = keep_pool(coding.read, coding.jobs, coding.limit, coding.prepare)
    for outcome in read_by(pool, take(), coding.jobs):
        yield taken.popleft(), outcome


class _Tally:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.pages = self.on_topic = 0
        self.asides: Counter[str] = Counter()
        self.records: Counter[str] = Counter()

    def count(self, rows: Iterator[PageRow]) -> Iterator[PageRow]:
        for row in rows:
            self.pages += 1
            self.on_topic += bool(row.on_topic)
            if row.reason:
                self.asides[row.reason] += 1
            self.records.update(record.layer for record in row.records)
            yield row
