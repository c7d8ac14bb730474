"""The source itself: places to captures, one at a time."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from marsad.model import Capture
from marsad.sources.base import Item, SetAside
from marsad.sources.files.jsonl import read_lines
from marsad.sources.files.media import HEAD, find_media, is_lines
from marsad.sources.files.nouns import Limits
from marsad.sources.files.packed import ARCHIVES, is_packed, read_packed
from marsad.sources.places import PAGES, check_file, find_files, holds_only, set_aside_error

LIMIT = 20_000_000  # bytes of one page or line
PACKED = Limits()
_JSON_LINES = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')


def open_stdin() -> BinaryIO:
    """Return standard input as bytes."""
    return sys.stdin.buffer


class FilesSource:
    """Files, folders (recursive, sorted), archives of files, glob patterns, and `-` for standard input."""

    name = "files"

    def __init__(self, limit: int = LIMIT, stdin: Callable[[], BinaryIO] = open_stdin, packed: Limits = PACKED) -> None:
        """Take pages and lines of at most `limit` bytes and archives of at most `packed`; `stdin` opens `-`."""
        self._limit = limit
        self._stdin = stdin
        self._packed = packed

    def accepts(self, place: str) -> bool:
        """Tell whether `place` is no address."""
        return "://" not in place

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield the pages at `places`; see `base.Source`."""
        for place in places:
            if place == "-":
                yield from self._read_stdin()
            else:
                for found in _find_files(place):
                    yield from (found,) if isinstance(found, SetAside) else self._read_file(found)

    def count(self, places: Sequence[str]) -> int | None:
        """Count files and the lines of JSON Lines; None with standard input or an archive among the places."""
        if "-" in places:
            return None
        total = 0
        for found in (found for place in places for found in _find_files(place)):
            if isinstance(found, Path) and is_packed(found):
                return None
            total += _count_items(found)
        return total

    def _read_file(self, path: Path) -> Iterator[Item]:
        lines, packed = is_lines(path), is_packed(path)
        if problem := check_file(path, None if lines or packed else self._limit):
            yield problem
            return
        if packed:
            yield from read_packed(path, self._limit, self._packed)
            return
        try:
            with path.open("rb") as stream:
                if lines:
                    yield from read_lines(stream, str(path), self._limit)
                else:
                    yield _make_page(stream.read(), path)
        except OSError as error:
            yield set_aside_error(str(path), error)

    def _read_stdin(self) -> Iterator[Item]:
        stream = BufferedReader(cast(RawIOBase, self._stdin()))
        try:
            if _JSON_LINES.match(stream.peek(HEAD)):
                yield from read_lines(stream, "-", self._limit)
            else:
                yield self._make_whole(stream.read(self._limit + 1))
        except OSError as error:
            yield set_aside_error("-", error)
        finally:
            stream.detach()  # else standard input would be closed with it

    def _make_whole(self, body: bytes) -> Item:
        if len(body) > self._limit:
            return SetAside(origin="-", reason="too_large", message=f"more than {self._limit} bytes")
        return Capture(origin="-", body=body, media=find_media("", body))


def _find_files(place: str) -> Iterator[Path | SetAside]:
    """Yield the files at a place; in a folder without a page archives are what is looked for."""
    return find_files(place, ARCHIVES if holds_only(place, ARCHIVES) else PAGES)


def _make_page(body: bytes, path: Path) -> Capture:
    return Capture(origin=str(path), body=body, media=find_media(path.suffix, body))


def _count_items(found: Path | SetAside) -> int:
    if isinstance(found, SetAside) or not is_lines(found) or check_file(found, None):
        return 1
    try:
        with found.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
