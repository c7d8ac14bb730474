"""From graded episodes and articles to series."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from marsad.measure.cell import Cell, Covered
from marsad.measure.levels.grade import Graded
from marsad.measure.series.nouns import Point, Series, Top
from marsad.measure.series.periods import Period, find_period, list_periods
from marsad.measure.series.resample import draw_sources, find_interval, find_lowest_top, find_share_interval
from marsad.model.episode import Novelty
from marsad.model.kinds import Status
from marsad.model.measure import Step

_BLUR = 3  # days of an episode that still stands on the first of them, as one of a week-end does


def make_series(
    graded: Iterable[Graded],
    covered: Iterable[Covered],
    cell: Cell,
    step: Step,
    since: date,
    until: date,
    *,
    spread: bool = True,
) -> Series:
    """Return a cell's series over the periods that hold the days from `since` to `until`.

    `covered` are the articles of these periods. What the source that told it took back is in no number. Intervals are
    found where asked for by `spread`.
    """
    ours = [one for one in graded if cell.holds(one) and one.status is not Status.CORRECTED]
    periods = tuple(list_periods(since, until, step))
    placed: defaultdict[Period | None, list[Graded]] = defaultdict(list)
    for one in ours:
        placed[_find_place(one, step)].append(one)
    by_period: defaultdict[Period, list[Covered]] = defaultdict(list)
    for day in covered:
        by_period[find_period(day.day, step)].append(day)
    points = [_make_point(period, placed[period], by_period[period]) for period in periods]
    if spread:
        points = [_spread(cell, point, placed[point.period], by_period[point.period]) for point in points]
    return Series(cell=cell, step=step, points=tuple(points), unplaced=len(placed[None]))


def _find_place(one: Graded, step: Step) -> Period | None:
    if one.since is None or one.until is None:
        return None
    first, last = find_period(one.since, step), find_period(one.until, step)
    return first if first == last or (one.until - one.since).days < _BLUR else None


def _make_point(period: Period, placed: Sequence[Graded], covered: Sequence[Covered]) -> Point:
    fresh = _list_fresh(placed)
    carrying, on_topic = sum(one.carrying for one in covered), sum(one.on_topic for one in covered)
    return Point(
        period=period,
        top=_find_top(fresh),
        top_confirmed=_find_top([one for one in fresh if one.status is Status.CONFIRMED]),
        episodes=len(fresh),
        weighted=sum(len(one.sources) for one in fresh),
        by_level=tuple(sorted(Counter(one.level.value for one in fresh).items())),
        repeats=sum(one.novelty is Novelty.REPEAT for one in fresh),
        retold=len(placed) - len(fresh),
        carrying=carrying,
        on_topic=on_topic,
        share=carrying / on_topic if on_topic else None,
    )


def _list_fresh(placed: Iterable[Graded]) -> list[Graded]:
    return [one for one in placed if not one.retold]


def _spread(cell: Cell, point: Point, placed: Sequence[Graded], covered: Sequence[Covered]) -> Point:
    """Return a point with its intervals."""
    seed = f"{cell} {point.period.name}"
    counts, share = _spread_counts(seed, _list_fresh(placed)), _spread_share(seed, covered)
    return msgspec.structs.replace(point, **counts, **share)


def _find_top(episodes: Sequence[Graded]) -> Top | None:
    """Return the gravest of some episodes; of equals the surest, then the one that most sources give."""
    if not episodes:
        return None
    one = max(episodes, key=_rank)
    return Top(
        value=one.level.value,
        episode=one.episode,
        record=one.record,
        rule=one.level.rule,
        status=one.status,
        given_by=one.given_by,
        novelty=one.novelty,
    )


def _rank(one: Graded) -> tuple[int, bool, int, str]:
    return one.level.value, one.status is Status.CONFIRMED, one.given_by, one.episode


def _spread_counts(seed: str, episodes: Sequence[Graded]) -> Mapping[str, object]:
    """Return the intervals of a period's counts; an episode is shared out among the sources that tell it."""
    at = {source: place for place, source in enumerate(sorted({name for one in episodes for name in one.sources}))}
    draws = draw_sources(len(at), seed)
    if draws is None:
        return {}
    alone, each = [0.0] * len(at), [0.0] * len(at)
    for one in episodes:
        for source in one.sources:
            alone[at[source]] += 1 / len(one.sources)
            each[at[source]] += 1
    told = [(one.level.value, [at[source] for source in one.sources]) for one in episodes]
    return {
        "episodes_interval": find_interval(draws, alone),
        "weighted_interval": find_interval(draws, each),
        "lowest_top": find_lowest_top(draws, told),
    }


def _spread_share(seed: str, covered: Sequence[Covered]) -> Mapping[str, object]:
    """Return the interval of the share of a period's articles that carry a cell's episodes."""
    whole, part = Counter[str](), Counter[str]()
    for one in covered:
        whole[one.source] += one.on_topic
        part[one.source] += one.carrying
    names = sorted(whole)
    draws = draw_sources(len(names), f"{seed} share")
    if draws is None:
        return {}
    parts, wholes = [part[name] for name in names], [whole[name] for name in names]
    return {"share_interval": find_share_interval(draws, parts, wholes)}
