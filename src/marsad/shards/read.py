"""A shard's pages, one after the other, each with where in the shard it begins."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO, cast

import msgspec

from marsad.engines.base import say_error
from marsad.model import Capture
from marsad.shards.nouns import Shard
from marsad.shards.storage import open_storage
from marsad.sources import Item, SetAside
from marsad.sources.files.jsonl import LineError, make_line_capture, read_lines
from marsad.sources.files.source import LIMIT
from marsad.sources.warc import read_pages

_COLUMNS = ("id", "text", "html", "title", "url", "published", "extracted")
_ROWS = 256  # of a Parquet file in memory at a time


def read_shard(shard: Shard) -> Iterator[Item]:
    """Yield the pages of a shard, and a set-aside for what cannot be read of it; raise OSError where storage fails.

    The origin of each is the shard's address and, behind a colon, where it begins: bytes of a web archive, line of JSON
    Lines, row of Parquet.
    """
    with open_storage(shard.place).reading() as raw:
        try:
            match shard.kind:
                case "warc":
                    yield from read_pages(raw, shard.address)
                case "jsonl":
                    yield from _read_lines(raw, shard.address)
                case _:
                    yield from _read_table(raw, shard.address)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            yield SetAside(origin=shard.address, reason="malformed", message=f"the compression is broken ({error})")
        except OSError:
            raise
        except Exception as error:  # the last line of defence, as for pages: no shard stops a run
            yield SetAside(origin=shard.address, reason="malformed", message=f"cannot be read on: {say_error(error)}")


def find_offset(origin: str, shard: Shard) -> int | None:
    """Return where in a shard what has this origin begins; None for the shard itself."""
    after = origin.removeprefix(f"{shard.address}:")
    return int(after) if after.isdecimal() else None


def _read_lines(raw: BinaryIO, origin: str) -> Iterator[Item]:
    if origin.lower().endswith(".gz"):
        raw = cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    yield from read_lines(raw, origin, LIMIT)


def _read_table(raw: BinaryIO, origin: str) -> Iterator[Item]:
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        table = parquet.ParquetFile(raw)
        names = [name for name in _COLUMNS if name in table.schema_arrow.names]
        if not {"text", "html"} & {*names}:
            yield SetAside(origin=origin, reason="malformed", message='neither a column "text" nor "html"')
            return
        for batch in table.iter_batches(batch_size=_ROWS, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield _make_item(row, f"{origin}:{number}")
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError, UnicodeDecodeError) as error:
        said = str(error).partition("\n")[0][:120]
        yield SetAside(origin=origin, reason="malformed", message=f"no Parquet that can be read: {said}")


def _make_item(row: Mapping[str, Any], where: str) -> Item:
    """Return a row's page: `html` as a page, else `text` as in JSON Lines."""
    try:
        body = row.get("html") or row.get("text")
        if isinstance(body, str | bytes) and len(body) > LIMIT:
            return SetAside(origin=where, reason="too_large", message=f"more than {LIMIT} bytes")
        if html := row.get("html"):
            return _make_page({**row, "text": ""}, html, where)
        return make_line_capture({name: _make_plain(value) for name, value in row.items()}, where)
    except LineError as error:
        return SetAside(origin=where, reason="malformed", message=str(error))


def _make_page(row: Mapping[str, Any], html: str | bytes, where: str) -> Capture:
    if isinstance(html, str):
        html = html.encode("utf-8", "replace")
        charset = "utf-8"
    elif isinstance(html, bytes):
        charset = None
    else:
        raise LineError('"html" is neither a string nor bytes')
    known = make_line_capture({name: _make_plain(value) for name, value in row.items() if name != "html"}, where)
    return msgspec.structs.replace(known, body=html, media="html", charset=charset)


def _make_plain(value: object) -> object:
    """Return a column's value as JSON Lines have it: a day as its letters."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
