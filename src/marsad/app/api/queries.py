"""What may be asked: the parameters of each address, which are also their documentation."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Protocol

import msgspec
from msgspec import Meta

from marsad.app.api.problems import Fault
from marsad.app.errors import AppError
from marsad.app.settings import Layer
from marsad.app.timeline import parse_day
from marsad.ledger import ArticleFilter, EpisodeFilter, LinkFilter, RecordFilter, StoryFilter
from marsad.model import Modality, SignalType, When
from marsad.model.episode import LinkKind, Novelty
from marsad.model.kinds import Status
from marsad.model.measure import Step, Track

MOST = 500  # rows of a page
_ISO = re.compile("[12][0-9]{3}(-[0-9]{2}){0,2}")
_MANY = Meta(max_length=50)
_DAYS = [
    {"pattern": "^[12][0-9]{3}$"},
    {"pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"},
    {"pattern": "^[12]", "format": "date"},
]
Day = Annotated[str, Meta(description="A day, month or year (ISO 8601).", extra_json_schema={"anyOf": _DAYS})]
Text = Annotated[str, Meta(min_length=1, max_length=200)]
Words = Annotated[str, Meta(min_length=1, max_length=500, description="Words in any spelling; quoted ones in a row.")]
Code = Annotated[str, Meta(min_length=1, max_length=60, description="A code: RUS, NATO, …")]
Level = Annotated[int, Meta(ge=-2, le=9, description="As grave on a track at least; below 0 as mild at least.")]
Limit = Annotated[int, Meta(ge=1, le=MOST, description="Rows of a page.")]
Cursor = Annotated[str, Meta(min_length=1, max_length=1000, description="Where the page before ended: its `next`.")]
Texts = Annotated[tuple[Text, ...], _MANY]
Codes = Annotated[tuple[Code, ...], _MANY]
Name = Annotated[str, Meta(pattern=r"^[a-z]{1,2}[0-9a-f]{1,20}$", description="An id, or how it begins.")]


class Order(StrEnum):
    """The orders of records: that of writing, in which new ones come last, or by day, article and place."""

    ARRIVAL = "arrival"
    DAY = "day"


class Form(StrEnum):
    """The forms of an answer."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


class Question(Protocol):
    """What every question to an operation names: the form of the answer."""

    @property
    def format(self) -> Form | None:
        """The form, None where `Accept` tells."""


class Listing(Question, Protocol):
    """A question for a page of a list."""

    @property
    def limit(self) -> int:
        """Rows of the page."""

    @property
    def cursor(self) -> str | None:
        """Where the page before ended."""


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing but the form of the answer, which `Accept` names too."""

    format: Form | None = None


class ListQuery(Query, frozen=True, kw_only=True):
    """A list a page at a time."""

    limit: Limit = 100
    cursor: Cursor | None = None


class Days(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days met by overlap."""

    since: Day | None = None
    until: Day | None = None

    def bounds(self) -> tuple[date | None, date | None]:
        """Return the first and the last day; raise Fault where one is none."""
        first = read_when(self.since, "since").start if self.since is not None else None
        return first, read_when(self.until, "until").end if self.until is not None else None


class DaysQuery(Days, frozen=True, kw_only=True):
    """A list of what has days, a page at a time."""

    format: Form | None = None
    limit: Limit = 100
    cursor: Cursor | None = None


class RecordChoice(Days, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which records."""

    layer: Annotated[tuple[Layer, ...], _MANY] = ()
    type: Annotated[tuple[SignalType, ...], _MANY] = ()
    modality: Annotated[tuple[Modality, ...], _MANY] = ()
    actor: Codes = ()
    target: Codes = ()
    party: Codes = ()
    person: Texts = ()
    outlet: Texts = ()
    place: Texts = ()
    background: bool | None = None
    copies: bool = True
    earlier: bool = False

    def wanted(self, article: str | None = None) -> RecordFilter:
        """Return the choice as the ledger takes it."""
        since, until = self.bounds()
        return RecordFilter(
            layers=tuple(layer.value for layer in self.layer),
            article=article,
            since=since,
            until=until,
            types=self.type,
            modality=self.modality,
            actors=_upper(self.actor),
            targets=_upper(self.target),
            parties=_upper(self.party),
            persons=self.person,
            outlets=self.outlet,
            places=self.place,
            background=self.background,
            copies=self.copies,
            earlier=self.earlier,
        )


class RecordQuery(RecordChoice, frozen=True, kw_only=True):
    """Records."""

    format: Form | None = None
    limit: Limit = 100
    cursor: Cursor | None = None
    order: Order = Order.ARRIVAL
    article: Name | None = None


class ArticleQuery(DaysQuery, frozen=True, kw_only=True):
    """Articles."""

    outlet: Texts = ()
    on_topic: bool | None = None
    earlier: bool = False

    def wanted(self) -> ArticleFilter:
        """Return the choice as the ledger takes it."""
        since, until = self.bounds()
        return ArticleFilter(
            since=since, until=until, outlets=self.outlet, on_topic=self.on_topic, earlier=self.earlier
        )


class StoryQuery(DaysQuery, frozen=True, kw_only=True):
    """Stories."""

    outlets: Annotated[int, Meta(ge=1, le=10_000, description="Told by so many outlets at least.")] = 1

    def wanted(self) -> StoryFilter:
        """Return the choice as the ledger takes it."""
        since, until = self.bounds()
        return StoryFilter(since=since, until=until, outlets=self.outlets)


class EpisodeChoice(Days, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which episodes."""

    type: Annotated[tuple[SignalType, ...], _MANY] = ()
    modality: Annotated[tuple[Modality, ...], _MANY] = ()
    status: Annotated[tuple[Status, ...], _MANY] = ()
    actor: Codes = ()
    target: Codes = ()
    party: Codes = ()
    outlet: Texts = ()
    place: Texts = ()
    level: Level | None = None
    background: bool | None = None

    def wanted(self) -> EpisodeFilter:
        """Return the choice as the ledger takes it."""
        since, until = self.bounds()
        return EpisodeFilter(
            since=since,
            until=until,
            types=self.type,
            modality=self.modality,
            status=self.status,
            actors=_upper(self.actor),
            targets=_upper(self.target),
            parties=_upper(self.party),
            outlets=self.outlet,
            places=self.place,
            level=self.level,
            background=self.background,
        )


class EpisodeQuery(EpisodeChoice, frozen=True, kw_only=True):
    """Episodes."""

    format: Form | None = None
    limit: Limit = 100
    cursor: Cursor | None = None


class LinkQuery(ListQuery, frozen=True, kw_only=True):
    """Links between records; disputes are those of the kinds denies and contradicts."""

    kind: Annotated[tuple[LinkKind, ...], _MANY] = ()
    record: Name | None = None

    def wanted(self) -> LinkFilter:
        """Return the choice as the ledger takes it."""
        return LinkFilter(kinds=tuple(kind.value for kind in self.kind), record=self.record)


class SayingQuery(DaysQuery, frozen=True, kw_only=True):
    """What a party or a speaker said over time; one of the two must be named."""

    party: Code | None = None
    speaker: Annotated[str, Meta(min_length=1, max_length=200, description="By usual English name.")] | None = None
    novelty: Annotated[tuple[Novelty, ...], _MANY] = ()


class SeriesQuery(Days, frozen=True, kw_only=True):
    """Episodes by period on one of the two tracks, which are never added to one another."""

    format: Form | None = None
    track: Track
    by: Step = Step.WEEK
    party: Code | None = None
    pair: Annotated[str, Meta(pattern="^[^:]{1,60}:[^:]{1,60}$", description="Who to whom: RUS:NATO")] | None = None
    type: SignalType | None = None


class TreatyQuery(Query, frozen=True, kw_only=True):
    """A day; today where none is named."""

    on: Day | None = None


class SearchChoice(Days, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sentences that hold all words; outlet, days of publication and types of signals choose among the best 300."""

    q: Words
    outlet: Texts = ()
    type: Annotated[tuple[SignalType, ...], _MANY] = ()


class SearchQuery(SearchChoice, frozen=True, kw_only=True):
    """Sentences that hold all words, the best first."""

    format: Form | None = None
    limit: Annotated[int, Meta(ge=1, le=100, description="At most so many.")] = 20


class StreamQuery(RecordChoice, frozen=True, kw_only=True):
    """New records as they come; `after` is the number of the last one seen, as `Last-Event-ID` is."""

    after: Annotated[int, Meta(ge=0, le=2**53, description="Go on after this number.")] | None = None


class RecordFeed(RecordChoice, frozen=True, kw_only=True):
    """The records that came last."""


class EpisodeFeed(EpisodeChoice, frozen=True, kw_only=True):
    """The episodes of the latest days."""


class SearchFeed(SearchChoice, frozen=True, kw_only=True):
    """The newest sentences that hold all words."""


def read_when(text: str, name: str) -> When:
    """Return the day, month or year that a parameter names; raise Fault."""
    try:
        if not _ISO.fullmatch(text):
            raise AppError(f"{name} {text[:20]!r}: not a date; write 2022, 2022-10 or 2022-10-13")
        return parse_day(text, name)
    except AppError as error:
        raise Fault(400, "query", str(error)) from error


def _upper(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.upper() for code in codes)
