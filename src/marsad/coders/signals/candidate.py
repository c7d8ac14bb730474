"""A signal in the making."""

from dataclasses import dataclass

from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import Party
from marsad.model import Modality, SignalType
from marsad.text.match import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a cue seems to tell, before merging; offsets count normal characters."""

    type: SignalType
    rule: str
    context: Context
    start: int
    end: int
    cue: Hit | None
    agent: Party
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    modality: Modality
    attributed_to: str | None = None
    background: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A cue that was seen and not coded."""

    rule: str
    reason: str
    start: int
    end: int
