"""What a series is made of. A series belongs to one track; nothing here adds or averages over two."""

from datetime import date

import msgspec

from marsad.measure.cell import Cell
from marsad.measure.series.periods import Period
from marsad.model.episode import Novelty
from marsad.model.kinds import Status
from marsad.model.measure import Step


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article for counting: when it was published, which story it tells, from which source, whether on topic."""

    article: str
    story: str
    source: str
    day: date
    on_topic: bool


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
