"""Speech acts: what somebody threatens, warns of, demands, denies or offers, by the verb used or the words said."""

from collections.abc import Iterator
from dataclasses import replace

from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.modality import hangs_on_condition
from marsad.coders.signals.roles import UNKNOWN, Party, find_agent, is_party, resolve_codes
from marsad.coders.signals.rows import Content, ContentCue, Form, SpeechCue
from marsad.find.actors import ActorKind
from marsad.find.speech import FoundStatement
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

_SILENT = frozenset({ActorKind.OUTLET})
_JUDGING = frozenset({"expecting", "opining", "doubting", "concluding", "claiming"})
_TOLD = frozenset({SignalType.OFFER, SignalType.REJECTION, SignalType.THREAT, SignalType.DENIAL})
_OPENING = 6  # words at the head of a content that tell what it is about
_FORCES = {
    "threatening": SignalType.THREAT,
    "warning": SignalType.WARNING,
    "fearing": SignalType.WARNING,
    "demanding": SignalType.DEMAND,
    "accusing": SignalType.ACCUSATION,
    "condemning": SignalType.ACCUSATION,
    "denying": SignalType.DENIAL,
    "rejecting": SignalType.REJECTION,
    "pledging": SignalType.PLEDGE,
    "offering": SignalType.OFFER,
    "reassuring": SignalType.ASSURANCE,
}


def find_speech_acts(context: Context) -> Iterator[Candidate | Rejected]:
    """Yield the speech acts that a sentence reports."""
    here = [said for said in context.statements if context.sentence.start <= said.start < context.sentence.end]
    for said in here:
        found = _by_force(context, said) or _by_content(context, said)
        if found is not None:
            yield found
    for hit in context.sentence.hits:
        if isinstance(hit.item, SpeechCue) and not hit.item.verb.weak and _statement_of(context, hit) is None:
            found = _by_verb(context, hit, hit.item)
            if found is not None:
                yield found


def _by_force(context: Context, said: FoundStatement) -> Candidate | None:
    kind = _FORCES.get(said.force)
    speaker = _speaker(context, said)
    if kind is None or said.negated or not speaker.codes:
        return None
    framed = [hit for hit in context.sentence.hits if said.frame_start <= hit.start < said.frame_end]
    hit = next((hit for hit in framed if isinstance(hit.item, SpeechCue)), framed[0] if framed else None)
    made = _make_speech(context, kind, f"force.{said.force}", hit, speaker, said)
    return _by_opening(context, said, made)


def _by_opening(context: Context, said: FoundStatement, made: Candidate) -> Candidate:
    """Correct a type by what the content opens with: refused allegations are denied, threatened sanctions planned."""
    reach = context.words_on(said.start, _OPENING)
    opening = {item.name for thing, item in context.things if said.start <= thing.start < min(reach, said.end)}
    if made.type is SignalType.REJECTION and "allegation" in opening:
        return replace(made, type=SignalType.DENIAL, rule="force.rejecting.allegation")
    if made.type in (SignalType.THREAT, SignalType.PLEDGE) and "sanctions" in opening:
        return replace(made, type=SignalType.SANCTION, rule="force.threatening.sanctions", modality=Modality.PLANNED)
    return made


def _statement_of(context: Context, hit: Hit) -> FoundStatement | None:
    framed = (s for s in context.statements if s.frame_start <= hit.start < s.frame_end)
    return next(framed, None)


def _by_verb(context: Context, hit: Hit, cue: SpeechCue) -> Candidate | Rejected | None:
    if _negated(context, hit):
        return Rejected(rule=cue.verb.id, reason="the speech act is negated", start=hit.start, end=hit.end)
    if cue.form is Form.NOUN and not _owned(context, hit):
        return Rejected(rule=cue.verb.id, reason="a noun that nobody is named to utter", start=hit.start, end=hit.end)
    agent = find_agent(context, hit, cue.form)
    if not agent.codes:
        return Rejected(rule=cue.verb.id, reason="no speaker with a state", start=hit.start, end=hit.end)
    return _make_speech(context, cue.verb.type, cue.verb.id, hit, agent, None)


def _negated(context: Context, hit: Hit) -> bool:
    back = context.words_back(hit.start, 1)
    return context.has_cue(back, hit.start, CueRole.NEGATION, CueRole.NEGATION_FUTURE)


def _owned(context: Context, hit: Hit) -> bool:
    if context.has_cue(context.words_back(hit.start, 2), hit.start, CueRole.SETTING):
        return False
    reach = context.words_on(hit.end, 2)
    return any(is_party(a) and not context.led_by_preposition(a) for a in context.actors_in(hit.core_end, reach))


def _speaker(context: Context, said: FoundStatement) -> Party:
    mention = said.speaker_mention
    if mention is not None and mention.kind in _SILENT:
        return Party()
    return Party(
        codes=said.codes,
        person=mention.person if mention else None,
        role=mention.role if mention else None,
        found="the speaker of the statement",
        mention=mention,
    )


def _make_speech(
    context: Context, kind: SignalType, rule: str, hit: Hit | None, agent: Party, said: FoundStatement | None
) -> Candidate:
    first = hit.start if hit else said.start if said else context.sentence.start
    start = min(first, said.frame_start, said.start) if said else context.clause(first)[0]
    start = max(start, context.sentence.start)
    end = min(said.end, context.sentence.end) if said else context.clause(first)[1]
    targets = _speech_targets(context, hit, agent, said)
    conditional = hangs_on_condition(context, first, end) and kind not in (SignalType.ASSURANCE, SignalType.ASSESSMENT)
    words = context.findings.scan.aligned.quote(hit.start, hit.end) if hit else ""
    return Candidate(
        type=kind,
        rule=rule,
        context=context,
        start=min(start, first),
        end=max(end, first + 1),
        cue=hit,
        agent=agent,
        actors=agent.codes,
        targets=targets,
        modality=Modality.CONDITIONAL if conditional else Modality.ACTUAL,
        attributed_to=_reporter(context, first, agent),
        background=context.has_cue(context.clause(first)[0], first, CueRole.PAST),
        because=(f"cue «{words}»", f"speaker: {agent.found}"),
    )


def _speech_targets(context: Context, hit: Hit | None, agent: Party, said: FoundStatement | None) -> tuple[str, ...]:
    start = hit.end if hit else said.start if said else context.sentence.start
    end = max(min(said.end, context.sentence.end), start) if said else context.sentence.end
    for actor in context.actors_in(start, end):
        codes = resolve_codes(context, actor)
        if is_party(actor) and codes and set(codes).isdisjoint(agent.codes) and codes != ("XXX",):
            return codes
    return ()


def _reporter(context: Context, position: int, agent: Party) -> str | None:
    said = context.statement_at(position)
    if said is None or not said.codes or not set(said.codes).isdisjoint(agent.codes):
        return None
    return said.codes[0]


def _by_content(context: Context, said: FoundStatement) -> Candidate | None:
    speaker = _speaker(context, said)
    if not speaker.codes:
        return None
    if (demand := _demand_on(context, said, speaker)) is not None:
        return demand
    for hit, content in _content_cues(context, said):
        found = _weigh_content(context, said, speaker, hit, content)
        if found is not None:
            return found
    return None


def _demand_on(context: Context, said: FoundStatement, speaker: Party) -> Candidate | None:
    """Return the demand of a content that opens with "it is up to" a party other than the speaker."""
    first = next((cue for cue, _ in context.cues_in(said.start, said.start + 1, CueRole.TOWARDS)), None)
    if first is None:
        return None
    addressed = next(context.actors_in(first.end, context.words_on(first.end, 3)), None)
    if addressed is None or not set(addressed.codes).isdisjoint(speaker.codes):
        return None
    return _make_speech(context, SignalType.DEMAND, "content.upon", first, speaker, said)


def _content_cues(context: Context, said: FoundStatement) -> list[tuple[Hit, Content]]:
    inside = [
        (hit, hit.item.content)
        for hit in context.sentence.hits
        if isinstance(hit.item, ContentCue) and said.start <= hit.start < said.end and _spoken_here(context, hit, said)
    ]
    inside.sort(key=_precedence)
    return [(hit, content) for hit, content in inside if _has_things(context, hit, content)]


def _weigh_content(
    context: Context, said: FoundStatement, speaker: Party, hit: Hit, content: Content
) -> Candidate | None:
    """Return what the content cue tells: the speaker's own act, another's act as told, or a judgement of another."""
    rule = f"content.{content.id}"
    doer = _doer(context, said, speaker, hit)
    if content.about == "self" and doer is not None:
        if content.type in _TOLD:
            told = _make_speech(context, content.type, rule, hit, doer, said)
            return replace(told, attributed_to=None if UNKNOWN in speaker.codes else speaker.codes[0])
        return _make_speech(context, SignalType.ASSESSMENT, rule, hit, speaker, said)
    made = _make_speech(context, content.type, rule, hit, speaker, said)
    if content.about == "other" and not made.targets:
        return None
    if content.strict and not _judges(said, speaker):
        return None
    return made


def _doer(context: Context, said: FoundStatement, speaker: Party, hit: Hit) -> Party | None:
    """Return the party other than the speaker whose act the cue tells, if the content names one as its subject."""
    before = [a for a in context.actors_in(said.start, hit.start) if is_agentive(a)]
    subjects = [a for a in before if not context.led_by_preposition(a)]
    if not subjects or not set(subjects[-1].codes).isdisjoint(speaker.codes) or UNKNOWN in subjects[-1].codes:
        return None
    last = subjects[-1]
    return Party(codes=last.codes, person=last.person, role=last.role, found="subject of the content", mention=last)


def _judges(said: FoundStatement, speaker: Party) -> bool:
    judging = said.force in _JUDGING
    return speaker.role is not None or judging


def _spoken_here(context: Context, hit: Hit, said: FoundStatement) -> bool:
    """Tell whether the cue belongs to this statement: not to one inside it, nor to another verb of speech within it."""
    inner = context.statement_at(hit.start)
    if inner is not None and inner is not said:
        return False
    verbs = (other for other in context.sentence.hits if isinstance(other.item, SpeechCue))
    return not any(said.start <= verb.start < hit.start and verb.item.form is not Form.NOUN for verb in verbs)


def _precedence(found: tuple[Hit, Content]) -> tuple[str, int]:
    return found[1].id, found[0].start


def _has_things(context: Context, hit: Hit, content: Content) -> bool:
    if not content.objects:
        return True
    reach = context.words_on(hit.end, 8)
    return any(hit.start <= thing.start < reach and item.name in content.objects for thing, item in context.things)
