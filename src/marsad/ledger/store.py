"""The ledger: a file, or a schema on a server, that only ever grows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import date, datetime
from types import TracebackType
from typing import Self

from marsad.ledger import (
    export,
    index,
    integrity,
    query,
    search,
    tallies,
    versions,
    write,
)
from marsad.ledger.connection import connect
from marsad.ledger.copying import copy_rows, count_rows
from marsad.ledger.days import settle_days
from marsad.ledger.episodes import draw_waiting
from marsad.ledger.episodes_filing import ReadyTellings
from marsad.ledger.episodes_waiting import Pace
from marsad.ledger.errors import LedgerError, LostError, explained
from marsad.ledger.item import make_item
from marsad.ledger.nouns import (
    Added,
    ArticleHead,
    CaptureHead,
    Choice,
    Counts,
    Edit,
    Entry,
    Making,
    SearchHit,
    SetAside,
    SignalFilter,
    TimelineRow,
    Version,
)
from marsad.ledger.pages import Pages
from marsad.ledger.place import LedgerAddress, LedgerPlace, find_place
from marsad.ledger.reconciled import Reconciled
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_waiting import list_waiting, settle
from marsad.ledger.write import Stamp
from marsad.model import Article, Reading, Signal


class Ledger(Reconciled):
    """A sourced ledger; open it with `Ledger.open`, best in a `with` block.

    Every method raises LedgerError, in one clear line, where its store fails it. One ledger object belongs to one
    thread; any number of processes may have the same ledger open, and writers wait for one another.
    """

    def __init__(self, db: Database, place: LedgerPlace) -> None:
        """Take over a connection that `open` has made ready."""
        self._db = db
        self._place = place
        self._tellings = ReadyTellings()
        self._pace = Pace()

    @classmethod
    def open(cls, address: LedgerAddress, *, create: bool = True, readonly: bool = False) -> Self:
        """Open the ledger at `address`, making it where there is none unless `create` is false or it is `readonly`.

        An address is a file's path, `sqlite:///PATH` or `postgresql://USER@HOST/DATABASE?schema=NAME`.
        """
        place = find_place(address)
        return cls(connect(place, create=create, readonly=readonly), place)

    @property
    def place(self) -> LedgerPlace:
        """Where the ledger lies."""
        return self._place

    @property
    def store(self) -> str:
        """What keeps the ledger: the program with its version, and how much room it takes there."""
        with self._explained():
            return self._db.describe()

    @property
    def pages(self) -> Pages:
        """What programs ask, a page at a time."""
        return Pages(self._db, str(self._place))

    def close(self) -> None:
        """Close the file, first drawing stories and episodes that wait for it; the ledger cannot be used any more."""
        try:
            with suppress(LedgerError):  # what cannot be drawn now will be by the next one that writes
                self.settle()
        finally:
            with self._explained():
                self._db.close()

    def settle(self) -> None:
        """Draw the stories and episodes that wait for it, as large ones are not drawn each time; count days."""
        with self._explained():
            if not self._db.readonly and list_waiting(self._db):
                with self._db.transaction():
                    settle(self._db)
            if not self._db.readonly:
                draw_waiting(self._db)
                settle_days(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add(
        self,
        reading: Reading,
        *,
        run: str,
        at: str,
        size: int | None = None,
        captured: datetime | None = None,
        payload: str | None = None,
    ) -> Added:
        """Add a reading, all of it or (on an error) nothing; what else is given is told with `Stamp`.

        A reading of an article that this version of the coder has read already changes nothing; one of a page on which
        only furniture has changed adds a capture.
        """
        (added,) = self.add_all([(reading, Stamp(run, at, size, captured, payload))])
        return added

    def add_all(self, additions: Sequence[tuple[Reading, Stamp]]) -> list[Added]:
        """Add readings as `add` does, all of them or none, in less time than one by one; tell what came of each."""
        with self._explained():
            try:
                return self._add_all(additions)
            except LostError:  # whether they were kept or not, to add them again does no harm
                return self._add_all(additions)

    def _add_all(self, additions: Sequence[tuple[Reading, Stamp]]) -> list[Added]:
        unchanged = [write.find_unchanged(self._db, reading, stamp.captured) for reading, stamp in additions]
        left = [one for one, known in zip(additions, unchanged, strict=True) if known is None]  # asked without a lock
        if not left:
            return [known for known in unchanged if known]
        with self._db.transaction():
            outcomes, tellings = write.add_readings(self._db, left)
        self._tellings.keep(tellings)
        added = iter(outcomes)
        return [known or next(added) for known in unchanged]

    def set_aside(self, origin: str, digest: str | None, reason: str, message: str, at: str) -> None:
        """Note an input that could not be read; the same one for the same reason is noted once."""
        with self._explained(), self._db.transaction():
            self._db.execute(
                "INSERT INTO set_aside (origin, digest, reason, message, at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (origin, digest or "", reason, message, at),
            )

    def set_asides(self, since: date = date.min, until: date = date.max) -> Iterator[SetAside]:
        """Yield the inputs set aside, of all days or some, in the order in which they were met."""
        with self._explained():
            yield from query.iterate_set_asides(self._db, since, until)

    def get(self, prefix: str) -> Entry:
        """Return the newest revision of the record whose id begins with `prefix`, of no other's."""
        return self.history(prefix)[0]

    def history(self, prefix: str) -> tuple[Entry, ...]:
        """Return all revisions of the record whose id begins with `prefix`, the newest first."""
        with self._explained():
            return query.find_history(self._db, prefix)

    def article(self, prefix: str) -> Article:
        """Return the article whose id begins with `prefix`, as it was read last."""
        with self._explained():
            return query.load_article(self._db, prefix)

    def article_of(self, entry: Entry) -> Article:
        """Return the article as it was when this revision of a record was read; its spans hold there."""
        with self._explained():
            return query.load_edition(self._db, entry.revision)

    def articles(self) -> Iterator[ArticleHead]:
        """Yield what is to be known of every article but its text, in the order of arrival."""
        with self._explained():
            yield from query.iterate_heads(self._db)

    def head(self, article: str) -> ArticleHead:
        """Return what is to be known of the article with this id but its text."""
        with self._explained():
            return query.load_head(self._db, article)

    def reader(self, article: str) -> str:
        """Return the version of the reader that read the article with this id last."""
        with self._explained():
            return query.find_reader(self._db, article)

    def captures(self, article: str | None = None) -> Iterator[CaptureHead]:
        """Yield the captures by article and time; of the article with this id, or all."""
        with self._explained():
            yield from versions.iterate_captures(self._db, article)

    def versions(self, article: str) -> tuple[Version, ...]:
        """Return the versions of the page that the article with this id is one of, the oldest first."""
        with self._explained():
            item = versions.find_item(self._db, article)
            return versions.find_versions(self._db, item) if item else ()

    def edits(
        self, since: datetime | None = None, before: datetime | None = None, *, url: str | None = None
    ) -> Iterator[Edit]:
        """Yield the edits found from a time on, `before` another, of the page at `url` or all, as they were found."""
        with self._explained():
            yield from versions.iterate_edits(self._db, since, before, make_item(url) if url else None)

    def entries(self, layer: str | None = None, *, article: str | None = None) -> Iterator[Entry]:
        """Yield the standing records by article and place.

        Of one layer (statement, signal, figure, date, source) or all; of the article whose id begins so, or all.
        """
        with self._explained():
            yield from query.iterate_entries(self._db, layer, article)

    def chosen(self, choice: Choice) -> Iterator[Entry]:
        """Yield the standing records that a choice takes, by article and place, whatever the order of reading."""
        with self._explained():
            yield from export.iterate_chosen(self._db, choice)

    def count_chosen(self, choice: Choice) -> int:
        """Return how many records `chosen` would yield."""
        with self._explained():
            return export.count_chosen(self._db, choice)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Let all questions in the block see one state of the ledger, whatever others write meanwhile."""
        with self._explained(), self._db.snapshot():
            yield

    def making(self) -> Making:
        """Return which runs, coders and codebooks made the ledger."""
        with self._explained():
            return export.find_making(self._db)

    def signals(self, wanted: SignalFilter | None = None) -> Iterator[Signal]:
        """Yield the standing signals by day (their own, or else the publication's), article and place."""
        for row in self.timeline(wanted):
            yield row.signal

    def timeline(self, wanted: SignalFilter | None = None) -> Iterator[TimelineRow]:
        """Yield the standing signals, in the order of `signals`, with what is to be known of their articles."""
        with self._explained():
            yield from query.iterate_timeline(self._db, wanted or SignalFilter())

    def counts(self) -> Counts:
        """Return how much the ledger holds."""
        with self._explained():
            return query.count_all(self._db)

    def search(self, text: str, *, limit: int = 20) -> Iterator[SearchHit]:
        """Yield sentences that hold all words of `text`, the best match first.

        Vowel signs, hamzas and clitics make no difference; words in quotation marks must stand together.
        """
        with self._explained():
            yield from search.search(self._db, text, limit)

    def rebuild_index(self) -> int:
        """Make the search index anew from the articles; return the number of passages."""
        with self._explained(), self._db.transaction():
            return index.rebuild(self._db)

    def rebuild_tallies(self) -> None:
        """Count anew what is kept counted of outlets and persons."""
        with self._explained(), self._db.transaction():
            tallies.rebuild(self._db)

    def check(self) -> tuple[str, ...]:
        """Return one line for every problem found in the file; none means that it is whole."""
        still = self._db.snapshot() if self._db.readonly else nullcontext()  # a writer waits for others, one by one
        with self._explained(), still:
            return tuple(integrity.check_ledger(self._db))

    def copy_to(self, target: Self) -> Iterator[int]:
        """Copy the whole ledger into an empty one in whatever store, all or nothing; yield rows done by batch."""
        with self._explained(), target._explained():
            yield from copy_rows(self._db, target._db, str(target.place))

    def count_rows(self) -> int:
        """Return how many rows `copy_to` would copy."""
        with self._explained():
            return count_rows(self._db)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with explained(str(self._place)):
            yield
