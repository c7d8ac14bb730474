"""JSON Lines of texts: `{"id", "text", "title", "url", "extracted"}`, one capture a line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from marsad.model import Basis, Capture, When
from marsad.sources.base import Item, SetAside
from marsad.sources.files.stamp import parse_stamp

_BOM = b"\xef\xbb\xbf"


class LineError(ValueError):
    """A line holds no document; the message says what is wrong with it."""


def read_lines(stream: BinaryIO, origin: str, limit: int) -> Iterator[Item]:
    """Yield a capture for every line that holds a document, a set-aside for every other that is not blank."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{origin}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream, limit)
            yield SetAside(origin=where, reason="too_large", message=f"line of more than {limit} bytes")
        elif line.strip():
            yield _read_line(line.removeprefix(_BOM) if number == 1 else line, where)


def _skip_line(stream: BinaryIO, limit: int) -> None:
    while rest := stream.readline(limit):
        if rest.endswith(b"\n"):
            return


def _read_line(line: bytes, where: str) -> Item:
    try:
        return make_line_capture(json.loads(line), where)
    except RecursionError:
        return SetAside(origin=where, reason="malformed", message="JSON nested too deeply")
    except ValueError as error:
        return SetAside(origin=where, reason="malformed", message=_say(error))


def _say(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return str(error)


def make_line_capture(raw: object, origin: str) -> Capture:
    """Return the capture of one decoded line; raise LineError.

    `text` is required. `published` is a date that the caller vouches for, `extracted` a stamp of last resort; keys
    that are null or empty are as good as absent, others than these are left alone.
    """
    if not isinstance(raw, dict):
        raise LineError("not a JSON object")
    text = _find_string(raw, "text")
    if text is None:
        raise LineError('no "text"')
    return Capture(
        origin=origin,
        body=text.encode("utf-8", "replace"),
        url=_find_string(raw, "url"),
        name=_find_name(raw),
        title=_find_string(raw, "title"),
        published=_find_day(raw, "published", Basis.GIVEN) or _find_day(raw, "extracted", Basis.STAMP),
        media="text",
    )


def _find_string(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None or isinstance(value, str):
        return value if value or key == "text" else None
    raise LineError(f'"{key}" is not a string')


def _find_name(raw: dict[str, Any]) -> str | None:
    value = raw.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _find_string(raw, "id")


def _find_day(raw: dict[str, Any], key: str, basis: Basis) -> When | None:
    stamp = _find_string(raw, key)
    if stamp is None:
        return None
    try:
        return When.day(parse_stamp(stamp), basis)
    except ValueError as error:
        raise LineError(f'"{key}": {error}') from error
