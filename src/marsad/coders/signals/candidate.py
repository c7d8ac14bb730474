"""A signal in the making."""

import msgspec

from marsad.coders.signals.clause import Context
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.roles import Party
from marsad.find.speech import FoundStatement
from marsad.model import Modality, SignalType
from marsad.text.match import Hit


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What a cue seems to tell, before it is judged and merged; offsets count normal characters.

    `doubt` is the rules' reason against it, "" where they have none; `lacking` what they miss among its parties;
    `proven` tells that no rule doubts it and nobody is lacking; `surety` is how likely the type is right, `party` how
    likely the actors are, `confidence` how likely both; `faced` tells that its words name no target; `said` and
    `piece` are the statement and the part of its content that a speech act was read from.
    """

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
    frame: Frame | None = None
    said: FoundStatement | None = None
    piece: tuple[int, int] | None = None
    faced: bool = False
    doubt: str = ""
    lacking: str = ""
    proven: bool = False
    surety: float = 1.0
    party: float = 1.0
    confidence: float = 1.0


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A cue that was seen and not coded."""

    rule: str
    reason: str
    start: int
    end: int
