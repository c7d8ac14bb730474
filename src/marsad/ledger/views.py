"""The ledger's questions for pages that people look at, and what they say of records there."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import groupby
from operator import itemgetter

from marsad.ledger import claims, days, episodes_query, overview, query, reviews, said, search
from marsad.ledger.nouns import (
    Arrival,
    ArticleHead,
    Entry,
    EpisodeFilter,
    LoggedReview,
    OutletCount,
    PairCount,
    PeriodCount,
    Review,
    Sizes,
    TimelineRow,
    VoiceCount,
)
from marsad.ledger.stores.base import Database
from marsad.ledger.view_nouns import (
    Claim,
    ClaimCount,
    ClaimFilter,
    DayCount,
    EpisodeHead,
    Found,
    HeadCount,
    PlaceCount,
    Said,
    SaidFilter,
    SearchFilter,
)
from marsad.measure.levels import Track
from marsad.model import Article, Check, Signal, Statement
from marsad.model.episode import Episode, Telling


class Views:
    """The part of a ledger that answers for pages; every method raises LedgerError."""

    _db: Database

    def _explained(self) -> AbstractContextManager[None]:
        raise NotImplementedError

    def episodes(self, wanted: EpisodeFilter | None = None) -> Iterator[Episode]:
        """Yield the episodes by day, as `reconcile` left them."""
        with self._explained():
            yield from episodes_query.iterate_episodes(self._db, wanted or EpisodeFilter())

    def count_periods(self, wanted: EpisodeFilter, letters: int) -> tuple[PeriodCount, ...]:
        """Return how many episodes of each type begin in each year, month or day: 4, 7 or 10 letters of an ISO day."""
        with self._explained():
            return tuple(episodes_query.count_periods(self._db, wanted, letters))

    def count_episodes(self, wanted: EpisodeFilter) -> int:
        """Return how many episodes a filter lets through."""
        with self._explained():
            return episodes_query.count_told(self._db, wanted)

    def episode_heads(self, first: date, last: date) -> tuple[EpisodeHead, ...]:
        """Return what is to be known of the episodes that begin within some days as news, by day."""
        with self._explained():
            return tuple(episodes_query.iterate_heads(self._db, first, last))

    def count_heads(self, first: date, last: date) -> tuple[HeadCount, ...]:
        """Return how many episodes of a single day within some have which type and levels as news, by day."""
        with self._explained():
            return tuple(episodes_query.count_heads(self._db, first, last))

    def load_episodes(self, ids: Sequence[str]) -> tuple[Episode, ...]:
        """Return the episodes with these ids, in their order."""
        with self._explained():
            return episodes_query.load_episodes(self._db, ids)

    def levels_of(self, episodes: Sequence[str]) -> dict[str, dict[Track, int]]:
        """Return the levels of the episodes with these ids, on the tracks that the scale speaks of."""
        with self._explained():
            return episodes_query.load_levels(self._db, episodes)

    def count_pairs(self, wanted: EpisodeFilter) -> tuple[PairCount, ...]:
        """Return how many episodes each party does or says to each other, the most first."""
        with self._explained():
            return tuple(episodes_query.count_pairs(self._db, wanted))

    def count_places(self, wanted: EpisodeFilter) -> tuple[PlaceCount, ...]:
        """Return how many episodes were in each place that is named, the most first."""
        with self._explained():
            return tuple(episodes_query.count_places(self._db, wanted))

    def count_days(self, since: date = date.min, until: date = date.max) -> tuple[DayCount, ...]:
        """Return how often something was first told on each day of publication, and among how many stories, by day."""
        with self._explained():
            return tuple(days.iterate_days(self._db, since, until))

    def claims(self, wanted: ClaimFilter) -> tuple[Claim, ...]:
        """Return what articles say that was held against facts, the last published first."""
        with self._explained():
            return tuple(claims.iterate_claims(self._db, wanted))

    def count_claims(self, wanted: ClaimFilter) -> tuple[ClaimCount, ...]:
        """Return how many claims there are of each subject, by verdict."""
        with self._explained():
            return tuple(claims.count_claims(self._db, wanted))

    def file_claims(self) -> Iterator[int]:
        """Hold what was read since against the facts, and all where these have changed; yield articles by batch."""
        with self._explained():
            yield from claims.file_claims(self._db)

    def heads_between(self, first: date, last: date) -> tuple[ArticleHead, ...]:
        """Return the articles published within some days, in the order of their arrival."""
        with self._explained():
            return tuple(query.iterate_heads_between(self._db, first, last))

    def heads_of(self, articles: Sequence[str]) -> dict[str, ArticleHead]:
        """Return the heads of the articles with these ids, by id."""
        with self._explained():
            return query.load_heads(self._db, articles)

    def quotes_of(self, records: Sequence[str]) -> dict[str, str]:
        """Return the words of the standing records with these ids, by id."""
        with self._explained():
            return query.load_quotes(self._db, records)

    def checks_of(self, articles: Sequence[str]) -> dict[str, tuple[Check, ...]]:
        """Return what the desks find in articles, by id, as it is filed; of those left out it is not filed yet."""
        with self._explained():
            return claims.load_checks(self._db, articles)

    def count_undated(self) -> int:
        """Return how many articles, earlier versions apart, tell no day of publication."""
        with self._explained():
            return query.count_undated(self._db)

    def rows_of(self, records: Sequence[str]) -> dict[str, TimelineRow]:
        """Return the standing signals among these records, by id."""
        with self._explained():
            return query.load_rows_of(self._db, records)

    def articles_of(self, ids: Sequence[str]) -> dict[str, Article]:
        """Return the articles with these ids, as they were read last."""
        with self._explained():
            return overview.load_articles(self._db, ids)

    def statements_of(self, articles: Sequence[str]) -> tuple[Statement, ...]:
        """Return the standing statements of the articles with these ids, by article and place."""
        with self._explained():
            return tuple(overview.iterate_statements(self._db, articles))

    def tellings_of(self, records: Sequence[str]) -> dict[str, tuple[Telling, str]]:
        """Return the tellings of these records, each with its article's upstream source."""
        with self._explained():
            return episodes_query.load_tellings_of(self._db, records)

    def tellings_in(self, articles: Sequence[str]) -> tuple[Telling, ...]:
        """Return the standing tellings of the articles with these ids, by record."""
        with self._explained():
            return episodes_query.load_tellings_in(self._db, articles)

    def episodes_told(self, first: date, last: date) -> tuple[Episode, ...]:
        """Return the episodes that articles published within some days tell, by day, the undated last."""
        with self._explained():
            return tuple(episodes_query.iterate_told_between(self._db, first, last))

    def episodes_of(self, records: Sequence[str]) -> dict[str, Episode]:
        """Return the episodes of these records, by record; a record that waits to be reconciled has none."""
        with self._explained():
            return episodes_query.find_episodes_of(self._db, records)

    def entries_of(self, records: Sequence[str]) -> dict[str, Entry]:
        """Return the standing revisions of these records, by id."""
        with self._explained():
            return overview.load_entries_of(self._db, records)

    def arrivals(
        self, since: str | None = None, *, outlet: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[Arrival, ...]:
        """Return the articles that came in at or after a time (ISO 8601), of one outlet or all, the last first."""
        with self._explained():
            return tuple(overview.iterate_arrivals(self._db, since, outlet, limit, offset))

    def outlets(self) -> tuple[OutletCount, ...]:
        """Return what is held of each outlet, that with the most articles first."""
        with self._explained():
            return tuple(overview.iterate_outlets(self._db))

    def newest_day(self, until: date) -> date | None:
        """Return the last day, `until` at the latest, on which an article was published; None where there is none."""
        with self._explained():
            return overview.find_newest_day(self._db, until)

    def outlet_names(self) -> tuple[str, ...]:
        """Return the names of all outlets."""
        with self._explained():
            return tuple(overview.find_names(self._db, "outlet"))

    def outlet_days(self) -> dict[str, tuple[date, ...]]:
        """Return by outlet the days on which it published something; of pages without such a day that of capture."""
        with self._explained():
            found = overview.iterate_outlet_days(self._db)
            return {outlet: tuple(day for _, day in days) for outlet, days in groupby(found, itemgetter(0))}

    def sizes(self) -> Sizes:
        """Return how much the ledger holds, at once; `counts` tells more and takes longer."""
        with self._explained():
            return overview.measure(self._db)

    def person_names(self, part: str = "") -> tuple[str, ...]:
        """Return the names of the persons who speak or act that may hold a part, and all that do, in whatever case."""
        with self._explained():
            return tuple(overview.find_names(self._db, "person", part))

    def persons(self, limit: int = 200) -> tuple[VoiceCount, ...]:
        """Return the persons who speak or act, the most often named first."""
        with self._explained():
            return tuple(overview.iterate_persons(self._db, limit))

    def parties(self, limit: int = 200) -> tuple[VoiceCount, ...]:
        """Return the parties that do or say something, with the most episodes first."""
        with self._explained():
            return tuple(overview.iterate_parties(self._db, limit))

    def tellings_by(
        self, *, person: str | None = None, party: str | None = None, limit: int = 2_000
    ) -> tuple[tuple[Telling, str], ...]:
        """Return the tellings of what a person or a party says and does, the last read first, with their sources."""
        with self._explained():
            return tuple(overview.iterate_tellings_of(self._db, person, party, limit))

    def find(self, wanted: SearchFilter) -> Found:
        """Return a page of the sentences that hold some words, with counts of what all of them stand under."""
        with self._explained():
            return search.find(self._db, wanted)

    def said(self, wanted: SaidFilter) -> tuple[Said, ...]:
        """Return what a person or a party said, in the order of the record; raise LedgerError for a place of none."""
        with self._explained():
            return tuple(said.iterate_said(self._db, wanted))

    def said_in(self, wanted: SaidFilter, episodes: Sequence[str]) -> tuple[Said, ...]:
        """Return what the person or party of a filter said first in the episodes with these ids."""
        with self._explained():
            return said.load_said_in(self._db, wanted, episodes)

    def tellers_of(self, records: Sequence[str]) -> dict[str, str]:
        """Return the outlets of the records that stand, or their articles where these name none, by record."""
        with self._explained():
            return overview.load_tellers(self._db, records)

    def episodes_with(self, person: str, *, limit: int, offset: int = 0) -> tuple[Episode, ...]:
        """Return the episodes in which a person speaks or acts, the newest first."""
        with self._explained():
            return tuple(overview.iterate_episodes_of(self._db, person, limit, offset))

    def count_episodes_with(self, person: str) -> int:
        """Return in how many episodes a person speaks or acts."""
        with self._explained():
            return overview.count_episodes_of(self._db, person)

    def review_queue(self, by: str, *, limit: int = 20, offset: int = 0, disputed: bool = False) -> tuple[Entry, ...]:
        """Return the signals that a person has not reviewed, the least sure first."""
        with self._explained():
            return tuple(reviews.iterate_queue(self._db, by, limit, offset, disputed=disputed))

    def reviews(self) -> tuple[Review, ...]:
        """Return all reviews that nobody has taken back, in the order of appending."""
        with self._explained():
            return tuple(reviews.iterate_reviews(self._db))

    def reviews_of(self, records: Sequence[str]) -> dict[str, tuple[Review, ...]]:
        """Return the reviews of these records that nobody has taken back, by record, as appended."""
        with self._explained():
            return reviews.load_reviews_of(self._db, records)

    def reviews_in(self, articles: Sequence[str]) -> tuple[Review, ...]:
        """Return the reviews of records of these articles that nobody has taken back, as appended."""
        with self._explained():
            return reviews.load_reviews_in(self._db, articles)

    def append_review(self, review: Review) -> int:
        """Append what a person says of a record and return its number; nothing that was said before is changed."""
        with self._explained(), self._db.transaction():
            return reviews.append_review(self._db, review)

    def undo_review(self, number: int, by: str, at: str) -> Review | None:
        """Take back a person's own review, which stays in the log; None where there is none that stands."""
        with self._explained(), self._db.transaction():
            return reviews.undo_review(self._db, number, by, at)

    def review_log(self, by: str | None = None, *, limit: int = 50, offset: int = 0) -> tuple[LoggedReview, ...]:
        """Return the reviews of a person, or all, those taken back too, the last first."""
        with self._explained():
            return tuple(reviews.iterate_log(self._db, by, limit, offset))

    def revisions(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """Return revisions of records by their numbers, standing or not."""
        with self._explained():
            return reviews.load_revisions(self._db, numbers)

    def signals_at(self, numbers: Sequence[int]) -> dict[int, Signal]:
        """Return the signals among revisions of records by their numbers, standing or not."""
        with self._explained():
            return reviews.load_signals(self._db, numbers)

    def signals_of(self, articles: Sequence[str]) -> dict[str, tuple[Signal, ...]]:
        """Return the standing signals of articles, by article."""
        with self._explained():
            return reviews.load_signals_of(self._db, articles)
