"""Two tracks as bars: words rise above the middle, acts hang below; never added up."""

from collections.abc import Sequence

import msgspec

WIDTH, HEIGHT, LEFT, TOP = 960, 250, 34, 18  # units of the drawing
_MIDDLE, _GAP = 118, 14  # the room for the labels of time lies between the tracks
_TALL = _MIDDLE - TOP - _GAP
_MOST_LABELS = 12


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time with how much words and acts weigh in it; values below zero are calm."""

    label: str
    full: str
    words: int
    acts: int
    href: str = ""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A slot as drawn: where its bars stand, how tall they are, and its label where there is room."""

    slot: Slot
    x: float
    width: float
    words_y: float
    words_height: float
    acts_y: float
    acts_height: float
    label: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of two tracks; `ticks` are values with their heights on both sides."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    upper: int = _MIDDLE - _GAP
    lower: int = _MIDDLE + _GAP


def draw_tracks(slots: Sequence[Slot], *, mirrored: bool, most: int = 0) -> Chart:
    """Return the drawing of slots in the order of time, from right to left where `mirrored`."""
    top = max(most, *(max(abs(slot.words), abs(slot.acts)) for slot in slots), 1)
    step = (WIDTH - LEFT) / len(slots)
    every = -(-len(slots) // _MOST_LABELS)
    bars = tuple(
        _make_bar(slot, LEFT + place * step, step, top, slot.label if at % every == 0 else "")
        for at, slot in enumerate(slots)
        for place in [len(slots) - 1 - at if mirrored else at]
    )
    return Chart(bars=bars, ticks=tuple(_make_tick(value, top) for value in _choose_ticks(top)))


def _make_bar(slot: Slot, x: float, step: float, top: int, label: str) -> Bar:
    words, acts = (round(abs(value) / top * _TALL, 1) for value in (slot.words, slot.acts))
    width = min(step * 0.8, 56)
    return Bar(
        slot=slot,
        x=round(x + (step - width) / 2, 1),
        width=round(width, 1),
        words_y=round(_MIDDLE - _GAP - words, 1),
        words_height=words,
        acts_y=_MIDDLE + _GAP,
        acts_height=acts,
        label=label,
    )


def _choose_ticks(top: int) -> list[int]:
    step = max(1, -(-top // 3))
    return list(range(step, top + 1, step))


def _make_tick(value: int, top: int) -> tuple[int, float, float]:
    far = round(value / top * _TALL, 1)
    return value, _MIDDLE - _GAP - far, _MIDDLE + _GAP + far
