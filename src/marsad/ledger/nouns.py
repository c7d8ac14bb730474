"""What a ledger gives back."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from marsad.model import DateMention, Figure, Modality, Signal, SignalType, SourceMention, Statement, When
from marsad.model.kinds import Status
from marsad.model.measure import Track
from marsad.model.story import Upstream

Record = Statement | Signal | Figure | DateMention | SourceMention


class AddStatus(StrEnum):
    """What adding a reading did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    RECODED = "recoded"


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of adding one reading, in ids of records.

    `gained` were not there before, `lost` are no longer read, `changed` have the same id and another content, `kept`
    stand as they were. An unchanged article lists none. `duplicate_of` is the article whose body or bytes it repeats
    (its own id where the same bytes were met at another place). `article` is the one that holds the records: an older
    one where nothing but furniture has changed on its page since. `edit_of` is the article that its page gave before,
    where it reads otherwise now.
    """

    status: AddStatus
    article: str
    duplicate_of: str | None = None
    edit_of: str | None = None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class ArticleHead(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text.

    `copy_of` is the first article with the very same body; an `earlier` one has been edited since on its page.
    `story` is its story's id and `outlets` how many carry that story; `counted` is false for a copy, for which another
    article of the story stands: the upstream's own, or the earliest.
    """

    id: str
    digest: str
    origin: str
    on_topic: bool
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: When | None = None
    copy_of: str | None = None
    earlier: bool = False
    story: str | None = None
    outlets: int = 1
    counted: bool = True


class CaptureHead(msgspec.Struct, frozen=True, kw_only=True):
    """A capture without its bytes: of which article, where and when it was met.

    `digest` is the SHA-256 of the bytes, `payload` that of the body as it was sent, where an archive has kept it.
    """

    article: str
    origin: str
    digest: str
    url: str | None = None
    size: int | None = None
    at: datetime | None = None
    payload: str | None = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """An article as one state of its page, captured first and last at these times."""

    article: str
    first: datetime
    last: datetime


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """A page's title or body that was changed: `seen` before the change last, `at` after it first.

    Where the two were not read by the same version of the reader (`alike`), the difference may be the reader's.
    """

    item: str
    before: ArticleHead
    after: ArticleHead
    seen: datetime
    at: datetime
    alike: bool


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of a record, with its article's head.

    `from_run` and `to_run` name the runs that opened and closed it; `to_run` is None while it stands.
    `superseded_by` is the revision that took its place, None where the record is simply no longer read.
    `before` and `after` are the text around its words in their paragraph, where a choice asks for it.
    """

    record: Record
    layer: str
    article: ArticleHead
    revision: int
    from_run: str
    to_run: str | None = None
    superseded_by: int | None = None
    before: str = ""
    after: str = ""


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A signal with its article's head; `since` and `until` are its own days, or else the publication's."""

    signal: Signal
    article: ArticleHead
    since: date | None = None
    until: date | None = None

    @property
    def record(self) -> Signal:
        """The signal, by the name under which exporters ask for it."""
        return self.signal

    @property
    def layer(self) -> str:
        """The layer of all rows."""
        return "signal"


class SignalFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which signals to give; an empty tuple or None leaves a field free, several values mean any of them.

    `since` and `until` are inclusive and met by overlap with the signal's days, or the article's publication where it
    has none; signals with neither are left out when either is given. `parties` act or are acted upon; `status` is that
    of the signal's episode. `after` is the id of the last signal already seen.
    """

    since: date | None = None
    until: date | None = None
    types: tuple[SignalType, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    modality: tuple[Modality, ...] = ()
    outlets: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    background: bool | None = None
    copies: bool = True  # whether to give signals of articles that are copies within their story
    earlier: bool = False  # whether to give signals of earlier versions of pages edited since
    limit: int | None = None
    after: str | None = None


class StoryHead(msgspec.Struct, frozen=True, kw_only=True):
    """A story of two articles or more without its members.

    `size` is how many articles tell it, `since` and `until` are their first and last days, `outlet` told it first;
    `counted` is the article that stands for all, with its `title`.
    """

    id: str
    size: int
    outlets: int
    since: date | None
    until: date | None
    outlet: str | None
    upstream: Upstream
    counted: str
    title: str | None


class StoryFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which stories to give: told within some days, both inclusive, by so many outlets at least.

    `limit` are given after `offset` others.
    """

    since: date | None = None
    until: date | None = None
    outlets: int = 1
    limit: int | None = None
    offset: int = 0


class EpisodeFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which episodes to give; an empty tuple or None leaves a field free, several values mean any of them.

    `since` and `until` are inclusive and met by overlap with the act's days; undated ones are left out when either is
    given. `parties` act or are acted upon, `actors` act, `targets` are acted upon; one of the `outlets` tells it.
    `places` are usual English names, `level` is reached on a track; one below zero by what is as calm. `track` is the
    one that an episode is shown on: that of its type, or the other one where it has a level there alone.
    With `newest` the latest come first; `limit` are given after `offset` others.
    """

    since: date | None = None
    until: date | None = None
    types: tuple[SignalType, ...] = ()
    status: tuple[Status, ...] = ()
    parties: tuple[str, ...] = ()
    background: bool | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    modality: tuple[Modality, ...] = ()
    outlets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    level: int | None = None
    track: Track | None = None
    newest: bool = False
    limit: int | None = None
    offset: int = 0


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which standing records to export.

    Those of the `layers`, of signals only such as `signals` lets through; with `beside`, the records of these layers
    too that stand in the articles of the signals chosen. `copies` and `earlier` are asked of the articles of all layers
    (those of `signals` are not looked at). `around` is how many characters of text go along on either side at most.
    """

    layers: frozenset[str]
    beside: frozenset[str] = frozenset()
    signals: SignalFilter = SignalFilter()
    copies: bool = True
    earlier: bool = True
    around: int = 0


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run that added to a ledger; `at` is its time in ISO 8601, as its caller gave it."""

    name: str
    at: str


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What made a ledger: its runs by time, the `coder version` and the codebooks of the records that stand."""

    runs: tuple[Run, ...]
    coders: tuple[str, ...]
    codebooks: tuple[str, ...]


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read, and why; `at` is when it was first met."""

    origin: str
    digest: str | None
    reason: str
    message: str
    at: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a ledger holds; records are the standing ones unless said otherwise."""

    articles: int
    on_topic: int
    copies: int  # articles that are not counted, since another one of their story is
    stories: int  # of two articles or more
    superseded: int
    records: dict[str, int]  # by layer
    signals: dict[str, int]  # by type
    abstentions: dict[str, int]  # by reason
    set_aside: dict[str, int]  # by reason


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that a query found: `start:end` and `highlights` are ranges of the article's original text.

    `text` is the sentence; `records` are the ids of the standing records that touch it, by place.
    """

    article: ArticleHead
    start: int
    end: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    records: tuple[str, ...]


class PeriodCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many episodes of a type, shown on a track, began in a period: a year, month or day as in ISO 8601."""

    period: str
    type: SignalType
    track: Track
    count: int


class PairCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many episodes have one party do or say something to another."""

    actor: str
    target: str
    count: int


class VoiceCount(msgspec.Struct, frozen=True, kw_only=True):
    """A person with the signals, or a party with the episodes, in which it acts, and its last day."""

    name: str
    count: int
    last: date | None = None


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How much a ledger holds, by what can be counted at once; signals are the standing ones."""

    articles: int
    stories: int  # of two articles or more
    signals: int
    episodes: int
    set_aside: dict[str, int]  # by reason


class OutletCount(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger holds of an outlet: articles, those on topic, standing signals.

    `first` and `last` are days of publication, `arrived` is when its last article came in.
    """

    outlet: str | None
    articles: int
    on_topic: int
    signals: int
    first: date | None
    last: date | None
    arrived: str


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the time of the run that brought it, and how many signals stand in it."""

    article: ArticleHead
    at: str
    signals: int


class ReviewVerdict(StrEnum):
    """What a person says of a record."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of the revision of a record that was in view; `changes` are the fields that read otherwise.

    `number` is its place in the order of appending, 0 before that.
    """

    record: str
    revision: int
    verdict: ReviewVerdict
    by: str
    at: str
    changes: dict[str, object] = {}
    number: int = 0


class LoggedReview(msgspec.Struct, frozen=True, kw_only=True):
    """A review as it stands in the log: with who took it back and when (ISO 8601), None where nobody did."""

    review: Review
    undone_by: str | None = None
    undone_at: str | None = None
