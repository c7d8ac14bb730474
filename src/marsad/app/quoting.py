"""Where the words of an article stand in the source of its page, byte by byte."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from marsad.app.context import Context
from marsad.extract.encoding import decode_body
from marsad.extract.limits import ExtractError

_TAG = r"<[^<>]*>"
_BLANK = r"&(?:nbsp|\#0*160|\#x0*a0);"
_GAP = rf"(?:\s|{_BLANK}|{_TAG})+"  # what may stand for a blank between two words
_ENTITY = rf"(?!{_BLANK})&\#?\w{{2,31}};"  # never what a gap takes: a page must not have a choice between the two
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_TRIED = 100  # places that look like the words, which are compared with them


def find_in_source(body: bytes, context: Context) -> tuple[int, int] | None:
    """Return the range of bytes of a page's source that prints the context's words, None where it cannot be told.

    The sentence tells which of several occurrences is meant, and what stands in the page's head is none of them.
    """
    try:
        encoding = decode_body(body).encoding
        text = body.decode(encoding, "surrogateescape")
    except (ExtractError, LookupError, ValueError):
        return None
    begin = _BODY.search(text)
    wanted = (context.before, context.words, context.after)
    for parts in (wanted, ("", context.words, "")):
        for start, end in _find_places(text, parts, begin.start() if begin else 0):
            return _to_bytes(text, encoding, start), _to_bytes(text, encoding, end)
    return None


def _find_places(text: str, parts: tuple[str, str, str], begin: int) -> Iterator[tuple[int, int]]:
    before, words, after = map(_make_pattern, (parts[0].lstrip(), parts[1], parts[2].rstrip()))
    for found in islice(re.finditer(f"{before}({words}){after}", text[begin:], re.IGNORECASE), _TRIED):
        if _read_source(found[0]) == _squeeze("".join(parts)):
            yield begin + found.start(1), begin + found.end(1)


def _make_pattern(printed: str) -> str:
    pieces = (_GAP if piece.isspace() else _make_word(piece) for piece in re.split(r"(\s+)", printed) if piece)
    return "".join(pieces)


def _make_word(word: str) -> str:
    return f"(?:{_TAG})*".join(f"(?:{re.escape(char)}|{_ENTITY})" for char in word)


def _read_source(source: str) -> str:
    return _squeeze(unescape(re.sub(_TAG, "", source)))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _to_bytes(text: str, encoding: str, at: int) -> int:
    return len(text[:at].encode(encoding, "surrogateescape"))
