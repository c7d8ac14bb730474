"""Outlets that no list knows: a name in quotation marks after a word such as the one for newspaper."""

from collections.abc import Iterator
from typing import NamedTuple

from marsad.find.actor_line import Line
from marsad.languages.ar.actors import PersonName, load_words

_LONGEST = 5  # words of a name
_SHORT = 3  # letters of a noun at least
_GAP = 2  # tokens between the word for newspaper and the mark


class UnknownOutlet(NamedTuple):
    """An outlet's phrase `start:end`, the printed name `first:last` and its usual spelling where brackets give it."""

    start: int
    end: int
    first: int
    last: int
    name: str | None


def find_unknown_outlets(line: Line) -> Iterator[UnknownOutlet]:
    """Yield the outlets of a sentence that are known as such only by the word before them."""
    marks = load_words("marks")
    for index in line.sentence.signs if not marks.isdisjoint(line.sentence.words) else ():
        if index and line.tokens[index].text in marks:
            found = _read(line, index)
            if found is not None:
                yield found


def _read(line: Line, index: int) -> UnknownOutlet | None:
    head = _find_noun(line, index)
    close = _find_close(line, index) if head is not None else None
    if head is None or close is None or not _is_plain(line, index + 1, close):
        return None
    name, end = _read_brackets(line, close + 1)
    if name is None and _bare(line.tokens[head].text) not in load_words("press_nouns"):
        return None
    first, last = line.tokens[index + 1].start, line.tokens[close - 1].end
    return UnknownOutlet(line.tokens[head].start, end or line.tokens[close].end, first, last, name)


def _find_noun(line: Line, index: int) -> int | None:
    """Return the word for newspaper before the mark, perhaps with one more noun between them."""
    for at in range(index - 1, max(-1, index - 1 - _GAP), -1):
        word = line.tokens[at].text
        if _bare(word) in load_words("outlet_nouns"):
            return at
        if len(word) < _SHORT or word in load_words("stops"):
            return None
    return None


def _bare(word: str) -> str:
    nouns = load_words("outlet_nouns")
    return word if word in nouns or word[:1] not in load_words("clitics") else word[1:]


def _find_close(line: Line, index: int) -> int | None:
    """Return the closing mark after a few words."""
    for at in range(index + 1, min(index + 2 + _LONGEST, len(line.tokens))):
        word = line.tokens[at].text
        if word in load_words("marks"):
            return at if at > index + 1 else None
        if not word[0].isalnum():
            return None
    return None


def _is_plain(line: Line, first: int, end: int) -> bool:
    """Tell whether no other known name than a person's stands in the marks: a site or a network may be a place."""
    inside = (line.by_start.get(line.tokens[at].start) for at in range(first, end))
    return all(element is None or element.pick(PersonName) is not None for element in inside)


def _read_brackets(line: Line, at: int) -> tuple[str | None, int | None]:
    """Return the Latin spelling that follows in brackets and where the brackets end."""
    tokens = line.tokens
    if at >= len(tokens) or tokens[at].text not in load_words("marks") | {"("}:
        return None, None
    at += tokens[at].text != "("
    words = []
    while at + 1 < len(tokens) and tokens[at + 1].text.isascii() and tokens[at + 1].text != ")":
        words.append(at + 1)
        at += 1
    if not words or at + 1 >= len(tokens) or tokens[at + 1].text != ")":
        return None, None
    name = line.normal[tokens[words[0]].start : tokens[words[-1]].end]
    return name.title() if name.islower() else name, tokens[at + 1].end
