"""Acts: deployments, strikes, drills, treaty actions, talks. A cue with its object, licence, roles and modality."""

from collections.abc import Iterator

from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.clause import Context
from marsad.coders.signals.modality import find_modality
from marsad.coders.signals.roles import find_agent, find_parties, find_target, is_party
from marsad.coders.signals.rows import Act, ActCue, Form, load_kinds
from marsad.languages.ar.clitics import has_purpose
from marsad.languages.ar.cues import CueRole
from marsad.text.match import Hit

_LICENCE_REACH = 6


def find_acts(context: Context) -> Iterator[Candidate | Rejected]:
    """Yield the acts that a sentence tells, and the cues for which it does not."""
    taken: list[tuple[int, int]] = []
    for hit in sorted(context.sentence.hits, key=_longest_first):
        cue = hit.item
        if not isinstance(cue, ActCue) or any(start < hit.end and hit.start < end for start, end in taken):
            continue
        reason = _why_not(context, hit, cue)
        if reason == "":
            taken.append((hit.start, hit.end))
            yield _make_act(context, hit, cue)
        elif reason is not None:
            yield Rejected(rule=cue.act.id, reason=reason, start=hit.start, end=hit.end)


def _longest_first(hit: Hit) -> tuple[int, int, int]:
    cue = hit.item
    asks = 0 if isinstance(cue, ActCue) and cue.act.objects else 1
    return asks, hit.start - hit.end, hit.start


def _why_not(context: Context, hit: Hit, cue: ActCue) -> str | None:
    """Return "" for an act, a reason for a rejected cue, None for a cue without what it asks for."""
    act = cue.act
    if act.objects and not _has_object(context, hit, act):
        return None
    if act.agent_class and not _agent_is(context, hit, act.agent_class):
        return None
    if cue.form is Form.NOUN:
        return _why_noun_not(context, hit, act)
    return _why_verb_not(context, hit)


def _has_object(context: Context, hit: Hit, act: Act) -> bool:
    reach = min(context.words_on(hit.end, act.window), context.clause(hit.start)[1])
    return any(
        hit.core_end <= thing.start < reach and item.name in act.objects and thing.start >= hit.end
        for thing, item in context.things
    ) or (act.place and any(hit.end <= place.start < reach for place in context.findings.places))


def _agent_is(context: Context, hit: Hit, name: str) -> bool:
    near = context.words_back(hit.start, 4), context.words_on(hit.end, 4)
    return any(near[0] <= thing.start < near[1] and item.name == name for thing, item in context.things)


def _why_verb_not(context: Context, hit: Hit) -> str:
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, 3))
    if context.has_cue(start, hit.start, CueRole.NEGATION_FUTURE):
        return "a promise or refusal for the future, not an act"
    if context.has_cue(start, hit.start, CueRole.CONDITION):
        return "named in a condition"
    return ""


def _why_noun_not(context: Context, hit: Hit, act: Act) -> str:
    back = context.words_back(hit.start, 2)
    if act.always:
        return ""
    if context.has_cue(back, hit.start, CueRole.SETTING) and not context.has_cue(back, hit.start, CueRole.GROUND):
        return "named in passing as a setting"
    if context.has_cue(context.words_back(hit.start, 3), hit.start, CueRole.FEAR):
        return "feared or proposed, not done"
    if _licensed(context, hit):
        return _why_verb_not(context, hit)
    return "named in a noun phrase that is not the news"


def _licensed(context: Context, hit: Hit) -> bool:
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _LICENCE_REACH))
    if _carried(context, hit, start):
        return True
    if context.has_cue(context.words_back(hit.start, 2), hit.start, CueRole.GROUND):
        return _has_owner(context, hit)
    said = context.statement_at(hit.start)
    if said is not None and context.distance(said.start, hit.start) <= 1:
        return said.rule.endswith((".object", ".preposition"))
    return context.sentence.index == 0 and context.distance(context.sentence.start, hit.start) <= 3


def _carried(context: Context, hit: Hit, start: int) -> bool:
    """Tell whether a verb or noun right before the event noun, parties between them left out, makes it an act."""
    roles = (CueRole.LIGHT, CueRole.HALT, CueRole.ORDER, CueRole.PLAN)
    if has_purpose(hit.prefix) and not context.has_cue(start, hit.start, CueRole.PLAN):
        return False
    for cue, _ in context.cues_in(start, hit.start, *roles):
        between = context.distance(cue.end, hit.start)
        parties = sum(context.distance(a.start, a.end) for a in context.actors_in(cue.end, hit.start))
        if between - parties <= 1:
            return True
    return False


def _has_owner(context: Context, hit: Hit) -> bool:
    reach = context.words_on(hit.end, 3)
    return any(is_party(actor) for actor in context.actors_in(hit.core_end, reach))


def _make_act(context: Context, hit: Hit, cue: ActCue) -> Candidate:
    act = cue.act
    agent = find_agent(context, hit, cue.form)
    reciprocal = load_kinds()[act.type].reciprocal
    actors = find_parties(context, hit, agent) if reciprocal else agent.codes
    targets = () if reciprocal else find_target(context, hit, agent, act.target)
    modality, why = find_modality(context, hit, cue.form)
    start, end = context.clause(hit.start)
    return Candidate(
        type=act.type,
        rule=act.id,
        context=context,
        start=min(start, hit.start),
        end=end,
        cue=hit,
        agent=agent,
        actors=actors,
        targets=targets,
        modality=modality,
        attributed_to=_attribution(context, hit, actors),
        background=context.has_cue(start, hit.start, CueRole.PAST),
        because=(
            f"cue «{context.findings.scan.aligned.quote(hit.start, hit.end)}»",
            f"agent: {agent.found}",
            f"modality: {why}",
        ),
    )


def _attribution(context: Context, hit: Hit, actors: tuple[str, ...]) -> str | None:
    said = context.statement_at(hit.start)
    if said is None or not said.codes or not set(said.codes).isdisjoint(actors):
        return None
    return said.codes[0]
