"""WACZ: a zip file whose `archive/` holds WARC files, stored and not compressed once more, as the format wants."""

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_DIRECTORY = 16_000_000  # bytes of a list of contents; WACZ files have some dozens of entries
_HEADER = 30  # bytes of an entry's own header before its name
_ENCRYPTED = 1


class WaczError(ValueError):
    """A WACZ file, or an archive in it, that cannot be read: malformed or unsupported."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Stretch(io.RawIOBase):
    """The `size` bytes of a file from `start` on, as a file of their own; refuses to read very much at once."""

    def __init__(self, raw: BinaryIO, start: int, size: int) -> None:
        """Read from the seekable `raw`."""
        self._raw, self._start, self._size = raw, start, size
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Return the place within the stretch."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place within the stretch."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("a place before the beginning")
        self._at = base + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes."""
        left = max(0, self._size - self._at)
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > _DIRECTORY:
            raise WaczError("too_large", f"a list of contents of {wanted} bytes")
        self._raw.seek(self._start + self._at)
        data = self._raw.read(wanted)
        self._at += len(data)
        return data


def open_archives(raw: BinaryIO) -> Iterator[tuple[str, BinaryIO | WaczError]]:
    """Yield name and content of the WARC files in a WACZ, by their place in it; raise WaczError."""
    size = raw.seek(0, io.SEEK_END)
    behind = 0
    for entry in _list_entries(cast(BinaryIO, Stretch(raw, 0, size))):
        try:
            start = _find_start(raw, entry, behind)
            behind = start + entry.compress_size
            yield entry.filename, cast(BinaryIO, Stretch(raw, start, entry.compress_size))
        except WaczError as error:
            yield entry.filename, error


def _list_entries(whole: BinaryIO) -> list[ZipInfo]:
    try:
        with ZipFile(whole) as packed:
            entries = packed.infolist()
    except (BadZipFile, NotImplementedError, ValueError, struct.error, EOFError) as error:
        if isinstance(error, WaczError):
            raise
        raise WaczError("malformed", f"not a WACZ file: {str(error)[:100]}") from error
    wanted = [entry for entry in entries if _is_archive(entry.filename)]
    return sorted(wanted, key=lambda entry: entry.header_offset)


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _find_start(raw: BinaryIO, entry: ZipInfo, behind: int) -> int:
    """Return where an entry's bytes begin; entries laid over one another would have the same bytes read many times."""
    if entry.compress_type != ZIP_STORED or entry.flag_bits & _ENCRYPTED:
        raise WaczError("unsupported", "the archive is compressed or encrypted within the WACZ; unpack it first")
    raw.seek(max(0, entry.header_offset))
    header = raw.read(_HEADER)
    if entry.header_offset < behind or len(header) < _HEADER or not header.startswith(b"PK\x03\x04"):
        raise WaczError("malformed", "the WACZ file's list of contents points to the wrong place")
    name, extra = struct.unpack("<HH", header[26:30])
    return int(entry.header_offset + _HEADER + name + extra)
