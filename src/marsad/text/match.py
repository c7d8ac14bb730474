"""Many phrases at once, at word boundaries, with the affixes that a language's grammar allows.

One Aho-Corasick pass finds every occurrence; an occurrence counts when what touches it within the word is a legal
prefix and suffix. The automaton's `iter` is used, since `iter_long` loses shorter phrases inside longer ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from operator import itemgetter
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


_Spelling = tuple[frozenset[str], frozenset[str], object]  # prefixes, suffixes, what the phrase stands for
_LONGEST_AFFIX = 5
_make_hit = tuple.__new__  # a named tuple's own constructor takes twice the time
_START, _END = itemgetter(0), itemgetter(1)


class PhraseIndex:
    """An immutable set of phrases, ready to search."""

    def __init__(self, phrases: Iterable[Phrase], vary: Vary) -> None:
        """Compile `phrases`; `vary` gives each form's spellings with their affixes."""
        spellings: dict[str, list[_Spelling]] = defaultdict(list)
        for phrase in phrases:
            for form in spell_optional(phrase.form):
                for variant in vary(form, phrase.grammar):
                    found = (variant.affixes.prefixes, variant.affixes.suffixes, phrase.item)
                    known = spellings[normalise(variant.form).normal]
                    if found not in known:
                        known.append(found)
        self._automaton = ahocorasick.Automaton()
        for normal, known in spellings.items():
            self._automaton.add_word(normal, (len(normal), tuple(known)))
        if spellings:
            self._automaton.make_automaton()
        self.size = len(spellings)

    def find(self, normal: str, ranges: Iterable[tuple[int, int]] | None = None) -> list[Hit]:
        """Return all occurrences in `normal`, or in disjoint ranges of it, by start, the longer first."""
        hits: list[Hit] = []
        if self.size:
            letters = [*map(str.isalpha, normal), False]
            for first, last in ((0, len(normal)),) if ranges is None else ranges:
                self._find_between(normal, letters, (first, last), hits)
        hits.sort(key=_END, reverse=True)
        hits.sort(key=_START)
        return hits

    def _find_between(self, normal: str, letters: list[bool], inside: tuple[int, int], hits: list[Hit]) -> None:
        for last, (length, spellings) in self._automaton.iter(normal, *inside):
            end = last + 1
            first = end - length
            start = _word_start(letters, first) if first and letters[first - 1] else first
            stop = _word_end(letters, end) if letters[end] else end
            prefix, suffix = normal[start:first], normal[end:stop]
            for prefixes, suffixes, item in spellings:
                if prefix in prefixes and suffix in suffixes:
                    hits.append(_make_hit(Hit, (start, stop, first, end, prefix, suffix, item)))


def _word_start(letters: list[bool], first: int) -> int:
    """Return where the word of `first` begins, looking back no further than a prefix can reach."""
    start = first
    if letters[first]:
        while start and letters[start - 1] and first - start <= _LONGEST_AFFIX:
            start -= 1
    return start


def _word_end(letters: list[bool], end: int) -> int:
    """Return where the word before `end` ends, looking on no further than a suffix can reach."""
    stop = end
    if letters[end - 1]:
        while letters[stop] and stop - end <= _LONGEST_AFFIX:
            stop += 1
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
