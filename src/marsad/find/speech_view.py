"""A sentence laid out for reading reported speech: tokens with the mention, quotation and verb forms at each."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from marsad.find.actor_mention import ActorMention
from marsad.find.quotes import Quote
from marsad.find.scan import Sentence
from marsad.languages.ar.speech import Evidential, Stance, VerbForm, find_words
from marsad.text.match import Hit
from marsad.text.tokens import Token

DASHES = "-–—"
_BRACKETS = {"(": ")", "[": "]"}
_OPENERS = frozenset(DASHES) | _BRACKETS.keys()
_QUOTE_MARKS = frozenset('"“”„‟«»‹›″')
_NO_SUBJECTS = ("ADJECTIVE", "PRONOUN")


class View(msgspec.Struct):
    """A sentence's tokens by number with their texts and `starts`, and what stands at each of them.

    `word` gives a token's text, the empty string outside the sentence; `quote` the quotation that a token stands in or
    marks, `opens_quote` the one whose opening mark it is; `quotes` are those of the whole text. `cover` is the mention
    at a token, `heads` the one that begins there (`order`: where, in order), `masked` are the tokens of parentheses.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    words: list[str]
    starts: list[int]
    text: str
    quotes: tuple[Quote, ...]
    word: Callable[[int], str]
    quote: Callable[[int], Quote | None]
    opens_quote: Callable[[int], Quote | None]
    cover: dict[int, ActorMention] = msgspec.field(default_factory=dict)
    heads: dict[int, ActorMention] = msgspec.field(default_factory=dict)
    forms: dict[int, list[Hit]] = msgspec.field(default_factory=dict)
    stances: dict[int, Stance] = msgspec.field(default_factory=dict)
    leads: dict[int, Hit] = msgspec.field(default_factory=dict)
    order: list[int] = msgspec.field(default_factory=list)
    masked: frozenset[int] = frozenset()

    def offset(self, index: int) -> int:
        """Return where the token begins; the sentence's end past the last."""
        return self.starts[index] if index < len(self.starts) else self.sentence.end

    def index(self, position: int) -> int:
        """Return the number of the first token that does not begin before `position`."""
        return bisect_left(self.starts, position)

    def quote_words(self, first: int, last: int) -> str:
        """Return the normal text of the tokens `first:last`."""
        return self.text[self.offset(first) : self.tokens[last - 1].end] if last > first else ""

    def inside_quote(self, index: int) -> Quote | None:
        """Return the quotation within whose marks the token stands."""
        found = self.quote(index)
        return found if found and found.inner_start <= self.starts[index] < found.inner_end else None

    def subject_at(self, index: int) -> ActorMention | None:
        """Return the mention that begins here, without a preposition, and can be who speaks."""
        found = self.heads.get(index)
        if found is None or found.kind in _NO_SUBJECTS or has_preposition(found) or self.is_glued(index):
            return None
        return found

    def is_preposition(self, index: int) -> bool:
        """Tell whether the token is a preposition, perhaps with a conjunction written onto it."""
        return self.word(index) in _find_prepositions()

    def is_glued(self, index: int) -> bool:
        """Tell whether the token is a preposition with a word such as the one for newspaper."""
        word = self.words[index]
        return word[1:] in find_words("documents") and word[:1] in find_words("glued_prepositions")


@cache
def _find_prepositions() -> frozenset[str]:
    bare = find_words("prepositions")
    return bare | {letter + word for letter in find_words("conjunctions") for word in bare}


def has_preposition(mention: ActorMention) -> bool:
    """Tell whether a preposition is written onto the mention."""
    return mention.prefix != "" and _holds_preposition(mention.prefix)


@cache
def _holds_preposition(prefix: str) -> bool:
    (article,) = find_words("article")
    bare = prefix.removesuffix(article)
    return any(letter in bare for letter in find_words("glued_prepositions"))


def make_view(sentence: Sentence, mentions: Sequence[ActorMention], quotes: tuple[Quote, ...], text: str) -> View:
    """Return the view of a sentence; `mentions` are those that begin in it, in order, `text` is the normal text."""
    tokens, words, starts = sentence.tokens, sentence.words, sentence.starts
    quoted, opened = _place_quotes(sentence, quotes) if quotes else ({}, {})
    word = defaultdict(str, enumerate(words)).__getitem__
    view = View(sentence, tokens, words, starts, text, quotes, word, quoted.get, opened.get)
    for mention in mentions:
        _place(view, mention)
    view.order = sorted(view.heads)
    _place_hits(view)
    if not _OPENERS.isdisjoint(words):
        view.masked = frozenset(_find_masked(view))
    return view


def _place_quotes(sentence: Sentence, quotes: tuple[Quote, ...]) -> tuple[dict[int, Quote], dict[int, Quote]]:
    """Return the quotations by the tokens that stand in them or mark them, and by those that open them."""
    starts, quoted, opened = sentence.starts, dict[int, Quote](), dict[int, Quote]()
    for quote in quotes[max(bisect_left(quotes, (sentence.start,)) - 1, 0) :]:
        if quote.start >= sentence.end:
            break
        if quote.end <= sentence.start:
            continue
        first = bisect_left(starts, quote.start)
        inside = range(first, bisect_left(starts, quote.end))
        quoted.update(dict.fromkeys(inside, quote))
        if inside and starts[first] == quote.start < quote.inner_start:
            opened[first] = quote
    return quoted, opened


def _place(view: View, mention: ActorMention) -> None:
    starts, start, end = view.starts, mention.start, mention.end
    index = bisect_left(starts, start + 1) - 1
    if index < 0:
        return
    old = view.heads.get(index)
    if old is None or old.end < end:
        view.heads[index] = mention
    cover, inside = view.cover, range(index, bisect_left(starts, end))
    if cover.keys().isdisjoint(inside):
        cover.update(dict.fromkeys(inside, mention))
        return
    for at in inside:
        covering = cover.get(at)
        if covering is None or covering.end - covering.start < end - start:
            cover[at] = mention


def _place_hits(view: View) -> None:
    for hit in view.sentence.of(VerbForm):
        view.forms.setdefault(view.index(hit.start), []).append(hit)
    for hit in view.sentence.of(Stance):
        view.stances[view.index(hit.start)] = hit.item  # type: ignore[assignment]
    for hit in view.sentence.of(Evidential):
        index = view.index(hit.start)
        if index not in view.leads or view.leads[index].end < hit.end:
            view.leads[index] = hit


def _find_masked(view: View) -> Iterator[int]:
    """Yield the tokens of parentheses: in brackets, or between two dashes set off by blanks."""
    words, open_at, closer = view.words, -1, ""
    for index in view.sentence.signs:
        word = words[index]
        if open_at < 0 and word in _BRACKETS:
            open_at, closer = index, _BRACKETS[word]
        elif open_at < 0 and word in DASHES and _opens_aside(view, index):
            open_at, closer = index, DASHES
        elif open_at >= 0 and word in closer and (closer != DASHES or _closes_aside(view, index)):
            if index - open_at <= 30:
                yield from range(open_at, index + 1)
            open_at = -1


def _opens_aside(view: View, index: int) -> bool:
    tokens = view.tokens
    spaced = index > 0 and tokens[index - 1].end < tokens[index].start
    return spaced and index + 1 < len(tokens)


def _closes_aside(view: View, index: int) -> bool:
    tokens = view.tokens
    return index + 1 >= len(tokens) or tokens[index].end < tokens[index + 1].start or view.words[index + 1] in "،.؛"


def is_quote_mark(word: str) -> bool:
    """Tell whether a token is a quotation mark."""
    return word in _QUOTE_MARKS
