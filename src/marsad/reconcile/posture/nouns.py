"""What the posture watch tells: changes, what stands, and who sees no change."""

from datetime import date
from enum import StrEnum

import msgspec

from marsad.model import Modality, SignalType
from marsad.model.episode import Link
from marsad.model.kinds import Status


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A deployment, withdrawal, alert, mobilization, test, transfer or new capability of one party.

    `systems` are ids of reference/systems.toml; `nuclear` tells that nuclear arms, or what carries them, are named.
    `words` are those of `record`, the first telling of `episode`; `against` are records of who sees no such change.
    """

    episode: str
    record: str
    party: str
    type: SignalType
    modality: Modality
    status: Status
    because: tuple[str, ...]
    words: str
    sources: int
    towards: tuple[str, ...] = ()
    place: str | None = None
    systems: tuple[str, ...] = ()
    nuclear: bool = False
    since: date | None = None
    until: date | None = None
    is_dated: bool = False
    background: bool = False
    against: tuple[str, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The latest that is told of one matter of a party: its forces in a place, its alert, tests, transfers.

    `change` is the last that is told as done and `since` its day; `announced` a later one that is only planned.
    """

    party: str
    matter: str  # alert | capability | forces | mobilization | tests | transfers
    place: str | None
    since: date
    change: Change
    announced: Change | None = None


class CalmKind(StrEnum):
    """What somebody sees no sign of."""

    POSTURE = "posture"  # a change of the other's forces
    USE = "use"  # that the other prepares to use them


class Calm(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment that nothing has changed, kept as evidence with its day and who says so.

    `contradicts` are the episodes that it stands against.
    """

    record: str
    article: str
    by: tuple[str, ...]
    about: tuple[str, ...]
    kind: CalmKind
    words: str
    day: date | None = None
    person: str | None = None
    contradicts: tuple[str, ...] = ()


class Posture(msgspec.Struct, frozen=True, kw_only=True):
    """All changes by day, what stands by party, the assessments of no change by day, and their contradictions."""

    changes: tuple[Change, ...]
    standings: tuple[Standing, ...]
    calm: tuple[Calm, ...]
    links: tuple[Link, ...]
