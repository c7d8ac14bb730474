"""Episodes: what several articles report as one act or statement, with how surely it happened."""

from datetime import date
from enum import StrEnum

import msgspec

from marsad.model.kinds import Modality, SignalType, Status


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A signal as one article tells it, with what is needed to know the same act again.

    `start:end` is its place in the article's text; `asserted_by` the party that says so, where the text does not say it
    itself. `since` and `until` are the act's own days where the text gives them, `told` is the article's publication
    day. `words` are hashes of the roots of the sentence's telling words, `plain` of those that are common in words of
    its type, `objects` by kind those of names that it gives to things; `numbers` are its figures, `marks` what makes it
    graver or milder (marks.toml).
    """

    record: str
    article: str
    start: int
    end: int
    type: SignalType
    modality: Modality
    actors: tuple[str, ...]
    targets: tuple[str, ...] = ()
    person: str | None = None
    asserted_by: str | None = None
    background: bool = False
    since: date | None = None
    until: date | None = None
    told: date | None = None
    place: str | None = None
    words: tuple[int, ...] = ()
    plain: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    objects: tuple[tuple[str, tuple[int, ...]], ...] = ()
    marks: tuple[str, ...] = ()
    role: str | None = None  # expert | former


class Novelty(StrEnum):
    """What a statement is beside what the same speaker, or the same state, had said before."""

    NEW = "new"
    REPEAT = "repeat"
    ESCALATES = "escalates"
    SOFTENS = "softens"


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in its speaker's record.

    `party` is the code spoken for and `person` who spoke, where named; `earlier` is the record that it is measured
    against, None for what is new. `first` is the day on which the like was said first and `times` how often since,
    this time included. `why` tells in what it is harder or softer.
    """

    record: str
    party: str
    novelty: Novelty
    person: str | None = None
    day: date | None = None
    earlier: str | None = None
    first: date | None = None
    times: int = 1
    why: tuple[str, ...] = ()


class LinkKind(StrEnum):
    """What one record is to another."""

    DENIES = "denies"
    CONTRADICTS = "contradicts"
    CONFIRMS = "confirms"
    ANSWERS = "answers"
    RESTATES = "restates"
    UPDATES = "updates"
    COPIED_FROM = "copied_from"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The record `source` is `kind` to the record `target`, with a score from 0 to 1 and the reasons."""

    kind: LinkKind
    source: str
    target: str
    score: float
    why: tuple[str, ...]


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """One act or statement.

    `tellings` are ids of records, the earliest told first; `sources` are the upstream sources that tell it, each
    counted once whatever number of outlets carry it. `since` and `until` bound the day of the act: as a telling gives
    it where `is_dated`, else the day on which it was first told as news.
    """

    id: str
    type: SignalType
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    tellings: tuple[str, ...]
    sources: tuple[str, ...]
    status: Status
    because: tuple[str, ...]
    modality: Modality
    since: date | None = None
    until: date | None = None
    is_dated: bool = False
    place: str | None = None
    background: bool = False
