"""Periods of the ledger on one track, as `marsad measure` has them."""

from datetime import date

from marsad.app.api.nouns import SeriesPoint
from marsad.app.api.problems import Fault
from marsad.app.api.queries import SeriesQuery
from marsad.app.errors import AppError
from marsad.app.measure_ground import Noted, load_whole
from marsad.app.measure_rows import count_levels
from marsad.app.measuring import Measured, Wish, find_range, measure_track
from marsad.app.memory import Memory
from marsad.ledger import Ledger
from marsad.measure.baseline import Verdict
from marsad.measure.levels import load_form, show_level
from marsad.measure.series import Point, Top
from marsad.model.measure import Step

_MOST_DAYS = {Step.DAY: 1_100, Step.WEEK: 7_700, Step.MONTH: 36_600}  # of a series
_PATIENCE = 5.0  # seconds that the first one waits who asks
_KEPT = "series"  # the name under which a whole ledger is kept
_RATE = 0.01  # false alarms a day


def make_points(ledger: Ledger, query: SeriesQuery, memory: Memory) -> tuple[SeriesPoint, ...]:
    """Return the periods asked for; of the last while, where no days are named.

    They tell what is reconciled. A ledger in which nothing was noted for series yet is read as a whole, which `memory`
    keeps; until it is read Fault is raised, which tells when to ask again.
    """
    since, until = query.bounds()
    actor, _, target = (query.pair or "").upper().partition(":")
    wish = Wish(
        step=query.by,
        tracks=(query.track,),
        rate=_RATE,
        party=query.party.upper() if query.party else None,
        pair=(actor, target) if query.pair else None,
        type=query.type,
        since=since,
        until=until,
    )
    ground = Noted(ledger, spread=False) if ledger.is_noted() else memory.wait_for(_KEPT, ledger, load_whole, _PATIENCE)
    if ground is None:
        raise Fault(503, "reading", "the ledger is being read for this; ask again", {"Retry-After": "10"})
    newest = ground.find_newest()
    if newest is None:
        return ()
    first, last = _find_range(wish, newest)
    measured = measure_track(ground, wish, query.track, first, last, spread=False)
    return tuple(_make_point(measured, point) for point in measured.series.points)


def _find_range(wish: Wish, newest: date) -> tuple[date, date]:
    try:
        first, last = find_range(wish, newest)
    except AppError as error:
        raise Fault(422, "query", "since lies after until, or after the last page") from error
    if (last - first).days > _MOST_DAYS[wish.step]:
        raise Fault(422, "query", f"at most {_MOST_DAYS[wish.step]} days by {wish.step.value}; name since and until")
    return first, last


def _make_point(measured: Measured, point: Point) -> SeriesPoint:
    form, period = load_form(), point.period
    out = [day.day for day in measured.days if day.verdict is Verdict.STANDS_OUT]
    return SeriesPoint(
        track=measured.series.cell.track.value,
        period=period.name,
        start=period.start,
        end=period.end,
        form=form.value,
        maximum=_show(point.top),
        maximum_confirmed=_show(point.top_confirmed),
        episode=point.top.episode if point.top else None,
        episodes=point.episodes,
        weighted=point.weighted,
        counts=count_levels(point, form),
        repeats=point.repeats,
        retold=point.retold,
        carrying=point.carrying,
        on_topic=point.on_topic,
        share=point.share,
        stand_out=tuple(day for day in out if period.start <= day <= period.end),
    )


def _show(top: Top | None) -> str | None:
    return None if top is None else str(show_level(top.value))
