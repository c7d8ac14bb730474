"""The state itself: what a watch must remember to fetch nothing twice and lose nothing."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from marsad.fetch import Refusal
from marsad.sqlite import transaction
from marsad.watch import budget, pages, places
from marsad.watch.file import connect, explained
from marsad.watch.nouns import Brought, Look, Page, Place, Stage, Yield
from marsad.watch.schedule import find_pause


class State:
    """The state of a watch in one file; open it with `State.open`, best in a `with` block.

    Every method is one transaction and raises WatchError in one clear line. One object belongs to one thread.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        """Take over a connection that `open` has made ready."""
        self.db = db
        self._path = path

    @classmethod
    def open(cls, path: str | PathLike[str], *, readonly: bool = False) -> Self:
        """Open the state at `path`, making it where there is none unless it is `readonly`."""
        return cls(connect(Path(path), readonly=readonly), Path(path))

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def begin(self, at: float) -> None:
        """Note that a watch runs."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO process (key, started, beat, ended) VALUES (1, ?, ?, NULL)", (at, at))

    def beat(self, at: float) -> None:
        """Note that the watch is alive."""
        with self._writing() as db:
            db.execute("UPDATE process SET beat = ?", (at,))

    def end(self, at: float) -> None:
        """Note that the watch ended by itself."""
        with self._writing() as db:
            db.execute("UPDATE process SET beat = ?, ended = ?", (at, at))

    def follow(self, listed: Iterable[Place]) -> None:
        """Look at these places from now on, and at no others but the sitemaps that they name."""
        with self._writing() as db:
            places.follow(db, listed)

    def due_places(self, outlet: str, at: float, now: float) -> list[Place]:
        """Return the places of an outlet that are due at `at` and whose host is not left alone now."""
        with explained(self._path):
            return places.find_due(self.db, outlet, at, now)

    def waiting_pages(self, outlet: str, at: float, now: float, most: int) -> list[Page]:
        """Return pages of an outlet that are due at `at` and whose host is not left alone now, at most twice `most`."""
        with explained(self._path):
            return pages.find_waiting(self.db, outlet, at, now, most)

    def fetched_pages(self) -> Iterator[Page]:
        """Yield the pages that are in the archive and not yet in the ledger."""
        with explained(self._path):
            yield from pages.find_fetched(self.db)

    def next_due(self, outlets: Sequence[str]) -> float | None:
        """Return when the next place or page of these outlets is due."""
        with explained(self._path):
            return places.find_next(self.db, outlets)

    def next_look(self, outlet: str) -> float | None:
        """Return when the next place of an outlet is due."""
        with explained(self._path):
            return places.find_next_place(self.db, outlet)

    def count_waiting(self, outlets: Sequence[str], at: float) -> int:
        """Return how many pages of these outlets could be asked for now."""
        with explained(self._path):
            sql = "SELECT count(*) FROM page WHERE outlet = ? AND due <= ?"
            return sum(self.db.execute(sql, (outlet, at)).fetchone()[0] for outlet in outlets)

    def is_held(self, outlets: Sequence[str], at: float, now: float, until: float) -> bool:
        """Tell whether something of these outlets that is due at `at` waits for a host, until `until` at most."""
        with explained(self._path):
            return places.is_held(self.db, outlets, (at, now, until))

    def note_look(self, place: Place, look: Look, at: float, due: float | None) -> tuple[int, tuple[str, ...]]:
        """Write what a look found; return the number of new pages, and what is no address and was not met before."""
        with self._writing() as db:
            new = places.note_look(db, place, look, at, due)
            bad = [
                url
                for url, refusal in look.bad
                if pages.set_aside_bad(db, place, url, (refusal.reason, refusal.message), at)
            ]
            pages.release(db, place.host)
            if look.problem:
                self._trouble(db, place.outlet, look.problem, at)
        return new, tuple(bad)

    def note_unchanged(self, place: Place, at: float, due: float | None) -> None:
        """Write that a place names what it named at the last look."""
        with self._writing() as db:
            places.note_answer(db, place, at, due, place.validator, place.final)

    def note_called(self, place: Place, at: float, due: float | None) -> int:
        """Queue the page that a place is; return 1 where it is new."""
        with self._writing() as db:
            new = places.call_page(db, place, at)
            places.note_answer(db, place, at, due, None, None)
        return new

    def postpone(self, place: Place, due: float) -> None:
        """Write that a place was not asked, since its host was to be left alone until `due`."""
        with self._writing() as db:
            db.execute("UPDATE place SET due = ? WHERE url = ?", (due, place.url))

    def note_failure(self, place: Place, refusal: Refusal, at: float, due: float) -> None:
        """Write that a place could not be looked at."""
        with self._writing() as db:
            places.note_failure(db, place, due, refusal.reason)
            pages.count(db, place.outlet, at, errors=1)
            self._trouble(db, place.outlet, refusal, at)

    def note_fetched(self, page: Page, brought: Brought, at: float) -> None:
        """Write that a page is safe in the archive."""
        with self._writing() as db:
            pages.note_fetched(db, page, brought, at)

    def note_lost(self, page: Page) -> None:
        """Write that a page is not in the archive after all."""
        with self._writing() as db:
            pages.note_lost(db, page)

    def note_same(self, page: Page, at: float, due: float | None, failed: Refusal | None = None) -> None:
        """Write that a page was asked for again and gave nothing new, or `failed`."""
        with self._writing() as db:
            pages.note_same(db, page, at, due)
            if not failed:
                pages.release(db, page.host)
            else:
                pages.count(db, page.outlet, at, errors=1)
                pages.note_trouble(db, page.outlet, Stage.FETCH, (failed.reason, failed.message), at)

    def note_read(self, page: Page, gave: Yield, at: float, due: float | None) -> None:
        """Write that a page is in the ledger."""
        with self._writing() as db:
            pages.note_read(db, page, gave, at, due)

    def note_aside(
        self, page: Page, stage: Stage, trouble: tuple[str, str], at: float, due: float | None = None
    ) -> None:
        """Write that a page is set aside, with reason and message."""
        with self._writing() as db:
            pages.note_aside(db, page, stage, trouble, at, due)

    def note_retry(self, page: Page, refusal: Refusal, at: float, due: float) -> None:
        """Write that a page is tried again later."""
        with self._writing() as db:
            pages.note_retry(db, page, (refusal.reason, refusal.message), at, due)

    def note_kept(self, outlet: str, at: float, size: int, most: int) -> str | None:
        """Count bytes kept of an outlet; return in words that `most` a day are exceeded, the first time on a day."""
        with self._writing() as db:
            return budget.note_kept(db, outlet, at, size, most)

    def find_share(self, outlet: str, at: float, most: int) -> float:
        """Return how much of `most` bytes a day was kept of an outlet."""
        with explained(self._path):
            return budget.find_share(self.db, outlet, at, most)

    def forgive(self, budgets: Mapping[str, int], at: float) -> None:
        """Take back that outlets are over budget where these budgets are larger than what was kept."""
        with self._writing() as db:
            for outlet, most in budgets.items():
                budget.forget(db, outlet, at, most)

    def hold(self, host: str, at: float, wait: float | None = None, forgiven: int = 0) -> float:
        """Leave a host alone, as long as it asked, or longer each time, the first `forgiven`; return until when."""
        with self._writing() as db:
            row = db.execute("SELECT failures FROM hold WHERE host = ?", (host,)).fetchone()
            failures = (row[0] if row else 0) + 1
            until = find_pause(at, failures - forgiven, wait)
            db.execute("INSERT OR REPLACE INTO hold (host, until, failures) VALUES (?, ?, ?)", (host, until, failures))
        return until

    def _trouble(self, db: sqlite3.Connection, outlet: str, refusal: Refusal, at: float) -> None:
        pages.note_trouble(db, outlet, Stage.LOOK, (refusal.reason, refusal.message), at)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with explained(self._path), transaction(self.db):
            yield self.db
