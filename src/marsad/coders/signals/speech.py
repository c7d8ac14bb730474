"""Speech acts: what somebody threatens, warns of, demands, denies, offers, from the verb used or from the words said."""

from collections.abc import Iterator

from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.clause import Context
from marsad.coders.signals.modality import hangs_on_condition
from marsad.coders.signals.roles import Party, find_agent, find_target, is_party, resolve_codes
from marsad.coders.signals.rows import Content, ContentCue, Form, SpeechCue, ThingCue
from marsad.find.actors import ActorKind
from marsad.find.speech import FoundStatement
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

_SILENT = frozenset({ActorKind.OUTLET})


def find_speech_acts(context: Context) -> Iterator[Candidate | Rejected]:
    """Yield the speech acts that a sentence reports."""
    told: set[int] = set()
    for hit in context.sentence.hits:
        if isinstance(hit.item, SpeechCue) and not hit.item.verb.weak:
            found = _by_verb(context, hit, hit.item)
            if found is not None:
                yield found
                if isinstance(found, Candidate) and (said := _statement_of(context, hit)):
                    told.add(said.start)
    for said in context.statements:
        in_sentence = context.sentence.start <= said.start < context.sentence.end
        if in_sentence and said.start not in told:
            found = _by_content(context, said)
            if found is not None:
                yield found


def _statement_of(context: Context, hit: Hit) -> FoundStatement | None:
    framed = (s for s in context.statements if s.frame_start <= hit.start < s.frame_end)
    return next(framed, None)


def _by_verb(context: Context, hit: Hit, cue: SpeechCue) -> Candidate | Rejected | None:
    said = _statement_of(context, hit)
    if _negated(context, hit):
        return Rejected(rule=cue.verb.id, reason="the speech act is negated", start=hit.start, end=hit.end)
    if cue.form is Form.NOUN and said is None and not _owned(context, hit):
        return Rejected(rule=cue.verb.id, reason="a noun that nobody is named to utter", start=hit.start, end=hit.end)
    agent = _speaker(context, hit, cue.form, said)
    if not agent.codes:
        return Rejected(rule=cue.verb.id, reason="no speaker with a state", start=hit.start, end=hit.end)
    return _make_speech(context, cue.verb.type, cue.verb.id, hit, agent, said)


def _negated(context: Context, hit: Hit) -> bool:
    back = context.words_back(hit.start, 1)
    return context.has_cue(back, hit.start, CueRole.NEGATION, CueRole.NEGATION_FUTURE)


def _owned(context: Context, hit: Hit) -> bool:
    if context.has_cue(context.words_back(hit.start, 2), hit.start, CueRole.SETTING):
        return False
    reach = context.words_on(hit.end, 2)
    return any(is_party(a) and not context.led_by_preposition(a) for a in context.actors_in(hit.core_end, reach))


def _speaker(context: Context, hit: Hit, form: Form, said: FoundStatement | None) -> Party:
    if said is None:
        return find_agent(context, hit, form)
    mention = said.speaker_mention
    if mention is not None and mention.kind in _SILENT:
        return Party()
    return Party(codes=said.codes, person=mention.person if mention else None, role=mention.role if mention else None,
                 found="the speaker of the statement", mention=mention)


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
        type=kind, rule=rule, context=context, start=min(start, first), end=max(end, first + 1), cue=hit, agent=agent,
        actors=agent.codes, targets=targets, modality=Modality.CONDITIONAL if conditional else Modality.ACTUAL,
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
    agent = _speaker(context, context.sentence.hits[0], Form.PERFECT, said) if context.sentence.hits else Party()
    if not agent.codes:
        return None
    found = _first_content(context, said)
    if found is None:
        return None
    hit, content = found
    return _make_speech(context, content.type, f"content.{content.id}", hit, agent, said)


def _first_content(context: Context, said: FoundStatement) -> tuple[Hit, Content] | None:
    inside = [
        (hit, hit.item.content)
        for hit in context.sentence.hits
        if isinstance(hit.item, ContentCue) and said.start <= hit.start < said.end and _innermost(context, hit, said)
    ]
    inside.sort(key=_precedence)
    return next(((hit, content) for hit, content in inside if _has_things(context, hit, content)), None)


def _innermost(context: Context, hit: Hit, said: FoundStatement) -> bool:
    inner = context.statement_at(hit.start)
    return inner is None or inner is said


def _precedence(found: tuple[Hit, Content]) -> tuple[str, int]:
    return found[1].id, found[0].start


def _has_things(context: Context, hit: Hit, content: Content) -> bool:
    if not content.objects:
        return True
    reach = context.words_on(hit.end, 8)
    return any(hit.start <= thing.start < reach and item.name in content.objects for thing, item in context.things)
