"""What a ledger gives back to pages: of desks and maps, of episodes in short."""

from datetime import date

import msgspec

from marsad.ledger.nouns import ArticleHead, SearchHit
from marsad.model import Check, CheckVerdict, SignalType


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


class SpokenFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Whose words to give, a person's or else a party's: those of the `types`, said until a day, the last `limit`."""

    person: str | None = None
    party: str | None = None
    types: tuple[SignalType, ...]
    until: date | None = None
    limit: int


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """A day of publication: how often an upstream source first told an episode that is graded as words, and as acts.

    `volume` is the number of stories that its articles tell.
    """

    day: date
    words: int
    acts: int
    volume: int


class PlaceCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many episodes were in a place, given by its usual English name, and the last day of one."""

    place: str
    count: int
    last: date | None = None
