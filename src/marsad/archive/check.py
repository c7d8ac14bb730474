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

    What stands behind the indexed end of the last file is none: it is being written, or a killed process left it, and
    nobody was told that it is kept. `tell` is called for every exchange that was looked at.
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
    indexed = index.list_indexed(db)  # asked before the files, which may become more meanwhile
    files = list_files(folder)
    for name in files:
        end = _find_end(db, name) if name == files[-1] else None
        found = index.find_entries(db, "file = ?", name)
        known = {entry.offset: entry for entry in found if end is None or entry.offset < end}
        yield from _check_file(folder / name, known, tell, end)
    yield from (f"{name}: missing" for name in indexed if name not in files)


def _find_end(db: sqlite3.Connection, name: str) -> int | None:
    """Return up to where a file that may still grow is to be whole."""
    end, closed = index.get_end(db, name)
    return None if closed else end


def _check_file(
    path: Path, known: dict[int, Entry], tell: Callable[[], object], end: int | None = None
) -> Iterator[str]:
    """Check one file, up to `end` where there is one, against the entries that the index has of it."""
    for item in read_file(path):
        if end is not None and item.offset >= end:
            break
        where = f"{path.name}:{item.offset}"
        if isinstance(item, Flaw):
            yield f"{where}: {item.reason}: {item.message}"
            continue
        yield from (f"{where}: {problem}" for problem in _check_digests(item))
        entry, indexed = make_entry(item, path.name), known.pop(item.offset, None)
        if entry:
            tell()
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
