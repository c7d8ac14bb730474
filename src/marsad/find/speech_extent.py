"""How far the content of a statement goes, and whether it is quoted."""

from bisect import bisect_left
from itertools import takewhile
from typing import NamedTuple

from marsad.find.quotes import Quote, quote_at
from marsad.find.speech_cues import Cue
from marsad.find.speech_leads import Lead
from marsad.find.speech_view import View

_LEADS = 8  # sources of a sentence that can stand at its end
_MARKS = 100  # quotations of one content that are counted
_TRIMMED = " \n،,؛;-–—:"


class Extent(NamedTuple):
    """The content `start:end` and the reporting words `frame_start:frame_end`, in normal offsets."""

    start: int
    end: int
    frame_start: int
    frame_end: int


def find_extents(view: View, cues: list[Cue], leads: list[Lead]) -> list[Extent]:
    """Return the extent of each cue's content: to the next cue beside it, its closing mark, or the sentence's end."""
    limit, extents = view.sentence.end, []
    for cue in reversed(cues):
        start = _frame_start(view, cue)
        end = _content_end(view, cue, limit, leads)
        extents.append(Extent(cue.complement.content, end, start, view.offset(cue.complement.index)))
        limit = limit if cue.nested else start
    return extents[::-1]


def _frame_start(view: View, cue: Cue) -> int:
    start = view.offset(cue.index)
    if cue.left is not None and view.sentence.start <= cue.left.start < start:
        return cue.left.start
    return view.offset(cue.left_words[0]) if cue.left_words else start


def _content_end(view: View, cue: Cue, limit: int, leads: list[Lead]) -> int:
    content = cue.complement.content
    quote = quote_at(view.quotes, content)
    led = cue.complement.rule in ("quote", "colon", "quoted", "quote_before")
    if led and quote is not None and quote.inner_start == content:
        return quote.inner_end
    return trim_end(view, content, _before_last_lead(view, content, limit, leads))


def _before_last_lead(view: View, content: int, limit: int, leads: list[Lead]) -> int:
    """Return the limit, or where a source begins after which the content does not go on."""
    for lead in leads[-_LEADS:]:
        start = view.offset(lead.first)
        rest = "".join(view.words[lead.last : view.index(limit)])
        if content < start < limit and not any(letter.isalnum() for letter in rest):
            return start
    return limit


def trim_end(view: View, start: int, end: int) -> int:
    """Return `end` without the blanks, commas and dashes before it."""
    first = view.sentence.start
    text = view.text
    while end > max(start, first) and text[end - 1] in _TRIMMED:
        end -= 1
    return end


def is_direct(quotes: tuple[Quote, ...], start: int, end: int) -> bool:
    """Tell whether most of `start:end` stands in quotation marks."""
    if not quotes:
        return False
    first = max(bisect_left(quotes, (start + 1,)) - 1, 0)
    within = takewhile(lambda quote: quote.start < end, quotes[first : first + _MARKS])
    covered = sum(max(0, min(end, quote.inner_end) - max(start, quote.inner_start)) for quote in within)
    return end > start and covered * 2 > end - start
