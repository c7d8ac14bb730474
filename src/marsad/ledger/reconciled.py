"""The ledger's stories and episodes: asked for, judged by persons, brought up to date, made anew."""

from collections.abc import Iterator
from datetime import date

from marsad.ledger import episodes, episodes_levels, series, stories
from marsad.ledger.episodes_drawing import load_links
from marsad.ledger.episodes_entries import load_entries
from marsad.ledger.episodes_filing import ReadyTellings, count_waiting
from marsad.ledger.episodes_waiting import Pace
from marsad.ledger.nouns import StoryFilter, StoryHead
from marsad.ledger.stories_entries import find_entry, list_judged
from marsad.ledger.views import Views
from marsad.measure.cell import Cell, Covered
from marsad.measure.levels import Graded
from marsad.model import Judgement, Story, Undo
from marsad.model.episode import Episode, Link, Telling


class Reconciled(Views):
    """The part of a ledger that answers for what several articles tell; every method raises LedgerError."""

    _tellings: ReadyTellings
    _pace: Pace

    def stories(self, wanted: StoryFilter | None = None) -> Iterator[StoryHead]:
        """Yield the stories that two articles or more tell, the newest first."""
        with self._explained():
            yield from stories.iterate_stories(self._db, wanted or StoryFilter())

    def story(self, prefix: str) -> Story:
        """Return the story whose id begins so, or that of the article whose id does; one article may be all of it."""
        with self._explained():
            return stories.load_story(self._db, prefix)

    def story_of(self, article: str) -> Story | None:
        """Return the story of the article with this id, None where it is off topic."""
        with self._explained():
            return stories.load_story_of(self._db, article)

    def judgements(self, story: str) -> Iterator[Judgement | Undo]:
        """Yield all that was judged of a story's articles: first by the rule, then by persons, as appended."""
        with self._explained():
            yield from stories.iterate_entries_of(self._db, story)

    def judgement(self, prefix: str) -> Judgement | Undo:
        """Return the judgement, or the undoing of one, whose id begins so; raise LedgerError for none or several."""
        with self._explained():
            return find_entry(self._db, prefix)

    def judged(self, entry: Judgement | Undo) -> tuple[str, ...]:
        """Return the articles that a judgement is about, or the one that an undoing takes back."""
        with self._explained():
            return list_judged(self._db, entry)

    def append_judgement(self, entry: Judgement | Undo) -> None:
        """Append what a person says of stories and draw these anew; nothing that was said before is changed."""
        with self._explained(), self._db.transaction():
            stories.append_entry(self._db, entry)

    def rebuild_stories(self) -> int:
        """Make all that is derived from traces and judgements anew, and traces that are missing; return the number."""
        with self._explained(), self._db.transaction():
            return stories.rebuild(self._db)

    def reconcile(self, *, may_wait: bool = False) -> Iterator[int]:
        """Bring episodes up to date with the records, a batch at a time; yield the number of records after each.

        Within a run what is judged may wait to be drawn, until as much waits as was drawn last; `reconcile` without
        that, and `close`, draw all.
        """
        with self._explained():
            yield from episodes.reconcile(self._db, ready=self._tellings, pace=self._pace if may_wait else None)

    def waiting(self) -> int:
        """Return how many signals are not yet in episodes as they stand now."""
        with self._explained():
            return count_waiting(self._db)

    def episode(self, prefix: str) -> Episode:
        """Return the episode whose id begins so, or that of the signal whose id does."""
        with self._explained():
            return episodes.load_episode(self._db, prefix)

    def tellings(self) -> Iterator[tuple[Telling, str]]:
        """Yield the signals as episodes have them, each with the upstream source of its article."""
        with self._explained():
            yield from episodes.iterate_tellings(self._db)

    def links(self, records: tuple[str, ...] | None = None) -> tuple[Link, ...]:
        """Return what records are to one another: all links, or those from or to some records."""
        with self._explained():
            if records is None:
                return tuple(episodes.iterate_links(self._db))
            both = (load_links(self._db, records, towards=side, within=True) for side in (False, True))
            return tuple(dict.fromkeys(link for side in both for link in side))

    def episode_judgements(self, prefix: str) -> tuple[Judgement | Undo, ...]:
        """Return all that was judged of an episode's records: by the rule, then by persons, as appended."""
        with self._explained():
            return load_entries(self._db, self.episode(prefix).tellings)

    def append_episode_judgement(self, entry: Judgement | Undo) -> None:
        """Append what a person says of episodes and draw these anew; nothing that was said before is changed."""
        with self._explained(), self._db.transaction():
            episodes.append_entry(self._db, entry)

    def rebuild_episodes(self) -> int:
        """Make episodes and links anew from the signals and what persons said; return the number of episodes."""
        with self._explained():
            return episodes.rebuild(self._db)

    def regrade(self) -> None:
        """Find the levels of episodes anew, where the scale or the facts that they rest on are others by now."""
        with self._explained():
            episodes_levels.regrade(self._db)

    def is_noted(self) -> bool:
        """Tell whether series can be asked for; what is not reconciled yet is not in them."""
        with self._explained():
            return series.is_noted(self._db)

    def is_settled(self) -> bool:
        """Tell whether series are those of all that the ledger holds, by the scale and the facts of now."""
        with self._explained():
            return series.is_settled(self._db)

    def graded(self, cell: Cell, first: date, last: date, *, loose: bool = False) -> tuple[Graded, ...]:
        """Return the episodes that stand on days from one to another, `loose` ones of all days too where asked for.

        These stand on no day, or on so many that they may be in no single period; all are in order then.
        """
        with self._explained():
            return tuple((series.iterate_all if loose else series.iterate_graded)(self._db, cell, first, last))

    def count_told(self, cell: Cell, first: date, last: date) -> dict[date, int]:
        """Return by day of publication how often an upstream source first told an episode."""
        with self._explained():
            return series.count_told(self._db, cell, first, last)

    def count_covered(self, cell: Cell, first: date, last: date, *, by_source: bool = False) -> tuple[Covered, ...]:
        """Return how many articles on topic there are by day, and by source where asked for, and how many carry it."""
        with self._explained():
            count = series.count_covered_by_source if by_source else series.count_covered
            return tuple(count(self._db, cell, first, last))

    def find_covered(self) -> tuple[date, date] | None:
        """Return the first and the last day of publication that are counted; None where there is none."""
        with self._explained():
            return series.find_covered(self._db)
