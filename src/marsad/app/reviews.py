"""`marsad reviews`: what persons said of records, as figures and as gold."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from marsad.app.annotations import Raw, make_signal_note, to_annotation
from marsad.app.errors import FINE
from marsad.app.exporting import open_output
from marsad.app.opening import open_ledger
from marsad.app.review_truth import Told, find_last, judge_all, load_told
from marsad.app.terminal import Screen
from marsad.app.web.reviewing import count_precision, find_agreement
from marsad.ledger import Ledger, LedgerPlace
from marsad.ledger.rows import LAYERS
from marsad.model import Reading


def run_show_reviews(screen: Screen, path: LedgerPlace, *, as_json: bool) -> int:
    """Print how often records are right and how far reviewers agree; return the exit code."""
    with open_ledger(path) as ledger:
        told = load_told(ledger, ledger.reviews())
        precision = count_precision(judge_all(ledger, told))
    pairs = find_agreement(told)
    if as_json:
        screen.raw(msgspec.json.encode({"reviews": len(told), "precision": precision, "pairs": pairs}).decode())
        return FINE
    for one in precision:
        share = f"{one.share:.2f}, 95 % {one.low:.2f}–{one.high:.2f}"
        screen.say(f"{one.type}: {one.right} of {one.reviewed} right ({share}), {one.whole} in everything")
    for pair in pairs:
        kappa = "" if pair.kappa is None else f", kappa {pair.kappa:.2f}"
        screen.say(f"{pair.one} and {pair.other}: alike in {pair.alike} of {pair.both}{kappa}")
    screen.say(f"{len(told)} reviews")
    return FINE


def run_export_reviews(screen: Screen, path: LedgerPlace, out: Path | None, docs: Path | None) -> int:
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
    """Yield the annotation of every article all of whose signals were reviewed, and its text as a document.

    Its signals are what reviewers took for right, be it read now or not. An article is left out in whose text the
    words of one cannot be found again.
    """
    told = load_told(ledger, ledger.reviews())
    judged = judge_all(ledger, told)
    standing = ledger.signals_of(list({one.signal.article for one in told}))
    for name in sorted({one.signal.article for one in told}):
        if not all(signal.id in judged for signal in standing.get(name, ())):
            continue
        reading = _load_reading(ledger, name)
        right = list_right([one for one in told if one.signal.article == name])
        notes = [_annotate(one, reading.article.text) for one in right]
        signals = [note for note in notes if note]
        if len(signals) == len(notes):
            gold = to_annotation(reading) | {"id": name, "signals": sorted(signals, key=lambda note: note["start"])}
            yield gold, {"id": name, "text": reading.article.text, "title": reading.article.title}


def list_right(told: Sequence[Told]) -> list[Told]:
    """Return what is right of an article by the last word on each record; once what two readings of its words had."""
    kept: list[Told] = []
    for one in sorted(find_last(told).values(), key=lambda each: each.review.number, reverse=True):
        if one.truth and not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_same(one: Told, other: Told) -> bool:
    left, right = one.signal.span, other.signal.span
    same = one.truth and other.truth and (one.truth.type, one.truth.actors) == (other.truth.type, other.truth.actors)
    return bool(same) and left.start < right.end and right.start < left.end


def _annotate(told: Told, text: str) -> Raw | None:
    """Return the annotation of what is right, None where the text holds its words no more, or several times."""
    span = told.signal.span
    note: Raw = make_signal_note(told.signal) | msgspec.to_builtins(told.truth)
    if text[span.start : span.end] == span.quote:
        return note
    if text.count(span.quote) != 1:
        return None
    start = text.index(span.quote)
    return note | {"start": start, "end": start + len(span.quote)}


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
