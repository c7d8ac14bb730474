"""To whom it is done: the target of an act."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from marsad.coders.signals.clause import Context, Lead
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.roles import (
    UNKNOWN,
    Party,
    coordinated,
    find_receiver,
    is_party,
    resolve_codes,
)
from marsad.coders.signals.rows import Form
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.reference.conflicts import load_enemies

_REACH = 14  # words after a cue in which its target stands
_PARTY = 0.15  # of them that make the agent one of the war's sides
_ARMS = frozenset({"weapon", "delivery"})
_SITES = frozenset({"nuke_site", "inspected_site"})
_NEAR = "near"  # a place, which need not be at a border
_TIES = "cut_ties"
_ANSWER, _ANSWER_REACH = "in_answer", 24
_FACING_REACH = 5  # words between "off the coast of" and the name
_MOST_PARTIES = 5
_STOPS = (CueRole.GROUND, CueRole.ABOUT, CueRole.RELATIVE, CueRole.CONDITION)
_SHARE = 0.25  # of a document's mentions that make a state the other side of a war
_RULES: dict[str, tuple[tuple[Lead, ...], ...]] = {
    "object": ((Lead.NONE,), (Lead.UPON, Lead.FOR, Lead.TO), (Lead.SOURCE,), (Lead.INSIDE,)),
    "against": ((Lead.UPON, Lead.FOR), (Lead.SOURCE,), (Lead.NONE, Lead.TO), (Lead.INSIDE,)),
    "ties": ((Lead.WITH,), (Lead.UPON, Lead.FOR), (Lead.NONE, Lead.TO, Lead.BY), (Lead.SOURCE, Lead.INSIDE)),
    "upon": ((Lead.UPON, Lead.FOR, Lead.TO),),
    "towards": ((Lead.NONE, Lead.FOR, Lead.TO),),
    "inspected": ((Lead.NONE, Lead.SOURCE, Lead.UPON, Lead.FOR, Lead.TO, Lead.INSIDE), (Lead.WITH,)),
    "place": ((Lead.NONE, Lead.UPON, Lead.FOR, Lead.INSIDE), (Lead.SOURCE, Lead.BY)),
    "party": ((Lead.WITH,),),
}


class _Named(NamedTuple):
    """Somebody or some place named near a cue."""

    start: int
    codes: tuple[str, ...]
    lead: Lead
    adjective: bool
    mention: ActorMention | None


def find_targets(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return whom an act is directed at, under the rule of its frame."""
    rule = "ties" if frame.act.type is SignalType.SANCTION and _is_of_ties(context, frame) else frame.act.target
    if rule == "facing":
        return _facing(context, frame, agent) or _in_answer(context, frame, agent) or _feared(context, frame, agent)
    if rule == "alliance":
        return _alliance(context, frame, agent)
    if rule == "receiver":
        return tuple(code for code in find_receiver(context, frame).codes if code not in agent.codes)
    suffered = _sufferer(context, frame, agent)
    if suffered:
        return suffered
    named = [each for each in _named(context, frame) if set(each.codes).isdisjoint(agent.codes)]
    for leads in _RULES.get(rule, ()):
        for each in named:
            if each.lead in leads and not _owns_thing(frame, each) and not _is_way(frame, each):
                struck = _where_struck(context, frame, each, named)
                return _with_partners(context, struck, agent)
    fired_at = _fired_at(context, frame, named) if rule == "upon" else ()
    return fired_at or _unnamed(context, frame, agent)


def _fired_at(context: Context, frame: Frame, named: list[_Named]) -> tuple[str, ...]:
    """Return in whose land lies what is fired upon: "fired rockets at settlements in the north of"."""
    last = max((each.start for each in named), default=frame.hit.end)
    upon = min((cue.start for cue, _ in context.cues_in(frame.hit.end, last, CueRole.UPON)), default=None)
    if upon is None:
        return ()
    return next((each.codes for each in named if each.lead is Lead.INSIDE and each.start > upon), ())


def _unnamed(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return whom a strike, sanctions or inspectors are directed at where nobody is named near."""
    if frame.act.type is SignalType.INSPECTION:
        return _site_before(context, frame, agent)
    if frame.act.type is SignalType.SANCTION and not frame.act.needs_target:
        return _main_other(context, agent)
    return _other_side(context, frame, agent) if frame.act.type is SignalType.USE_OF_FORCE else ()


def _site_before(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return whose site is named before the inspection of it: "samples were taken from an Iranian site during"."""
    before = [a for a in context.actors_in(context.sentence.start, frame.start) if is_party(a)]
    sites = [hit for hit, item in context.things if item.name in _SITES and hit.end <= frame.start]
    owned = (a for a in before if any(s.start <= a.start and context.gap(s.end, a.start) <= 0 for s in sites))
    return next((a.codes for a in owned if {UNKNOWN, *agent.codes}.isdisjoint(a.codes)), ())


def _main_other(context: Context, agent: Party) -> tuple[str, ...]:
    """Return the state that a document names most beside the agent: who is punished where nobody is named."""
    if not set(agent.codes) - {UNKNOWN}:
        return ()
    counts = Counter(code for actor in context.findings.actors if is_party(actor) for code in actor.codes)
    others = [(number, code) for code, number in counts.items() if code not in agent.codes and code != UNKNOWN]
    number, code = max(others, default=(0, ""))
    return (code,) if number >= _SHARE * counts.total() else ()


def _is_of_ties(context: Context, frame: Frame) -> bool:
    """Tell whether ties are cut, which are "with" somebody."""
    return any(item.name == _TIES and frame.hit.end <= thing.start <= frame.end for thing, item in context.things)


def _is_way(frame: Frame, each: _Named) -> bool:
    """Tell whether a strike only comes from there: "from above Lebanese territory"."""
    return frame.act.type is SignalType.USE_OF_FORCE and each.lead is Lead.SOURCE and each.adjective


def _where_struck(context: Context, frame: Frame, each: _Named, named: list[_Named]) -> _Named:
    """Return the place's owner instead of the maker of the arms that are destroyed there."""
    if not each.adjective or frame.act.type is not SignalType.USE_OF_FORCE:
        return each
    heads = [(thing.start, item.name) for thing, item in context.things if frame.hit.end <= thing.start < each.start]
    if not any(name in _ARMS for start, name in heads if start == heads[0][0]):
        return each
    return next((other for other in named if other.lead is Lead.INSIDE), each)


def _other_side(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the enemy of a strike that names no victim: forces in the sentence, else the document's other side."""
    if not set(agent.codes) - {UNKNOWN} or frame.act.target == "upon":
        return ()
    enemy = "" if frame.act.needs_target else _find_enemy(context, frame, agent)
    if enemy:
        return (enemy,)
    for actor in context.actors_in(frame.end, context.sentence.end):
        if actor.kind is ActorKind.BODY and UNKNOWN not in actor.codes and set(actor.codes).isdisjoint(agent.codes):
            return actor.codes
    for actor in reversed(context.actors_in(context.sentence.start, frame.start)):
        if (
            actor.kind is ActorKind.STATE
            and not actor.prefix
            and UNKNOWN not in actor.codes
            and set(actor.codes).isdisjoint(agent.codes)
        ):
            return actor.codes
    counts = Counter(code for actor in context.findings.actors if is_party(actor) for code in actor.codes)
    own = sum(counts[code] for code in agent.codes)
    return _main_other(context, agent) if own >= _PARTY * counts.total() else ()


def _find_enemy(context: Context, frame: Frame, agent: Party) -> str:
    """Return whom the agent fights: the one named in the sentence, else the one that the document names most."""
    enemies = frozenset(code for each in agent.codes for code in load_enemies().get(each, ()))
    if not enemies:
        return ""
    after = context.actors_in(frame.start, context.sentence.end)
    here = [code for actor in after for code in actor.codes if code in enemies]
    if here:
        return here[0]
    counts = Counter(code for actor in context.findings.actors for code in actor.codes if code in enemies)
    return max(counts, key=lambda code: (counts[code], code), default="")


def _in_answer(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the party that a move of forces answers: named after "in answer to"."""
    stop = min(context.sentence.end, context.words_on(frame.end, _ANSWER_REACH))
    for thing, item in context.things:
        if item.name != _ANSWER or not frame.end <= thing.start < stop:
            continue
        for actor in context.actors_in(thing.end, context.words_on(thing.end, _REACH)):
            if is_party(actor) and actor.codes and {UNKNOWN, *agent.codes}.isdisjoint(actor.codes):
                return actor.codes
    return ()


def _feared(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return whose attack forces are made ready for: "on alert for fear of an Iranian answer"."""
    if frame.act.type is not SignalType.ALERT:
        return ()
    stop = min(frame.clause[1], context.words_on(frame.end, _REACH))
    fears = [cue.end for cue, _ in context.cues_in(frame.end, stop, CueRole.FEAR)]
    for each in _named_between(context, frame.end, stop, frame.end):
        feared = any(end <= each.start and context.gap(end, each.start) <= _FACING_REACH for end in fears)
        if each.adjective and set(each.codes).isdisjoint(agent.codes) and (feared or each.lead is Lead.FOR):
            return each.codes
    return ()


def _sufferer(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the subject of a verb such as "came under": the one affected."""
    for carrier, cue in frame.chain:
        if CueRole.SUFFER in cue.roles or (CueRole.SCENE in cue.roles and frame.act.target == "against"):
            between = _named_between(context, carrier.end, frame.hit.start, carrier.end)
            before = _named_between(context, context.clause(carrier.start)[0], carrier.start, carrier.end)
            for each in [*between, *before]:
                if set(each.codes).isdisjoint(agent.codes):
                    return each.codes
    return ()


def _owns_thing(frame: Frame, each: _Named) -> bool:
    """Tell whether an adjective only says whose weapon is handed over."""
    return (
        frame.act.target == "towards"
        and each.adjective
        and frame.thing is not None
        and each.lead is Lead.NONE
        and (each.start > frame.thing.start)
    )


def _with_partners(context: Context, each: _Named, agent: Party) -> tuple[str, ...]:
    partners = coordinated(context, each.mention) if each.mention else ()
    codes = [*each.codes, *(code for partner in partners for code in resolve_codes(context, partner))]
    return _distinct(code for code in codes if code not in agent.codes)


def _named(context: Context, frame: Frame) -> list[_Named]:
    start = frame.hit.core_end
    stop = min(frame.clause[1], context.words_on(frame.end, _REACH))
    stops = [cue.start for cue, _ in context.cues_in(frame.end, stop, *_STOPS)]
    stop = min([stop, *stops])
    for place, _, cue in context.act_places:
        if frame.end < place < stop and cue.form is not Form.NOUN and not _in_name(context, place):
            stop = place
            break
    return _named_between(context, start, stop, frame.hit.end)


def _in_name(context: Context, place: int) -> bool:
    """Tell whether what is spelled like a verb is part of a name, "Ankara"."""
    return any(actor.start <= place < actor.end for actor in context.actors)


def _named_between(context: Context, start: int, stop: int, since: int) -> list[_Named]:
    found = []
    for actor in context.actors_in(start, stop):
        codes = resolve_codes(context, actor) if is_party(actor) else ()
        if codes and codes != (UNKNOWN,):
            adjective = actor.kind is ActorKind.ADJECTIVE
            found.append(_Named(actor.start, codes, context.lead(actor, since), adjective, actor))
    for place in context.places:
        if not start <= place.start < stop or place.state in ("", UNKNOWN):
            continue
        if not any(a.start <= place.start < a.end for a in context.actors):
            lead = context.lead_at(place.start, place.prefix, since)
            found.append(_Named(place.start, (place.state,), lead, False, None))
    return sorted(found)


def _facing(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    stop = min(frame.clause[1], context.words_on(frame.end, _REACH))
    stop = min([stop, *(cue.start for cue, _ in context.cues_in(frame.end, stop, CueRole.CONDITION))])
    for cue, found in context.cues_in(frame.hit.end, stop, CueRole.FACING):
        for each in _named_between(context, cue.start, context.words_on(cue.end, _FACING_REACH), cue.start):
            if set(each.codes).isdisjoint(agent.codes):
                return each.codes
        enemy = _find_enemy(context, frame, agent) if found.id != _NEAR else ""
        if enemy:
            return (enemy,)
    return ()


def _alliance(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the alliance that is joined or left: named after the cue, else the last one named before."""
    after = (a for a in context.actors_in(frame.hit.end, context.sentence.end) if a.kind is ActorKind.ORG)
    before = (a for a in reversed(context.mentioned(0, frame.hit.start)) if a.kind is ActorKind.ORG)
    for actor in (*after, *before):
        if actor.codes and set(actor.codes).isdisjoint(agent.codes):
            return actor.codes
    return ()


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))[:_MOST_PARTIES]
