"""Parties that are only pointed at: "the two leaders", "with him", "with his hosts", a verb in the dual."""

from bisect import bisect_left

from marsad.coders.signals.clause import Context, Lead, clitic_lead
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.roles import UNKNOWN, Party, is_party
from marsad.coders.signals.rows import Form
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.places import PlaceMention
from marsad.languages.ar.clitics import has_conjunction
from marsad.model import SignalType
from marsad.text.match import Hit

_RECENT = 8  # mentions among which those pointed at are looked for
_PLACES = 4  # places among which the hosts' is looked for
_WINDOW = 24  # mentions looked through for them
_NEAR = 3  # words between a cue and a pointer that is its subject
_BOTH, _THREE, _HIM, _HOSTS = "both_sides", "three_sides", "partner_named", "partner_host"
_TO_HIM = "partner_sent"  # to whom a message goes
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.OFFICE})
ALEF = chr(0x0627)  # the ending of a dual verb
PLURAL = chr(0x0648) + ALEF


def find_sides(context: Context, frame: Frame) -> tuple[str, ...]:
    """Return all parties of an act whose subject is "the two leaders", "the three countries" or a dual."""
    if frame.form is Form.NOUN and not frame.chain:
        return ()
    start, stop = frame.clause
    near = [(hit, thing.name) for hit, thing in context.things if start <= hit.start < stop]
    if any(name == _THREE and _is_subject(context, frame, hit) for hit, name in near):
        return _last(context, frame.start, 3)
    both = any(name == _BOTH and _is_subject(context, frame, hit) for hit, name in near)
    return find_pair(context, frame.start) if both or _is_dual(context, frame) else ()


def find_partner(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the one with whom it is done where a pronoun points at him: "with him", "with his hosts"."""
    stop = frame.clause[1]
    for hit, thing in context.things:
        if not frame.hit.end <= hit.start < stop or context.gap(frame.hit.end, hit.start) > _NEAR:
            continue
        sent = thing.name == _TO_HIM and frame.act.type is SignalType.BACKCHANNEL
        if thing.name == _HIM or sent:
            return _other(context, frame.hit.start, agent)
        if thing.name == _HOSTS:
            return _host(context, frame.hit.start, agent)
    return ()


def _is_subject(context: Context, frame: Frame, hit: Hit) -> bool:
    if hit.start >= frame.start:
        return context.gap(frame.start, hit.start) <= _NEAR + 1
    return context.gap(hit.end, frame.start) <= _NEAR


def _is_dual(context: Context, frame: Frame) -> bool:
    """Tell whether a verb in the perfect that "and" joins to another ends in the dual's vowel."""
    if frame.form is not Form.PERFECT or not has_conjunction(frame.hit.prefix):
        return False
    text = context.findings.scan.aligned.normal[frame.hit.core_start : frame.hit.core_end]
    return text.endswith(ALEF) and not text.endswith(PLURAL)


def _other(context: Context, position: int, agent: Party) -> tuple[str, ...]:
    """Return the party named last that is not the agent."""
    others = [a for a in _named_before(context, position) if set(a.codes).isdisjoint(agent.codes)]
    return others[-1].codes if others and agent.codes else ()


def _host(context: Context, position: int, agent: Party) -> tuple[str, ...]:
    """Return the state of the place named last, that of the agent left out."""
    places = context.findings.places
    near = places[: bisect_left(places, position, key=_place_start)][-_PLACES:]
    foreign = [p.state for p in near if p.state not in ("", UNKNOWN, *agent.codes)]
    return (foreign[-1],) if foreign else ()


def _place_start(place: PlaceMention) -> int:
    return place.start


def find_pair(context: Context, position: int) -> tuple[str, ...]:
    """Return the two states that a pointer at two means: of its sentence, else of people, else those named last."""
    before = _named_before(context, position)
    joint = next((a.codes for a in reversed(before) if len(a.codes) == 2), ())
    single = [a for a in before if len(a.codes) == 1]
    here = [a for a in single if a.start >= context.sentence.start]
    people = [a for a in single if a.kind in _PEOPLE]
    if joint and not here:
        return joint
    for group in (here, people, single):
        codes = tuple(dict.fromkeys(actor.codes[0] for actor in reversed(group)))[:2]
        if len(codes) == 2:
            return codes
    return joint


def _last(context: Context, position: int, count: int) -> tuple[str, ...]:
    """Return the states named last before an offset."""
    before = [a for a in _named_before(context, position) if a.kind is not ActorKind.ORG and len(a.codes) == 1]
    codes = tuple(dict.fromkeys(actor.codes[0] for actor in reversed(before)))
    return codes[:count] if len(codes) >= count else ()


def _named_before(context: Context, position: int) -> list[ActorMention]:
    """Return the last mentions before an offset that name a party, in text order."""
    near = context.mentioned(0, position)[-_WINDOW:]
    return [a for a in near if a.codes and is_party(a) and UNKNOWN not in a.codes and not _is_where(a)][-_RECENT:]


def _is_where(actor: ActorMention) -> bool:
    """Tell whether a state is named as a place."""
    inside = actor.kind is ActorKind.STATE and clitic_lead(actor.prefix) is Lead.BY
    return actor.located or inside
