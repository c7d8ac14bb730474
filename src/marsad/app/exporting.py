"""`marsad export`: the ledger for other programs."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

import msgspec

from marsad.app.citing import describe_choice, write_citation, write_companions
from marsad.app.errors import FINE, AppError
from marsad.app.labels import describe_count
from marsad.app.opening import open_ledger
from marsad.app.progress import Bar, showing_progress
from marsad.app.settings import Format, Layer
from marsad.app.terminal import Screen
from marsad.exporters import Exporter, load_exporters
from marsad.ledger import Choice, Entry, Ledger, LedgerPlace, SignalFilter
from marsad.measure.levels import find_level

_BINARY = frozenset({Format.PARQUET})
_AT_ONCE = 500  # records whose levels are looked up at once


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported, in which form; with a `level`, signals that are as grave, or below 0 as mild."""

    form: Format
    choice: Choice
    level: int | None = None


def find_exporter(form: Format) -> Exporter:
    """Return the exporter that writes a form."""
    return next(one for one in load_exporters() if one.name == form.value)


def make_order(
    form: Format, layer: Layer | None, wanted: SignalFilter, level: int | None = None, *, copies: bool, earlier: bool
) -> Order:
    """Return what a command's options ask for; raise AppError where they do not go together."""
    exporter = find_exporter(form)
    if layer and layer.value not in exporter.layers:
        held = ", ".join(sorted(exporter.layers))
        raise AppError(f"{form.value} holds no {layer.value} records, only {held}; choose another --format")
    narrowed = wanted != SignalFilter() or level is not None
    if narrowed and layer not in (None, Layer.SIGNAL):
        raise AppError(f"--since, --type and the like choose signals; leave them out, or --layer {layer.value}")
    layers = frozenset({layer.value}) if layer else frozenset({"signal"}) if narrowed else exporter.layers
    choice = Choice(
        layers=layers,
        beside=exporter.beside,
        signals=wanted,
        copies=copies,
        earlier=earlier,
        around=exporter.around,
    )
    return Order(form=form, choice=choice, level=level)


def run_export(screen: Screen, path: LedgerPlace, order: Order, *, out: str | None, bare: bool) -> int:
    """Write the records that are asked for; return the exit code."""
    exporter = find_exporter(order.form)
    if out is None and order.form in _BINARY and screen.out.is_terminal:
        raise AppError(f"{order.form.value} is not for a terminal; name a file with --out")
    with open_ledger(path) as ledger, ledger.standing_still(), ExitStack() as stack:
        place = find_place(out, exporter)
        stream = stack.enter_context(open_output(place))
        written, met = _write(screen, ledger, exporter, order, stream)
        if place and not bare and not is_special(place):
            for beside, content in _list_companions(ledger, exporter, order, place, written):
                stack.enter_context(open_output(beside)).write(content)
    if place:
        screen.note(f"{describe_count(written, 'record')} written to {place}")
    if met > written:
        screen.note(f"{describe_count(met - written, 'record')} passed over, for which {exporter.name} has no place")
    return FINE


def find_place(out: str | None, exporter: Exporter) -> Path | None:
    """Return the file to write: as named, or in the folder named, which is made where it ends in a slash."""
    if out is None:
        return None
    path = Path(out)
    if out.endswith(("/", os.sep)):
        path.mkdir(parents=True, exist_ok=True)
    return path / f"{exporter.stem}{exporter.suffix}" if path.is_dir() else path


def _write(screen: Screen, ledger: Ledger, exporter: Exporter, order: Order, stream: BinaryIO) -> tuple[int, int]:
    """Return how many records were written, and how many of the layers asked for were met."""
    met, choice = 0, order.choice

    def count(entries: Iterable[Entry], bar: Bar) -> Iterator[Entry]:
        nonlocal met
        for entry in entries:
            met += entry.layer in choice.layers
            bar.advance()
            yield entry

    entries: Iterable[Entry] = ledger.chosen(choice)
    if order.level is not None:
        entries = _reach(ledger, entries, order.level)
    with showing_progress(screen, "exporting", lambda: ledger.count_chosen(choice), "records") as bar:
        return exporter.export(count(entries, bar), stream), met


def _reach(ledger: Ledger, entries: Iterable[Entry], least: int) -> Iterator[Entry]:
    """Yield the signals that are as grave as a level, or below 0 as mild, and all that is no signal."""
    for some in _batch(entries, _AT_ONCE):
        tellings = ledger.tellings_of([entry.record.id for entry in some if entry.layer == Layer.SIGNAL])
        for entry in some:
            telling, _ = tellings.get(entry.record.id, (None, ""))
            level = find_level(telling) if telling else None
            reached = level is not None and (level.value >= least if least >= 0 else level.value <= least)
            if entry.layer != Layer.SIGNAL or reached:
                yield entry


def _batch(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while some := list(islice(rest, size)):
        yield some


def _list_companions(
    ledger: Ledger, exporter: Exporter, order: Order, place: Path, written: int
) -> Iterator[tuple[Path, bytes]]:
    choice = order.choice
    asked = describe_choice(choice.signals, choice.layers, order.level, copies=choice.copies, earlier=choice.earlier)
    citation = write_citation(place.stem, written, ledger.making(), ledger.counts(), asked)
    for ending, content in write_companions(exporter, citation).items():
        yield place.with_name(f"{place.stem}{ending}"), content


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Give standard output, or a file that takes the place of `path` only when all of it is on the disk.

    What is no file (a device, a pipe) is written to and never replaced.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if is_special(path):
        with path.open("wb") as special:
            yield special
        return
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
        try:
            yield stream  # type: ignore[misc]
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).chmod(_find_mode(path))
            Path(stream.name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(stream.name).unlink()
            raise


def is_special(path: Path) -> bool:
    """Tell whether something stands at a path that is no file, such as a device or a pipe."""
    return path.exists() and not path.is_file()


def _find_mode(path: Path) -> int:
    """Return the rights of the file replaced, or those that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
