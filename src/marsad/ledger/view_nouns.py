"""What a ledger gives back to pages: of desks and maps, of episodes in short."""

from datetime import date

import msgspec

from marsad.ledger.nouns import ArticleHead, SearchHit
from marsad.ledger.stores.base import ALL
from marsad.ledger.wanted import Place
from marsad.model import Check, CheckVerdict, SignalType
from marsad.model.episode import Telling


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to give; None or an empty tuple leaves a field free, several values mean any of them.

    `desk` is treaty, arsenal or exercise; `subjects` are treaties, states or series by id. `since` and `until` are days
    of publication, inclusive; claims of undated articles are left out when either is given.
    """

    desk: str | None = None
    subjects: tuple[str, ...] = ()
    verdicts: tuple[CheckVerdict, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    offset: int = 0


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What an article says of a treaty, an arsenal or an exercise, held against the facts."""

    article: ArticleHead
    check: Check


class ClaimCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many claims about a subject were judged so; copies and earlier versions of articles count for nothing."""

    desk: str
    subject: str
    verdict: CheckVerdict
    count: int


class EpisodeHead(msgspec.Struct, frozen=True, kw_only=True):
    """An episode with a day, without who tells it: how many `sources` do, its levels in `words` and `acts` if any."""

    id: str
    type: SignalType
    since: date
    until: date
    words: int | None
    acts: int | None
    sources: int


class HeadCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many episodes of a day are of a type and have the same levels in `words` and `acts`, if any."""

    day: date
    type: SignalType
    words: int | None
    acts: int | None
    count: int


class SearchFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which sentences to look for: those that hold the words of `text`, narrowed by an outlet, a year, a signal's type.

    An empty text leaves one of these free; `limit` are given after `offset` others.
    """

    text: str
    outlet: str = ""
    year: str = ""
    type: str = ""
    limit: int = 20
    offset: int = 0


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page of sentences, the best first, and what all `total` of them stand under, each with how many do.

    `is_cut` tells that there are more sentences than are looked at: those read last.
    """

    hits: tuple[SearchHit, ...]
    total: int
    is_cut: bool
    outlets: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]


class SaidFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which words to give of a person's record or else a party's: in its order, the `newest` first where asked for.

    `types` leave all free; they stand `after` a place and `before` another, were said from `since` to `until`; `limit`
    at most.
    """

    person: str | None = None
    party: str | None = None
    types: tuple[SignalType, ...] = ()
    after: Place | None = None
    before: Place | None = None
    since: date | None = None
    until: date | None = None
    newest: bool = False
    limit: int = ALL


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The first words of an episode by somebody, with their place in that one's record and the episode's id."""

    place: Place
    telling: Telling
    episode: str


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """A day of publication: how often an upstream source first told an episode that is graded as words, and as acts.

    `volume` is the number of stories that its articles tell, `on_topic` that of the articles on topic.
    """

    day: date
    words: int
    acts: int
    volume: int
    on_topic: int = 0


class PlaceCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many episodes were in a place, given by its usual English name, and first and last day of the last one."""

    place: str
    count: int
    last: date | None = None
    until: date | None = None
