"""A file's content unfolded as it is read, forwards only and within a budget: nothing is ever written anywhere."""

import io
from bz2 import BZ2Decompressor
from collections.abc import Callable
from functools import partial
from gzip import GzipFile
from lzma import LZMADecompressor
from typing import BinaryIO, cast

from marsad.sources.files.nouns import Limits, PackedError, explained

_PIECE = 4096  # bytes taken at once: what follows a member is copied, and there may be a million of them
_SKIPPED = 1 << 16


class Budget:
    """Bytes that an archive may still unfold to."""

    def __init__(self, size: int, page: int, limits: Limits) -> None:
        """Allow for a file of `size` bytes."""
        self._most = min(limits.unfolded, page + limits.ratio * size)
        self._left = self._most

    def spend(self, data: bytes) -> bytes:
        """Return `data`, counted; raise PackedError where that is too much."""
        self._left -= len(data)
        if self._left < 0:
            message = f"unfolds to more than {self._most} bytes; what follows is not read"
            raise PackedError("too_large", message, ends=True)
        return data


class Section(io.RawIOBase):
    """The next `size` bytes of what `read` gives, as a file of their own; all of them where that is not known."""

    def __init__(self, read: Callable[[int], bytes], size: int | None = None) -> None:
        """Read no more than that."""
        self.size = size
        self._read = read
        self._left = size

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill `buffer` as far as there is something; raise PackedError where the section breaks off."""
        wanted = len(buffer) if self._left is None else min(len(buffer), self._left)
        data = self._read(wanted) if wanted else b""
        if self._left is not None:
            self._left -= len(data)
            if wanted and not data:
                raise PackedError("truncated", "breaks off")
        buffer[: len(data)] = data
        return len(data)


class Unfolded:
    """What a file holds, as `tarfile` reads it: it may go forwards, and read `head` bytes for what is not a page."""

    def __init__(self, raw: BinaryIO, budget: Budget, limits: Limits) -> None:
        """Unfold gzip, bzip2 and xz, told by their first bytes."""
        self._source = _open_source(raw, limits.dictionary)
        self._budget = budget
        self._at = 0
        self._head = self._allowed = limits.head
        self.last = b""  # what `read` gave last

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Read on to a place, or to the end."""
        if offset < self._at or whence != io.SEEK_SET:
            raise PackedError("corrupt", "the archive's contents point backwards", ends=True)
        while self._at < offset and self.take(min(offset - self._at, _SKIPPED)):
            pass
        return self._at

    def begin_head(self) -> None:
        """Allow for the headers of one more member."""
        self._allowed = self._head

    def read(self, size: int) -> bytes:
        """Return bytes of headers."""
        self._allowed -= max(size, 0)
        if size < 0 or self._allowed < 0:
            raise PackedError("too_large", f"headers of more than {self._head} bytes", ends=True)
        self.last = self.take(size)
        return self.last

    def take(self, size: int) -> bytes:
        """Return bytes of a page, fewer only at the end."""
        with explained(ends=True):
            data = self._budget.spend(self._source.read(size))
        self._at += len(data)
        return data


def _open_source(raw: BinaryIO, memory: int) -> BinaryIO:
    first = raw.read(6)
    raw.seek(0)
    if first.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, GzipFile(fileobj=cast(BinaryIO, Section(lambda size: raw.read(min(size, _PIECE))))))
    if first.startswith(b"BZh"):
        return cast(BinaryIO, io.BufferedReader(_Streams(raw, BZ2Decompressor)))
    if first == b"\xfd7zXZ\0":
        return cast(BinaryIO, io.BufferedReader(_Streams(raw, partial(LZMADecompressor, memlimit=memory))))
    return raw


class _Streams(io.RawIOBase):
    """Streams of bzip2 or xz, one after the other."""

    def __init__(self, raw: BinaryIO, make: Callable[[], BZ2Decompressor | LZMADecompressor]) -> None:
        self._raw, self._make = raw, make
        self._engine = make()
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while True:
            data = b""
            if self._engine.eof:
                data = self._engine.unused_data.lstrip(b"\0") or self._raw.read(_PIECE).lstrip(b"\0")
                if not data:
                    return 0
                self._engine = self._make()
            elif self._engine.needs_input:
                data = self._raw.read(_PIECE)
                if not data:
                    raise EOFError
            if out := self._engine.decompress(data, len(buffer)):
                buffer[: len(out)] = out
                return len(out)
