"""What is known of words: worked out once, for a text says the same words again and again."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Value = TypeVar("Value")
_MOST = 20_000  # words of which something is remembered
_LONGEST = 40  # letters; what is longer is no word, and not remembered


class Known(dict[str, Value]):
    """What a function makes of words; where there would be too many, all go.

    `functools.lru_cache` notes the order of use with every question, which takes longer than what is asked here.
    """

    def __init__(self, make: Callable[[str], Value], most: int = _MOST) -> None:
        """Take the function, and of how many words to remember what it makes."""
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, word: str) -> Value:
        """Work it out for a word."""
        found = self._make(word)
        if len(word) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = found
        return found

    def of(self, words: Iterable[str]) -> list[Value]:
        """Return what is known of each of some words."""
        return list(map(self.__getitem__, words))
