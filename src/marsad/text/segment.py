"""Sentences of Arabic-script news text.

A sentence ends at a full stop, question or exclamation mark, ellipsis or line end, together with the closing marks that
follow; never at a comma or semicolon, within a number, or after an initial such as the one letter of a title.
"""

import re
from collections.abc import Iterator

_CLOSERS = "\"'»”“’)\\]›"
_END = re.compile(
    f"\\n+|(?:[!?؟…]|\\.+)[.!?؟…]*[ ]?[{_CLOSERS}]*(?=\\s|$)|(?:[!?؟…]|\\.)[{_CLOSERS}]*(?=[^\\W\\d_])|\\.\\.+"
)
_MARK = re.compile("[\n!?؟….]")
_LONGEST = 2000  # characters; the longest sentences of news pages have some 900
_LETTERS_BEFORE = re.compile(r"(\w+)$")
_LOOSE_CLOSER = re.compile(f" [{_CLOSERS}]$")


def find_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Return the half-open ranges of the sentences of `text[start:end]`, without outer blanks, in order."""
    stop = len(text) if end is None else end
    return tuple(_trim(text, first, last) for first, last in _ranges(text, start, stop) if text[first:last].strip())


def _ranges(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _find_ends(text, start, stop):
        if _ends_sentence(text, match, first):
            last = _without_opening_quote(text, match)
            yield from _cut_long(text, first, last)
            first = last
    yield from _cut_long(text, first, stop)


def _find_ends(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield what may end a sentence, tried only where a mark stands that can begin it."""
    at = start
    while mark := _MARK.search(text, at, stop):
        match = _END.match(text, mark.start(), stop)
        if match:
            yield match
        at = match.end() if match else mark.end()


def _cut_long(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut what no stop ends within reach at a blank: a page without stops must not cost more than others."""
    while last - first > _LONGEST:
        blank = text.rfind(" ", first, first + _LONGEST)
        cut = blank + 1 if blank > first else first + _LONGEST
        yield first, cut
        first = cut
    yield first, last


def _ends_sentence(text: str, match: re.Match[str], first: int) -> bool:
    mark = match.group()
    if mark[0] != ".":
        return True
    before = text[max(first, match.start() - 12) : match.start()]
    word = _LETTERS_BEFORE.search(before)
    glued = match.end() < len(text) and not text[match.end()].isspace()
    if word is None:
        return not glued or mark.startswith("..")
    letters = word.group(1)
    if mark == "." and len(letters) == 1 and letters.isalpha():
        return False
    return not glued or ((mark.startswith("..") or len(letters) > 2) and not letters.isascii())


def _without_opening_quote(text: str, match: re.Match[str]) -> int:
    """Leave a mark that stands after a blank and before a word to the sentence that it opens."""
    loose = _LOOSE_CLOSER.search(match.group())
    if loose and match.end() < len(text) and not text[match.end()].isspace():
        return match.start() + loose.start()
    return match.end()


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
