"""Quotations in all mark styles, with wrong, reversed, doubled and missing marks.

A mark opens or closes by where it stands (blank before and letter after, or the other way round); its shape decides
only when its place does not. A quotation does not cross a paragraph.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = frozenset({"«", "“", "„", "‟", "‹", "‘", "((", "<<"})
_CLOSING = frozenset({"»", "”", "›", "’", "))", ">>"})
_FAMILIES = {
    "angle": ("«", "»", "‹", "›", "<<", ">>"),
    "double": ('"', "“", "”", "„", "‟", "″", "〃", "''"),
    "single": ("'", "‘", "’"),
    "bracket": ("((", "))"),
}
_FAMILY = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
_RARE = frozenset({"single", "bracket"})
_MARK = re.compile("|".join(re.escape(mark) for mark in sorted(_FAMILY, key=len, reverse=True)))
_PARAGRAPH = re.compile(r"[^\n]+")
_BEFORE_OPENING = " \n:([-–—،,؛.…"
_LONG = 60  # blanks; a quotation of more words is seldom left open by mistake
_AFTER_CLOSING = " \n.,،؛:!?؟)]-–—…"


class Quote(NamedTuple):
    """A quotation: `start:end` with its marks, `inner_start:inner_end` without; `closed` when both marks are there."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def find_quotes(normal: str) -> tuple[Quote, ...]:
    """Return the outermost quotations of a normal text in order; marks within them are passed over."""
    return tuple(quote for match in _PARAGRAPH.finditer(normal) for quote in _pair_marks(normal, match))


def quote_at(quotes: tuple[Quote, ...], position: int) -> Quote | None:
    """Return the quotation that covers `position`, its marks included."""
    index = bisect_left(quotes, (position + 1,)) - 1
    return quotes[index] if index >= 0 and position < quotes[index].end else None


def _pair_marks(normal: str, paragraph: re.Match[str]) -> Iterator[Quote]:
    """Pair the marks of a paragraph; a mark left open ends with the paragraph, one never opened begins with it."""
    opened: re.Match[str] | None = None
    nested: str | None = None
    yielded = False
    for mark in _MARK.finditer(normal, paragraph.start(), paragraph.end()):
        if opened is None:
            side = _side(normal, mark)
            if side == "close" and not yielded and _family(mark) != "single":
                start = _start_unopened(normal, paragraph.start(), mark.start())
                yield Quote(start, mark.end(), start, mark.start(), False)
                yielded = True
            elif side != "close" and (_family(mark) not in _RARE or _is_paired(normal, mark, paragraph)):
                opened = mark
        elif _family(mark) != _family(opened):
            nested = _family(mark)
        elif _side(normal, mark) == "open":
            if nested is None and _is_short(normal, opened, mark):
                opened = mark
        else:
            yield Quote(opened.start(), mark.end(), opened.end(), mark.start(), True)
            opened, nested, yielded = None, None, True
    if opened is not None:
        end = _end_unclosed(normal, opened.end(), paragraph.end())
        yield Quote(opened.start(), end, opened.end(), end, False)


def _start_unopened(normal: str, start: int, end: int) -> int:
    """Return the paragraph's start, or that of the last sentence where much text goes before."""
    if normal.count(" ", start, end) < _LONG:
        return start
    return max(normal.rfind(". ", start, end) + 2, start)


def _end_unclosed(normal: str, start: int, end: int) -> int:
    """Return the paragraph's end, or that of the first sentence where much text follows."""
    if normal.count(" ", start, end) < _LONG:
        return end
    stop = normal.find(". ", start, end)
    return end if stop < 0 else stop + 1


def _is_paired(normal: str, mark: re.Match[str], paragraph: re.Match[str]) -> bool:
    """Tell whether a mark that is often something else (an apostrophe, a bracket) opens and is closed later."""
    if _side(normal, mark) != "open":
        return False
    later = (other for other in _MARK.finditer(normal, mark.end(), paragraph.end()) if _family(other) == _family(mark))
    return any(_side(normal, other) == "close" for other in later)


def _is_short(normal: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Tell whether an earlier mark that was never closed is too near to be the opening of what follows."""
    return normal.count(" ", opened.end(), mark.start()) < _LONG


def _family(mark: re.Match[str]) -> str:
    return _FAMILY[mark.group()]


def _side(normal: str, mark: re.Match[str]) -> str:
    """Return open, close, or the empty string where neither place nor shape tells."""
    before = normal[mark.start() - 1] if mark.start() else "\n"
    after = normal[mark.end()] if mark.end() < len(normal) else "\n"
    if normal[max(0, mark.start() - 2) : mark.start()].rstrip().endswith(":"):
        return "open"
    may_open = before in _BEFORE_OPENING and after not in _AFTER_CLOSING
    may_close = before not in " \n([:" and after in _AFTER_CLOSING
    if may_open != may_close:
        return "open" if may_open else "close"
    shape = mark.group()
    if shape in "“”" and not may_open:
        return "close" if after in _AFTER_CLOSING else "open" if shape == "“" else "close"
    if shape in _OPENING or shape in _CLOSING:
        return "open" if shape in _OPENING else "close"
    return ""
