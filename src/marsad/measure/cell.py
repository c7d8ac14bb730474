"""What a series is asked for, and how far it is covered; loads nothing that reckons, for the ledger answers so, too."""

from datetime import date

import msgspec

from marsad.measure.levels.grade import Graded
from marsad.model.kinds import SignalType
from marsad.model.measure import Track


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """The articles on topic that a source has on a day: how many, and how many of them carry a cell's episodes as news.

    Where nobody asks how the share is spread over sources, a day's articles may stand together under ''.
    """

    day: date
    source: str
    on_topic: int
    carrying: int


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Which episodes a series counts: those of one track, and where named of one party, pair or type.

    `party` acts or speaks; `pair` is who does it to whom. Where all sides of an act are its actors, as in talks, either
    order of a pair holds.
    """

    track: Track
    party: str | None = None
    pair: tuple[str, str] | None = None
    type: SignalType | None = None

    def holds(self, graded: Graded) -> bool:
        """Tell whether an episode belongs to the cell."""
        fits = graded.track is self.track and self.type in (None, graded.type)
        return fits and self.party in (None, *graded.actors) and (self.pair is None or _joins(self.pair, graded))


def _joins(pair: tuple[str, str], graded: Graded) -> bool:
    actor, target = pair
    together = not graded.targets and actor != target
    return actor in graded.actors and target in (graded.actors if together else graded.targets)
