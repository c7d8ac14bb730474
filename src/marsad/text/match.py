"""Many phrases at once, at word boundaries, with the affixes that a language's grammar allows.

One Aho-Corasick pass finds every occurrence; an occurrence counts when what touches it within the word is a legal
prefix and suffix. The automaton's `iter` is used, since `iter_long` loses shorter phrases inside longer ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

import ahocorasick
import msgspec

from marsad.text.normal import normalise


class Grammar(StrEnum):
    """Which affixes a phrase may carry."""

    NOUN = "noun"
    VERB = "verb"
    PAST = "past"
    NAME = "name"
    BARE = "bare"
    EXACT = "exact"


class Phrase(NamedTuple):
    """A form to look for, its grammar, and what it stands for.

    `(x)` before words in a form marks optional parts that come together or not at all.
    """

    form: str
    grammar: Grammar
    item: object


class Hit(NamedTuple):
    """An occurrence in normal text: whole words `start:end`, the phrase itself `core_start:core_end`."""

    start: int
    end: int
    core_start: int
    core_end: int
    prefix: str
    suffix: str
    item: object


class Affixes(msgspec.Struct, frozen=True):
    """Legal prefixes and suffixes; the empty string stands for none."""

    prefixes: frozenset[str]
    suffixes: frozenset[str]


class Variant(NamedTuple):
    """A spelling that a form takes in some surroundings, with the affixes that call for it."""

    form: str
    affixes: Affixes


Vary = Callable[[str, Grammar], Iterable[Variant]]


class _Pattern(NamedTuple):
    length: int
    affixes: Affixes
    item: object


class PhraseIndex:
    """An immutable set of phrases, ready to search."""

    def __init__(self, phrases: Iterable[Phrase], vary: Vary) -> None:
        """Compile `phrases`; `vary` gives each form's spellings with their affixes."""
        patterns: dict[str, list[_Pattern]] = defaultdict(list)
        for phrase in phrases:
            for form in spell_optional(phrase.form):
                for variant in vary(form, phrase.grammar):
                    normal = normalise(variant.form).normal
                    pattern = _Pattern(len(normal), variant.affixes, phrase.item)
                    if pattern not in patterns[normal]:
                        patterns[normal].append(pattern)
        self._automaton = ahocorasick.Automaton()
        for normal, found in patterns.items():
            self._automaton.add_word(normal, tuple(found))
        if patterns:
            self._automaton.make_automaton()
        self.size = len(patterns)

    def find(self, normal: str) -> list[Hit]:
        """Return all occurrences in `normal`, by start, the longer first."""
        hits: list[Hit] = []
        if not self.size:
            return hits
        for last, patterns in self._automaton.iter(normal):
            first = last + 1 - patterns[0].length
            begin = _word_start(normal, first)
            if begin < 0:
                continue
            stop = _word_end(normal, last + 1)
            if stop < 0:
                continue
            prefix, suffix = normal[begin:first], normal[last + 1 : stop]
            for pattern in patterns:
                if prefix in pattern.affixes.prefixes and suffix in pattern.affixes.suffixes:
                    hits.append(Hit(begin, stop, first, last + 1, prefix, suffix, pattern.item))
        hits.sort(key=_by_place)
        return hits


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


_LONGEST_AFFIX = 5


def _word_start(text: str, first: int) -> int:
    """Return where the word of `first` begins, or -1 when more letters precede than any prefix has."""
    if not text[first].isalpha():
        return first
    begin = first
    while begin and text[begin - 1].isalpha():
        begin -= 1
        if first - begin > _LONGEST_AFFIX:
            return -1
    return begin


def _word_end(text: str, last: int) -> int:
    """Return where the word before `last` ends, or -1 when more letters follow than any suffix has."""
    if not text[last - 1].isalpha():
        return last
    stop, size = last, len(text)
    while stop < size and text[stop].isalpha():
        stop += 1
        if stop - last > _LONGEST_AFFIX:
            return -1
    return stop


def spell_optional(form: str) -> tuple[str, ...]:
    """Return the spellings of a form: with and without its bracketed parts, all together."""
    if "(" not in form:
        return (form,)
    out: list[str] = []
    kept: list[str] = []
    for part in form.split("("):
        inside, bracket, rest = part.partition(")")
        kept.append(inside + rest if bracket else part)
        out.append(rest if bracket else part)
    return "".join(kept), "".join(out)
