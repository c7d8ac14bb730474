"""What the talks desk tells: sessions, positions, accounts, outcomes."""

from datetime import date
from enum import StrEnum

import msgspec

from marsad.model import SignalType
from marsad.model.kinds import Status


class SessionState(StrEnum):
    """What became of a session, as far as is told."""

    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    MOOTED = "mooted"  # only spoken of as possible
    DENIED = "denied"  # told only as not taking place


class Stance(StrEnum):
    """What a side makes known of talks."""

    CONDITION = "condition"
    DEMAND = "demand"
    REFUSAL = "refusal"
    OFFER = "offer"


class Standing(StrEnum):
    """What became of a condition."""

    OPEN = "open"
    MET = "met"  # what it asks for is told as done
    DROPPED = "dropped"  # the same side offers the same later without it
    OVERTAKEN = "overtaken"  # the two sides met, and nobody told that it was met


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What a side wants, refuses or offers; `towards` are those whom it says so to.

    `words` is the sentence of `record`, the first telling of `episode`. `condition` is the part of it that states one,
    `strict` where nothing less will do; `settled_by` is the record or session that ended it.
    """

    episode: str
    record: str
    article: str
    parties: tuple[str, ...]
    towards: tuple[str, ...]
    stance: Stance
    words: str
    day: date | None = None
    person: str | None = None
    condition: str | None = None
    strict: bool = False
    standing: Standing | None = None
    settled_by: str | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody of a side says of a session; `record` is a statement's or a signal's, `type` the latter's."""

    party: str
    record: str
    article: str
    start: int
    words: str
    person: str | None = None
    type: SignalType | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a session: an accord that is told of the same sides near its day."""

    episode: str
    record: str
    type: SignalType
    status: Status
    words: str


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting, held or not.

    `format` is an id of reference/formats.toml; `episodes` are those that tell it and `records` their tellings, the
    earliest first. `told_by` are articles that tell it as news.
    """

    id: str
    state: SessionState
    parties: tuple[str, ...]
    episodes: tuple[str, ...]
    records: tuple[str, ...]
    status: Status
    because: tuple[str, ...]
    format: str | None = None
    since: date | None = None
    until: date | None = None
    is_dated: bool = False
    place: str | None = None
    background: bool = False
    told_by: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    positions: tuple[Position, ...] = ()
    accounts: tuple[Account, ...] = ()


class Talks(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions by day, and conditions for talks by day, those near no session too."""

    sessions: tuple[Session, ...]
    conditions: tuple[Position, ...]
