"""Normalisation that carries the map back to the original characters.

Diacritics, tatweel, zero-width and bidi controls go; letter variants are folded; presentation forms are spelled out;
digits become 0-9; runs of blanks become one space. Every range of the result can be led back to the original.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

import msgspec

_DELETED = "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufe20-\ufe2f\ufe70-\ufe7f\ufeff"
_BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_FORMS = "\ufb50-\ufdff\ufe80-\ufefc"
_GONE = f"{_DELETED}{_INVISIBLE}"
_RUN = f"[{_GONE}{_BLANK}]"
_SPECIAL = re.compile(  # one class at the head, which the scanner skips to; a blank alone is nothing special
    f"[{_GONE}{_BLANK}{_FORMS}](?:(?<=[{_BLANK}]){_RUN}+|(?<=[{_GONE}]){_RUN}*|(?<=[{_FORMS}]))"
)
_ANY_FORM = re.compile(f"[{_FORMS}]")
_ANY_BLANK = re.compile(f"[{_BLANK}]")
_DELETED_ALL = re.compile(f"[{_GONE}]+")
_DELETED_CLASS = re.compile(f"[{_GONE}]*")

_FOLDS = {
    "\u0622": "\u0627",  # alef with madda
    "\u0623": "\u0627",  # alef with hamza above
    "\u0625": "\u0627",  # alef with hamza below
    "\u0671": "\u0627",  # alef wasla
    "\u0649": "\u064a",  # alef maqsura
    "\u06cc": "\u064a",  # Persian ya
    "\u06d2": "\u064a",  # ya barree
    "\u0629": "\u0647",  # ta marbuta
    "\u06c0": "\u0647",
    "\u06c1": "\u0647",
    "\u06c3": "\u0647",
    "\u06be": "\u0647",
    "\u06d5": "\u0647",
    "\u06a9": "\u0643",  # Persian kaf
    "\u066b": ".",
    "\u066c": ",",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
}


def _make_table() -> dict[int, str]:
    table = {ord(old): new for old, new in _FOLDS.items()}
    table.update(dict.fromkeys(map(ord, "\t\xa0\u1680\u202f\u205f\u3000"), " "))
    table.update(dict.fromkeys(range(8192, 8203), " "))
    table.update({0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)})
    return table


_TABLE = _make_table()
_LETTERS = [(chr(old), new) for old, new in _TABLE.items()]
_SHORT = 100  # characters, up to which going through them is faster than looking for every letter of the table


class Aligned(msgspec.Struct, frozen=True):
    """A text and its normal form, with the map from the one to the other.

    From `normal_at[i]` on, normal characters stand for original ones from `original_at[i]` on, one for one
    (`steps[i]` = 1) or all for the same one (`steps[i]` = 0, inside a ligature that was spelled out).
    """

    original: str
    normal: str
    normal_at: tuple[int, ...]
    original_at: tuple[int, ...]
    steps: tuple[int, ...]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original range of the normal range `start:end`, marks on its last letter included.

        Raise ValueError when the range is outside the normal text.
        """
        if not 0 <= start <= end <= len(self.normal):
            raise ValueError(f"range {start}:{end} lies outside a normal text of {len(self.normal)} characters")
        run = bisect_right(self.normal_at, start) - 1
        if self.steps[run] and end < (self.normal_at[run + 1] if run + 1 < len(self.normal_at) else len(self.normal)):
            shift = self.original_at[run] - self.normal_at[run]  # within one run, in which no mark can stand
            return start + shift, end + shift
        if start == end:
            return (self._origin(start), self._origin(start))
        last = self._origin(end - 1) + 1
        marks = _DELETED_CLASS.match(self.original, last)
        return self._origin(start), marks.end() if marks else last

    def quote(self, start: int, end: int) -> str:
        """Return the original words of the normal range `start:end`."""
        first, last = self.to_original(start, end)
        return self.original[first:last]

    def to_normal(self, position: int) -> int:
        """Return the normal offset of an original offset (of what follows it, where it was deleted)."""
        run = bisect_right(self.original_at, position) - 1
        if run < 0:
            return 0
        end = self.normal_at[run + 1] if run + 1 < len(self.normal_at) else len(self.normal)
        beyond = position - self.original_at[run]
        return min(self.normal_at[run] + beyond, end) if self.steps[run] or not beyond else end

    def _origin(self, position: int) -> int:
        if position >= len(self.normal):
            return len(self.original)
        run = bisect_right(self.normal_at, position) - 1
        return self.original_at[run] + (position - self.normal_at[run]) * self.steps[run]


def normalise(text: str) -> Aligned:
    """Return `text` with its normal form; idempotent on the normal form."""
    specials = list(_SPECIAL.finditer(text))
    return _normalise_with_map(text, specials) if specials else Aligned(text, _fold(text), (0,), (0,), (1,))


def _fold(text: str) -> str:
    """Return a text with its letters folded, each for one, so that offsets stay."""
    if len(text) <= _SHORT:
        return text.translate(_TABLE)
    for old, new in _LETTERS:
        if old in text:
            text = text.replace(old, new)
    return text


def _normalise_with_map(text: str, specials: Iterable[re.Match[str]]) -> Aligned:
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    written = read = 0

    folded = _fold(text)

    def keep(piece: str, origin: int, step: int) -> None:
        nonlocal written
        if piece:
            runs.append((written, origin, step))
            pieces.append(piece)
            written += len(piece)

    for match in specials:
        keep(folded[read : match.start()], read, 1)
        keep(_spell_out(match.group()), match.start(), 0)
        read = match.end()
    keep(folded[read:], read, 1)
    runs = runs or [(0, 0, 1)]
    return Aligned(text, "".join(pieces), *(tuple(column) for column in zip(*runs, strict=True)))


@lru_cache(maxsize=1_000)
def _spell_out(special: str) -> str:
    if not _ANY_FORM.match(special):
        return " " if _ANY_BLANK.search(special) else ""
    spelled = unicodedata.normalize("NFKC", special).translate(_TABLE)
    return _DELETED_ALL.sub("", spelled).strip()
