"""The words of a text as they are compared: in one spelling for what outlets spell in several ways."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from marsad.languages.ar.months import load_months
from marsad.lexicon import load_table
from marsad.text.normal import normalise

MOST_WORDS = 5_000  # of an article; what comes after is not compared
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_LONGEST_WORD = 40  # letters on average, to bound the text that is looked at
_YEARS = range(1900, 2101)
_NUMBER = range(2, 16)  # characters of a number that tells something


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    why: str
    into: str
    forms: tuple[str, ...]


@cache
def _letters() -> dict[int, str]:
    rows = load_table("marsad.reconcile.stories", "spelling.toml", _Row)
    return {ord(letter): row.into for row in rows for letter in row.forms}


@cache
def _months() -> tuple[Mapping[str, str], Mapping[tuple[str, str], str]]:
    """Return the months of one word and of two, as they are compared, with what stands for them."""
    single: dict[str, str] = {}
    double: dict[tuple[str, str], str] = {}
    for form, number in load_months().items():
        words = form.translate(_letters()).split()
        if len(words) == 1 and len(words[0]) > 1:
            single[words[0]] = f"month{number}"
        elif len(words) == 2:
            double[words[0], words[1]] = f"month{number}"
    return single, double


def find_words(text: str) -> list[str]:
    """Return the first words and numbers of a text, each in the spelling that stands for all of its spellings."""
    normal = normalise(text[: MOST_WORDS * _LONGEST_WORD]).normal.translate(_letters())
    return _fold_months(_WORD.findall(normal)[:MOST_WORDS])


def _fold_months(words: Sequence[str]) -> list[str]:
    """Put one word for a month in either calendar's name, and for both names printed side by side."""
    single, double = _months()
    folded: list[str] = []
    after = [*words[1:], ""]
    skip = False
    for word, following in zip(words, after, strict=False):  # of no words, none
        if skip:
            skip = False
            continue
        pair = double.get((word, following))
        skip = pair is not None
        month = pair or single.get(word)
        if month is None:
            folded.append(word.replace(",", ""))
        elif not folded or folded[-1] != month:
            folded.append(month)
    return folded


def find_numbers(words: Sequence[str]) -> tuple[str, ...]:
    """Return the telling numbers among words, in order, each once: no single digits and no years."""
    numbers = dict.fromkeys(word for word in words if len(word) in _NUMBER and word[0].isdecimal())
    return tuple(number for number in numbers if not (number.isdecimal() and int(number) in _YEARS))
