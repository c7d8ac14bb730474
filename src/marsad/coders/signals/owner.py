"""Whose a thing is, and within which state something is done."""

from marsad.coders.signals.clause import Context, Lead
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import UNKNOWN, is_party
from marsad.find.actors import ActorKind, ActorMention
from marsad.model import SignalType

_OWNER_REACH = 4  # words between a thing and the adjective of the state that owns it
_HOST_REACH = 3  # words between an event noun and the state in which it is done


def find_owner(context: Context, frame: Frame) -> ActorMention | None:
    """Return the adjective or name that tells whose the thing is."""
    if frame.thing is None or frame.act.owner == "target":
        return None
    reach = min(frame.clause[1], context.words_on(frame.thing.end, _OWNER_REACH + 2))
    near = [*context.actors_in(frame.thing.start, reach), *context.actors_in(frame.hit.end, frame.thing.start)]
    since = _behind_place(context, frame)
    for actor in near:
        owns = actor.kind in (ActorKind.ADJECTIVE, ActorKind.BODY) and actor.codes and UNKNOWN not in actor.codes
        if owns and context.lead(actor, since) in (Lead.NONE, Lead.FOR, Lead.SOURCE, Lead.UPON):
            return actor
    if frame.act.type in (SignalType.MOBILIZATION, SignalType.CAPABILITY):
        return next((a for a in context.actors_in(frame.thing.end, reach) if a.located), None)
    return None


def find_host(context: Context, frame: Frame) -> ActorMention | None:
    """Return the state or forces that "in" leads right behind a noun, "partial mobilisation in Armenia"."""
    first = next(
        (a for a in context.actors_in(frame.end, context.words_on(frame.end, _HOST_REACH)) if is_party(a)), None
    )
    if first is None or UNKNOWN in first.codes or first.kind not in (ActorKind.STATE, ActorKind.BODY):
        return None
    return first if context.lead(first, frame.end) is Lead.INSIDE else None


def _behind_place(context: Context, frame: Frame) -> int:
    """Return where the words begin that may govern a thing: behind a place named before it, "to Rostov three units"."""
    start, thing = frame.hit.end, frame.thing
    if thing is None or thing.prefix:
        return start
    return max((place.end for place in context.findings.places if start <= place.start < thing.start), default=start)
