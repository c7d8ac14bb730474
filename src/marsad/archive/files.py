"""The files of an archive: numbered, listed in the order of writing, read from any record on."""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from marsad.archive.nouns import LIMITS, ArchiveError, Entry
from marsad.warc import Flaw, HttpError, WarcRecord, parse_response, read_records, split_message

INDEX = "index.sqlite"
_NAME = re.compile(r"marsad-(\d{6,9})\.warc\.gz")


def list_files(folder: Path) -> list[str]:
    """Return the names of the archive's files, the oldest first."""
    found = [name for name in (path.name for path in folder.iterdir()) if _NAME.fullmatch(name)]
    return sorted(found, key=_number)


def name_next(last: str | None) -> str:
    """Return the name of the file that follows `last`."""
    return f"marsad-{_number(last) + 1 if last else 1:06}.warc.gz"


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def locate(folder: Path, name: str) -> Path:
    """Return where a file of the archive lies; raise ArchiveError for a name that no such file has."""
    if not _NAME.fullmatch(name):
        raise ArchiveError(f"{name[:100]!r} is no file of an archive")
    return folder / name


def read_file(path: Path, start: int = 0) -> Iterator[WarcRecord | Flaw]:
    """Yield records of all kinds and flaws from offset `start` on."""
    with path.open("rb") as raw:
        yield from read_records(raw, lambda headers: True, LIMITS, start)


def make_entry(record: WarcRecord, file: str) -> Entry | None:
    """Return the entry of a response record; None for records of other kinds."""
    url, at = record.url, record.at
    if record.kind != "response" or not url or at is None:
        return None
    return describe(url, at, record.block, (file, record.offset, record.length))


def describe(url: str, at: datetime, block: bytes, place: tuple[str, int, int]) -> Entry:
    """Return the entry of the HTTP message `block` kept at file, offset and length."""
    file, offset, length = place
    payload = sha256(split_message(block)[1]).hexdigest()
    return Entry(url=url, at=at, file=file, offset=offset, length=length, payload=payload, page=_digest_page(block))


def _digest_page(block: bytes) -> str | None:
    try:
        return sha256(parse_response(block).decode()).hexdigest()
    except HttpError:
        return None
