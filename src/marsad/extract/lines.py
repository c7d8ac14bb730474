"""Lines of a page told apart: story, headline, byline, date, caption, furniture. The same for HTML and plain text.

Words decide first (`furniture.toml`), then what markup says, then form and place: repeats, lines without letters,
short lines before the first and after the last paragraph of prose.
"""

import re
from functools import lru_cache
from itertools import accumulate

import msgspec

from marsad.extract.furniture import FurnitureRow, find_furniture
from marsad.extract.printed_date import find_printed_dates
from marsad.model.article import BlockKind
from marsad.text.normal import normalise

_FINAL = re.compile(r"[.!?؟…][\"'”»)\]’ ]*$")
_STOP = re.compile(r"[.…][\"'”»)\]’ ]*$")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_COMMA = re.compile("\u060c|, ")
_PARTED = re.compile(r"\s[-–—|/]\s")
_PROSE, _LONG = 60, 140
_HEADLINE = 150
_CAPTION = 200
_ITEM = 70  # a line longer than this is no entry of a list
_PULLED = (40, 350)  # characters of a pulled quote
_MOST_LINES, _MOST_TEXT = 1_000, 300_000  # longer pages are not searched for them: the search is quadratic
_OUTER = " .…«»\"“”‘’'"
_LEAD = 90  # a line this long under a headline is the story's first paragraph, full stop or none
_TEASERS = 5
_LIST = 4  # lines without a full stop in a row that make a menu or a list of related items


class Line(msgspec.Struct):
    """One line of plain text or one block of a page; `kind` is what markup says, where it says something."""

    text: str
    kind: BlockKind | None = None
    linked: bool = False
    heading: bool = False
    wholly_linked: bool = False
    item: bool = False


class _State(msgspec.Struct):
    """What is known of the lines so far; `flowing` tells of each whether it is prose by its form."""

    lines: list[Line]
    kinds: list[BlockKind | None]
    rows: list[FurnitureRow | None]
    flowing: list[bool]
    title: str | None

    def open(self, index: int) -> bool:
        return self.kinds[index] is None

    def prose(self) -> list[int]:
        kinds = self.kinds
        return [index for index, flows in enumerate(self.flowing) if flows and kinds[index] is None]


def is_prose(text: str) -> bool:
    """Whether a line by its length and end is a paragraph of running text."""
    return len(text) >= _LONG or (len(text) >= _PROSE and bool(_FINAL.search(text)))


def classify_lines(lines: list[Line], title: str | None) -> list[BlockKind]:
    """Return the kind of each line; at least one is body where any line has letters."""
    flowing = [is_prose(line.text) for line in lines]
    state = _State(lines, [line.kind for line in lines], [None] * len(lines), flowing, title)
    _apply_rules(state)
    for step in (_mark_titles, _mark_repeats, _mark_pulled, _mark_rest, _mark_head, _mark_tail, _mark_links):
        step(state)
    if not any(kind in (None, BlockKind.BODY) for kind in state.kinds):
        _rescue(state)
    return [kind or BlockKind.BODY for kind in state.kinds]


def _apply_rules(state: _State) -> None:
    for index, line in enumerate(state.lines):
        if not _LETTER.search(line.text) and not _is_told(line):
            state.kinds[index] = BlockKind.FURNITURE
        elif row := find_furniture(line.text):
            state.rows[index] = row
            if not row.between and (state.open(index) or row.kind is BlockKind.FURNITURE):
                state.kinds[index] = row.kind
    for index, row in enumerate(state.rows):
        if row is not None:
            _apply_reach(state, index, row)
    _mark_between(state)


def _is_told(line: Line) -> bool:
    """A line without letters tells something as a number in a table or as a date."""
    number = line.item and any(char.isdigit() for char in line.text)
    return number or bool(find_printed_dates(normalise(line.text).normal))


def _apply_reach(state: _State, index: int, row: FurnitureRow) -> None:
    """What a rule says of the lines around the one it found."""
    after, before = index + 1, index - 1
    label_only = len(_WORD.findall(state.lines[index].text)) <= 3
    if row.next and label_only and after < len(state.lines) and _is_teaser(state, after):
        state.kinds[after] = BlockKind.FURNITURE
    if row.before and before >= 0 and state.open(before) and len(state.lines[before].text) <= _CAPTION:
        state.kinds[before] = BlockKind.CAPTION


def _mark_between(state: _State) -> None:
    """Rules that hold only in the midst of a story."""
    found = [(index, row) for index, row in enumerate(state.rows) if row is not None and row.between]
    prose = state.prose() if found else []
    for index, row in found:
        if state.open(index) and prose and prose[0] < index < prose[-1]:
            state.kinds[index] = row.kind


def _is_teaser(state: _State, index: int) -> bool:
    line = state.lines[index]
    return state.open(index) and not line.heading and len(line.text) <= _LONG and not _STOP.search(line.text)


def _mark_titles(state: _State) -> None:
    title, kinds = state.title, state.kinds
    if title:
        for index, line in enumerate(state.lines):
            kind, text = kinds[index], line.text
            if (kind is None or kind is BlockKind.TITLE) and len(text) <= 2 * _CAPTION:
                same = _is_as_long(text, title) and _resembles(_squash(text), _squash(title))
                kinds[index] = BlockKind.TITLE if same else None
        return
    first = next((index for index in range(len(state.lines)) if state.open(index)), None)
    if first is not None and _is_headline(state, first):
        state.kinds[first] = BlockKind.TITLE


def _is_headline(state: _State, first: int) -> bool:
    """An unnamed headline: the first line, short, without a full stop, and a longer paragraph follows."""
    text = state.lines[first].text
    later = (line.text for line in state.lines[first + 1 :] if line.text != text)
    following = next(filter(is_prose, later), "")
    words = len(_WORD.findall(text))
    if words <= 3 or is_signature(text) or (len(text) > _LEAD and _COMMA.search(text)):
        return False
    return len(text) <= _HEADLINE and not _STOP.search(text) and len(following) > 1.5 * len(text)


@lru_cache(maxsize=256)
def _squash(text: str) -> str:
    """Return a line's letters and digits alone; a page's lines are asked for more than once."""
    return "".join(_WORD.findall(normalise(text).normal))


def _is_as_long(text: str, title: str) -> bool:
    """Whether a line may be much the same as a title, by its length alone: half of either may be vowel signs."""
    return len(title) <= 2 * len(text) <= 4 * len(title)


def _resembles(some: str, wanted: str) -> bool:
    if not some or not wanted:
        return False
    shorter, longer = sorted((some, wanted), key=len)
    return shorter in longer and len(shorter) * 10 > len(longer) * 6


def _mark_repeats(state: _State) -> None:
    """A line printed twice running is a caption with its alternative text; a later repeat of the title is a title."""
    kinds = state.kinds
    printed = [line.text for line, kind in zip(state.lines, kinds, strict=True) if kind is BlockKind.TITLE]
    titles = {_squash(title) for title in printed}
    previous = ""
    for index, line in enumerate(state.lines):
        text = line.text
        if kinds[index] is None and len(text) <= _CAPTION:
            if printed and any(_is_as_long(text, title) for title in printed) and _squash(text) in titles:
                kinds[index] = BlockKind.TITLE
            elif text == previous and index and not state.flowing[index]:
                kinds[index - 1] = kinds[index] = BlockKind.CAPTION
        previous = text


def _mark_pulled(state: _State) -> None:
    """A line that a longer one holds word for word was pulled from it to be shown in large type."""
    bare = [
        line.text.strip(_OUTER) if kind is None else "" for line, kind in zip(state.lines, state.kinds, strict=True)
    ]
    whole = "\n".join(bare)
    if len(bare) > _MOST_LINES or len(whole) > _MOST_TEXT:
        return
    shortest, longest = _PULLED
    for index, text in enumerate(bare):
        if shortest <= len(text) <= longest and not state.lines[index].item and whole.count(text) > bare.count(text):
            state.kinds[index] = BlockKind.FURNITURE


def _mark_rest(state: _State) -> None:
    """Related items and comments run to the end of the page, unless the story goes on after them."""
    if not any(row is not None and row.rest for row in state.rows):
        return
    so_far = list(accumulate(_prose_length(state, index) for index in range(len(state.lines))))
    for index, row in enumerate(state.rows):
        if row is None or not row.rest:
            continue
        if so_far[index] and so_far[-1] - so_far[index] <= row.rest * so_far[index]:
            state.kinds[index:] = [BlockKind.FURNITURE] * (len(state.lines) - index)
            return
        _mark_teasers(state, index + 1)


def _mark_teasers(state: _State, first: int) -> None:
    """Headlines of other stories under a label in the midst of this one."""
    for index in range(first, min(first + _TEASERS, len(state.lines))):
        if not _is_teaser(state, index) or state.flowing[index]:
            return
        state.kinds[index] = BlockKind.FURNITURE


def _prose_length(state: _State, index: int) -> int:
    return len(state.lines[index].text) if state.flowing[index] and state.open(index) else 0


def _mark_head(state: _State) -> None:
    """Lines above the story; where there is no prose at all, only lines that are dates are safe to tell."""
    prose = state.prose()
    for index in range(prose[0] if prose else len(state.lines)):
        if state.open(index) and (prose or is_date_line(state.lines[index].text)):
            state.kinds[index] = _judge_head(state, index)


def _judge_head(state: _State, index: int) -> BlockKind | None:
    line, text = state.lines[index], state.lines[index].text
    below_title = BlockKind.TITLE in state.kinds[:index]
    words = len(_WORD.findall(text))
    if is_date_line(text):
        return BlockKind.DATELINE
    if _FINAL.search(text) or text.endswith(":"):
        return None
    if is_signature(text):
        return BlockKind.BYLINE
    if words <= 3:
        return BlockKind.FURNITURE
    if not state.title:
        return None if len(text) > (_LEAD if below_title else _HEADLINE) else BlockKind.TITLE
    return BlockKind.BYLINE if words <= 6 and below_title and not line.heading else None


def is_signature(text: str) -> bool:
    """Whether a line by its form names an author or a place beside an outlet: few words about a dash."""
    return len(_WORD.findall(text)) <= 6 and _PARTED.search(text) is not None and not _FINAL.search(text)


def is_date_line(text: str) -> bool:
    """Whether a line holds a full date and little else."""
    if len(text) > _CAPTION / 2:
        return False
    normal = normalise(text).normal
    dates = find_printed_dates(normal)
    rest = len(normal) - sum(printed.end - printed.start for printed in dates)
    return bool(dates) and rest <= 45 and not _STOP.search(text)


def _mark_tail(state: _State) -> None:
    prose = state.prose()
    if not prose:
        return
    tail = [index for index in range(prose[-1] + 1, len(state.lines)) if state.open(index)]
    listed = [i for i in tail if len(state.lines[i].text) <= _ITEM and not _FINAL.search(state.lines[i].text)]
    if len(listed) >= _LIST and not state.lines[prose[-1]].text.rstrip().endswith(":"):
        for index in listed:
            state.kinds[index] = BlockKind.FURNITURE
    for index in tail:
        if state.open(index):
            state.kinds[index] = _judge_tail(state, index)


def _judge_tail(state: _State, index: int) -> BlockKind | None:
    text = state.lines[index].text
    words = len(_WORD.findall(text))
    if is_date_line(text):
        return BlockKind.DATELINE
    signature = words <= 4 and index == len(state.lines) - 1 and not re.search(r"[\d.!?؟:]", text)
    footnote = text.lstrip().startswith("*") and words <= 12
    if state.kinds[index - 1] is BlockKind.FURNITURE and len(text) <= _LEAD and not _FINAL.search(text):
        return BlockKind.FURNITURE
    initials = all(len(word) <= 2 for word in _WORD.findall(text)) and not _FINAL.search(text)
    alone = _FINAL.search(state.lines[index - 1].text) is not None
    return BlockKind.BYLINE if footnote or initials or (signature and alone) else None


def _mark_links(state: _State) -> None:
    for index, line in enumerate(state.lines):
        if line.linked and state.open(index) and (line.wholly_linked or not _STOP.search(line.text)):
            state.kinds[index] = BlockKind.FURNITURE


def _rescue(state: _State) -> None:
    """A text of one line, or of short lines only, is body all the same, unless words of the table speak against it."""
    for kinds in ((BlockKind.TITLE,), (BlockKind.CAPTION,), (BlockKind.FURNITURE, BlockKind.BYLINE)):
        chosen = [i for i, kind in enumerate(state.kinds) if kind in kinds and state.rows[i] is None]
        chosen = [i for i in chosen if _LETTER.search(state.lines[i].text) and state.lines[i].kind is None]
        for index in chosen:
            state.kinds[index] = BlockKind.BODY
        if chosen:
            return
