"""The words of a sentence by their places in normal text."""

from bisect import bisect_left

import msgspec

from marsad.find.scan import Sentence
from marsad.text.tokens import Token


class Words(msgspec.Struct, frozen=True, dict=True):
    """A sentence with its tokens, where they start, and `texts`, their words."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    token_starts: list[int]
    texts: list[str]

    def distance(self, first: int, last: int) -> int:
        """Return how many tokens start in `first:last`."""
        return bisect_left(self.token_starts, last) - bisect_left(self.token_starts, first)

    def token_before(self, position: int) -> Token | None:
        """Return the token that ends at or before `position`."""
        index = bisect_left(self.token_starts, position) - 1
        return self.tokens[index] if index >= 0 else None

    def texts_in(self, start: int, end: int) -> list[str]:
        """Return the words of the tokens that start in the range."""
        starts = self.token_starts
        return self.texts[bisect_left(starts, start) : bisect_left(starts, end)]

    def says(self, start: int, end: int, words: frozenset[str]) -> bool:
        """Tell whether one of the words starts in the range."""
        starts = self.token_starts
        return not words.isdisjoint(self.texts[bisect_left(starts, start) : bisect_left(starts, end)])

    def goes_on(self, position: int, count: int, words: frozenset[str]) -> bool:
        """Tell whether one of the words is among the `count` tokens from `position` on."""
        index = bisect_left(self.token_starts, position)
        return not words.isdisjoint(self.texts[index : index + count])

    def follows(self, position: int, count: int, words: frozenset[str]) -> bool:
        """Tell whether one of the words is among the `count` tokens before `position`."""
        index = bisect_left(self.token_starts, position)
        return not words.isdisjoint(self.texts[index - count if index > count else 0 : index])

    def texts_on(self, position: int, count: int) -> list[str]:
        """Return the words of the `count` tokens from `position` on."""
        index = bisect_left(self.token_starts, position)
        return self.texts[index : index + count]

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that start in the range."""
        starts = self.token_starts
        return self.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def tokens_on(self, position: int, count: int) -> tuple[Token, ...]:
        """Return the `count` tokens from `position` on."""
        index = bisect_left(self.token_starts, position)
        return self.tokens[index : index + count]

    def token_at(self, position: int) -> Token | None:
        """Return the first token from `position` on."""
        index = bisect_left(self.token_starts, position)
        return self.tokens[index] if index < len(self.tokens) else None

    def words_back(self, position: int, count: int) -> int:
        """Return the offset `count` tokens before `position`, within the sentence."""
        starts = self.token_starts
        index = bisect_left(starts, position) - count
        return starts[index if index > 0 else 0] if starts else position

    def words_on(self, position: int, count: int) -> int:
        """Return the offset `count` tokens after `position`, within the sentence."""
        starts = self.token_starts
        index = bisect_left(starts, position) + count
        return starts[index] if index < len(starts) else self.sentence.end
