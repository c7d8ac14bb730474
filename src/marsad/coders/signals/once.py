"""What is worked out of a frozen noun when a rule first asks for it, and kept with it."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class once(Generic[Value]):
    """As `functools.cached_property`, without its lock, which costs more than most of what is worked out."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        """Take the method that works it out."""
        self._make, self._name, self.__doc__ = make, make.__name__, make.__doc__

    def __get__(self, noun: object, kind: type) -> Value:
        """Work it out; what is kept under the name is found without asking again."""
        found = noun.__dict__[self._name] = self._make(noun)
        return found
