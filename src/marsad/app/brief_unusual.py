"""The days of a brief judged by what was usual before them, each track by itself."""

from collections.abc import Sequence
from datetime import date

from marsad.brief import Holdings
from marsad.brief.nouns import OddDay, Unusual
from marsad.measure.baseline import Judged, Verdict, count_days, judge_days
from marsad.measure.levels import Graded, grade_episodes
from marsad.measure.series import Cell, Page
from marsad.model import Basis, When
from marsad.model.measure import Track


def judge_tracks(holdings: Holdings, since: date, until: date) -> tuple[Unusual, ...]:
    """Return the days of the period on which a track was told of more often than usual; the others are counted."""
    told = holdings.tellings.values()
    graded = grade_episodes(holdings.episodes, told, holdings.sources, holdings.sayings, holdings.unscheduled)
    pages = _list_pages(holdings)
    return tuple(_judge(graded, pages, track, since, until) for track in Track) if pages else ()


def _list_pages(holdings: Holdings) -> tuple[Page, ...]:
    """Return the articles that have a day of publication."""
    return tuple(
        Page(
            article=head.id,
            story=head.story or head.copy_of or head.id,
            source=holdings.sources.get(head.id) or head.outlet or head.copy_of or head.id,
            day=head.published.end,
            on_topic=head.on_topic,
        )
        for head in holdings.heads.values()
        if head.published and not head.earlier and _is_day(head.published)
    )


def _is_day(published: When) -> bool:
    return published.start == published.end and published.basis is not Basis.STAMP


def _judge(graded: Sequence[Graded], pages: Sequence[Page], track: Track, since: date, until: date) -> Unusual:
    days = judge_days(count_days(graded, pages, Cell(track=track)), since, until)
    judged = sum(day.verdict in (Verdict.USUAL, Verdict.STANDS_OUT) for day in days)
    odd = tuple(_make_odd(day, track) for day in days if day.verdict is Verdict.STANDS_OUT)
    return Unusual(track=track, judged=judged, not_judged=(until - since).days + 1 - judged, days=odd)


def _make_odd(day: Judged, track: Track) -> OddDay:
    return OddDay(
        day=day.day,
        track=track,
        count=day.count,
        expected=day.expected or 0.0,
        threshold=day.threshold or 0,
        rate=day.rate or 0.0,
    )
