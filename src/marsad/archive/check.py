"""Whether an archive holds what it claims to hold."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from os import PathLike
from pathlib import Path

from marsad.archive import index
from marsad.archive.files import INDEX, list_files, make_entry, read_file
from marsad.archive.nouns import ArchiveError, Entry
from marsad.warc import Flaw, WarcRecord, make_digest_header, split_message


def check_archive(folder: str | PathLike[str], tell: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Yield one line for every problem found; none means that every record is whole and indexed. Changes nothing.

    `tell` is called for every record that was looked at.
    """
    where = Path(folder)
    try:
        with index.explained(where):
            if not (where / INDEX).exists():
                yield f"{INDEX}: missing; rebuild it"
                for name in list_files(where):
                    yield from _check_file(where / name, {}, tell)
                return
            with closing(index.connect(where, readonly=True)) as db:
                yield from _check_all(db, where, tell)
    except ArchiveError as error:
        yield str(error)


def _check_all(db: sqlite3.Connection, folder: Path, tell: Callable[[], object]) -> Iterator[str]:
    files = list_files(folder)
    for name in files:
        known = {entry.offset: entry for entry in index.find_entries(db, "file = ?", name)}
        yield from _check_file(folder / name, known, tell)
    yield from (f"{name}: missing" for name in index.list_indexed(db) if name not in files)


def _check_file(path: Path, known: dict[int, Entry], tell: Callable[[], object]) -> Iterator[str]:
    """Check one file against the entries that the index has of it, which are used up."""
    for item in read_file(path):
        where = f"{path.name}:{item.offset}"
        if isinstance(item, Flaw):
            yield f"{where}: {item.reason}: {item.message}"
            continue
        tell()
        yield from (f"{where}: {problem}" for problem in _check_digests(item))
        entry, indexed = make_entry(item, path.name), known.pop(item.offset, None)
        if entry != indexed:
            yield f"{where}: the index {'says otherwise' if indexed else 'does not have it'}"
    yield from (f"{path.name}:{offset}: the index has a record here, and the file none" for offset in known)


def _check_digests(record: WarcRecord) -> Iterator[str]:
    if record.kind != "response":
        return
    parts = (("WARC-Block-Digest", record.block), ("WARC-Payload-Digest", split_message(record.block)[1]))
    for name, data in parts:
        if record.get(name) != make_digest_header(data):
            yield f"{name} does not fit what is kept"
