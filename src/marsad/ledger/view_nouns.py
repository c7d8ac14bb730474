"""What a ledger gives back to pages: of desks and maps, of episodes in short."""

from datetime import date

import msgspec

from marsad.ledger.nouns import ArticleHead
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
