"""Classes of single words that the rules for speech acts look for: see speech_words.toml."""

from functools import cache

import msgspec

from marsad.lexicon import load_table
from marsad.text.normal import normalise


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def find_words(*names: str) -> frozenset[str]:
    """Return the words of some classes, in normal form; KeyError when there is no such class."""
    return frozenset().union(*(_load()[name] for name in names))


def has_class(name: str) -> bool:
    """Tell whether the data have a class of that name."""
    return name in _load()


@cache
def find_stems(name: str) -> tuple[str, ...]:
    """Return the words of a class as beginnings of words."""
    return tuple(sorted(find_words(name)))


@cache
def find_printed(name: str) -> frozenset[str]:
    """Return the words of a class as the data print them, for spellings that normal form folds together."""
    return next(frozenset(row.forms) for row in _rows() if row.id == name)


@cache
def _rows() -> tuple[_Row, ...]:
    return load_table("marsad.coders.signals", "speech_words.toml", _Row)


@cache
def _load() -> dict[str, frozenset[str]]:
    return {row.id: frozenset(normalise(form).normal for form in row.forms) for row in _rows()}
