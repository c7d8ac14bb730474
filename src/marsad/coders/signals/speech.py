"""Speech acts: what somebody threatens, warns of, demands, denies or offers, by the verb used or the words said."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.party import UNNAMED, UNREAD
from marsad.coders.signals.roles import Party
from marsad.coders.signals.rows import Form, SpeechCue
from marsad.coders.signals.speech_answer import answer_attack
from marsad.coders.signals.speech_content import read_content
from marsad.coders.signals.speech_cues import find_close, split_content
from marsad.coders.signals.speech_doctrine import find_doctrines
from marsad.coders.signals.speech_facing import face
from marsad.coders.signals.speech_force import (
    READINESS,
    Force,
    find_accused,
    find_accuser,
    find_force,
    find_frame_cue,
    find_passive,
    find_patient,
    is_order,
    read_force,
    read_lead,
    read_passive,
    read_readiness,
    read_turned,
)
from marsad.coders.signals.speech_made import make_speech, make_unread
from marsad.coders.signals.speech_named import find_doubt, find_exchange, find_utterer, is_taken
from marsad.coders.signals.speech_parties import find_speaker, names_claim
from marsad.coders.signals.speech_targets import find_named_before
from marsad.coders.signals.speech_words import find_printed, find_words
from marsad.find.speech import FoundStatement
from marsad.model import SignalType
from marsad.text.match import Hit

_LED = frozenset({SignalType.DEMAND, SignalType.PLEDGE})  # which a "call" or "vow" may be as well as an offer
_HEAD = 6  # words after a named act within which stands what makes it another
_NO_ACT = frozenset({"agreeing", "praising", "hoping", "questioning"})


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what somebody says, with the acts that the rules read in it (the doubtful ones with their reason)."""

    context: Context
    said: FoundStatement
    speaker: Party
    start: int
    end: int
    hints: tuple[Candidate, ...] = ()


def find_named(context: Context) -> Iterator[Candidate]:
    """Yield the speech acts that a verb or noun names without reported words, and doctrines."""
    for hit in context.sentence.of(SpeechCue):
        if isinstance(hit.item, SpeechCue) and not hit.item.verb.weak and hit.item.verb.type is not SignalType.DOCTRINE:
            yield from _read_named(context, hit, hit.item)
    yield from find_doctrines(context)


def find_pieces(context: Context) -> Iterator[Piece]:
    """Yield the pieces of what is said in a sentence by somebody who can act."""
    for said in context.statements:
        if context.sentence.start <= said.start < context.sentence.end:
            yield from _read_statement(context, said)


def _read_statement(context: Context, said: FoundStatement) -> Iterator[Piece]:
    speaker, end = find_speaker(said), min(said.end, context.sentence.end)
    turned = find_passive(context, said)
    patient = find_patient(context, said) if turned is None else None
    if patient is not None:
        made = _make_unnamed(context, said, patient, end)
        yield Piece(context=context, said=said, speaker=UNNAMED, start=said.start, end=end, hints=(made,))
        return
    accused = find_accused(context, said)
    if accused is not None:
        made = replace(_make_passive(context, said, accused), proven=True)
        yield Piece(context=context, said=said, speaker=made.agent, start=said.start, end=end, hints=(made,))
        return
    speaker = turned[0] if turned is not None else speaker
    told = read_turned(said, turned[1]) if turned is not None else read_force(context, said, speaker)
    force = told or _read_led(context, said, speaker, end)
    if force is None:
        yield from _read_words(context, said, speaker)
        return
    content = said.start, find_close(context, said.start, end)
    hints = _read_by_force(context, said, speaker, force, content)
    yield Piece(context=context, said=said, speaker=speaker, start=content[0], end=content[1], hints=tuple(hints))


def _read_led(context: Context, said: FoundStatement, speaker: Party, end: int) -> Force | None:
    """Return what a noun before the words names; what they do tells which of the kinds that it may name."""
    lead = read_lead(context, said)
    told = read_content(context, said, speaker, said.start, end) if lead is not None else None
    if lead is None or told is None or told.hit is None or told.type not in _LED:
        return lead
    return replace(lead, type=told.type, rule=f"lead.{told.type}", about=lead.about or told.about)


def _read_by_force(
    context: Context, said: FoundStatement, speaker: Party, force: Force, content: tuple[int, int]
) -> Iterator[Candidate]:
    """Yield the act that a reporting verb names."""
    if force.type is None:
        return
    hit = find_frame_cue(context, said)
    made = make_speech(context, force.type, force.rule, hit, speaker, said, content, force.about, force.why)
    if force.type is SignalType.DEMAND and not made.targets and is_order(said):
        made = replace(made, doubt="an order to one's own side")
    held = force.holds or _is_held_possible(said, force)
    if (said.negated and not held) or _within_denial(context, said):
        made = replace(made, doubt="the speech act is negated")
    if not made.doubt and _is_asked_about(context, said):
        made = replace(made, doubt="asked or judged by another, not told")
    made = replace(made, modality=force.modality) if force.modality is not None else made
    yield replace(face(answer_attack(context, said, speaker, made)), proven=not made.doubt)


def _is_held_possible(said: FoundStatement, force: Force) -> bool:
    """Tell whether what another may do is not ruled out, which is a judgement too."""
    ruling = said.verb is not None and said.verb.id in find_printed("ruling_out")
    return ruling and force.type is SignalType.ASSESSMENT and force.about is not None


def _make_passive(context: Context, said: FoundStatement, accused: Party) -> Candidate:
    """Return the accusation whose only party named is the accused; who accuses is carried from before, if anybody."""
    before = find_accuser(context, said, accused)
    hit, content = find_frame_cue(context, said), (said.start, said.end)
    kind, why = SignalType.ACCUSATION, "the only party after the verb is the accused"
    made = make_speech(context, kind, "force.accusing.object", hit, before, said, content, accused, why)
    return replace(made, targets=accused.codes)


def _make_unnamed(context: Context, said: FoundStatement, patient: Party, end: int) -> Candidate:
    """Return the act whose verb is passive, so that nobody is named who does it."""
    hit, kind, why = find_frame_cue(context, said), read_passive(said), "the party after a passive verb"
    rule, content = f"force.{said.force}.passive", (said.start, end)
    return replace(make_speech(context, kind, rule, hit, UNNAMED, said, content, patient, why), proven=True)


def _within_denial(context: Context, said: FoundStatement) -> bool:
    """Tell whether a statement is itself part of what another denies having said."""
    return any(
        other is not said and other.force == "denying" and other.start <= said.frame_start < other.end
        for other in context.statements
    )


def _is_asked_about(context: Context, said: FoundStatement) -> bool:
    """Tell whether a statement is part of what another asks, or of what a scholar thinks of its speaker."""
    return any(
        other is not said
        and other.start <= said.frame_start < other.end
        and set(other.codes).isdisjoint(said.codes)
        and (other.force == "questioning" or find_speaker(other).role is not None)
        for other in context.statements
    )


def _read_words(context: Context, said: FoundStatement, speaker: Party) -> Iterator[Piece]:
    """Yield the pieces of a statement's content with what their words do."""
    acts = find_force(said) not in _NO_ACT
    for start, end in split_content(context, said.start, min(said.end, context.sentence.end)):
        told = read_content(context, said, speaker, start, end) if acts else None
        hints: tuple[Candidate, ...] = ()
        if told is not None:
            parts = (start, end), told.about, told.why
            made = make_speech(context, told.type, told.rule, told.hit, speaker, said, *parts)
            if made.targets or not told.needs_target:
                hints = (replace(face(answer_attack(context, said, speaker, made)), proven=True),)
        yield Piece(context=context, said=said, speaker=speaker, start=start, end=end, hints=hints)


def _read_named(context: Context, hit: Hit, cue: SpeechCue) -> Iterator[Candidate]:
    exchanged = find_exchange(context, hit, cue)
    if exchanged:
        yield from (_make_exchanged(context, hit, cue, *sides) for sides in exchanged)
    elif not is_taken(context, hit, cue):
        doubt = find_doubt(context, hit, cue)
        kind, end = _named_type(context, hit, cue), _find_end(context, hit, cue)
        yield make_unread(context, kind, cue.verb.id, hit, end, doubt) if doubt else _make_named(context, hit, cue)


def complete_named(candidate: Candidate) -> Candidate:
    """Return a named speech act with its parties, also where a rule doubts it."""
    cue = candidate.cue
    if candidate.agent is not UNREAD or cue is None or not isinstance(cue.item, SpeechCue):
        return candidate
    return _make_named(candidate.context, cue, cue.item, candidate.doubt)


def _make_named(context: Context, hit: Hit, cue: SpeechCue, doubt: str = "") -> Candidate:
    utterer, why, lacking = find_utterer(context, hit, cue, doubt)
    doubt = doubt or why
    content = hit.end, _find_end(context, hit, cue)
    made = make_speech(context, _named_type(context, hit, cue), cue.verb.id, hit, utterer, None, content)
    made = made if made.targets else replace(made, targets=find_named_before(context, utterer, hit))
    made = face(made)
    if not made.targets and made.type is SignalType.ACCUSATION:
        lacking = lacking or "blames nobody who is named"
    return replace(made, doubt=doubt, lacking=lacking, proven=not doubt and not lacking)


def _find_end(context: Context, hit: Hit, cue: SpeechCue) -> int:
    """Return where what a named speech act says ends: with its clause, after a noun and a colon with the sentence."""
    _, end = context.clause(hit.start)
    if cue.form is Form.NOUN and context.findings.scan.aligned.normal[end - 1 : end] in find_words("colon"):
        return context.sentence.end
    return end


def _make_exchanged(context: Context, hit: Hit, cue: SpeechCue, one: Party, other: Party) -> Candidate:
    """Return what one of two says of the other where the two exchange it."""
    made = make_speech(context, cue.verb.type, f"{cue.verb.id}.exchanged", hit, one, None, (hit.end, hit.end), other)
    return replace(made, proven=True)


def _named_type(context: Context, hit: Hit, cue: SpeechCue) -> SignalType:
    """Return the type of a named act, corrected by what follows: refused allegations, promises not to act."""
    if cue.verb.id in find_printed("refusing_cues") and names_claim(context, hit.end, context.clause(hit.start)[1]):
        return SignalType.DENIAL
    reach = context.words_on(hit.end, _HEAD)
    if cue.verb.type is SignalType.PLEDGE and context.says(hit.end, reach, find_words("promise_not")):
        return SignalType.ASSURANCE
    if cue.verb.id in find_words("readiness_cues"):
        return read_readiness(context.texts_on(hit.end, READINESS)) or cue.verb.type
    return cue.verb.type
