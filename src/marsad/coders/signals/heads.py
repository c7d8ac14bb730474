"""Words for people and forces that stand between a verb and whoever they belong to: "inspectors of the agency"."""

from marsad.coders.signals.clause import Context, Lead
from marsad.coders.signals.frame import STRIKERS
from marsad.find.actors import ActorKind, ActorMention
from marsad.text.match import Hit

_PEOPLE = frozenset({"allies", "inspectors", "inspection", "envoys"})
_SERVING = {ActorKind.BODY: "forces", ActorKind.STATE: "organs"}  # who serves in an army, who in a state


def marks_people(context: Context, hit: Hit, actor: ActorMention) -> bool:
    """Tell whether an adjective tells from where the people or forces right after a verb are: "Russian inspectors"."""
    apart = context.gap(hit.end, actor.start) == 1
    return apart and actor.kind is ActorKind.ADJECTIVE and stands_for(context, hit.end, actor.start)


def serves_in(context: Context, hit: Hit, actor: ActorMention) -> bool:
    """Tell whether those right after a verb are named by whom they serve: "units in the Guard" or "in Kyiv"."""
    head = _SERVING.get(actor.kind)
    if head is None or context.lead(actor, hit.end) is not Lead.INSIDE:
        return False
    near = context.words_on(hit.end, 1)
    return any(hit.end <= thing.start < near and item.name == head for thing, item in context.things)


def stands_for(context: Context, end: int, start: int) -> bool:
    """Tell whether only a word for people or forces stands between a verb and a state: "inspectors of the agency"."""
    if context.gap(end, start) == 0:
        return True
    heads = [item.name for thing, item in context.things if end <= thing.start < start]
    return context.gap(end, start) == 1 and any(name in STRIKERS or name in _PEOPLE for name in heads)
