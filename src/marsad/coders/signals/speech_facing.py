"""Whom a speech act faces that names nobody: the other party of which the text around it speaks most."""

from collections import Counter

from msgspec.structs import replace

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import UNKNOWN
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorKind
from marsad.model import SignalType

_BACK, _ON = 800, 200  # characters around a speech act in which the party that it faces is named
_FACING = frozenset(
    {
        SignalType.ACCUSATION,
        SignalType.ASSESSMENT,
        SignalType.OFFER,
        SignalType.PLEDGE,
        SignalType.REJECTION,
        SignalType.THREAT,
    }
)
_BETWEEN = _FACING | {SignalType.DEMAND, SignalType.WARNING}


def face(candidate: Candidate) -> Candidate:
    """Return a speech act with the party that it faces as its target, where it names none."""
    if candidate.targets or not candidate.actors:
        return candidate
    both = candidate.type in _BETWEEN and _names_two(candidate)
    if not both and candidate.type not in _FACING:
        return candidate
    found = find_faced(candidate.context, candidate.actors, candidate.start)[: 2 if both else 1]
    why = f"directed at {'+'.join(found)}, of whom the text around it speaks most"
    return replace(candidate, targets=found, faced=True, because=(*candidate.because, why)) if found else candidate


def find_faced(context: Context, own: tuple[str, ...], position: int) -> tuple[str, ...]:
    """Return the codes of others named around a position, the most often named first."""
    near = context.mentioned(position - _BACK, position + _ON)
    named = (actor for actor in near if actor.kind is not ActorKind.OUTLET)
    counts = Counter(code for actor in named for code in actor.codes if code not in own and code != UNKNOWN)
    return tuple(code for code, _ in counts.most_common())


def _names_two(candidate: Candidate) -> bool:
    """Tell whether words such as "the two sides" tell whom it is directed at."""
    return candidate.context.says(candidate.start, candidate.end, find_words("two_sides"))
