"""How fast each export is written, and how much memory it takes, at 100,000 signals of 20,000 articles.

    python -m bench.exports [--records 100000] [--ledger]

Each form runs in a process of its own over records that are made one by one; `grown` is the peak memory above that of
the process before it began. With `--ledger` the records come from a ledger made for the purpose.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from marsad.exporters import ExportedEntry, load_exporters
from marsad.ledger import ArticleHead, Choice, Entry, Ledger
from marsad.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    Modality,
    Provenance,
    Reading,
    Signal,
    SignalType,
    When,
    make_article_id,
    make_digest,
    make_record_id,
)

PER_PAGE = 5  # signals of an article
WORDS = ("أعلنت", "الوزارة", "أن", "القوات", "نفذت", "مناورة", "نووية", "صاروخ", "موسكو", "واشنطن", "محادثات", "غدا")
CODES = ("RUS", "USA", "NATO", "CHN", "IRN", "UKR", "GBR", "FRA", "PRK", "KOR", "ISR", "IAEA", "EU", "POL", "BLR")
MADE = Provenance(coder="signals", version="2", codebook="2", rule="made")


def make_readings(records: int) -> Iterator[Reading]:
    """Yield pages with five signals each, the same ones every time."""
    dice = random.Random(7)
    for number in range(records // PER_PAGE):
        sentences = [" ".join(dice.choices(WORDS, k=18)) + "." for _ in range(PER_PAGE)]
        text = " ".join(sentences)
        url = f"https://a{number % 40}.example/{number}"
        key = make_article_id(url, make_digest(text.encode()))
        published = When.day(date(2022, 1, 1) + timedelta(days=number % 1500), Basis.METADATA)
        article = Article(
            id=key,
            digest=make_digest(text.encode()),
            origin=url,
            url=url,
            text=text,
            blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
            title=sentences[0],
            outlet=f"المرفأ {number % 40}",
            published=published,
        )
        signals, start = [], 0
        for nth, sentence in enumerate(sentences):
            signals.append(make_signal(article, dice, start, start + len(sentence), nth))
            start += len(sentence) + 1
        # off topic: a page on topic would be weighed against all others as a story, which bench.stories measures
        yield Reading(article=article, on_topic=False, topic="made", signals=tuple(signals), version="2", codebook="2")


def make_signal(article: Article, dice: random.Random, start: int, end: int, nth: int) -> Signal:
    """Return a signal of any type, dated three times in four."""
    day = When.day(date(2022, 1, 1) + timedelta(days=dice.randrange(1500)), Basis.STATED)
    return Signal(
        id=make_record_id("signal", article.id, str(nth), "", nth),
        article=article.id,
        span=article.span(start, end),
        type=dice.choice(tuple(SignalType)),
        actors=tuple(dice.sample(CODES, dice.choice((1, 1, 1, 2)))),
        targets=tuple(dice.sample(CODES, dice.choice((0, 1, 1)))),
        modality=dice.choice(tuple(Modality)),
        date=day if dice.random() < 0.75 else None,
        person=f"Person {dice.randrange(2000)}" if dice.random() < 0.5 else None,
        provenance=MADE,
        confidence=0.5,
    )


def make_entries(records: int) -> Iterator[Entry]:
    """Yield the signals of the made pages as a ledger gives them."""
    for reading in make_readings(records):
        made = reading.article
        head = ArticleHead(
            id=made.id,
            digest=made.digest,
            origin=made.origin,
            on_topic=True,
            url=made.url,
            outlet=made.outlet,
            title=made.title,
            published=made.published,
        )
        for signal in reading.signals:
            yield Entry(record=signal, layer="signal", article=head, revision=1, from_run="r")


def measure_form(name: str, records: int, ledger: str | None) -> dict[str, float]:
    """Return seconds, records and bytes written, and the memory that it took (MB)."""
    exporter = next(one for one in load_exporters() if one.name == name)
    with tempfile.TemporaryFile() as warm:
        exporter.export(make_entries(100), warm)
    before = find_peak()
    with tempfile.TemporaryFile() as out:
        start = perf_counter()
        if ledger:
            with Ledger.open(ledger, readonly=True) as opened:
                choice = Choice(layers=exporter.layers, beside=exporter.beside)
                written = exporter.export(opened.chosen(choice), out)
        else:
            entries: Iterable[ExportedEntry] = make_entries(records)
            written = exporter.export(entries, out)
        seconds = perf_counter() - start
        size = out.tell() / 1e6
    return {"seconds": seconds, "written": written, "mb": size, "peak": find_peak(), "grown": find_peak() - before}


def find_peak() -> float:
    """Return this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run each form in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--form", help=argparse.SUPPRESS)
    parser.add_argument("--path", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.form:
        print(json.dumps(measure_form(wanted.form, wanted.records, wanted.path)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "bench.ledger") if wanted.ledger else ""
        if path:
            with Ledger.open(path) as ledger:
                for reading in make_readings(wanted.records):
                    ledger.add(reading, run="r", at="2026-01-01")
        print_table(wanted.records, path)


def print_table(records: int, path: str) -> None:
    """Print a row for each form."""
    print(f"{records:,} signals\n")
    print("| form | written | MB | s | records/s | peak MB | grown MB |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for exporter in load_exporters():
        words = ["--records", str(records), "--form", exporter.name, *(["--path", path] if path else [])]
        command = [sys.executable, "-m", "bench.exports", *words]
        got = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        speed = records / got["seconds"]
        print(
            f"| {exporter.name} | {got['written']:,} | {got['mb']:.1f} | {got['seconds']:.1f} | {speed:,.0f}"
            f" | {got['peak']:.0f} | {got['grown']:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
