"""`marsad explain`: why each record of a text arose, and what was seen and not coded."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from rich.text import Text

from marsad.app.errors import ASIDE, FINE
from marsad.app.labels import describe_record
from marsad.app.terminal import Screen
from marsad.engines.base import read_guarded
from marsad.extract.capture import make_capture
from marsad.ledger import Record
from marsad.model import Abstention, Reading, Signal, Statement
from marsad.pipeline import read_capture
from marsad.sources import SetAside

_LIMIT = 20_000_000
_DETAILS = ("place", "person", "role", "attributed_to", "addressee", "holder", "as_of")


def run_explain(screen: Screen, text: str, *, as_json: bool) -> int:
    """Read one text and tell why it was read so; return the exit code."""
    outcome = read_guarded(read_capture, make_capture(load_text(text), origin="-"))
    if isinstance(outcome, SetAside):
        screen.note(f"nothing to explain: {outcome.message}")
        return ASIDE
    if as_json:
        screen.raw(msgspec.json.encode(outcome).decode())
    else:
        print_reading(screen, outcome)
    return FINE


def load_text(given: str) -> bytes:
    """Return the text meant: standard input for -, a file's bytes where there is such a file, else the words given."""
    if given == "-":
        return sys.stdin.buffer.read(_LIMIT + 1)
    if len(given) < 1024 and "\n" not in given and os.path.isfile(given):  # noqa: PTH113 (Path chokes on odd text)
        return Path(given).read_bytes()
    return given.encode("utf-8", "surrogateescape")


def print_reading(screen: Screen, reading: Reading) -> None:
    """Print the whole reading, layer by layer."""
    published = reading.article.published
    screen.say(Text.assemble(("on topic" if reading.on_topic else "off topic", "bold"), f": {reading.topic}"))
    screen.say(f"published: {f'{published.iso()} ({published.basis.value})' if published else 'not told'}")
    for note in reading.article.notes:
        screen.say(f"note: {note}")
    for title, records in list_layers(reading):
        screen.out.rule(Text(f"{title}: {len(records)}", style="bold"), align="left", style="dim")
        for record in records:
            print_record(screen, record)
    print_abstentions(screen, reading.abstentions)


def list_layers(reading: Reading) -> Iterator[tuple[str, Sequence[Record]]]:
    """Yield the layers that hold records."""
    layers: tuple[tuple[str, Sequence[Record]], ...] = (
        ("signals", reading.signals),
        ("statements", reading.statements),
        ("figures", reading.figures),
        ("dates", reading.dates),
        ("sources", reading.sources),
    )
    return ((title, records) for title, records in layers if records)


def print_record(screen: Screen, record: Record) -> None:
    """Print a record, its words, its roles, and the steps that led to it."""
    screen.say(Text.assemble((describe_record(record), "bold cyan"), (f"  {record.id}", "dim")))
    screen.quote(record.span.quote)
    made = record.provenance
    screen.say(Text(f"  rule {made.rule} (coder {made.coder} {made.version})", style="dim"))
    if made.cue:
        screen.say(Text.assemble(("  cue ", "dim"), screen.cell(made.cue.quote, screen.out.width)))
    for line in (*_list_details(record), *made.because):
        screen.say(Text.assemble("  ", screen.cell(line, screen.out.width)))


def _list_details(record: Record) -> Iterator[str]:
    if isinstance(record, Signal):
        yield f"date: {record.date.iso()} ({record.date.basis.value})" if record.date else "date: not told"
        if record.confidence is not None:
            yield f"confidence: {record.confidence:.2f}"
    if isinstance(record, Statement) and record.via:
        yield f"via: {' ← '.join(record.via)}"
    for name in _DETAILS:
        if value := getattr(record, name, None):
            yield f"{name.replace('_', ' ')}: {value}"


def print_abstentions(screen: Screen, abstentions: Sequence[Abstention]) -> None:
    """Print the readings that were rejected, each with its reason."""
    if not abstentions:
        return
    screen.out.rule(Text(f"rejected readings: {len(abstentions)}", style="bold"), align="left", style="dim")
    for one in abstentions:
        screen.say(Text.assemble((one.reason, "magenta"), (f"  rule {one.rule} (coder {one.coder})", "dim")))
        screen.quote(one.span.quote, style="dim")
