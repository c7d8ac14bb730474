"""Tokens of normalised text: words, numbers, punctuation marks."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\.\.+|[^\w\s]|_")


class Token(NamedTuple):
    """A word, number or mark at `start:end` of a normal text."""

    start: int
    end: int
    text: str


def find_tokens(normal: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of `normal[start:end]` in order; letters and digits that touch are told apart."""
    stop = len(normal) if end is None else end
    found = _TOKEN.finditer(normal, start, stop)
    return tuple([_make_token(Token, (match.start(), match.end(), match[0])) for match in found])


_make_token = tuple.__new__  # a named tuple's own constructor takes twice the time
