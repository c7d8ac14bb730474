"""What makes the mention of an act an act: the verbs that carry an event noun, and the settings that do not."""

from dataclasses import dataclass

from marsad.coders.signals.clause import Context, Lead, clitic_lead, is_agentive
from marsad.coders.signals.rows import Act, ActCue, Form, ThingCue, WideActCue
from marsad.find.actors import ActorKind
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_purpose
from marsad.languages.ar.cues import Cue, CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

CARRIERS = (
    CueRole.LIGHT,
    CueRole.HALT,
    CueRole.HALT_FROM,
    CueRole.ORDER,
    CueRole.PLAN,
    CueRole.FEAR,
    CueRole.DENY,
    CueRole.ASKED,
    CueRole.POSSIBLE,
)
_BARRIERS = (CueRole.GROUND, CueRole.SETTING, CueRole.ABOUT, CueRole.RELATIVE)
_OWNER = 6  # words after a noun within which whoever it belongs to is named
_LINKS = 3  # verbs and nouns that may carry one another: "announced the beginning of"
_NEAR, _BESIDE = 2, 1  # words that may part a carrier from its noun
_QUESTION, _EXCLAIMED = frozenset("؟?"), frozenset("!")
_BACK = 7  # words between a thing and the verb whose pronoun points back at it
_REACH = 14  # words within which carriers are looked for
_ASKING = 10  # words at the head of what is asked for or threatened
_UNREAL = frozenset(
    {
        "demanding",
        "threatening",
        "warning",
        "fearing",
        "offering",
        "rejecting",
        "pledging",
        "hoping",
        "wanting",
        "questioning",
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue of an act with the thing it asks for and the words that carry it, the nearest first."""

    hit: Hit
    act: Act
    form: Form
    thing: Hit | None
    chain: tuple[tuple[Hit, Cue], ...]
    passive: bool = False

    @property
    def start(self) -> int:
        """Where the first word begins that belongs to the act."""
        return min([self.hit.start, *(hit.start for hit, _ in self.chain)])

    @property
    def end(self) -> int:
        """Where the cue and its thing end."""
        if self.thing is not None and self.thing.start < self.hit.start:
            return self.hit.end
        return max(self.hit.end, self.thing.end) if self.thing else self.hit.end

    def carried_by(self, *roles: CueRole) -> bool:
        """Tell whether one of the carriers has one of the roles."""
        return any(not set(roles).isdisjoint(cue.roles) for _, cue in self.chain)


def find_chain(context: Context, hit: Hit, form: Form) -> tuple[tuple[Hit, Cue], ...]:
    """Return the words that carry a cue, the nearest first: "denied" and "holding" in "denied holding talks"."""
    chain: list[tuple[Hit, Cue]] = []
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _REACH))
    position = hit.start
    means = clitic_lead(hit.prefix) is Lead.BY
    for _ in range(_LINKS):
        link = _nearest_carrier(context, start, position, near=bool(chain) or form is not Form.NOUN)
        if link is None or (means and CueRole.FEAR in link[1].roles):
            break
        chain.append(link)
        position = link[0].start
    return tuple(chain)


def _nearest_carrier(context: Context, start: int, position: int, *, near: bool) -> tuple[Hit, Cue] | None:
    found = [link for link in context.cues_in(start, position, *CARRIERS) if link[0].end <= position]
    link = max(found, key=_end_of, default=None)
    if link is None:
        return None
    end = link[0].end
    if context.gap(end, position) > (_BESIDE if near else _NEAR) or context.has_cue(end, position, *_BARRIERS):
        return None
    if CueRole.ITSELF in link[1].roles and context.has_cue(end, position, CueRole.TOWARDS):
        return None
    upon = CueRole.LIGHT in link[1].roles and CueRole.SUFFER not in link[1].roles
    return None if upon and context.has_cue(end, position, CueRole.UPON) else link


def _end_of(link: tuple[Hit, Cue]) -> int:
    return link[0].end


def why_not(context: Context, frame: Frame) -> str:
    """Return why the frame tells no act, "" if it does."""
    return _why_unreal(context, frame) or (
        _why_noun_not(context, frame) if frame.form is Form.NOUN else _why_verb_not(context, frame)
    )


def _why_unreal(context: Context, frame: Frame) -> str:
    """Refuse what somebody asks for, threatens or offers: it belongs to the speech act."""
    if _is_question(context) or context.has_cue(context.sentence.start, frame.hit.start, CueRole.DOUBT):
        return "a question or a doubt, not told as done"
    if frame.carried_by(CueRole.ORDER, CueRole.DENY):
        return ""
    if frame.carried_by(CueRole.ASKED, CueRole.FEAR) and not frame.act.asked:
        return "asked for, offered, refused or feared, not done"
    return "tried without success" if _failed(context, frame) else _why_only_said(context, frame)


def _failed(context: Context, frame: Frame) -> bool:
    failing = (hit for hit, cue in frame.chain if CueRole.FAIL in cue.roles)
    return any(context.has_cue(hit.end, frame.hit.start, CueRole.INSIDE, CueRole.SOURCE) for hit in failing)


def _why_only_said(context: Context, frame: Frame) -> str:
    said = context.statement_at(frame.hit.start)
    if said is None or said.force not in _UNREAL or frame.form is Form.PERFECT:
        return ""
    threatened = frame.act.type is SignalType.SANCTION and said.force in ("threatening", "pledging")
    if threatened or (frame.act.during and _took_place(context, frame)):
        return ""
    near = context.distance(max(said.start, context.sentence.start), frame.hit.start) <= _ASKING
    return f"within what is said, {said.force}" if near else ""


def _is_question(context: Context) -> bool:
    last = [token.text for token in context.tokens[-2:]]
    return last[-1:] != [] and last[-1] in _QUESTION and last[0] not in _EXCLAIMED


def _why_verb_not(context: Context, frame: Frame) -> str:
    hit = frame.hit
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, 3))
    if context.has_cue(start, hit.start, CueRole.NEGATION_FUTURE):
        return "a promise or refusal for the future, not an act"
    if context.has_cue(start, hit.start, CueRole.CONDITION):
        return "named in a condition"
    if _in_relative_clause(context, frame):
        return "named in a relative clause as a setting"
    if frame.form is Form.IMPERFECT and frame.carried_by(CueRole.ASKED):
        return "asked for, not done"
    return ""


def _in_relative_clause(context: Context, frame: Frame) -> bool:
    """Tell whether a verb modifies a noun: after "which", or an imperfect right after an adjective of a state."""
    hit = frame.hit
    if context.has_cue(context.words_back(hit.start, 2), hit.start, CueRole.RELATIVE):
        return True
    before = next((a for a in context.actors if a.end <= hit.start and context.distance(a.end, hit.start) == 0), None)
    indefinite = before is not None and before.kind is ActorKind.ADJECTIVE and not hit.prefix
    return indefinite and frame.form is Form.IMPERFECT


def _why_noun_not(context: Context, frame: Frame) -> str:
    first = frame.start
    back = context.words_back(first, 2)
    verbal = bool(frame.chain) and frame.chain[-1][1].verb
    if (
        not verbal
        and context.has_cue(back, first, CueRole.SETTING)
        and not context.has_cue(back, first, CueRole.GROUND)
    ):
        done = context.has_cue(frame.end, context.words_on(frame.end, 3), CueRole.AGENT)
        if not done and not (frame.act.during and _took_place(context, frame)):
            return "named in passing as a setting"
    if _licensed(context, frame):
        return _why_verb_not(context, frame)
    return "named in a noun phrase that is not the news"


def _took_place(context: Context, frame: Frame) -> bool:
    """Tell whether a meeting is named as the time of another act, with those who meet."""
    hit = frame.hit
    led = context.has_cue(context.words_back(hit.start, 3), hit.start, CueRole.DURING)
    near = any(
        context.gap(hit.end, actor.start) <= 1 for actor in context.actors_in(hit.end, context.words_on(hit.end, 4))
    )
    return led and (near or context.has_cue(hit.end, context.words_on(hit.end, 4), CueRole.TOGETHER))


def _licensed(context: Context, frame: Frame) -> bool:
    hit = frame.hit
    if frame.act.always or (frame.chain and _carries(frame)):
        return True
    if context.has_cue(context.words_back(hit.start, 2), hit.start, CueRole.GROUND):
        return has_owner(context, hit)
    if context.has_cue(frame.end, context.words_on(frame.end, 3), CueRole.AGENT) or is_means(context, hit):
        return True
    casualties = frame.act.type is SignalType.USE_OF_FORCE and _with_casualties(context, frame)
    if casualties or (frame.act.during and _took_place(context, frame)):
        return True
    said = context.statement_at(hit.start)
    if said is not None and _opens(context, said, hit):
        return True
    return context.sentence.index == 0 and context.distance(context.sentence.start, hit.start) <= 1


def is_means(context: Context, hit: Hit) -> bool:
    """Tell whether a noun names how the clause's subject does what it does: "answered by launching"."""
    start = context.clause(hit.start)[0]
    led = clitic_lead(hit.prefix) is Lead.BY or context.has_cue(
        context.words_back(hit.start, 2), hit.start, CueRole.MEANS
    )
    return led and any(is_agentive(a) for a in context.actors_in(start, hit.start))


def _carries(frame: Frame) -> bool:
    """Tell whether the chain carries the noun; "for" after a carrier leads a purpose but for plans and plights."""
    if not has_purpose(frame.hit.prefix):
        return True
    return frame.carried_by(CueRole.PLAN, CueRole.SUFFER, CueRole.ORDER)


def _opens(context: Context, said: FoundStatement, hit: Hit) -> bool:
    led = said.rule.endswith((".object", ".preposition")) and said.force not in _UNREAL
    return led and context.gap(max(said.start, context.sentence.start), hit.start) == 0


def _with_casualties(context: Context, frame: Frame) -> bool:
    start, end = context.clause(frame.hit.start)
    return has_owner(context, frame.hit) and context.has_cue(start, end, CueRole.CASUALTY)


def has_owner(context: Context, hit: Hit) -> bool:
    """Tell whether a noun names, or points at, those who do it."""
    if hit.suffix:
        return True
    reach = context.words_on(hit.end, _OWNER)
    return any(True for _ in context.actors_in(hit.core_end, reach)) or any(
        hit.end <= place.start < reach for place in context.findings.places
    )


def find_frame(context: Context, hit: Hit, cue: ActCue) -> Frame | None:
    """Return the frame of a cue, None when what it asks for is missing."""
    if cue.form is Form.PERFECT and _is_masdar(context, hit):
        return None
    thing = _find_thing(context, hit, cue.act)
    if cue.form is not Form.NOUN and hit.suffix and cue.act.objects:
        thing = _thing_of_pronoun(context, hit, cue.act, thing)
        if thing is None:
            return None
    elif cue.act.objects and thing is None and not (cue.act.place and _has_place(context, hit, cue.act)):
        return None
    if cue.act.agent_class and not _agent_is(context, hit, cue.act.agent_class):
        return None
    chain = find_chain(context, hit, cue.form)
    return Frame(hit=hit, act=cue.act, form=cue.form, thing=thing, chain=chain, passive=cue.passive)


def _is_masdar(context: Context, hit: Hit) -> bool:
    """Tell whether a word that may be a past verb or its masdar is the masdar: it does not begin a clause."""
    same = (other for other in context.sentence.hits if other.start == hit.start and other.end == hit.end)
    if not any(type(other.item) is ActCue and other.item.form is Form.NOUN for other in same):
        return False
    before = context.token_before(hit.start)
    if before is None or hit.start in context.borders or before.start < context.clause(hit.start)[0]:
        return False
    opened = context.has_cue(before.start, hit.start, CueRole.PARTICLE_QAD, CueRole.RELATIVE, CueRole.CLAUSE)
    return not opened and not any(actor.end == before.end for actor in context.actors)


def _thing_of_pronoun(context: Context, hit: Hit, act: Act, after: Hit | None) -> Hit | None:
    """Return the thing that a verb's object pronoun points back at, or one that a preposition adds after it."""
    if after is not None and (after.prefix or context.has_cue(hit.end, after.start, CueRole.PREPOSITION)):
        return after
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _BACK))
    things = find_things(context, hit)
    before = [thing for thing, item in things if start <= thing.start < hit.start and item.name in act.objects]
    return before[-1] if before else None


def _find_thing(context: Context, hit: Hit, act: Act) -> Hit | None:
    if not act.objects:
        return None
    stop = context.clause(hit.start)[1]
    for thing, item in find_things(context, hit):
        if hit.end <= thing.start < stop and item.name in act.objects:
            return thing if context.gap(hit.end, thing.start) <= act.window else None
    return None


def _has_place(context: Context, hit: Hit, act: Act) -> bool:
    stop = context.clause(hit.start)[1]
    return any(
        hit.end <= place.start < stop and context.gap(hit.end, place.start) <= act.window
        for place in context.findings.places
        if context.sentence.start <= place.start < context.sentence.end
    )


def _agent_is(context: Context, hit: Hit, name: str) -> bool:
    near = max(context.clause(hit.start)[0], context.words_back(hit.start, 9)), context.words_on(hit.end, 9)
    return any(near[0] <= thing.start < near[1] and item.name == name for thing, item in find_things(context, hit))


def find_things(context: Context, hit: Hit) -> tuple[tuple[Hit, ThingCue], ...]:
    """Return the things that a cue looks for."""
    return context.all_things if isinstance(hit.item, WideActCue) else context.things
