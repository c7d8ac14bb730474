"""Episodes as lines of a list."""

from collections.abc import Sequence

import msgspec

from marsad.app.web.grading import Levels, find_track, grade
from marsad.ledger import ArticleHead, Entry, Ledger
from marsad.measure.levels import Level, Track
from marsad.model.episode import Episode


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An episode with its level on its own track, its words as first told, and who told them."""

    episode: Episode
    track: Track
    level: Level | None
    quote: str
    person: str | None
    article: ArticleHead | None
    outlets: int

    @property
    def sort(self) -> tuple[int, int]:
        """By how far from calm it is, then by how many tell it."""
        return abs(self.level.value) if self.level else 0, len(self.episode.sources)


def make_lines(ledger: Ledger, episodes: Sequence[Episode]) -> tuple[Line, ...]:
    """Return the lines of episodes, in their order."""
    levels = grade(ledger, episodes)
    entries = ledger.entries_of([record for episode in episodes for record in episode.tellings])
    return tuple(_make_line(episode, levels[episode.id], entries) for episode in episodes)


def _make_line(episode: Episode, levels: Levels, entries: dict[str, Entry]) -> Line:
    told = [entries[record] for record in episode.tellings if record in entries]
    first = told[0] if told else None
    own = find_track(episode)
    track = own if own in levels or not levels else next(iter(levels))
    return Line(
        episode=episode,
        track=track,
        level=levels.get(track),
        quote=first.record.span.quote if first else "",
        person=getattr(first.record, "person", None) if first else None,
        article=first.article if first else None,
        outlets=len({entry.article.outlet or entry.article.id for entry in told}),
    )
