"""Light stems: what is left of a word when what is usually written onto it is taken off."""

from collections.abc import Iterable
from functools import cache
from sys import intern

import msgspec

from marsad.lexicon import load_table
from marsad.text.known import Known
from marsad.text.normal import normalise

_LEAST = 3  # letters that a stem keeps


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    forms: tuple[str, ...]


@cache
def _affixes(name: str) -> tuple[str, ...]:
    rows = {row.id: row.forms for row in load_table("marsad.languages.ar", "stem.toml", _Row)}
    return tuple(sorted({normalise(form).normal for form in rows[name]}, key=_longest_first))


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form


def _make_stem(word: str) -> str:
    for prefix in _affixes("prefixes"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST:
            word = word[len(prefix) :]
            break
    for suffix in _affixes("suffixes"):
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST:
            return word[: -len(suffix)]
    return word


def _make_skeleton(stem: str) -> str:
    for augment in _affixes("augments"):
        if stem.startswith(augment) and len(stem) - len(augment) >= _LEAST:
            stem = stem[len(augment) :]
            break
    weak = _affixes("weak")
    return intern("".join(letter for letter in stem if letter not in weak) or stem)


_STEMS, _SKELETONS = Known(_make_stem), Known(_make_skeleton)


def find_stem(word: str) -> str:
    """Return the light stem of a word in normal form: one prefix and one suffix fewer, where enough stays."""
    return _STEMS[word]


def find_skeleton(stem: str) -> str:
    """Return the consonants that a stem's derivations share, so that a verb and its masdar look alike."""
    return _SKELETONS[stem]


def find_skeletons(stems: Iterable[str]) -> list[str]:
    """Return the skeleton of each stem."""
    return _SKELETONS.of(stems)
