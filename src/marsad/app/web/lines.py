"""Episodes as lines of a list."""

from collections.abc import Mapping, Sequence

import msgspec

from marsad.app.web.grading import find_track
from marsad.ledger import ArticleHead, Entry, Ledger
from marsad.measure.levels import Track
from marsad.model.episode import Episode


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An episode with its level on its own track, its words as first told, and how many outlets told them."""

    episode: Episode
    track: Track
    level: int | None
    quote: str
    person: str | None
    article: ArticleHead | None
    outlets: int


def make_lines(ledger: Ledger, episodes: Sequence[Episode]) -> tuple[Line, ...]:
    """Return the lines of episodes, in their order."""
    levels = ledger.levels_of([episode.id for episode in episodes])
    tellers = ledger.tellers_of([record for episode in episodes for record in episode.tellings])
    firsts = {episode.id: next((each for each in episode.tellings if each in tellers), "") for episode in episodes}
    entries = ledger.entries_of([*firsts.values()])
    return tuple(
        _make_line(episode, levels.get(episode.id, {}), entries.get(firsts[episode.id]), tellers)
        for episode in episodes
    )


def _make_line(episode: Episode, levels: Mapping[Track, int], first: Entry | None, tellers: Mapping[str, str]) -> Line:
    track = find_track(episode.type, levels)
    return Line(
        episode=episode,
        track=track,
        level=levels.get(track),
        quote=first.record.span.quote if first else "",
        person=getattr(first.record, "person", None) if first else None,
        article=first.article if first else None,
        outlets=len({tellers[record] for record in episode.tellings if record in tellers}),
    )
