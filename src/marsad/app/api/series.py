"""Episodes by period on one track: how many, how many of them confirmed, and the highest level."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from marsad.app.api.nouns import SeriesPoint
from marsad.app.api.queries import SeriesQuery, Step
from marsad.ledger import EpisodeFilter, Ledger
from marsad.measure.levels import Track, find_level
from marsad.model.episode import Episode, Status

_Graded = tuple[int, Episode]


def make_points(ledger: Ledger, query: SeriesQuery) -> tuple[SeriesPoint, ...]:
    """Return the periods in which something was done or said, the earliest first."""
    periods: defaultdict[tuple[date, date], list[_Graded]] = defaultdict(list)
    for level, episode in _grade(ledger, query):
        if episode.since:
            periods[find_period(episode.since, query.by)].append((level, episode))
    return tuple(_make_point(query.track, days, told) for days, told in sorted(periods.items()))


def _grade(ledger: Ledger, query: SeriesQuery) -> Iterator[_Graded]:
    """Yield the episodes of a track with their levels; what is told in retrospect only is left out."""
    since, until = query.bounds()
    types, parties = (query.type,) if query.type else (), (query.party.upper(),) if query.party else ()
    target = query.target.upper() if query.target else None
    wanted = EpisodeFilter(since=since, until=until, types=types, parties=parties, background=False)
    levels = find_levels(ledger, query.track)
    for episode in ledger.episodes(wanted):
        mine = [levels[record] for record in episode.tellings if record in levels]
        fits = (not parties or parties[0] in episode.actors) and target in (None, *episode.targets)
        if mine and fits:
            yield max(mine, key=abs), episode


def find_levels(ledger: Ledger, track: Track) -> dict[str, int]:
    """Return the level of every record that has one on a track."""
    graded = ((telling.record, find_level(telling)) for telling, _ in ledger.tellings())
    return {record: level.value for record, level in graded if level and level.track is track}


def find_period(day: date, by: Step) -> tuple[date, date]:
    """Return the first and last day of the period that holds a day."""
    match by:
        case Step.DAY:
            return day, day
        case Step.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case Step.MONTH:
            first = day.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _make_point(track: Track, days: tuple[date, date], told: list[_Graded]) -> SeriesPoint:
    level, episode = max(told, key=lambda pair: (pair[0], pair[1].id))
    confirmed = sum(each.status is Status.CONFIRMED for _, each in told)
    return SeriesPoint(
        track=track.value,
        start=days[0],
        end=days[1],
        episodes=len(told),
        maximum=level,
        episode=episode.id,
        confirmed=confirmed,
    )
