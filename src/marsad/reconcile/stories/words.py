"""The words of a text as they are compared: in one spelling for what outlets spell in several ways."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from marsad.languages.ar.months import load_months
from marsad.lexicon import load_table

MOST_WORDS = 5_000  # of an article; what comes after is not compared
_GROUPED = re.compile(r"(?<=\d),(?=\d)")  # as in 1,950,000
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
MOST_LETTERS = 40 * MOST_WORDS  # of an article, to bound the text that is looked at
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


class _Months(msgspec.Struct, frozen=True):
    """What stands for a month of one word and, by its first word and its second, for one of two."""

    single: Mapping[str, str]
    double: Mapping[str, Mapping[str, str]]


@cache
def _months() -> _Months:
    single: dict[str, str] = {}
    double: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for form, number in load_months().items():
        words = form.translate(_letters()).split()
        if len(words) == 1 and len(words[0]) > 1:
            single[words[0]] = f"month{number}"
        elif len(words) == 2:
            double[words[0]][words[1]] = f"month{number}"
    return _Months(single, dict(double))


def find_words(normal: str) -> list[str]:
    """Return the first words and numbers of a normal text, each in the one spelling that stands for all of its own."""
    whole = _GROUPED.sub("", normal.translate(_letters()))
    return _fold_months(_WORD.findall(whole)[:MOST_WORDS])


def _fold_months(words: list[str]) -> list[str]:
    """Put one word for a month in either calendar's name, and for both names printed side by side."""
    months = _months()
    folded: list[str] = []
    skip = False
    for at, word in enumerate(words):
        if skip:
            skip = False
            continue
        month = months.single.get(word)
        if word in months.double:
            pair = months.double[word].get(words[at + 1] if at + 1 < len(words) else "")
            skip, month = pair is not None, pair or month
        if month is None or not folded or folded[-1] != month:
            folded.append(month or word)
    return folded


def find_numbers(words: Sequence[str]) -> tuple[str, ...]:
    """Return the telling numbers among words, in order, each once: no single digits and no years."""
    numbers = dict.fromkeys(word for word in words if len(word) in _NUMBER and word[0].isdecimal())
    return tuple(number for number in numbers if not (number.isdecimal() and int(number) in _YEARS))
