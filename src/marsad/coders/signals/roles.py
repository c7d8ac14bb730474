"""Who does it: the agent of a cue, from the mentions around it."""

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.inspectors import find_inspectors
from marsad.coders.signals.licence import is_means
from marsad.coders.signals.owner import find_host, find_owner
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
    is_joined,
    is_of_forces,
    is_party,
    resolve_codes,
)
from marsad.coders.signals.passive import find_teller, is_passive
from marsad.coders.signals.possessor import find_possessor
from marsad.coders.signals.rows import Form
from marsad.coders.signals.subject import find_subject_after, head_before
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.actors import load_words
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

_WHICH = 4  # words from "which" to its verb, "which had"
_AT_HOME = frozenset({SignalType.ALERT})
_WITHIN = frozenset({SignalType.ALERT, SignalType.MOBILIZATION})  # what a state does within its own borders
_CITY = "city"
_STRIKE, _STRIKE_REACH = "force.strike", 5  # a noun of striking, and words before a verb within which it is its subject


def find_doer(context: Context, frame: Frame) -> Party:
    """Return who does the act of a frame; NOBODY when the sentence names nobody."""
    named = _named_agent(context, frame)
    if named is not None:
        return as_party(context, named, "named after «by»")
    found = _doer_of_noun(context, frame) if frame.form is Form.NOUN else _doer_of_verb(context, frame)
    if set(found.codes) - {UNKNOWN}:
        return found
    if frame.act.type is SignalType.INSPECTION and frame.act.owner == "target":
        return find_inspectors(context, frame)
    return _find_related(context, frame, found)


def _find_related(context: Context, frame: Frame, found: Party) -> Party:
    """Return who is tied to an act by what it is done to, within or for, where nobody is named as doing it."""
    kind, owner = frame.act.type, find_owner(context, frame)
    if owner is not None:
        return as_party(context, owner, "the state that the thing belongs to")
    subjectless = frame.form is Form.NOUN or frame.passive
    host = find_host(context, frame) if subjectless and kind in _WITHIN else None
    if host is not None:
        return as_party(context, host, "the state within which it is done")
    if kind is SignalType.ANNEXATION:
        return _joined(context, frame)
    teller = find_teller(context, frame)
    if teller.codes:
        return teller
    return _own_side(context, frame) if kind in _AT_HOME else found


def _joined(context: Context, frame: Frame) -> Party:
    """Return whom a land is joined to where nobody is named who does it: "the annexation of Crimea to Russia"."""
    for actor in context.actors_in(frame.end, frame.clause[1]):
        if is_party(actor) and context.lead(actor, frame.end) is Lead.TO:
            return as_party(context, actor, "whom a land is joined to")
    return NOBODY


def _own_side(context: Context, frame: Frame) -> Party:
    """Return the subject of the sentence or of the one before for what a state does with its own forces."""
    carried = find_carried(context, frame.hit.start)
    return carried if carried.codes else find_told_before(context)


def find_attendant(context: Context, hit: Hit) -> Party:
    """Return the subject of the clause in which a meeting is named as the time of something else."""
    return _subject(context, hit, before_first=True)


def _named_agent(context: Context, frame: Frame) -> ActorMention | None:
    _, end = frame.clause
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
    itself = frame.carried_by(CueRole.ITSELF, CueRole.SCENE, CueRole.SUFFER)
    if itself and not hit.suffix and not _is_led_from(context, hit):
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
    return _titled(context, frame)


def _is_led_from(context: Context, hit: Hit) -> bool:
    """Tell whether "from" governs the noun of a verb that elsewhere has it as its subject: "was done with a drill"."""
    before = context.token_before(hit.start)
    return before is not None and context.has_cue(before.start, hit.start, CueRole.SOURCE)


def _titled(context: Context, frame: Frame) -> Party:
    """Return the state that a headline names before a colon, by its name and not by the city that speaks for it."""
    start = frame.clause[0]
    ours = frame.act.owner != "target" and frame.act.type is not SignalType.ARMS_TRANSFER
    if not ours or start == context.sentence.start or not context.heads_title(frame.hit.start):
        return NOBODY
    topic = [a for a in context.actors_in(context.sentence.start, start) if a.kind is ActorKind.STATE and not a.prefix]
    cities = {place.start for place in context.findings.places if place.kind == _CITY}
    if len(topic) != 1 or topic[0].start in cities or context.gap(context.sentence.start, start) > 0:
        return NOBODY
    return as_party(context, topic[0], "state that the headline is about")


def _named_with_noun(context: Context, frame: Frame) -> Party | None:
    """Return whom an accusation, an adjective of forces or possession names as the doer; None when none does."""
    accused = _accused(context, frame)
    if accused is not None:
        return as_party(context, accused, "accused of it")
    massed = _described(context, frame)
    if massed is not None:
        return as_party(context, massed, "the forces that the word describes")
    owner = None if frame.act.objectless else find_possessor(context, frame.hit, frame)
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
    said = frame.said
    if said is None or said.force not in ("accusing", "condemning"):
        return None
    between = context.actors_in(said.frame_start, frame.hit.start)
    named = [a for a in between if is_agentive(a) and a.codes and set(a.codes).isdisjoint(said.codes)]
    return named[-1] if named else None


def _doer_of_verb(context: Context, frame: Frame) -> Party:
    if frame.act.receiver:
        return _giver(context, frame)
    if frame.act.type is not SignalType.ALIGNMENT and is_passive(context, frame):
        return _instrument(context, frame)
    struck = _striking(context, frame)
    if struck is not None:
        return struck
    return _subject(context, frame.hit, frame=frame)


def _striking(context: Context, frame: Frame) -> Party | None:
    """Return whose strike a verb of force has as its subject, NOBODY where nothing tells: "a raid that hit"."""
    if frame.act.type is not SignalType.USE_OF_FORCE:
        return None
    first = context.words_back(frame.hit.start, _STRIKE_REACH)
    strikes = [
        end
        for start, end, cue in context.act_places
        if first <= start < end <= frame.hit.start and cue.form is Form.NOUN and cue.act.id == _STRIKE
    ]
    if not strikes or context.gap(strikes[-1], frame.hit.start) > 0 or frame.hit.prefix:
        return None
    owner = next((a for a in context.actors_in(strikes[-1], frame.hit.start) if is_party(a)), None)
    return as_party(context, owner, "whose strike it is") if owner is not None else NOBODY


def _instrument(context: Context, frame: Frame) -> Party:
    """Return whose weapon a passive names where the thing is the victim's: "sunk by Ukrainian missiles"."""
    if frame.act.owner != "target":
        return NOBODY
    for actor in context.actors_in(frame.end, frame.clause[1]):
        if is_party(actor) and context.lead(actor, frame.hit.end) is Lead.BY:
            return as_party(context, actor, "named as the means")
    return NOBODY


def _giver(context: Context, frame: Frame) -> Party:
    """Return who gives what the verb's subject receives: named after "from", or by the thing's adjective."""
    stop = frame.clause[1]
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
    if CueRole.PRONOUN in context.by_role and _after_pronoun(context, hit):
        return find_carried(context, hit.start)
    befallen = find_befallen(context, hit)
    if befallen is not None:
        return as_party(context, befallen, "to whom it happened before")
    decider = find_decider(context, hit) if frame is not None else None
    if decider is not None:
        return as_party(context, decider, "subject of the verb before «that»")
    before = _named_before(context, start, hit, forces=before_first)
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


def _named_before(context: Context, start: int, hit: Hit, *, forces: bool) -> list[ActorMention]:
    """Return who stands before a verb in its clause; where nobody does, and forces may, those of a state."""
    near = context.actors_in(start, hit.start)
    named = [actor for actor in near if can_be_subject(context, actor)]
    return named if named or not forces else [actor for actor in near if is_of_forces(context, actor)][:1]


def _after_pronoun(context: Context, hit: Hit) -> bool:
    """Tell whether a connector right before a verb holds its subject, to whom nobody is joined."""
    pronoun = next(context.cues_in(_before_particles(context, hit), hit.start, CueRole.PRONOUN), None)
    return pronoun is not None and not is_joined(context, pronoun[0].end)


def _before_particles(context: Context, hit: Hit) -> int:
    """Return where the two words begin that stand before a verb or, with its particles, the one before them."""
    before = context.token_before(hit.start)
    particles = context.cues_in(context.words_back(hit.start, 2), hit.start, CueRole.PAST, CueRole.PARTICLE_QAD)
    start = next((cue.start for cue, _ in particles if before is not None and cue.end == before.end), hit.start)
    return context.words_back(start, 1 if start < hit.start else 2)


def _is_relative(context: Context, hit: Hit) -> bool:
    return context.has_before(hit.start, _WHICH, CueRole.RELATIVE)


def _by_its_own(context: Context, hit: Hit) -> bool:
    """Tell whether forces that bear a pronoun are a verb's subject, "its fighters"."""
    first, last = context.words_back(hit.start, 3), context.words_on(hit.end, 3)
    return any(
        thing.suffix
        and item.name == "forces"
        and min(context.gap(thing.end, hit.start), context.gap(hit.end, thing.start)) <= 1
        for thing, item in context.things
        if first <= thing.start < last
    )


def _by_head(context: Context, start: int, hit: Hit) -> ActorMention | None:
    """Return the adjective of forces or arms that stand right before a verb as its subject, "Russian shells hit"."""
    for actor in context.actors_in(max(start, context.words_back(hit.start, 4)), hit.start):
        if context.gap(actor.end, hit.start) <= 1 and is_of_forces(context, actor):
            return actor
    return None
