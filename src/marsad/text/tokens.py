"""Tokens of normalised text: words, numbers, punctuation marks."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\.\.+|[^\w\s]|_")


class Token(NamedTuple):
    """A word, number or mark at `start:end` of a normal text."""

    start: int
    end: int
    text: str


def find_tokens(normal: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of `normal[start:end]` in order; letters and digits that touch are told apart."""
    stop = len(normal) if end is None else end
    return tuple(Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(normal, start, stop))
