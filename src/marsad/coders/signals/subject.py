"""The subject that stands after its verb: a party, its forces, or people whom an adjective tells apart."""

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.frame import STRIKERS, Frame
from marsad.coders.signals.heads import marks_people, serves_in, stands_for
from marsad.coders.signals.passive import covers
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.actors import load_words
from marsad.text.match import Hit

_SUBJECT_REACH = 9  # words between a verb and its subject, appositions left out
_SUBJECT_GAP = 3  # of them words that are no names


def find_subject_after(context: Context, hit: Hit, end: int, frame: Frame | None) -> ActorMention | None:
    """Return the party that follows a verb as its subject, None where what follows is something else."""
    reach = min(end, context.words_on(hit.end, _SUBJECT_REACH))
    for actor in context.actors_in(hit.end, reach):
        if context.gap(hit.end, actor.start) > _SUBJECT_GAP:
            return None
        if serves_in(context, hit, actor) or _belongs_to(context, hit, actor):
            return actor
        if context.lead(actor, hit.end) is not Lead.NONE or (frame and _is_thing(frame, actor)):
            continue
        if actor.kind in (ActorKind.STATE, ActorKind.ORG) and not stands_for(context, hit.end, actor.start):
            return None
        if is_agentive(actor) or marks_people(context, hit, actor):
            return actor
        return actor if frame is not None and _acts_by_adjective(context, frame, actor) else None
    return None


def _belongs_to(context: Context, hit: Hit, actor: ActorMention) -> bool:
    """Tell whether arms or forces right after a verb are told to be of a party: "drones belonging to the army"."""
    if hit.prefix or context.lead(actor, hit.end) is not Lead.FOR:
        return False
    before = context.token_before(actor.start)
    if before is None or before.text not in load_words("belonging"):
        return False
    return any(
        item.name in STRIKERS and not thing.prefix and hit.end <= thing.start and context.gap(hit.end, thing.start) == 0
        for thing, item in context.things
        if thing.start < actor.start
    )


def _is_thing(frame: Frame, actor: ActorMention) -> bool:
    return frame.thing is not None and frame.act.owner != "target" and covers(actor, frame.thing)


def _acts_by_adjective(context: Context, frame: Frame, actor: ActorMention) -> bool:
    """Tell whether an adjective of a state marks the verb's subject, "Russian bombers", and not its object."""
    if actor.kind is not ActorKind.ADJECTIVE:
        return actor.kind is ActorKind.PRONOUN
    if head_before(context, frame.clause[0], frame.hit) and not frame.hit.prefix:
        return False
    if frame.act.owner != "target":
        return frame.thing is None or frame.thing.start > actor.start
    heads = [(thing.start, item.name) for thing, item in context.things if frame.hit.end <= thing.start < actor.start]
    return any(name in STRIKERS or name == "organs" for start, name in heads if start == heads[0][0])


def head_before(context: Context, start: int, hit: Hit) -> str:
    """Return the first word of what stands before a verb in its clause and is nobody known, "" where nothing does."""
    for token in context.tokens_between(start, hit.start):
        plain = token.text.isalpha() and context.gap(token.start, token.end)
        if plain and not any(cue.start <= token.start < cue.end for cue, _ in context.cues):
            return context.quote(token.start, token.end)
    return ""
