"""Levels of episodes: on each track that of its gravest telling as news."""

from collections.abc import Mapping, Sequence

from marsad.ledger import Ledger
from marsad.measure.levels import Level, Track, find_level
from marsad.model.episode import Episode, Telling
from marsad.reconcile.episodes.family import is_spoken

Levels = Mapping[Track, Level]


def grade(ledger: Ledger, episodes: Sequence[Episode]) -> dict[str, Levels]:
    """Return the levels of each episode by its id; the scale does not speak of all."""
    tellings = ledger.tellings_of([record for episode in episodes for record in episode.tellings])
    return {
        episode.id: grade_tellings([tellings[record][0] for record in episode.tellings if record in tellings])
        for episode in episodes
    }


def grade_tellings(tellings: Sequence[Telling]) -> Levels:
    """Return the level on each track of what several articles tell; of what none tells as news, as they tell it."""
    news = [telling for telling in tellings if not telling.background]
    found: dict[Track, Level] = {}
    for level in filter(None, map(find_level, news or tellings)):
        held = found.get(level.track)
        if held is None or _weigh(level) > _weigh(held):
            found[level.track] = level
    return found


def _weigh(level: Level) -> tuple[int, int]:
    return abs(level.value), level.value


def find_track(episode: Episode) -> Track:
    """Return the track of an episode's type."""
    return Track.WORDS if is_spoken(episode.type) else Track.ACTS
