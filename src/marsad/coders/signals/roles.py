"""Who does it to whom: parties of a cue, from the mentions around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.rows import Form
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.clitics import has_conjunction
from marsad.languages.ar.cues import CueRole
from marsad.text.match import Hit

_SUBJECT_REACH = 9  # words between a verb and its subject, appositions left out
_OBJECT_REACH = 14
_MASDAR_REACH = 3
_MOST_PARTIES = 5
UNKNOWN = "XXX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The codes of one side, the person named, and how it was found."""

    codes: tuple[str, ...] = ()
    person: str | None = None
    role: str | None = None
    found: str = "none named"
    mention: ActorMention | None = None


NOBODY = Party()


def find_agent(context: Context, hit: Hit, form: Form, *, passive: bool = False) -> Party:
    """Return who does what the cue tells; NOBODY when the sentence names nobody."""
    named = _named_agent(context, hit)
    if named is not None:
        return _as_party(context, named, "named after the passive")
    if form is Form.NOUN:
        return _agent_of_noun(context, hit)
    return _agent_of_verb(context, hit)


def _named_agent(context: Context, hit: Hit) -> ActorMention | None:
    _, end = context.clause(hit.start)
    for cue, _ in context.cues_in(hit.end, end, CueRole.AGENT):
        return next((a for a in context.actors_in(cue.end, cue.end + 40) if is_party(a)), None)
    return None


def is_party(actor: ActorMention) -> bool:
    """Tell whether a mention names somebody who can be an actor or target by itself or by an adjective."""
    return is_agentive(actor) or actor.kind in (ActorKind.ADJECTIVE, ActorKind.PRONOUN)


def _agent_of_noun(context: Context, hit: Hit) -> Party:
    reach = context.words_on(hit.end, _MASDAR_REACH)
    for actor in context.actors_in(hit.core_end, reach):
        if is_party(actor) and not context.led_by_preposition(actor):
            return _as_party(context, actor, "possessor of the act's noun")
        if is_party(actor):
            break
    return _agent_of_verb(context, hit, before_first=True)


def _agent_of_verb(context: Context, hit: Hit, *, before_first: bool = False) -> Party:
    start, end = context.clause(hit.start)
    before = [a for a in context.actors_in(start, hit.start) if is_agentive(a) and not context.led_by_preposition(a)]
    after = _subject_after(context, hit, end)
    adjacent = bool(before) and context.distance(before[-1].end, hit.start) <= 2
    if before and (before_first or adjacent or after is None):
        return _as_party(context, before[-1], "subject before the verb")
    if after is not None:
        return _as_party(context, after, "subject after the verb")
    return _carried_agent(context, hit)


def _subject_after(context: Context, hit: Hit, end: int) -> ActorMention | None:
    reach = min(end, context.words_on(hit.end, _SUBJECT_REACH))
    for actor in context.actors_in(hit.end, reach):
        if is_agentive(actor):
            return None if context.led_by_preposition(actor) else actor
    return None


def _carried_agent(context: Context, hit: Hit) -> Party:
    said = context.statement_at(hit.start)
    if said is not None and said.codes:
        return Party(
            codes=said.codes,
            person=said.speaker if said.speaker_mention and said.speaker_mention.person else None,
            role=said.speaker_mention.role if said.speaker_mention else None,
            found="the speaker",
            mention=said.speaker_mention,
        )
    earlier = [a for a in context.actors if a.end <= hit.start and is_agentive(a) and not context.led_by_preposition(a)]
    if earlier:
        return _as_party(context, earlier[0], "subject of the sentence")
    return NOBODY


def _as_party(context: Context, actor: ActorMention, found: str) -> Party:
    group = [actor, *_coordinated(context, actor)]
    codes = tuple(dict.fromkeys(code for member in group for code in resolve_codes(context, member)))[:_MOST_PARTIES]
    return Party(codes=codes, person=actor.person, role=actor.role, found=found, mention=actor)


def _coordinated(context: Context, actor: ActorMention) -> Iterator[ActorMention]:
    last = actor
    for following in context.actors_in(actor.end, context.sentence.end):
        joined = has_conjunction(following.prefix) and context.distance(last.end, following.start) <= 1
        if not joined or not is_party(following):
            return
        yield following
        last = following


def resolve_codes(context: Context, actor: ActorMention) -> tuple[str, ...]:
    """Return the codes of a mention; a possessive such as "his country" takes the speaker's or last person's."""
    if actor.kind is not ActorKind.PRONOUN or actor.codes:
        return actor.codes
    said = context.statement_at(actor.start)
    if said is not None and said.codes:
        return said.codes
    earlier = [a for a in context.actors if a.end <= actor.start and is_agentive(a) and a.codes]
    return earlier[-1].codes if earlier else ()


def find_target(context: Context, hit: Hit, agent: Party, rule: str) -> tuple[str, ...]:
    """Return whom the act is directed at under a frame's rule (object, against, towards, place, party, none)."""
    if rule == "none":
        return ()
    end = context.clause(hit.start)[1] if rule == "object" else context.sentence.end
    reach = min(end, context.words_on(hit.end, _OBJECT_REACH))
    others = list(_others(context, context.actors_in(hit.core_end, reach), agent))
    if rule in ("towards", "against", "party"):
        led = [a for a in others if context.led_by_preposition(a) or _follows_against(context, a)]
        others = led or others
    if others:
        group = [others[0], *(a for a in _coordinated(context, others[0]))]
        return _distinct(code for a in group for code in resolve_codes(context, a) if code not in agent.codes)
    if rule in ("place", "object", "against"):
        return _place_owner(context, hit, agent, reach)
    return ()


def _others(context: Context, actors: Iterable[ActorMention], agent: Party) -> Iterator[ActorMention]:
    for actor in actors:
        codes = resolve_codes(context, actor)
        if is_party(actor) and codes and set(codes).isdisjoint(agent.codes) and codes != (UNKNOWN,):
            yield actor


def _follows_against(context: Context, actor: ActorMention) -> bool:
    start = context.words_back(actor.start, 2)
    return context.has_cue(start, actor.start, CueRole.AGAINST)


def _place_owner(context: Context, hit: Hit, agent: Party, reach: int) -> tuple[str, ...]:
    for place in context.findings.places:
        if hit.start <= place.start < reach and place.state and place.state not in agent.codes:
            return (place.state,)
    return ()


def find_parties(context: Context, hit: Hit, agent: Party) -> tuple[str, ...]:
    """Return all parties of a reciprocal act: the agent and those it is done with."""
    start, end = context.clause(hit.start)
    near = context.words_on(hit.end, _OBJECT_REACH)
    mentions = [a for a in context.actors_in(start, min(end, near)) if is_party(a)]
    ahead = [a for a in context.actors_in(end, near) if is_party(a)] if not mentions else []
    codes = [*agent.codes, *(code for a in [*mentions, *ahead] for code in resolve_codes(context, a))]
    return _distinct(code for code in codes if code != UNKNOWN)


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))[:_MOST_PARTIES]
