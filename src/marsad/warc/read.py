"""Records from a stream: every whole one, and a flaw for every place that holds none."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from marsad.warc.readers import Reader, make_reader
from marsad.warc.record import DEFAULT, Flaw, Headers, Limits, WarcError, WarcRecord, find_header, parse_headers

_VERSION = re.compile(rb"WARC/\d\.\d\s*")
_GLUED = re.compile(rb"WARC/\d\.\d\s*$")
_LENGTH = re.compile(r"[0-9]{1,15}")


def read_records(
    raw: BinaryIO, wanted: Callable[[Headers], bool], limits: Limits = DEFAULT, start: int = 0
) -> Iterator[WarcRecord | Flaw]:
    """Yield the records of the seekable `raw` whose headers are `wanted`, from offset `start` on, in file order.

    A record is yielded only when all of it, and its checksum where it is compressed, was read. Behind a flaw the
    reading goes on with the next place where a record begins.
    """
    reader = make_reader(raw, start)
    flaws = 0
    while True:
        try:
            if not reader.next():
                return
            item = _read_record(reader, wanted, limits)
        except WarcError as error:
            item = Flaw(offset=reader.start, reason=error.reason, message=error.message)
        if item is not None:
            yield item
        if isinstance(item, Flaw):
            large = item.reason == "too_large"
            flaws += not large
            if flaws >= limits.flaws:
                yield Flaw(offset=reader.end, reason="too_many_flaws", message=f"given up after {flaws} broken places")
                return
            if not large and not reader.resync(reader.start + 1):
                return


def _read_record(reader: Reader, wanted: Callable[[Headers], bool], limits: Limits) -> WarcRecord | Flaw | None:
    offset = reader.start
    headers, size = _read_head(reader, limits)
    if size > limits.block:
        return _pass_large(reader, headers if wanted(headers) else None, size, limits)
    if not wanted(headers):
        _check_whole(reader, reader.skip(size), size)
        _check_end(reader)
        return None
    block = reader.read(size)
    _check_whole(reader, len(block), size)
    _check_end(reader)
    return WarcRecord(headers=headers, block=block, offset=offset, length=reader.end - offset)


def _read_head(reader: Reader, limits: Limits) -> tuple[Headers, int]:
    lines = reader.read_head(limits.head).splitlines()
    if not lines or not _VERSION.fullmatch(lines[0]):
        raise WarcError("malformed", "no record begins here")
    if any(_GLUED.search(line) for line in lines[1:]):
        raise WarcError("malformed", "a record breaks off within its headers, and another one begins")
    headers = parse_headers(lines[1:])
    length = find_header(headers, "Content-Length") or ""
    if not _LENGTH.fullmatch(length):
        raise WarcError("malformed", "a record without a length")
    return headers, int(length)


def _pass_large(reader: Reader, headers: Headers | None, size: int, limits: Limits) -> Flaw | None:
    """Leave out a block beyond the limit without taking it in: by its first bytes, then to the next record."""
    offset, first = reader.start, reader.read(min(size, limits.head))
    if not reader.leap(size - len(first)):
        raise WarcError(reader.short, "a large record breaks off")
    if headers is None:
        return None
    message = f"{size} bytes, more than the {limits.block} taken on"
    return Flaw(offset=offset, reason="too_large", message=message, headers=headers, block=first)


def _check_whole(reader: Reader, found: int, size: int) -> None:
    if found < size:
        raise WarcError(reader.short, f"{found} bytes of a record of {size}")


def _check_end(reader: Reader) -> None:
    if not reader.ends():
        raise WarcError("malformed", "its length is not what its headers say")
