"""A text with passages replaced, and where everything has gone."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec


class Edit(NamedTuple):
    """New words in place of those of a range."""

    start: int
    end: int
    new: str


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """A text after its edits, which are in order and do not overlap."""

    text: str
    edits: tuple[Edit, ...]

    def move(self, start: int, end: int) -> tuple[int, int]:
        """Return where a range of the old text now is; one that begins or ends inside an edit takes all of it in."""
        return self._move(start, whole=False), self._move(end, whole=True)

    def _move(self, position: int, whole: bool) -> int:
        shift = 0
        for edit in self.edits:
            if edit.start >= position:
                break
            if edit.end > position:
                return edit.start + shift + (len(edit.new) if whole else 0)
            shift += len(edit.new) - (edit.end - edit.start)
        return position + shift


def apply_edits(text: str, edits: Iterable[Edit]) -> Edited:
    """Return the text after the edits.

    Of two that overlap the earlier is made; of two at one place the longer, then the one that is given first.
    """
    made: list[Edit] = []
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < done or text[edit.start : edit.end] == edit.new:
            continue
        pieces += [text[done : edit.start], edit.new]
        done = edit.end
        made.append(edit)
    return Edited(text="".join([*pieces, text[done:]]), edits=tuple(made))
