"""Many phrases at once, at word boundaries, with the affixes that a language's grammar allows.

One Aho-Corasick pass finds every occurrence; an occurrence counts when what touches it within the word is a legal
prefix and suffix. The automaton's `iter` is used, since `iter_long` loses shorter phrases inside longer ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from operator import itemgetter
from sys import intern
from typing import NamedTuple

import ahocorasick
import msgspec

from marsad.text.known import Known
from marsad.text.normal import normalise
from marsad.text.tokens import Token, cut_tokens


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


class Chunk(NamedTuple):
    """What stands between two blanks, its places counted from its own start.

    `whole` where it is a word and nothing else, its one token, which is then left out of `tokens`; `signs` are the
    numbers of the tokens that are no words. `kinds` are the hits by each class of their items, the classes that these
    come from included.
    """

    whole: bool
    tokens: tuple[Token, ...]
    signs: tuple[int, ...]
    kinds: tuple[tuple[type, tuple[Hit, ...]], ...]


_WORD = Chunk(whole=True, tokens=(), signs=(), kinds=())  # one for all words that no phrase is made of


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
_MOST_WORDS = 50_000  # chunks remembered
_make_hit = tuple.__new__  # a named tuple's own constructor takes twice the time
_START, _END = itemgetter(0), itemgetter(1)


class PhraseIndex:
    """A set of phrases, ready to search.

    What blanks part is a chunk. Phrases without a blank are looked for once in each chunk, since a text says the same
    words again and again; only phrases of several words are looked for in the whole text. `chunks` gives what a scan
    asks of a chunk, `hits` what is found in it.
    """

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
        self._words = _Automaton({form: known for form, known in spellings.items() if " " not in form})
        self._phrases = _Automaton({form: known for form, known in spellings.items() if " " in form})
        self.size = len(spellings)
        self._forget()

    def __getstate__(self) -> tuple["_Automaton", "_Automaton", int]:
        """Return what to keep: all but the words seen."""
        return self._words, self._phrases, self.size

    def __setstate__(self, kept: tuple["_Automaton", "_Automaton", int]) -> None:
        """Take what was kept."""
        self._words, self._phrases, self.size = kept
        self._forget()

    def _forget(self) -> None:
        """Begin to remember what is found in chunks, each looked through when it is first asked for."""
        self.chunks = Known(partial(_make_chunk, self._words), _MOST_WORDS)
        self.hits = Known(partial(_find_hits, self._words), _MOST_WORDS)

    def find(self, normal: str, ranges: Iterable[tuple[int, int]] | None = None) -> list[Hit]:
        """Return all occurrences in `normal`, or in disjoint ranges of it, by start, the longer first."""
        hits: list[Hit] = []
        inside = ((0, len(normal)),) if ranges is None else tuple(ranges)
        for first, last in inside:
            hits.extend(self._phrases.find(normal, first, last))
        hits.sort(key=_END, reverse=True)
        for first, last in inside:
            if cuts_word(normal, first) or cuts_word(normal, last):
                hits.extend(_order(self._words.find(normal, first, last)))
            else:
                self._find_in_chunks(normal, first, last, hits)
        hits.sort(key=_START)  # of those with one start, phrases of several words are longer and stand before
        return hits

    def find_phrases(self, normal: str, first: int, last: int) -> list[Hit]:
        """Return the occurrences of phrases of several words between two offsets, by start, the longer first."""
        return _order(self._phrases.find(normal, first, last))

    def _find_in_chunks(self, normal: str, first: int, last: int, hits: list[Hit]) -> None:
        """Add the hits of each chunk at its place."""
        at = first
        for chunk in normal[first:last].split(" "):
            for start, end, core_start, core_end, prefix, suffix, item in self.hits[chunk]:
                place = (at + start, at + end, at + core_start, at + core_end, prefix, suffix, item)
                hits.append(_make_hit(Hit, place))
            at += len(chunk) + 1


def _find_hits(words: "_Automaton", chunk: str) -> tuple[Hit, ...]:
    """Return the hits in a chunk."""
    return tuple(_order(words.find(chunk, 0, len(chunk))))


def _make_chunk(words: "_Automaton", chunk: str) -> Chunk:
    """Return what a scan asks of a chunk: small, since a text asks for all of its own."""
    kinds: dict[type, list[Hit]] = {}
    for hit in _order(words.find(chunk, 0, len(chunk))):
        for kind in KINDS[type(hit.item)]:
            kinds.setdefault(kind, []).append(hit)
    tokens = cut_tokens(chunk)
    signs = tuple([number for number, token in enumerate(tokens) if not token.text[0].isalpha()])
    whole = not signs and len(tokens) == 1 and tokens[0].text == chunk
    by_kind = tuple([(kind, tuple(found)) for kind, found in kinds.items()])
    return _WORD if whole and not kinds else Chunk(whole, () if whole else tokens, signs, by_kind)


class _Automaton:
    """Spellings with their affixes, looked for in one pass."""

    def __init__(self, spellings: Mapping[str, list[_Spelling]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for normal, known in spellings.items():
            self._automaton.add_word(normal, (len(normal), tuple(known)))
        if spellings:
            self._automaton.make_automaton()

    def find(self, normal: str, first: int, last: int) -> Iterator[Hit]:
        """Yield all occurrences between two offsets, in the order of their cores' ends."""
        if not len(self._automaton):
            return
        size = len(normal)
        for at, (length, spellings) in self._automaton.iter(normal, first, last):
            end = at + 1
            begin = end - length
            start = _word_start(normal, begin) if begin and normal[begin - 1].isalpha() else begin
            stop = _word_end(normal, end) if end < size and normal[end].isalpha() else end
            prefix, suffix = normal[start:begin], normal[end:stop]
            for prefixes, suffixes, item in spellings:
                if prefix in prefixes and suffix in suffixes:
                    yield _make_hit(Hit, (start, stop, begin, end, intern(prefix), intern(suffix), item))


class Kinds(dict[type, tuple[type, ...]]):
    """The class of an item and those that it comes from, the general ones left out."""

    def __missing__(self, kind: type) -> tuple[type, ...]:
        """Note the classes of a kind of item."""
        found = self[kind] = tuple([base for base in kind.__mro__ if base not in msgspec.Struct.__mro__])
        return found


KINDS = Kinds()


def _order(found: Iterable[Hit]) -> list[Hit]:
    """Return hits by start, the longer first."""
    hits = sorted(found, key=_END, reverse=True)
    hits.sort(key=_START)
    return hits


def cuts_word(normal: str, place: int) -> bool:
    """Tell whether letters stand on both sides of a place."""
    return 0 < place < len(normal) and normal[place - 1].isalpha() and normal[place].isalpha()


def _word_start(normal: str, first: int) -> int:
    """Return where the word of `first` begins, looking back no further than a prefix can reach."""
    start = first
    if normal[first].isalpha():
        while start and normal[start - 1].isalpha() and first - start <= _LONGEST_AFFIX:
            start -= 1
    return start


def _word_end(normal: str, end: int) -> int:
    """Return where the word before `end` ends, looking on no further than a suffix can reach."""
    stop, size = end, len(normal)
    if normal[end - 1].isalpha():
        while stop < size and normal[stop].isalpha() and stop - end <= _LONGEST_AFFIX:
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
