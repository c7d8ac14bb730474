"""`marsad export`: the ledger for other programs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from marsad.app.errors import FINE, AppError
from marsad.app.opening import open_ledger
from marsad.app.settings import Format, Layer
from marsad.app.terminal import Screen
from marsad.exporters import load_exporters


def run_export(screen: Screen, path: Path, *, form: Format, layer: Layer | None, out: Path | None) -> int:
    """Write the standing records, of one layer or all that the form can hold; return the exit code."""
    exporter = next(one for one in load_exporters() if one.name == form.value)
    if layer and layer.value not in exporter.layers:
        held = ", ".join(sorted(exporter.layers))
        raise AppError(f"{form.value} holds no {layer.value} records, only {held}; choose another --format")
    wanted = layer.value if layer else next(iter(exporter.layers)) if len(exporter.layers) == 1 else None
    with open_ledger(path) as ledger, open_output(out) as stream:
        written = exporter.export(ledger.entries(wanted), stream)
    if out:
        screen.note(f"{written} records written to {out}")
    return FINE


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Give standard output, or a file that takes the place of `path` only when all of it is on the disk."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
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


def _find_mode(path: Path) -> int:
    """Return the rights of the file replaced, or those that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
