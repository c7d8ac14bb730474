"""`marsad reviews`: what persons said of records, as figures and as gold."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from marsad.app.annotations import Raw, to_annotation
from marsad.app.errors import FINE
from marsad.app.exporting import open_output
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.app.web.reviewing import count_precision, find_agreement, find_last
from marsad.ledger import Ledger, Review, ReviewVerdict
from marsad.ledger.rows import LAYERS
from marsad.model import Reading


def run_show_reviews(screen: Screen, path: Path, *, as_json: bool) -> int:
    """Print how often records are right and how far reviewers agree; return the exit code."""
    with open_ledger(path) as ledger:
        reviews = ledger.reviews()
        entries = ledger.entries_of([review.record for review in reviews])
    precision = count_precision(reviews, {name: entry.record for name, entry in entries.items()})
    pairs = find_agreement(reviews)
    if as_json:
        screen.raw(msgspec.json.encode({"reviews": len(reviews), "precision": precision, "pairs": pairs}).decode())
        return FINE
    for one in precision:
        screen.say(f"{one.type}: {one.right} of {one.reviewed} right ({one.share:.2f}), {one.whole} in everything")
    for pair in pairs:
        kappa = "" if pair.kappa is None else f", kappa {pair.kappa:.2f}"
        screen.say(f"{pair.one} and {pair.other}: alike in {pair.alike} of {pair.both}{kappa}")
    screen.say(f"{len(reviews)} reviews")
    return FINE


def run_export_reviews(screen: Screen, path: Path, out: Path | None, docs: Path | None) -> int:
    """Write gold, and where asked for the texts that it is about; return the exit code."""
    with open_ledger(path) as ledger:
        made = tuple(make_gold(ledger))
    lines = [json.dumps(gold, ensure_ascii=False) for gold, _ in made]
    if docs:
        _write(docs, [json.dumps(text, ensure_ascii=False) for _, text in made])
    if out:
        _write(out, lines)
        screen.note(f"{len(lines)} articles of which every signal was reviewed")
    else:
        for line in lines:
            screen.raw(line)
    return FINE


def _write(path: Path, lines: list[str]) -> None:
    with open_output(path) as file:
        file.write("".join(f"{line}\n" for line in lines).encode())


def make_gold(ledger: Ledger) -> Iterator[tuple[Raw, Raw]]:
    """Yield the annotation of every article all of whose signals were reviewed, and its text as a document."""
    last = find_last(ledger.reviews())
    reviewed = ledger.entries_of(list(last))
    for name in sorted({entry.article.id for entry in reviewed.values()}):
        reading = _load_reading(ledger, name)
        if all(signal.id in last for signal in reading.signals):
            gold = to_annotation(reading) | {"id": name}
            gold["signals"] = [fixed for raw in gold["signals"] if (fixed := _apply(raw, last)) is not None]
            yield gold, {"id": name, "text": reading.article.text, "title": reading.article.title}


def _load_reading(ledger: Ledger, name: str) -> Reading:
    records = {f"{layer}s": tuple(entry.record for entry in ledger.entries(layer, article=name)) for layer in LAYERS}
    head = ledger.head(name)
    version = ledger.reader(name)
    return Reading(
        article=ledger.article(name),
        on_topic=head.on_topic,
        topic="",
        version=version,
        codebook="",
        **records,  # type: ignore[arg-type]
    )


def _apply(raw: Raw, last: Mapping[str, Review]) -> Raw | None:
    """Return a signal's annotation as reviewed, None where it was rejected."""
    review = last[raw["id"]]
    return None if review.verdict is ReviewVerdict.REJECT else raw | review.changes
