"""Who does it: the agent of a cue, from the mentions around it."""

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.licence import is_means
from marsad.coders.signals.party import (
    NOBODY,
    UNKNOWN,
    Party,
    as_party,
    can_be_subject,
    coordinated,
    find_befallen,
    find_before_verb,
    find_carried,
    find_decider,
    find_told_before,
    is_definite,
    is_joined,
    is_of_forces,
    is_party,
    resolve_codes,
)
from marsad.coders.signals.passive import find_teller, is_passive
from marsad.coders.signals.rows import Form
from marsad.coders.signals.subject import find_subject_after, head_before
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.actors import Demonym, load_words
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

__all__ = [
    "NOBODY",
    "UNKNOWN",
    "Party",
    "as_party",
    "coordinated",
    "find_attendant",
    "find_doer",
    "find_receiver",
    "is_party",
    "resolve_codes",
]

_POSSESSOR_GAP = 2  # adjectives between an event noun and whoever it belongs to
_OWNER_REACH = 4  # words between a thing and the adjective of the state that owns it
_WHICH = 4  # words from "which" to its verb, "which had"
_AT_HOME = frozenset({SignalType.ALERT})
_LAND = frozenset({"base", "hulls", "nuke_site", "territory", "town"})
_ALIF = chr(0x0627)


def find_doer(context: Context, frame: Frame) -> Party:
    """Return who does the act of a frame; NOBODY when the sentence names nobody."""
    named = _named_agent(context, frame)
    if named is not None:
        return as_party(context, named, "named after «by»")
    found = _doer_of_noun(context, frame) if frame.form is Form.NOUN else _doer_of_verb(context, frame)
    if set(found.codes) - {UNKNOWN}:
        return found
    owner = _owner(context, frame)
    if owner is not None:
        return as_party(context, owner, "the state that the thing belongs to")
    teller = find_teller(context, frame)
    if teller.codes:
        return teller
    return _own_side(context, frame) if frame.act.type in _AT_HOME else found


def _own_side(context: Context, frame: Frame) -> Party:
    """Return the subject of the sentence or of the one before for what a state does with its own forces."""
    carried = find_carried(context, frame.hit.start)
    return carried if carried.codes else find_told_before(context)


def find_attendant(context: Context, hit: Hit) -> Party:
    """Return the subject of the clause in which a meeting is named as the time of something else."""
    return _subject(context, hit, before_first=True)


def _named_agent(context: Context, frame: Frame) -> ActorMention | None:
    _, end = context.clause(frame.hit.start)
    for cue, _ in context.cues_in(frame.hit.end, end, CueRole.AGENT):
        return _after_by(context, cue, context.words_on(cue.end, 4))
    return None


def _after_by(context: Context, cue: Hit, stop: int) -> ActorMention | None:
    """Return the party that "by" leads; its words may be part of the party's own name, "by the Russian side"."""
    return next((a for a in context.actors_in(cue.start, stop) if is_party(a) and a.end > cue.end), None)


def _doer_of_noun(context: Context, frame: Frame) -> Party:
    hit = frame.hit
    named = _named_with_noun(context, frame)
    if named is not None:
        return named
    if frame.carried_by(CueRole.ITSELF, CueRole.SCENE, CueRole.SUFFER) and not hit.suffix:
        told = _by_agent_before(context, frame)
        leaving = frame.act.type is SignalType.WITHDRAWAL and not told.codes
        return _driven(context, frame) if leaving else told
    for carrier, cue in frame.chain:
        if not cue.verb:
            continue
        subject = _subject(context, carrier, stop=hit.start)
        if subject.codes:
            return subject
    if frame.chain or hit.suffix or frame.act.during or frame.act.always or is_means(context, hit):
        return _subject(context, hit, before_first=True)
    return NOBODY


def _named_with_noun(context: Context, frame: Frame) -> Party | None:
    """Return whom an accusation, an adjective of forces or possession names as the doer; None when none does."""
    accused = _accused(context, frame)
    if accused is not None:
        return as_party(context, accused, "accused of it")
    massed = _described(context, frame)
    if massed is not None:
        return as_party(context, massed, "the forces that the word describes")
    owner = None if frame.act.objectless else _possessor(context, frame.hit, frame)
    return as_party(context, owner, "possessor of the act's noun") if owner is not None else None


def _described(context: Context, frame: Frame) -> ActorMention | None:
    """Return the forces that an adjective such as "massed" right after them describes."""
    if not frame.act.always or not frame.act.agent_class:
        return None
    near = context.actors_in(context.words_back(frame.hit.start, 3), frame.hit.start)
    beside = (a for a in near if context.distance(a.end, frame.hit.start) == 0)
    return next((a for a in beside if a.kind is ActorKind.BODY), None)


def _driven(context: Context, frame: Frame) -> Party:
    """Return who is made to leave: named after the verb that makes them, else the subject carried over."""
    forced = [hit for hit, cue in frame.chain if CueRole.SUFFER in cue.roles]
    between = [a for a in context.actors_in(forced[-1].end, frame.hit.start) if is_party(a)] if forced else []
    if between:
        return as_party(context, between[-1], "made to do it")
    return find_carried(context, frame.hit.start)


def _by_agent_before(context: Context, frame: Frame) -> Party:
    """Return who is named by "by" between the carrier and its noun."""
    for cue, _ in context.cues_in(frame.start, frame.hit.start, CueRole.AGENT):
        named = _after_by(context, cue, frame.hit.start)
        if named is not None:
            return as_party(context, named, "named after «by»")
    return NOBODY


def _accused(context: Context, frame: Frame) -> ActorMention | None:
    """Return whom an accusation names before the act that it blames."""
    said = context.statement_at(frame.hit.start)
    if said is None or said.force not in ("accusing", "condemning"):
        return None
    between = context.actors_in(said.frame_start, frame.hit.start)
    named = [a for a in between if is_agentive(a) and a.codes and set(a.codes).isdisjoint(said.codes)]
    return named[-1] if named else None


def _possessor(context: Context, hit: Hit, frame: Frame | None = None) -> ActorMention | None:
    """Return the mention that a noun belongs to: right after it, adjectives between, no preposition."""
    reach = context.words_on(hit.end, 5)
    for actor in context.actors_in(hit.core_end, reach):
        if context.has_cue(hit.end, actor.start, CueRole.SUFFER):
            return None
        if not is_party(actor) or (UNKNOWN in actor.codes and not is_definite(context, actor)):
            return None
        if context.gap(hit.end, actor.start) > _POSSESSOR_GAP or context.lead(actor, hit.end) is not Lead.NONE:
            return None
        if frame is not None and (_is_object(context, frame, actor) or _marks_thing(context, frame, actor)):
            return None
        return actor
    return None


def _marks_thing(context: Context, frame: Frame, actor: ActorMention) -> bool:
    """Tell whether an adjective belongs to a thing named before it: "the targeting of American arms"."""
    if actor.kind is not ActorKind.ADJECTIVE or frame.act.owner != "target":
        return False
    return any(frame.hit.end <= thing.start and thing.end <= actor.start for thing, _ in context.things)


def _is_object(context: Context, frame: Frame, actor: ActorMention) -> bool:
    """Tell whether the noun's complement is what it is done to: the thing asked for, or a state that is struck."""
    if frame.thing is not None and actor.start <= frame.thing.start < actor.end:
        return True
    if frame.thing is not None and frame.thing.start < actor.start:
        return frame.act.owner == "target"
    if not frame.act.genitive or _is_indefinite(context, frame.hit) or _names_agent(context, actor):
        return False
    receiving = frame.act.type is SignalType.ARMS_TRANSFER and actor.kind is ActorKind.BODY
    if not receiving and (actor.kind not in (ActorKind.STATE, ActorKind.ORG) or actor.prefix):
        return False
    following = context.actors_in(actor.end, context.words_on(actor.end, 3))
    return not any(context.lead(other, actor.end) in (Lead.FOR, Lead.UPON) or not other.prefix for other in following)


def _names_agent(context: Context, actor: ActorMention) -> bool:
    """Tell whether a noun's complement does what it names: a people, or one with whom or what it hits behind it."""
    upon = context.has_cue(actor.end, context.words_on(actor.end, 1), CueRole.UPON, CueRole.AGAINST)
    return upon or _is_people(context, actor) or _land_follows(context, actor)


def _land_follows(context: Context, actor: ActorMention) -> bool:
    """Tell whether what is struck or taken stands right behind a mention, "Russia's invasion of the Donbas"."""
    after = context.words_on(actor.end, 1)
    return any(
        item.name in _LAND and not thing.prefix and actor.end <= thing.start < after for thing, item in context.things
    )


def _is_indefinite(context: Context, hit: Hit) -> bool:
    """Tell whether a noun ends in the accusative's letter: what follows is its adjective and no complement."""
    return not hit.suffix and context.quote(hit.core_start, hit.core_end).endswith(_ALIF)


def _is_people(context: Context, actor: ActorMention) -> bool:
    """Tell whether a mention is the name of a people, "the Russians"."""
    return any(hit.start == actor.start and hit.item.people for hit in context.sentence.of(Demonym))  # type: ignore[attr-defined]


def _doer_of_verb(context: Context, frame: Frame) -> Party:
    if frame.act.receiver:
        return _giver(context, frame)
    if frame.act.type is not SignalType.ALIGNMENT and is_passive(context, frame):
        return _instrument(context, frame)
    return _subject(context, frame.hit, frame=frame)


def _instrument(context: Context, frame: Frame) -> Party:
    """Return whose weapon a passive names where the thing is the victim's: "sunk by Ukrainian missiles"."""
    if frame.act.owner != "target":
        return NOBODY
    for actor in context.actors_in(frame.end, context.clause(frame.hit.start)[1]):
        if is_party(actor) and context.lead(actor, frame.hit.end) is Lead.BY:
            return as_party(context, actor, "named as the means")
    return NOBODY


def _giver(context: Context, frame: Frame) -> Party:
    """Return who gives what the verb's subject receives: named after "from", or by the thing's adjective."""
    stop = context.clause(frame.hit.start)[1]
    for actor in context.actors_in(frame.hit.end, stop):
        if is_party(actor) and context.lead(actor, frame.hit.end) is Lead.SOURCE:
            return as_party(context, actor, "giver")
    last = [a for a in context.actors_in(frame.end, stop) if is_party(a)]
    return as_party(context, last[-1], "giver") if last else NOBODY


def find_receiver(context: Context, frame: Frame) -> Party:
    """Return the subject of a verb of receiving."""
    return _subject(context, frame.hit, frame=frame)


def _subject(
    context: Context,
    hit: Hit,
    *,
    before_first: bool = False,
    stop: int | None = None,
    frame: Frame | None = None,
) -> Party:
    """Return the subject of a verb: right before it, after it, farther before it, or carried from what went before."""
    start, end = context.clause(hit.start)
    pronoun = next(context.cues_in(_before_particles(context, hit), hit.start, CueRole.PRONOUN), None)
    if pronoun is not None and not is_joined(context, pronoun[0].end):
        return find_carried(context, hit.start)
    befallen = find_befallen(context, hit)
    if befallen is not None:
        return as_party(context, befallen, "to whom it happened before")
    decider = find_decider(context, hit) if frame is not None else None
    if decider is not None:
        return as_party(context, decider, "subject of the verb before «that»")
    before = [a for a in context.actors_in(start, hit.start) if can_be_subject(context, a)]
    adjacent = bool(before) and context.gap(before[-1].end, hit.start) <= 1
    after = None if before_first else find_subject_after(context, hit, min(end, stop or end), frame)
    found = NOBODY
    if after is None and not before and _is_relative(context, hit):
        before = [a for a in context.actors_in(context.sentence.start, start) if is_agentive(a) and not a.located]
    head = None if adjacent or hit.prefix else _by_head(context, start, hit)
    if head is not None:
        found = as_party(context, head, "forces before the verb")
    elif before and (before_first or adjacent or after is None):
        found = find_before_verb(context, hit, before)
    elif after is not None:
        found = as_party(context, after, "subject after the verb")
    if found.codes:
        return found
    noun = "" if hit.prefix else head_before(context, start, hit)
    if noun and not noun.endswith(tuple(load_words("pronoun_endings"))):
        return NOBODY
    found = find_carried(context, hit.start, ahead=frame is None)
    return found if found.codes or not (noun or _by_its_own(context, hit)) else find_told_before(context)


def _before_particles(context: Context, hit: Hit) -> int:
    """Return where the two words begin that stand before a verb or, with its particles, the one before them."""
    before = context.token_before(hit.start)
    particles = context.cues_in(context.words_back(hit.start, 2), hit.start, CueRole.PAST, CueRole.PARTICLE_QAD)
    start = next((cue.start for cue, _ in particles if before is not None and cue.end == before.end), hit.start)
    return context.words_back(start, 1 if start < hit.start else 2)


def _is_relative(context: Context, hit: Hit) -> bool:
    return context.has_cue(context.words_back(hit.start, _WHICH), hit.start, CueRole.RELATIVE)


def _by_its_own(context: Context, hit: Hit) -> bool:
    """Tell whether forces that bear a pronoun are a verb's subject, "its fighters"."""
    return any(
        thing.suffix
        and item.name == "forces"
        and min(context.gap(thing.end, hit.start), context.gap(hit.end, thing.start)) <= 1
        for thing, item in context.things
        if context.words_back(hit.start, 3) <= thing.start < context.words_on(hit.end, 3)
    )


def _by_head(context: Context, start: int, hit: Hit) -> ActorMention | None:
    """Return the adjective of forces or arms that stand right before a verb as its subject, "Russian shells hit"."""
    for actor in context.actors_in(max(start, context.words_back(hit.start, 4)), hit.start):
        if context.gap(actor.end, hit.start) <= 1 and is_of_forces(context, actor):
            return actor
    return None


def _owner(context: Context, frame: Frame) -> ActorMention | None:
    """Return the adjective or name that tells whose the thing is."""
    if frame.thing is None or frame.act.owner == "target":
        return None
    reach = min(context.clause(frame.hit.start)[1], context.words_on(frame.thing.end, _OWNER_REACH + 2))
    near = [*context.actors_in(frame.thing.start, reach), *context.actors_in(frame.hit.end, frame.thing.start)]
    for actor in near:
        owns = actor.kind in (ActorKind.ADJECTIVE, ActorKind.BODY) and actor.codes and UNKNOWN not in actor.codes
        if owns and context.lead(actor, frame.hit.end) in (Lead.NONE, Lead.FOR, Lead.SOURCE, Lead.UPON):
            return actor
    if frame.act.type in (SignalType.MOBILIZATION, SignalType.CAPABILITY):
        return next((a for a in context.actors_in(frame.thing.end, reach) if a.located), None)
    return None
