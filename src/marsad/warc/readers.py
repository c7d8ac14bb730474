"""Bytes of a file record by record: plain, or compressed as gzip members, with a way back in after a broken place.

`next` goes to where a record begins, `read` and its kin take from it, `resync` finds the next one after a flaw. Memory
is bounded by what is asked for at once, whatever the file says of itself.
"""

import re
import zlib
from typing import BinaryIO

from marsad.warc.record import WarcError

MAGIC = b"\x1f\x8b\x08"
_CHUNK = 65_536
_GZIP = 31  # zlib's word for a gzip header and trailer
_PROBE = 1024  # compressed bytes looked at to tell whether a record begins there
_BLANKS = 64  # bytes: more than that between two records are no separation
_INFLATED = 1_000_000_000  # bytes of one block that are worth inflating only to be passed over
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_START = b"WARC/"
_PLAIN_START = re.compile(rb"WARC/\d\.\d\r?\n[A-Za-z][A-Za-z-]{3,40}:")
_LONGEST_START = 60


class Reader:
    """What both kinds share: a buffer of bytes still to be taken.

    `short` is what a record is that ends too early; a `lenient` reader takes a blank line for the end of a record,
    whatever follows.
    """

    short = "truncated"
    lenient = True

    def __init__(self, raw: BinaryIO, start: int) -> None:
        """Read the seekable `raw` from `start` on."""
        self._raw = raw
        self._buffer = bytearray()
        self._read_to = raw.seek(start)
        self.start = start  # of the current record

    @property
    def end(self) -> int:
        """The offset behind what was taken."""
        raise NotImplementedError

    def next(self) -> bool:
        """Go to the next record; False at the end of the file."""
        raise NotImplementedError

    def resync(self, after: int) -> bool:
        """Go to the first record that begins beyond `after`; False where there is none."""
        raise NotImplementedError

    def _fill(self) -> bool:
        """Take more into the buffer; False where there is no more."""
        raise NotImplementedError

    def _take(self) -> bytes:
        data = self._raw.read(_CHUNK)
        self._read_to += len(data)
        return data

    def _jump(self, offset: int) -> None:
        self._read_to = self._raw.seek(offset)
        self._buffer.clear()

    def read(self, size: int) -> bytes:
        """Return `size` bytes, or fewer where the record's file or member ends."""
        while len(self._buffer) < size and self._fill():
            pass
        out = bytes(self._buffer[:size])
        del self._buffer[:size]
        return out

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; return how many there were."""
        left = size
        while left > 0:
            passed = len(self.read(min(left, _CHUNK)))
            if not passed:
                break
            left -= passed
        return size - left

    def leap(self, size: int) -> bool:
        """Pass over a block too large to be taken in; return whether it is known to be whole."""
        return self.skip(size) == size

    def read_head(self, limit: int) -> bytes:
        """Return all up to the next blank line, which is taken and not returned; raise WarcError."""
        at = 0
        while not (found := _HEAD_END.search(self._buffer, max(0, at - 3))):
            at = len(self._buffer)
            if at > limit:
                raise WarcError("malformed", f"headers of more than {limit} bytes")
            if not self._fill():
                raise WarcError(self.short, "ends within the headers of a record")
        head = bytes(self._buffer[: found.start()])
        del self._buffer[: found.end()]
        return head

    def ends(self) -> bool:
        """Tell whether nothing or a record follows, as it must; asking checks a gzip member's checksum at its end."""
        while len(self._buffer) < _BLANKS and self._fill():
            pass
        following = self._buffer[:_BLANKS]
        first = following.lstrip(b"\r\n")[: len(_START)]
        sound = _START.startswith(first) and (bool(first) or len(following) < _BLANKS)
        closed = self._buffer.startswith(b"\r\n\r\n")
        if closed:
            del self._buffer[:4]
        return sound or (closed and self.lenient)

    def skip_blank(self) -> bool:
        """Pass over line breaks; return whether something follows; raise WarcError where they do not end."""
        passed = 0
        while self._buffer or self._fill():
            kept = self._buffer.lstrip(b"\r\n")
            passed += len(self._buffer) - len(kept)
            self._buffer = kept
            if passed > _BLANKS:
                raise WarcError("malformed", "line breaks without end where a record should begin")
            if kept:
                return True
        return False


class PlainReader(Reader):
    """A file that is not compressed."""

    @property
    def end(self) -> int:
        """The offset behind what was taken."""
        return self._read_to - len(self._buffer)

    def _fill(self) -> bool:
        data = self._take()
        self._buffer += data
        return bool(data)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes by leaping over them."""
        if size <= len(self._buffer):
            return super().skip(size)
        before, last = self.end, self._raw.seek(0, 2)
        self._jump(min(before + size, last))
        return self.end - before

    def next(self) -> bool:
        """Go to the next record."""
        self.start = self.end
        more = self.skip_blank()
        self.start = self.end
        return more

    def resync(self, after: int) -> bool:
        """Look for the line that every record begins with."""
        self._jump(after)
        while self._buffer or self._fill():
            if found := _PLAIN_START.search(self._buffer):
                del self._buffer[: found.start()]
                return True
            del self._buffer[:-_LONGEST_START]
            if not self._fill():
                return False
        return False


class GzipReader(Reader):
    """A file of gzip members: a record each, as the format wants it, or several."""

    short = "malformed"  # the member is whole, and what it holds is not
    lenient = False  # data behind a record may be the record's own, broken

    def __init__(self, raw: BinaryIO, start: int) -> None:
        """Read the seekable `raw` from `start` on."""
        super().__init__(raw, start)
        self._input = b""  # compressed, not yet looked at
        self._member = zlib.decompressobj(_GZIP)
        self._open = False

    @property
    def end(self) -> int:
        """The offset behind the compressed bytes that were taken."""
        return self._read_to - len(self._input)

    def _jump(self, offset: int) -> None:
        super()._jump(offset)
        self._input, self._open = b"", False

    def _fill(self) -> bool:
        try:
            return self._inflate() if self._open else False
        except zlib.error as error:
            raise WarcError("corrupt", f"the compressed data are broken ({error})") from error

    def _inflate(self) -> bool:
        while not self._member.eof:
            data = self._input or self._take()
            out = self._member.decompress(data, _CHUNK)
            self._input = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if out:
                self._buffer += out
                return True
            if not data and not self._member.eof:
                raise WarcError("truncated", "the file ends within a compressed record")
        self._open = False
        return False

    def leap(self, size: int) -> bool:
        """Pass over a block; one that would inflate without end is left by looking for the next member instead."""
        if size > _INFLATED:
            self.resync(self.end)
            return True
        return super().leap(size)

    def next(self) -> bool:
        """Go to the next record, in this member or in one of the following."""
        while not self.skip_blank():
            self.start = self.end
            self._input = self._input or self._take()
            if not self._input:
                return False
            self._member, self._open = zlib.decompressobj(_GZIP), True
        return True

    def resync(self, after: int) -> bool:
        """Look for a gzip header behind which a record begins."""
        self._jump(after)
        while window := self._take():
            base = self._read_to - len(window)
            window += self._raw.read(_PROBE)  # a header near the end of the window is judged by what follows it
            found = _find_member(window, self._read_to - base)
            if found is not None:
                self._jump(base + found)
                return True
            self._raw.seek(self._read_to)
        return False


def _find_member(window: bytes, size: int) -> int | None:
    at = window.find(MAGIC)
    while 0 <= at < size:
        if _is_record(window[at : at + _PROBE]):
            return at
        at = window.find(MAGIC, at + 1)
    return None


def _is_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP).decompress(data, len(_START)) == _START
    except zlib.error:
        return False


def make_reader(raw: BinaryIO, start: int) -> Reader:
    """Return the reader for `raw` from `start` on; a file's first bytes tell whether it is compressed."""
    raw.seek(0)
    first = raw.read(len(MAGIC))
    compressed = bool(first) and MAGIC.startswith(first)
    return GzipReader(raw, start) if compressed else PlainReader(raw, start)
