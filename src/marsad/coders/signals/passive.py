"""Whether a verb is passive, so that its object stands where a subject would."""

from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import is_party
from marsad.coders.signals.rows import Form
from marsad.find.actors import ActorMention
from marsad.text.match import Hit

_DAMMA = chr(0x064F)  # the vowel sign of a passive's first letter


def is_passive(context: Context, frame: Frame) -> bool:
    """Tell whether a verb is passive: by vowel sign, spelling, or because its object follows with no subject."""
    hit = frame.hit
    if frame.passive:
        return True
    first = context.findings.scan.aligned.quote(hit.core_start, hit.core_start + 2)
    if frame.form is Form.PERFECT and _DAMMA in first[:3]:
        return True
    if frame.thing is None or frame.thing.start < hit.start or context.gap(hit.end, frame.thing.start) > 0:
        return False
    if frame.act.owner == "target" and any(covers(a, frame.thing) and is_agentive(a) for a in context.actors):
        return False
    between = any(not covers(a, frame.thing) for a in context.actors_in(hit.end, frame.thing.start))
    earlier = any(is_party(a) for a in context.actors_in(context.sentence.start, hit.start))
    return not between and not earlier and context.statement_at(hit.start) is None


def covers(actor: ActorMention, thing: Hit) -> bool:
    """Tell whether a thing is named within a mention."""
    return actor.start <= thing.start < actor.end
