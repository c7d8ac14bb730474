"""What a measure stands on: the notes of the ledger, or all that it holds, where something waits to be noted."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

import msgspec

from marsad.app.days import find_oldest
from marsad.app.episodes import find_unscheduled, load_reconciled, load_told
from marsad.app.gathering import UNNAMED
from marsad.ledger import Ledger
from marsad.measure.baseline import Count, count_days
from marsad.measure.levels import Graded, grade_episodes
from marsad.measure.series import Cell, Covered, Page, cover
from marsad.model import Basis, When
from marsad.reconcile.sayings import trace_sayings


class Ground(Protocol):
    """Gives what a cell's series between two days is made of."""

    def find_newest(self) -> date | None:
        """Return the last day of publication, None where no article has one."""

    def list_graded(self, cell: Cell, first: date, last: date) -> Iterable[Graded]:
        """Return the cell's episodes that stand on these days, and any others."""

    def list_covered(self, cell: Cell, first: date, last: date) -> Iterable[Covered]:
        """Return the articles on topic of these days, and any others, with those that carry what the cell counts."""

    def count_days(self, cell: Cell, first: date, last: date) -> Sequence[Count]:
        """Return the counts of these days, and of all on which the verdicts on them hang."""


class Whole(msgspec.Struct, frozen=True):
    """All of a ledger in memory."""

    graded: tuple[Graded, ...]
    pages: tuple[Page, ...]

    def find_newest(self) -> date | None:
        """Return the last day of publication, None where no article has one."""
        return max((page.day for page in self.pages), default=None)

    def list_graded(self, cell: Cell, first: date, last: date) -> Iterable[Graded]:
        """Return all episodes."""
        return self.graded

    def list_covered(self, cell: Cell, first: date, last: date) -> Iterable[Covered]:
        """Return the articles of all days."""
        return cover(self.graded, self.pages, cell)

    def count_days(self, cell: Cell, first: date, last: date) -> Sequence[Count]:
        """Return the counts of all days."""
        return count_days(self.graded, self.pages, cell)


class Noted(msgspec.Struct, frozen=True):
    """What is noted in a ledger; `spread` tells whether what intervals and the unplaced need is wanted, too."""

    ledger: Ledger
    spread: bool = True

    def find_newest(self) -> date | None:
        """Return the last day of publication, None where no article has one."""
        covered = self.ledger.find_covered()
        return covered[1] if covered else None

    def list_graded(self, cell: Cell, first: date, last: date) -> Iterable[Graded]:
        """Return the episodes of these days, and those of no single period where wanted."""
        return map(_name_sources, self.ledger.graded(cell, first, last, loose=self.spread))

    def list_covered(self, cell: Cell, first: date, last: date) -> Iterable[Covered]:
        """Return the articles of these days."""
        for one in self.ledger.count_covered(cell, first, last, by_source=self.spread):
            yield one if one.source else msgspec.structs.replace(one, source=UNNAMED)

    def count_days(self, cell: Cell, first: date, last: date) -> Sequence[Count]:
        """Return the counts of these days, as far as there is coverage, and of those that they are held against."""
        covered = self.ledger.find_covered()
        if covered is None:
            return ()
        oldest, newest = covered
        begin = max(oldest, find_oldest(first))
        end = min(newest, last)
        told = self.ledger.count_told(cell, begin, end)
        volumes = {one.day: one.volume for one in self.ledger.count_days(begin, end)}
        days = (begin + timedelta(number) for number in range((end - begin).days + 1))
        return tuple(Count(day=day, count=told.get(day, 0), volume=volumes.get(day, 0)) for day in days)


def find_ground(ledger: Ledger) -> Ground:
    """Return what stands for all that a ledger holds now."""
    return Noted(ledger) if ledger.is_settled() else load_whole(ledger)


def load_whole(ledger: Ledger) -> Whole:
    """Return the ledger's episodes with their levels, and its articles that have a day of publication."""
    told = load_told(ledger)
    found = load_reconciled(ledger, told)
    unscheduled = find_unscheduled(ledger, told.tellings)
    episodes = {record: episode.id for episode in found.episodes for record in episode.tellings}
    sayings = trace_sayings(told.tellings, episodes)
    pages = tuple(
        Page(
            article=head.id,
            story=head.story or head.copy_of or head.id,
            source=told.sources[head.id],
            day=head.published.end,
            on_topic=head.on_topic,
        )
        for head in ledger.articles()
        if head.published and not head.earlier and _is_day(head.published)
    )
    return Whole(grade_episodes(found.episodes, told.tellings, told.sources, sayings, unscheduled), pages)


def _is_day(published: When) -> bool:
    """Tell whether a date is a day of publication: neither a month nor the day when a page was merely extracted."""
    return published.start == published.end and published.basis is not Basis.STAMP


def _name_sources(one: Graded) -> Graded:
    """Return an episode with a name for agencies without one."""
    if "" not in one.sources:
        return one
    return msgspec.structs.replace(one, sources=tuple(source or UNNAMED for source in one.sources))
