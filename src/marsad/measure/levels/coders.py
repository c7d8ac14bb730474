"""Whether two coders give the same levels: what must be shown before levels are published as numbers."""

from collections.abc import Iterable, Mapping

import msgspec

from marsad.measure.agreement import make_kappa, make_weighted_kappa
from marsad.measure.levels.level import load_scale
from marsad.measure.levels.published import find_class
from marsad.model.measure import Track

ITEMS, KAPPA = 100, 0.6  # items coded by both, and the weighted kappa on each track, from which levels may be shown
_COLUMNS = 3

Codings = Mapping[str, tuple[Track, int]]


class CodingError(ValueError):
    """A file of codings is not as it must be; the message names the line."""


class TrackAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement on one track: items, weighted kappa of the levels, plain kappa of the classes."""

    track: Track
    items: int
    levels: float | None
    classes: float | None


class LevelAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement of two coders; `other_track` counts items that one took for words and the other for acts."""

    items: int
    other_track: int
    tracks: tuple[TrackAgreement, ...]

    @property
    def may_publish(self) -> bool:
        """Tell whether levels may be shown as numbers."""
        sure = all(each.levels is not None and each.levels >= KAPPA for each in self.tracks)
        return sure and self.items >= ITEMS


def load_codings(text: str) -> dict[str, tuple[Track, int]]:
    """Return a coder's levels by item: tab-separated lines of item, track and level; raise CodingError."""
    found: dict[str, tuple[Track, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(cells) != _COLUMNS or cells[0] in found:
            raise CodingError(f"line {number}: not a new item, words or acts, and a level, with tabs between them")
        try:
            found[cells[0]] = Track(cells[1]), int(cells[2])
        except ValueError:
            raise CodingError(f"line {number}: {cells[1]} {cells[2]}: not words or acts and a whole number") from None
        if found[cells[0]][1] not in load_scale():
            raise CodingError(f"line {number}: {cells[2]} is no level of the scale")
    return found


def make_level_agreement(left: Codings, right: Codings) -> LevelAgreement:
    """Return the agreement on the items that both coded, by track."""
    both = [(left[item], right[item]) for item in sorted(left.keys() & right.keys())]
    alike = [(one, other) for one, other in both if one[0] is other[0]]
    return LevelAgreement(
        items=len(both),
        other_track=len(both) - len(alike),
        tracks=tuple(
            _make_track(track, [(one[1], other[1]) for one, other in alike if one[0] is track]) for track in Track
        ),
    )


def _make_track(track: Track, pairs: Iterable[tuple[int, int]]) -> TrackAgreement:
    given = list(pairs)
    return TrackAgreement(
        track=track,
        items=len(given),
        levels=make_weighted_kappa(given),
        classes=make_kappa((find_class(one), find_class(other)) for one, other in given),
    )
