"""Whom a noun belongs to: the party right behind it, unless that is what it is done to."""

from marsad.coders.signals.clause import Context, Lead
from marsad.coders.signals.frame import STRIKERS, Frame
from marsad.coders.signals.party import UNKNOWN, is_definite, is_party
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.actors import Demonym
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

_GAP = 2  # adjectives between an event noun and whoever it belongs to
_LAND = frozenset({"base", "hulls", "nuke_site", "territory", "town"})
_ALIF = chr(0x0627)


def find_possessor(context: Context, hit: Hit, frame: Frame | None = None) -> ActorMention | None:
    """Return the mention that a noun belongs to: right after it, adjectives between, no preposition."""
    reach = context.words_on(hit.end, 5)
    for actor in context.actors_in(hit.core_end, reach):
        if context.has_cue(hit.end, actor.start, CueRole.SUFFER):
            return None
        if not is_party(actor) or (UNKNOWN in actor.codes and not is_definite(context, actor)):
            return None
        if context.gap(hit.end, actor.start) > _GAP or context.lead(actor, hit.end) is not Lead.NONE:
            return None
        if frame is not None and (_is_object(context, frame, actor) or _marks_thing(context, frame, actor)):
            return None
        return actor
    return None


def _marks_thing(context: Context, frame: Frame, actor: ActorMention) -> bool:
    """Tell whether an adjective belongs to a thing named before it: "the targeting of American arms"."""
    if actor.kind is not ActorKind.ADJECTIVE or frame.act.owner != "target":
        return False
    between = (item.name for thing, item in context.things if frame.hit.end <= thing.start and thing.end <= actor.start)
    return any(name in STRIKERS or name in _LAND for name in between)


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
    upon = context.has_after(actor.end, 1, CueRole.UPON, CueRole.AGAINST)
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
