"""Whether a verb is passive, so that its object stands where a subject would."""

from collections import Counter

from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import NOBODY, Party, is_party
from marsad.coders.signals.rows import Form
from marsad.find.actors import ActorMention
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.reference.conflicts import load_enemies
from marsad.text.match import Hit

_TELLING = frozenset({"neutral", "announcing", "asserting"})  # force of what is told as a fact


def is_passive(context: Context, frame: Frame) -> bool:
    """Tell whether a verb is passive: by vowel sign, spelling, or because its object follows with no subject."""
    if frame.passive:
        return True
    hit = frame.hit
    if frame.thing is None or frame.thing.start < hit.start or context.gap(hit.end, frame.thing.start) > 0:
        return False
    if frame.act.owner == "target" and any(covers(a, frame.thing) and is_agentive(a) for a in context.actors):
        return False
    between = any(not covers(a, frame.thing) for a in context.actors_in(hit.end, frame.thing.start))
    earlier = any(is_party(a) for a in context.actors_in(context.sentence.start, hit.start))
    return not between and not earlier and context.statement_at(hit.start) is None


def find_teller(context: Context, frame: Frame) -> Party:
    """Return who tells that arms of his enemy "were destroyed": those who fight report so what they did."""
    said = frame.said
    if frame.act.type is not SignalType.USE_OF_FORCE or said is None or said.force not in _TELLING:
        return NOBODY
    undergone = is_passive(context, frame) if frame.form is not Form.NOUN else frame.carried_by(CueRole.ITSELF)
    enemies = frozenset(code for each in said.codes for code in load_enemies().get(each, ()))
    struck = context.actors_in(frame.hit.end, frame.clause[1])
    if not undergone or enemies.isdisjoint(code for actor in struck if is_party(actor) for code in actor.codes):
        return _find_striker(context, frame, enemies)
    return Party(codes=said.codes, found="who tells what befell an enemy", mention=said.speaker_mention)


def _find_striker(context: Context, frame: Frame, enemies: frozenset[str]) -> Party:
    """Return whom a side means that tells of its own dead in a strike by nobody named: its enemy named most."""
    if not enemies or not context.has_cue(context.sentence.start, frame.hit.start, CueRole.CASUALTY):
        return NOBODY
    counts = Counter(code for actor in context.findings.actors for code in actor.codes if code in enemies)
    code = max(counts, key=lambda each: (counts[each], each), default="")
    return Party(codes=(code,), found="the enemy of who tells of its own dead") if code else NOBODY


def covers(actor: ActorMention, thing: Hit) -> bool:
    """Tell whether a thing is named within a mention."""
    return actor.start <= thing.start < actor.end
