"""How long it takes to reconcile many records, and to add some to many.

    python -m bench.reconcile [--signals 100000] [--folder DIR]

The articles are those of `bench.made_episodes`, read once and told again in other years until there are enough signals.
Stories and the search index are left out, being measured elsewhere.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec

from bench.made_episodes import make_corpus
from marsad.ledger import Ledger, write
from marsad.model import Basis, Capture, Reading, When
from marsad.pipeline import read_capture

_YEARS = timedelta(days=728)  # whole weeks, longer than the corpus
AT = "2026-01-01T00:00:00Z"


def read_corpus(count: int) -> list[Reading]:
    """Return the readings of a made corpus."""
    articles, _ = make_corpus(count, seed=7)
    captures = (
        Capture(origin=made.name, body=made.text.encode(), media="text", published=When.day(made.day, Basis.GIVEN))
        for made in articles
    )
    return [read_capture(capture) for capture in captures]


def shift(reading: Reading, times: int) -> Reading:
    """Return a reading as if all of it had happened later, under other ids."""
    article = msgspec.structs.replace(
        reading.article, id=f"{reading.article.id[:-4]}{times:04}", published=_move(reading.article.published, times)
    )
    signals = [
        msgspec.structs.replace(
            one, id=f"{one.id[:-4]}{times:04}", article=article.id, date=_move(one.date, times) if one.date else None
        )
        for one in reading.signals
    ]
    statements = [
        msgspec.structs.replace(one, id=f"{one.id[:-4]}{times:04}", article=article.id) for one in reading.statements
    ]
    return msgspec.structs.replace(
        reading, article=article, signals=tuple(signals), statements=tuple(statements), figures=(), dates=(), sources=()
    )


def _move(when: When | None, times: int) -> When | None:
    if when is None or when.end.year > 9000:
        return when
    return msgspec.structs.replace(when, start=when.start + times * _YEARS, end=when.end + times * _YEARS)


def repeat(readings: list[Reading], signals: int) -> Iterator[Reading]:
    """Yield readings until they hold so many signals."""
    done = times = 0
    while done < signals:
        for reading in readings:
            yield shift(reading, times)
            done += len(reading.signals)
            if done >= signals:
                return
        times += 1


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signals", type=int, default=100_000)
    parser.add_argument("--added", type=int, default=100, help="pages added afterwards")
    parser.add_argument("--folder", type=Path, default=None)
    wanted = parser.parse_args()
    for part in ("file_reading", "write_passages"):
        setattr(write, part, lambda *_: None)
    readings = read_corpus(5_000)
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder, Ledger.open(Path(folder) / "made.ledger") as ledger:
        whole = list(repeat(readings, wanted.signals))
        most, late = whole[: -wanted.added], whole[-wanted.added :]
        for reading in most:
            ledger.add(reading, run="bench", at=AT)
        print(f"{len(most)} articles, {ledger.waiting()} signals")
        begun, used = time.perf_counter(), time.process_time()
        total = sum(ledger.reconcile())
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        print(f"reconciled {total}: {wall:.0f} s, {cpu:.0f} s of one core, {cpu / total * 1e3:.2f} ms a signal")
        for reading in late:
            ledger.add(reading, run="bench", at=AT)
        begun, used = time.perf_counter(), time.process_time()
        total = sum(ledger.reconcile())
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        print(f"{len(late)} pages more ({total} signals): {wall:.2f} s, {cpu:.2f} s of one core")
        begun = time.perf_counter()
        episodes = sum(1 for _ in ledger.episodes())
        print(f"{episodes} episodes listed in {time.perf_counter() - begun:.1f} s")
        print(f"{Path(folder, 'made.ledger').stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
