"""Which language a text in Arabic script is in: by share of letters, then by words and letters of its own."""

import re
from collections import Counter
from functools import cache
from itertools import compress

import msgspec

from marsad.lexicon.load import load_table

_SAMPLE = 20_000  # characters: the verdict doesn't change with more
ARABIC_SCRIPT = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]+")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = "ar"


class LanguageRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language: letters of its own and its most frequent short words, as printed."""

    id: str
    letters: str
    words: tuple[str, ...]


@cache
def load_languages() -> tuple[LanguageRow, ...]:
    """Return the languages that are told apart, Arabic first so that it wins a draw."""
    rows = load_table("marsad.extract", "languages.toml", LanguageRow)
    return tuple(sorted(rows, key=lambda row: (row.id != _ARABIC, row.id)))


@cache
def load_frequent_words(language: str) -> frozenset[str]:
    """Return the frequent words of a language of the table."""
    return frozenset(next(row for row in load_languages() if row.id == language).words)


def find_language(text: str) -> str:
    """Return the ISO 639 code of a text in Arabic script, or `other` where another script outweighs it."""
    sample = text[:_SAMPLE]
    found = ARABIC_SCRIPT.findall(sample)
    letters = sum(map(len, found))
    if not letters or (2 * letters < len(sample) and 2 * letters < sum(map(len, _WORD.findall(sample)))):
        return "other"
    words = Counter(found)
    arabic, *others = load_languages()
    rival = max(others, key=lambda row: _score(row, words, sample))
    score = _score(rival, words, sample)
    # Hardly any Arabic text needs the long look: its words alone outweigh all that other languages have.
    return arabic.id if _count_known(arabic, words) >= score or _score(arabic, words, sample) >= score else rival.id


def measure_arabic_script(text: str) -> int:
    """Return how many letters of Arabic script `text` holds."""
    return sum(map(len, ARABIC_SCRIPT.findall(text)))


def _count_known(row: LanguageRow, words: Counter[str]) -> int:
    """Return two points for each frequent word of a language."""
    return 2 * sum(words[word] for word in words.keys() & load_frequent_words(row.id))


def _score(row: LanguageRow, words: Counter[str], sample: str) -> int:
    """Return two points for each frequent word of a language, one for each word with a letter of its own."""
    known = _count_known(row, words)
    letters = {letter for letter in row.letters if letter in sample}
    if not letters:
        return known
    without = compress(words.values(), map(letters.isdisjoint, words))
    return known + words.total() - sum(without)
