"""Tokens of normalised text: words, numbers, punctuation marks."""

import re
from functools import lru_cache
from typing import NamedTuple

_LONGEST = 40  # letters; what is longer is no word, and not remembered
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\.\.+|[^\w\s]|_")


class Token(NamedTuple):
    """A word, number or mark at `start:end` of a normal text."""

    start: int
    end: int
    text: str


def find_tokens(normal: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of `normal[start:end]` in order; letters and digits that touch are told apart."""
    tokens: list[Token] = []
    at = start
    for chunk in normal[start:end].split(" "):
        cut = _recall(chunk) if len(chunk) <= _LONGEST else cut_tokens(chunk)
        for first, last, text in cut:
            tokens.append(_make_token(Token, (at + first, at + last, text)))
        at += len(chunk) + 1
    return tuple(tokens)


def cut_tokens(chunk: str) -> tuple[Token, ...]:
    """Return the tokens of a short text in order."""
    return tuple([_make_token(Token, (match.start(), match.end(), match[0])) for match in _TOKEN.finditer(chunk)])


_recall = lru_cache(maxsize=50_000)(cut_tokens)  # a text says the same words again and again


_make_token = tuple.__new__  # a named tuple's own constructor takes twice the time
