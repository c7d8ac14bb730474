"""What a series is made of. A series belongs to one track; nothing here adds or averages over two."""

from datetime import date

import msgspec

from marsad.measure.levels.grade import Graded
from marsad.measure.series.periods import Period
from marsad.model.episode import Novelty
from marsad.model.kinds import SignalType, Status
from marsad.model.measure import Step, Track


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article for counting: when it was published, which story it tells, from which source, whether on topic."""

    article: str
    story: str
    source: str
    day: date
    on_topic: bool


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


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """The middle 95 of 100 resamples."""

    low: float
    high: float


class Top(msgspec.Struct, frozen=True, kw_only=True):
    """The gravest episode of a period, with how sure and how new it is, and how many upstream sources tell it so."""

    value: int
    episode: str
    record: str
    rule: str
    status: Status
    given_by: int
    novelty: Novelty | None = None


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A period of a series.

    By the days of the episodes: `top`, and `top_confirmed` among the confirmed; `episodes` counts them, `weighted`
    counts each once for every upstream source; `by_level` pairs a level with its episodes; `repeats` of the episodes
    say again what was said before; `retold` episodes are told in retrospect only and are in no other number.
    By the days of publication: of `on_topic` articles `carrying` tell one of the cell's episodes as news.
    An interval is None where there are too few upstream sources to resample; `lowest_top` is the level that the maximum
    keeps in 39 of 40 resamples, None where in those nothing may be left.
    """

    period: Period
    top: Top | None
    top_confirmed: Top | None
    episodes: int
    weighted: int
    by_level: tuple[tuple[int, int], ...]
    repeats: int
    retold: int
    carrying: int
    on_topic: int
    share: float | None
    episodes_interval: Interval | None = None
    weighted_interval: Interval | None = None
    share_interval: Interval | None = None
    lowest_top: int | None = None


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """A cell's periods without gaps; `unplaced` episodes have no day, or days that no single period holds."""

    cell: Cell
    step: Step
    points: tuple[Point, ...]
    unplaced: int
