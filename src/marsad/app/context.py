"""A record's words in their surroundings."""

from functools import lru_cache

import msgspec

from marsad.model import Article, Span
from marsad.text.normal import normalise
from marsad.text.segment import find_sentences

_MOST = 32  # blocks kept cut: those of some articles whose records are looked at one after the other


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence or sentences that a span stands in, as `before` + `words` + `after`, and their neighbours."""

    previous: str
    before: str
    words: str
    after: str
    next: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.words + self.after


def find_context(article: Article, span: Span) -> Context:
    """Return what stands around `span` in the article's text, within its block."""
    block = next((b for b in article.blocks if b.start <= span.start < b.end), None)
    first, last = (block.start, max(block.end, span.end)) if block else (0, len(article.text))
    ranges = [(start + first, end + first) for start, end in _cut_sentences(article.text[first:last])]
    inside = [at for at, (start, end) in enumerate(ranges) if start < span.end and span.start < end]
    if not inside:
        return Context(previous="", before="", words=span.quote, after="", next="")
    text, top, bottom = article.text, inside[0], inside[-1]
    return Context(
        previous=text[slice(*ranges[top - 1])] if top else "",
        before=text[ranges[top][0] : span.start],
        words=span.quote,
        after=text[span.end : ranges[bottom][1]],
        next=text[slice(*ranges[bottom + 1])] if bottom + 1 < len(ranges) else "",
    )


@lru_cache(maxsize=_MOST)
def _cut_sentences(text: str) -> tuple[tuple[int, int], ...]:
    aligned = normalise(text)
    return tuple(aligned.to_original(start, end) for start, end in find_sentences(aligned.normal))
