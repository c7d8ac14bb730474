"""The level of an episode on each track: that of its gravest telling as news, and which telling that is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from marsad.measure.levels.level import Level, find_level
from marsad.model.episode import Episode, Novelty, Saying, Telling
from marsad.model.kinds import SignalType, Status
from marsad.model.measure import Track
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.episodes.status import is_retold

Found = tuple[Telling, Level]


class Carrying(msgspec.Struct, frozen=True, kw_only=True):
    """An article that tells an episode as news: on which day, and from which upstream source."""

    article: str
    source: str
    day: date


class Graded(msgspec.Struct, frozen=True, kw_only=True):
    """An episode on one track.

    `record` is the telling that `level` rests on, one of those that `sources` upstream sources tell; `given_by` of them
    give the very level. `since` and `until` are the days on which it stands: its own, or for words about what lies
    ahead the day on which they were said. `status` tells how sure it is, `novelty` what it is in its speaker's record.
    `retold` marks what is told in retrospect only. `told` are the articles that carry it as news.
    """

    episode: str
    track: Track
    type: SignalType
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    level: Level
    record: str
    sources: tuple[str, ...]
    given_by: int
    status: Status
    since: date | None = None
    until: date | None = None
    novelty: Novelty | None = None
    retold: bool = False
    told: tuple[Carrying, ...] = ()


def grade_episodes(
    episodes: Iterable[Episode],
    tellings: Iterable[Telling],
    sources: Mapping[str, str],
    sayings: Iterable[Saying] = (),
    unscheduled: Collection[str] = (),
) -> tuple[Graded, ...]:
    """Return the levels of episodes, at most one a track, in their order; those that the scale does not speak of none.

    `sources` names each article's upstream source, `unscheduled` the records of exercises outside their usual weeks.
    """
    known = {telling.record: telling for telling in tellings}
    novelty = {saying.record: saying.novelty for saying in sayings}
    return tuple(
        graded
        for episode in episodes
        for graded in grade_episode(
            episode, [known[record] for record in episode.tellings], sources, novelty, unscheduled
        )
    )


def grade_episode(
    episode: Episode,
    tellings: Sequence[Telling],
    sources: Mapping[str, str],
    novelty: Mapping[str, Novelty],
    unscheduled: Collection[str] = (),
) -> list[Graded]:
    """Return an episode's level on each track that it is on; `novelty` is by record."""
    found: defaultdict[Track, list[Found]] = defaultdict(list)
    news = [telling for telling in tellings if not telling.background]
    for telling in news or tellings:
        if level := find_level(telling, unscheduled=telling.record in unscheduled):
            found[level.track].append((telling, level))
    said = next((novelty[record] for record in episode.tellings if record in novelty), None)
    return [_grade(episode, track, found[track], sources, said) for track in Track if found[track]]


def _grade(
    episode: Episode, track: Track, found: Sequence[Found], sources: Mapping[str, str], novelty: Novelty | None
) -> Graded:
    telling, level = max(found, key=_rank)
    since, until = _find_days(episode, track, [telling for telling, _ in found])
    told = [
        Carrying(article=one.article, source=sources.get(one.article, one.article), day=one.told)
        for one, _ in found
        if one.told and not is_retold(one)
    ]
    givers = {sources.get(one.article, one.article) for one, other in found if other.value == level.value}
    return Graded(
        episode=episode.id,
        track=track,
        type=telling.type,
        actors=episode.actors,
        targets=episode.targets,
        level=level,
        record=telling.record,
        sources=tuple(sorted({sources.get(one.article, one.article) for one, _ in found})),
        given_by=len(givers),
        status=episode.status,
        since=since,
        until=until,
        novelty=novelty if track is Track.WORDS else None,
        retold=episode.background,
        told=tuple(sorted(told, key=_by_day)),
    )


def choose_levels(tellings: Sequence[Telling]) -> dict[Track, Level]:
    """Return the gravest level on each track of what several articles tell; of what none tells as news, as they do."""
    news = [telling for telling in tellings if not telling.background]
    found: dict[Track, Level] = {}
    for level in filter(None, map(find_level, news or tellings)):
        held = found.get(level.track)
        if held is None or (abs(level.value), level.value) > (abs(held.value), held.value):
            found[level.track] = level
    return found


def _rank(found: Found) -> tuple[int, int, int, str]:
    """Return the order of gravity; of equals the telling that names most, then the lesser id, so that order is none."""
    telling, level = found
    return abs(level.value), level.value, len(telling.marks), telling.record


def _find_days(episode: Episode, track: Track, tellings: Sequence[Telling]) -> tuple[date | None, date | None]:
    """Return the days on which an episode stands: a plan or threat of a day ahead stands where it was said."""
    said = min((one.told for one in tellings if one.told and not one.background), default=None)
    ahead = said is not None and episode.since is not None and episode.since > said
    planned = track is Track.WORDS and not is_spoken(tellings[0].type)
    if said is not None and (ahead or planned):
        return said, said
    return episode.since, episode.until


def _by_day(carrying: Carrying) -> tuple[date, str]:
    return carrying.day, carrying.article
