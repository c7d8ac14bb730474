"""What makes the mention of an act an act: the verbs that carry an event noun, and the settings that do not."""

from marsad.coders.signals.clause import Context, Lead, clitic_lead, is_agentive
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.rows import Form, SpeechCue
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_purpose
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

SETTING = "named in a relative clause as a setting"
PART = "a launch that is part of an exercise"
UNSURE = "a question or a doubt, not told as done"
_OWNER = 6  # words after a noun within which whoever it belongs to is named
_QUESTION, _EXCLAIMED = frozenset("؟?"), frozenset("!")
_TOLL = 12  # words before a strike within which those it killed are told
_OPENING = 2  # words of a clause before the noun that it is about
_ORDERED = 4  # words before "that" within which somebody decides what follows
_IF = frozenset({chr(0x0625) + chr(0x0646)})  # "if" before a perfect; "that" is spelled otherwise or before a noun
_THAT = frozenset({chr(0x0623) + chr(0x0646), chr(0x0627) + chr(0x0646)})
_WHO = frozenset({chr(0x0645) + chr(0x0646)})  # "who" before a verb; before a noun "from"
_ASSAIL = "accusation.assail"  # the row of speech whose verb also means to strike
_PERSONS = frozenset({ActorKind.OFFICE, ActorKind.PERSON, ActorKind.UNNAMED})
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

_PROMISED = frozenset(
    {SignalType.SANCTION, SignalType.TREATY_COMMITMENT, SignalType.TREATY_SUSPENSION, SignalType.INSPECTION}
)  # promised is planned


def why_not(context: Context, frame: Frame) -> str:
    """Return why the frame tells no act, "" if it does."""
    return _why_unreal(context, frame) or (
        _why_noun_not(context, frame) if frame.form is Form.NOUN else _why_verb_not(context, frame)
    )


def _why_unreal(context: Context, frame: Frame) -> str:
    """Refuse what somebody asks for, threatens or offers: it belongs to the speech act."""
    if _is_question(context) or context.has_cue(context.sentence.start, frame.hit.start, CueRole.DOUBT):
        return UNSURE
    if frame.carried_by(CueRole.ORDER, CueRole.DENY):
        return ""
    if frame.carried_by(CueRole.ASKED, CueRole.FEAR) and not frame.act.asked:
        return "asked for, offered, refused or feared, not done"
    if _is_opposed(context, frame):
        return "asked for, offered, refused or feared, not done"
    if frame.act.type is SignalType.TEST and _is_part_of_exercise(context):
        return PART
    failed = frame.act.type is not SignalType.TEST and _failed(context, frame)  # a test that fails is one
    return "tried without success" if failed else _why_only_said(context, frame)


def _is_part_of_exercise(context: Context) -> bool:
    """Tell whether a sentence tells what was done within an exercise, which is one act with it: "as part of drills"."""
    drills = (start for start, _, cue in context.act_places if cue.act.type is SignalType.EXERCISE)
    within = find_words("part_of")
    return any(context.says(context.words_back(start, _OPENING), start, within) for start in drills)


def _is_opposed(context: Context, frame: Frame) -> bool:
    """Tell whether a noun of asking or refusing parts a verb from what it would do: "announced its opposition to"."""
    if frame.form is Form.NOUN or frame.thing is None or frame.act.asked:
        return False
    between = context.cues_in(frame.hit.end, frame.thing.start, CueRole.ASKED)
    return any(not cue.verb for _, cue in between)


def _failed(context: Context, frame: Frame) -> bool:
    for hit, cue in frame.chain:
        if CueRole.FAIL in cue.roles and context.has_cue(hit.end, frame.hit.start, CueRole.INSIDE, CueRole.SOURCE):
            return True
    return False


def _why_only_said(context: Context, frame: Frame) -> str:
    said = frame.said
    if said is None or said.force not in _UNREAL or frame.form is Form.PERFECT:
        return ""
    promised = said.force == "pledging" and frame.act.type in _PROMISED
    threatened = said.force == "threatening" and frame.act.type is SignalType.SANCTION
    if promised or threatened or _is_time_of_another(context, frame):
        return ""
    if context.has_before(frame.start, 1, CueRole.GROUND):
        return ""
    near = context.distance(max(said.start, context.sentence.start), frame.hit.start) <= _ASKING
    return f"within what is said, {said.force}" if near else ""


def _is_question(context: Context) -> bool:
    last = context.texts[-2:]
    return last != [] and last[-1] in _QUESTION and last[0] not in _EXCLAIMED


def _why_verb_not(context: Context, frame: Frame) -> str:
    hit = frame.hit
    start = max(frame.clause[0], context.words_back(hit.start, 3))
    if context.has_cue(start, hit.start, CueRole.NEGATION_FUTURE):
        return "a promise or refusal for the future, not an act"
    if context.has_cue(start, hit.start, CueRole.CONDITION) or _after_if(context, frame):
        return "named in a condition"
    if frame.form is Form.IMPERFECT and _in_that_clause(context, hit):
        return "supposed or wanted in a clause after «that»"
    if _in_relative_clause(context, frame):
        return SETTING
    if frame.form is Form.IMPERFECT and frame.carried_by(CueRole.ASKED):
        return "asked for, not done"
    in_words = frame.act.type is SignalType.USE_OF_FORCE and _only_in_words(context, hit)
    return "an attack in words alone" if in_words else ""


def _only_in_words(context: Context, hit: Hit) -> bool:
    """Tell whether a verb of attacking is said of a person who gives a reason: "assailed Tehran for its refusal"."""
    cues = (other.item for other in context.sentence.of(SpeechCue) if other.start == hit.start)
    if not any(type(cue) is SpeechCue and cue.verb.id == _ASSAIL for cue in cues):
        return False
    first = context.first_actor(hit.end, context.words_on(hit.end, 1))
    reason = context.says(hit.end, context.sentence.end, find_words(f"needs.{_ASSAIL}"))
    return reason and first is not None and first.kind in _PERSONS


def _after_if(context: Context, frame: Frame) -> bool:
    """Tell whether a past verb follows "if", which before nouns means "that"."""
    verb = frame.form is Form.PERFECT or (bool(frame.chain) and frame.chain[-1][1].verb)
    return verb and context.is_after(frame.start, _IF)


def _in_that_clause(context: Context, hit: Hit) -> bool:
    """Tell whether an imperfect follows "that" without being decided on, or led by "after" and "before"."""
    that = context.token_before(hit.start)
    if that is None or not context.is_after(hit.start, _THAT):
        return False
    told = (CueRole.ORDER, CueRole.PLAN, CueRole.GROUND, CueRole.SETTING, CueRole.PAST)
    return not context.has_cue(context.words_back(that.start, _ORDERED), hit.start, *told)


def _in_relative_clause(context: Context, frame: Frame) -> bool:
    """Tell whether a verb modifies a noun: after "which", or an imperfect right after an adjective of a state."""
    hit, thing = frame.hit, frame.thing
    if frame.act.type is SignalType.TEST and thing is not None and thing.start < hit.start:
        return context.distance(frame.clause[0], thing.start) > 1  # "a missile that Pyongyang fired flew far" tells it
    led = context.cues_in(context.words_back(hit.start, 2), hit.start, CueRole.RELATIVE)
    if any(not relative.prefix for relative, _ in led):
        return True
    if frame.form is not Form.NOUN and context.is_after(hit.start, _WHO):
        return True
    before = next((a for a in context.actors if a.end <= hit.start and context.distance(a.end, hit.start) == 0), None)
    indefinite = before is not None and before.kind is ActorKind.ADJECTIVE and not hit.prefix
    if indefinite and before is not None and _opens_title(context, before):
        return False
    return (indefinite and frame.form is Form.IMPERFECT) or (frame.form is not Form.NOUN and _points_back(context, hit))


def _opens_title(context: Context, adjective: ActorMention) -> bool:
    """Tell whether an adjective belongs to a thing that heads a headline, whose verb follows: "Russian bombers fly"."""
    heads = (thing for thing, _ in context.things if thing.end <= adjective.start and not thing.prefix)
    return any(context.gap(head.end, adjective.start) <= 1 and context.heads_title(head.start) for head in heads)


def _points_back(context: Context, hit: Hit) -> bool:
    """Tell whether a verb within a clause has a pronoun for the noun before it: "bridges that they control"."""
    before = context.token_before(hit.start)
    if before is None or hit.prefix or before.start < context.clause(hit.start)[0] or context.starts_clause(hit.start):
        return False
    named = any(actor.end >= before.end > actor.start for actor in context.actors)
    small = any(cue.end == before.end for cue, _ in context.cues)
    after = context.words_on(hit.end, 1)
    back = bool(hit.suffix) or context.has_cue(hit.end, after, CueRole.BACK)
    return back and not named and not small


def _why_noun_not(context: Context, frame: Frame) -> str:
    first = frame.start
    back = context.words_back(first, 2)
    verbal = bool(frame.chain) and frame.chain[-1][1].verb
    if (
        not verbal
        and context.has_cue(back, first, CueRole.SETTING)
        and not context.has_cue(back, first, CueRole.GROUND)
    ):
        done = context.has_after(frame.end, 3, CueRole.AGENT)
        if not done and not _is_time_of_another(context, frame):
            return "named in passing as a setting"
    if frame.chain and not verbal and has_purpose(frame.chain[-1][0].prefix) and not is_means(context, frame.hit):
        return "only aimed at"
    if _licensed(context, frame):
        return _why_verb_not(context, frame)
    return "named in a noun phrase that is not the news"


def _took_place(context: Context, frame: Frame) -> bool:
    """Tell whether a meeting is named as the time of another act, with those who meet."""
    hit = frame.hit
    led = context.has_before(hit.start, 3, CueRole.DURING)
    near = any(
        context.gap(hit.end, actor.start) <= 1 for actor in context.actors_in(hit.end, context.words_on(hit.end, 4))
    )
    return led and (near or context.has_after(hit.end, 4, CueRole.TOGETHER))


def _licensed(context: Context, frame: Frame) -> bool:
    hit = frame.hit
    if frame.act.always or (frame.chain and _carries(frame)):
        return True
    if context.has_before(hit.start, 2, CueRole.GROUND):
        return frame.act.agentless or has_owner(context, hit)
    if context.has_after(frame.end, 3, CueRole.AGENT) or is_means(context, hit):
        return True
    if _is_topic(context, frame) or _with_casualties(context, frame) or _is_time_of_another(context, frame):
        return True
    said = context.statement_at(hit.start)
    return context.heads_title(hit.start) or (said is not None and _opens(context, said, frame.start))


def _is_time_of_another(context: Context, frame: Frame) -> bool:
    return frame.act.during and _took_place(context, frame)


def _is_topic(context: Context, frame: Frame) -> bool:
    """Tell whether a clause begins with the noun and says of it that it took place, was done by or was withstood."""
    start, end = frame.clause
    if frame.act.agentless and context.has_after(frame.hit.end, 1, CueRole.ITSELF):
        return True
    if frame.hit.prefix or context.distance(start, frame.hit.start) > _OPENING:
        return False
    told = context.cues_in(frame.end, end, CueRole.ITSELF, CueRole.SUFFER, CueRole.AGENT)
    return any(cue.verb or CueRole.AGENT in cue.roles for _, cue in told)


def is_means(context: Context, hit: Hit) -> bool:
    """Tell whether a noun names how the clause's subject does what it does: "answered by launching"."""
    start = context.clause(hit.start)[0]
    led = clitic_lead(hit.prefix) is Lead.BY or context.has_cue(
        context.words_back(hit.start, 2), hit.start, CueRole.MEANS
    )
    if context.has_cue(start, hit.start, CueRole.TAKES_BY):
        return False
    return led and any(is_agentive(a) for a in context.actors_in(start, hit.start))


def _carries(frame: Frame) -> bool:
    """Tell whether the chain carries the noun; "for" after a carrier leads a purpose but for plans and plights."""
    carrier, cue = frame.chain[-1]
    if not cue.verb and clitic_lead(carrier.prefix) is Lead.BY:
        return False
    if not has_purpose(frame.hit.prefix):
        return True
    return frame.carried_by(CueRole.PLAN, CueRole.SUFFER, CueRole.ORDER)


def _opens(context: Context, said: FoundStatement, start: int) -> bool:
    led = said.rule.endswith((".object", ".preposition", ".heading")) and said.force not in _UNREAL
    return led and context.gap(max(said.start, context.sentence.start), start) == 0


def _with_casualties(context: Context, frame: Frame) -> bool:
    """Tell whether a strike is named with those it killed or what it destroyed."""
    if frame.act.type is not SignalType.USE_OF_FORCE:
        return False
    start, end = frame.clause
    start = min(start, context.words_back(frame.hit.start, _TOLL))
    return has_owner(context, frame.hit) and context.has_cue(start, end, CueRole.CASUALTY)


def has_owner(context: Context, hit: Hit) -> bool:
    """Tell whether a noun names, or points at, those who do it."""
    if hit.suffix:
        return True
    reach = context.words_on(hit.end, _OWNER)
    return bool(context.actors_in(hit.core_end, reach)) or any(
        hit.end <= place.start < reach for place in context.findings.places
    )
