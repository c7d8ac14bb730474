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
from marsad.sources.places import PAGES, check_file, find_files, set_aside_error

LIMIT = 20_000_000  # bytes of one page or line
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|div|p|article|meta|title|\?xml|!--)", re.IGNORECASE)
_JSON_LINES = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_HEAD = 4096


def open_stdin() -> BinaryIO:
    """Return standard input as bytes."""
    return sys.stdin.buffer


class FilesSource:
    """Files, folders (recursive, sorted), glob patterns, and `-` for standard input."""

    name = "files"

    def __init__(self, limit: int = LIMIT, stdin: Callable[[], BinaryIO] = open_stdin) -> None:
        """Take pages and lines of at most `limit` bytes; `stdin` opens what `-` stands for."""
        self._limit = limit
        self._stdin = stdin

    def accepts(self, place: str) -> bool:
        """Tell whether `place` is no address."""
        return "://" not in place

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield the pages at `places`; see `base.Source`."""
        for place in places:
            if place == "-":
                yield from self._read_stdin()
            else:
                for found in find_files(place, PAGES):
                    yield from (found,) if isinstance(found, SetAside) else self._read_file(found)

    def count(self, places: Sequence[str]) -> int | None:
        """Count files and the lines of JSON Lines; None with standard input among the places."""
        if "-" in places:
            return None
        return sum(_count_items(found) for place in places for found in find_files(place, PAGES))

    def _read_file(self, path: Path) -> Iterator[Item]:
        lines = is_lines(path)
        if problem := check_file(path, None if lines else self._limit):
            yield problem
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
            if _JSON_LINES.match(stream.peek(_HEAD)):
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


def _make_page(body: bytes, path: Path) -> Capture:
    return Capture(origin=str(path), body=body, media=find_media(path.suffix, body))


def is_lines(path: Path) -> bool:
    """Tell whether a file holds JSON Lines, by its name."""
    return path.suffix.lower() == ".jsonl"


def find_media(suffix: str, body: bytes) -> str:
    """Return whether a page is `html` or `text`: by its name's ending, else by its first bytes."""
    if suffix.lower() in (".html", ".htm"):
        return "html"
    marked = suffix.lower() != ".txt" and _MARKUP.search(body[:_HEAD].replace(b"\0", b""))
    return "html" if marked else "text"


def _count_items(found: Path | SetAside) -> int:
    if isinstance(found, SetAside) or not is_lines(found) or check_file(found, None):
        return 1
    try:
        with found.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
