"""Two tracks as bars: words rise above the middle, acts hang below; never added up."""

from collections.abc import Sequence

import msgspec

from marsad.model.measure import Track

WIDTH, HEIGHT, LEFT, TOP = 960, 236, 40, 18  # units of the drawing
_BEFORE = 18  # of the first label half of its width at least
_MIDDLE, _GAP = 118, 14  # the room for the labels of time lies between the tracks
_TALL = _MIDDLE - TOP - _GAP
_MOST_LABELS = 12
_APART = 6  # between drawing and scale
_SIGN, _SIGN_FROM = 9, 3  # how tall a sign is, and how far from the bar


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time with how many words and acts are in it, how many are escalatory, and where it stands out."""

    label: str
    full: str
    words: int
    acts: int
    grave_words: int = 0
    grave_acts: int = 0
    odd: tuple[Track, ...] = ()
    href: str = ""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A slot as drawn: `parts` are kind, upper end and height of each piece; a label where there is room.

    `signs` are the tips and the height of the feet of the triangles that point to where it stands out.
    """

    slot: Slot
    x: float
    width: float
    parts: tuple[tuple[str, float, float], ...]
    signs: tuple[tuple[float, float], ...]
    label: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of two tracks; `ticks` are values with their heights on both sides.

    They stand at `scale`, where time is latest, so that both are in view where the drawing is wider than the screen.
    """

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int
    right: int
    scale: int
    upper: int = _MIDDLE - _GAP
    lower: int = _MIDDLE + _GAP

    @property
    def has_odd(self) -> bool:
        """Tell whether any slot stands out."""
        return any(bar.signs for bar in self.bars)


def draw_tracks(slots: Sequence[Slot], *, mirrored: bool) -> Chart:
    """Return the drawing of slots in the order of time, from right to left where `mirrored`."""
    top = max(1, *(max(slot.words, slot.acts) for slot in slots))
    room = WIDTH - LEFT - _BEFORE
    step = room / len(slots)
    left = LEFT if mirrored else _BEFORE
    every = -(-len(slots) // _MOST_LABELS)
    bars = tuple(
        _make_bar(slot, left + place * step, step, top, slot.label if at % every == 0 else "")
        for at, slot in enumerate(slots)
        for place in [len(slots) - 1 - at if mirrored else at]
    )
    ticks = tuple(_make_tick(value, top) for value in _choose_ticks(top))
    right = left + room
    return Chart(bars=bars, ticks=ticks, left=left, right=right, scale=left - _APART if mirrored else right + _APART)


def _make_bar(slot: Slot, x: float, step: float, top: int, label: str) -> Bar:
    """Draw words upwards and acts downwards, the escalatory ones of each next to the middle."""
    tall = _TALL / top
    upper, lower = _MIDDLE - _GAP, _MIDDLE + _GAP
    parts = (
        ("words grave", upper - slot.grave_words * tall, slot.grave_words * tall),
        ("words", upper - slot.words * tall, (slot.words - slot.grave_words) * tall),
        ("acts grave", lower, slot.grave_acts * tall),
        ("acts", lower + slot.grave_acts * tall, (slot.acts - slot.grave_acts) * tall),
    )
    width = min(step * 0.8, 56)
    return Bar(
        slot=slot,
        x=round(x + (step - width) / 2, 1),
        width=round(width, 1),
        signs=tuple(_make_sign(track, slot, tall) for track in slot.odd),
        parts=tuple((kind, round(y, 1), round(height, 1)) for kind, y, height in parts if height),
        label=label,
    )


def _make_sign(track: Track, slot: Slot, tall: float) -> tuple[float, float]:
    """Return tip and foot of a sign beyond a bar's end."""
    end = _MIDDLE - _GAP - slot.words * tall if track is Track.WORDS else _MIDDLE + _GAP + slot.acts * tall
    away = -1 if track is Track.WORDS else 1
    return round(end + away * _SIGN_FROM, 1), round(end + away * (_SIGN_FROM + _SIGN), 1)


def _choose_ticks(top: int) -> list[int]:
    step = max(1, -(-top // 3))
    return list(range(step, top + 1, step))


def _make_tick(value: int, top: int) -> tuple[int, float, float]:
    far = round(value / top * _TALL, 1)
    return value, _MIDDLE - _GAP - far, _MIDDLE + _GAP + far
