"""One pass over an article: sentences, tokens and lexicon hits, for all finders to share."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from marsad.languages.ar.phrases import load_index
from marsad.model import Article, BlockKind, Span
from marsad.text.match import Hit, PhraseIndex
from marsad.text.normal import Aligned, normalise
from marsad.text.segment import find_sentences
from marsad.text.tokens import Token, find_tokens


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the body: its range in normal text, and its slice of the scan's tokens and hits.

    `signs` are the numbers of the tokens that are no words: digits and marks.
    """

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    signs: tuple[int, ...] = ()
    kinds: Mapping[type, list[Hit]] = msgspec.field(default_factory=dict)

    def of(self, kind: type) -> Sequence[Hit]:
        """Return the hits whose item is exactly a `kind`, in order."""
        return self.kinds.get(kind, ())


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """An article made ready for finders; offsets count characters of `aligned.normal`."""

    article: Article
    aligned: Aligned
    sentences: tuple[Sentence, ...]
    hits: tuple[Hit, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the original span of the normal range `start:end`, without blanks at its ends."""
        words = self.aligned.normal[start:end]
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
    body = _body_ranges(article, aligned)
    ranges = [pair for first, last in body for pair in find_sentences(aligned.normal, first, last)]
    found = (index or load_index()).find(aligned.normal, body)
    sentences = tuple(_make_sentences(aligned.normal, ranges, found))
    kept = tuple(hit for sentence in sentences for hit in sentence.hits)
    return Scan(article=article, aligned=aligned, sentences=sentences, hits=kept)


def _make_sentences(normal: str, ranges: Sequence[tuple[int, int]], found: Sequence[Hit]) -> Iterator[Sentence]:
    """Yield the sentences with their hits, which are in order of their starts."""
    at, most = 0, len(found)
    for index, (first, last) in enumerate(ranges):
        while at < most and found[at][0] < first:
            at += 1
        hits: list[Hit] = []
        kinds: defaultdict[type, list[Hit]] = defaultdict(list)
        while at < most and (hit := found[at])[0] < last:
            if hit[1] <= last:
                hits.append(hit)
                kinds[type(hit[6])].append(hit)
            at += 1
        tokens = find_tokens(normal, first, last)
        signs = tuple([number for number, token in enumerate(tokens) if not token[2][0].isalpha()])
        yield Sentence(index=index, start=first, end=last, tokens=tokens, hits=tuple(hits), signs=signs, kinds=kinds)


def _body_ranges(article: Article, aligned: Aligned) -> list[tuple[int, int]]:
    body = (block for block in article.blocks if block.kind is BlockKind.BODY)
    return [(aligned.to_normal(block.start), aligned.to_normal(block.end)) for block in body]
