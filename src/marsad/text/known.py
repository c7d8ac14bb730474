"""What is known of words: worked out once, for a text says the same words again and again."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Value = TypeVar("Value")
_MOST = 20_000  # words of which something is remembered


class Known(dict[str, Value]):
    """What a function makes of words; where there would be too many, all go.

    `functools.lru_cache` notes the order of use with every question, which takes longer than what is asked here.
    """

    def __init__(self, make: Callable[[str], Value]) -> None:
        """Take the function."""
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> Value:
        """Work it out for a word."""
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = self._make(word)
        return found

    def of(self, words: Iterable[str]) -> list[Value]:
        """Return what is known of each of some words."""
        return list(map(self.__getitem__, words))
