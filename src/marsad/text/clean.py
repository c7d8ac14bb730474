"""Words of a page made safe to show."""

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")


def clean_words(text: str) -> str:
    """Return words of a page safe to show, with single blanks.

    Without control characters, which could command a terminal or turn a line around, and without what is no character.
    """
    return _BLANKS.sub(" ", _CONTROL.sub("", text)).strip()


def shorten(text: str, most: int) -> str:
    """Return words of a page safe to show, of at most `most` characters: cut after a word, and marked so."""
    clean = clean_words(text)
    if len(clean) <= most:
        return clean
    cut = clean[: most - 2]
    return f"{cut.rsplit(None, 1)[0] if ' ' in cut else cut} \u2026"
