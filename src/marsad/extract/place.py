"""Who wrote a story and where, from the lines that say so."""

import re
from collections.abc import Sequence
from functools import cache

from marsad.extract.furniture import find_furniture
from marsad.extract.printed_date import find_printed_dates, load_words
from marsad.text.normal import normalise

_MARKS = " :*–—-|/"
_DASH = re.compile(r"\s*[–—-]+\s*")
_OPENING = 90
_BRACKETS = re.compile(r"\([^)]*\)|«[^»]*»|\"[^\"]*\"")


def find_byline(lines: Sequence[str]) -> str | None:
    """Return the author of the first line that names one, without its label and outer marks."""
    labels = load_words("byline_label")
    for line in lines:
        row = find_furniture(line)
        words = line.split() if row is None or row.author else []
        while words and normalise(words[0]).normal.strip(_MARKS) in ("", *labels):
            words = words[1:]
        name = " ".join(words).strip(_MARKS)
        if name and not any(char.isdigit() for char in name):
            return name
    return None


def find_place(opening: str) -> str | None:
    """Return the place before the dash that opens a story, as printed: one to three words, no outlet and no date."""
    parts = _DASH.split(opening[:_OPENING])
    for part in parts[:-1][:3]:
        bare = _BRACKETS.sub("", part).split("،")[0].split("/")[0].strip()
        words = normalise(bare).normal.split()
        if not words or find_printed_dates(normalise(part).normal):
            continue
        if f"{' '.join(words)} ".startswith(_find_others()):
            continue
        return bare if len(words) <= 2 and bare.isprintable() and not any(map(str.isdigit, bare)) else None
    return None


@cache
def _find_others() -> tuple[str, ...]:
    """Return the words, each with a blank, by which what stands before a dash is known to be no place."""
    return tuple(f"{word} " for word in load_words("not_a_place"))
