"""One pass over an article: sentences, tokens and lexicon hits, for all finders to share."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import msgspec

from marsad.languages.ar.phrases import load_index
from marsad.model import Article, BlockKind, Span
from marsad.text.match import KINDS, Hit, PhraseIndex, cuts_word
from marsad.text.normal import Aligned, normalise
from marsad.text.segment import find_sentences
from marsad.text.tokens import Token

_make = tuple.__new__  # a named tuple's own constructor takes twice the time
_START, _END, _TEXT = itemgetter(0), itemgetter(1), itemgetter(2)  # of tokens; the first two of hits as well
_Places = list[tuple[int, tuple[Hit, ...]]]  # where a chunk begins, and hits with places counted from there


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the body: its range in normal text, and its slice of the scan's tokens and hits.

    `words` are the tokens' texts, `starts` where they begin, `signs` the numbers of those that are no words: digits and
    marks. `places` are the hits by the classes of their items, `kinds` those of them that were asked for. `kept` is
    what was made of it and is asked for again, nothing that names the sentence itself: a ring stays until the collector
    looks.
    """

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    words: list[str]
    starts: list[int]
    signs: tuple[int, ...]
    places: dict[type, _Places]
    kinds: dict[type, Sequence[Hit]] = msgspec.field(default_factory=dict)
    kept: dict[str, object] = msgspec.field(default_factory=dict)

    def of(self, kind: type) -> Sequence[Hit]:
        """Return the hits whose item is a `kind` by start, the longer first; they are put in place when asked for."""
        found = self.kinds.get(kind)
        if found is None:
            found = self.kinds[kind] = place_hits(self.places[kind]) if kind in self.places else ()
        return found

    def items(self, kind: type) -> list[Any]:
        """Return what the hits of a `kind` stand for, in no order; none is put in place."""
        return [hit[6] for _, found in self.places.get(kind, ()) for hit in found]

    def find_places(self, kind: type) -> list[tuple[int, int, Any]]:
        """Return where the hits of a `kind` start and end and what they stand for, by start; none is put in place."""
        hits = [(at + hit[0], at + hit[1], hit[6]) for at, found in self.places.get(kind, ()) for hit in found]
        hits.sort(key=_START)
        return hits

    @property
    def hits(self) -> Sequence[Hit]:
        """All hits by start, the longer first."""
        found = self.kinds.get(object)
        if found is None:
            hits = [hit for kind in self.places for hit in self.of(kind) if type(hit.item) is kind]
            hits.sort(key=_END, reverse=True)
            hits.sort(key=_START)
            found = self.kinds[object] = hits
        return found

    def before(self, position: int, count: int) -> tuple[Token, ...]:
        """Return the last `count` tokens that end at or before `position`, in order."""
        at = bisect_left(self.starts, position)
        if at and self.tokens[at - 1][1] > position:
            at -= 1
        return self.tokens[at - count if at > count else 0 : at]

    def after(self, position: int, count: int) -> tuple[Token, ...]:
        """Return the first `count` tokens from `position` on."""
        at = bisect_left(self.starts, position)
        return self.tokens[at : at + count]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens within `start:end`."""
        last = bisect_left(self.starts, end)
        if last and self.tokens[last - 1][1] > end:
            last -= 1
        return self.tokens[bisect_left(self.starts, start) : last]


def place_hits(places: _Places) -> list[Hit]:
    """Return the hits with their places in the text."""
    hits = [
        _make(Hit, (at + start, at + end, at + core_start, at + core_end, prefix, suffix, item))
        for at, found in places
        for start, end, core_start, core_end, prefix, suffix, item in found
    ]
    hits.sort(key=_START)  # of those with one start, phrases of several words are longer and stand before
    return hits


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """An article made ready for finders; offsets count characters of `aligned.normal`."""

    article: Article
    aligned: Aligned
    sentences: tuple[Sentence, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the original span of the normal range `start:end`, without blanks at its ends."""
        words = self.aligned.normal[start:end]
        if words != words.strip():
            start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return self.article.span(*self.aligned.to_original(start, end))

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that holds or next follows the normal offset; the last one past the end."""
        index = bisect_right(self.sentences, position, key=_start_of) - 1
        return self.sentences[max(index, 0)]


def _start_of(sentence: Sentence) -> int:
    return sentence.start


def make_scan(article: Article, index: PhraseIndex | None = None) -> Scan:
    """Return the scan of an article's body blocks; `index` defaults to the Arabic pack's."""
    aligned = normalise(article.text)
    normal, phrases = aligned.normal, index or load_index()
    ranges = [pair for first, last in _body_ranges(article, aligned) for pair in find_sentences(normal, first, last)]
    sentences = [_read_sentence(normal, phrases, at, first, last) for at, (first, last) in enumerate(ranges)]
    return Scan(article=article, aligned=aligned, sentences=tuple(sentences))


def _read_sentence(normal: str, phrases: PhraseIndex, index: int, start: int, end: int) -> Sentence:
    places: defaultdict[type, _Places] = defaultdict(list)
    cut = cuts_word(normal, start) or cuts_word(normal, end)
    for hit in _find_inside(normal, phrases, start, end) if cut else phrases.find_phrases(normal, start, end):
        for kind in KINDS[type(hit.item)]:
            places[kind].append((0, (hit,)))
    tokens: list[Token] = []
    signs: list[int] = []
    at, chunks = start, phrases.chunks
    for chunk in normal[start:end].split(" "):
        whole, inside, marks, kinds = chunks[chunk]
        after = at + len(chunk)
        if whole:
            tokens.append(_make(Token, (at, after, chunk)))
        else:
            if marks:
                signs += [len(tokens) + number for number in marks]
            for first, last, text in inside:
                tokens.append(_make(Token, (at + first, at + last, text)))
        if kinds and not cut:
            for kind, found in kinds:
                places[kind].append((at, found))
        at = after + 1
    return Sentence(
        index=index,
        start=start,
        end=end,
        tokens=tuple(tokens),
        words=list(map(_TEXT, tokens)),
        starts=list(map(_START, tokens)),
        signs=tuple(signs),
        places=dict(places),
    )


def _find_inside(normal: str, phrases: PhraseIndex, start: int, end: int) -> list[Hit]:
    """Return all hits of a sentence; where it was cut off within a word, none that the cut goes through."""
    return [hit for hit in phrases.find(normal, [(start, end)]) if start <= hit.start and hit.end <= end]


def _body_ranges(article: Article, aligned: Aligned) -> list[tuple[int, int]]:
    body = (block for block in article.blocks if block.kind is BlockKind.BODY)
    return [(aligned.to_normal(block.start), aligned.to_normal(block.end)) for block in body]
