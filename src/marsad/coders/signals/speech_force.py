"""Speech acts that the reporting verb itself names, corrected by what the content opens with."""

from collections.abc import Sequence

import msgspec

from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.frame import is_vowelled_passive
from marsad.coders.signals.roles import UNKNOWN, Party, is_party
from marsad.coders.signals.rows import ContentCue, Form, SpeechCue
from marsad.coders.signals.speech_asked import is_asked
from marsad.coders.signals.speech_parties import (
    DIRECT,
    as_party,
    find_doer,
    find_previous_speaker,
    find_subject,
    find_tie,
    names_claim,
)
from marsad.coders.signals.speech_targets import codes_of
from marsad.coders.signals.speech_words import find_printed, find_stems, find_words
from marsad.find.actors import ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction, is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

_OPENING = 6  # words at the head of a content that tell what it is about
READINESS = 3  # words after a readiness of which one tells for what: "the readiness of Warsaw to defend"
_ARMS = frozenset({"missile", "nuke", "strike", "weapon"})
_DEALINGS = frozenset({"agreement", "alliance", "proposal", "talks", "treaty"})
_BINDING = frozenset({"accord", "agreement", "deal", "treaty", "treaty_duty", "treaty_pact"})
_BY = ("by_first", "by_second")  # the words that together mean "by"
_LAST = 2  # words right before a content among which the one addressed stands
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
    "doubting": SignalType.ASSESSMENT,
}


class Force(msgspec.Struct, frozen=True, kw_only=True):
    """The act that a reporting verb names; `type` is None when it is seen and no signal, `why` says so."""

    type: SignalType | None
    rule: str
    why: str
    about: Party | None = None
    modality: Modality | None = None
    holds: bool = False  # also under a negation: "did not rule out"


def read_force(context: Context, said: FoundStatement, speaker: Party) -> Force | None:
    """Return what the verb of a statement does; None when the verb is neutral and the content must tell."""
    force = find_force(said)
    kind = _FORCES.get(force)
    if kind is None:
        return None
    rule = f"force.{force}"
    if force == "fearing":
        return _read_fear(context, said, speaker)
    if said.verb is not None and said.verb.id in find_printed("no_act"):
        return Force(type=None, rule=rule, why="to stir up or regret is no demand")
    reader = _READERS.get(kind)
    found = reader(context, said, speaker, rule) if reader else None
    return found or Force(type=kind, rule=rule, why=f"a verb of {force}")


def find_force(said: FoundStatement) -> str:
    """Return what is done by saying it: a promise stays one whatever it promises."""
    pledged = said.verb is not None and said.verb.force == "pledging"
    return "pledging" if pledged and said.force not in _FORCES else said.force


def find_frame_cue(context: Context, said: FoundStatement) -> Hit | None:
    """Return the words of a statement's frame that name the act."""
    named = context.sentence.of(SpeechCue)
    return next((hit for hit in named if said.frame_start <= hit.start < said.frame_end), None)


def read_lead(context: Context, said: FoundStatement) -> Force | None:
    """Return the act that a noun before the reporting words names: "in a warning to Warsaw, the minister said"."""
    for hit in context.sentence.of(SpeechCue):
        item = hit.item
        if type(item) is not SpeechCue or item.form is not Form.NOUN or hit.start >= said.frame_start:
            continue
        before = context.token_before(hit.start)
        if before is None or before.start != context.sentence.start or before.text not in find_words("lead_in"):
            continue
        about = _led_to(context, hit, said)
        return Force(type=item.verb.type, rule=f"lead.{item.verb.id}", why="named before the words", about=about)
    return None


def _led_to(context: Context, hit: Hit, said: FoundStatement) -> Party | None:
    named = (a for a in context.actors_in(hit.end, said.frame_start) if is_party(a))
    other = next((a for a in named if a.codes and set(a.codes).isdisjoint(said.codes)), None)
    return as_party(context, other) if other is not None else None


def find_patient(context: Context, said: FoundStatement) -> Party | None:
    """Return the party right after a passive verb of speech, to whom it is done: "Minsk was warned of"."""
    cue = find_frame_cue(context, said)
    passive = cue is not None and is_vowelled_passive(context, cue, cue.item.form)  # type: ignore[attr-defined]
    if cue is None or not passive or find_force(said) not in _FORCES:
        return None
    mention = context.first_actor(cue.end, said.start)
    beside = mention is not None and is_party(mention) and context.distance(cue.end, mention.start) == 0
    return as_party(context, mention) if mention is not None and beside else None


def read_passive(said: FoundStatement) -> SignalType:
    """Return what is done to the subject of a passive verb of speech."""
    return _FORCES[find_force(said)]


def find_accused(context: Context, said: FoundStatement) -> Party | None:
    """Return the party right after a verb of accusing when no other can be its object, so that it is the accused."""
    if said.force != "accusing" or said.verb is None or said.verb.id not in find_printed("accusing_object"):
        return None
    cue = find_frame_cue(context, said)
    if cue is None:
        return None
    mention = context.first_actor(cue.end, said.start)
    stands = mention is not None and (mention is said.speaker_mention or UNKNOWN in said.codes)
    if mention is None or not stands or not is_party(mention) or context.distance(cue.end, mention.start) > 0:
        return None
    party = as_party(context, mention)
    if (
        context.distance(mention.end, said.start) > 0
        and said.start > mention.end
        and _has_object(context, mention, said)
    ):
        return None
    return party


def _has_object(context: Context, subject: ActorMention, said: FoundStatement) -> bool:
    """Tell whether another party or a definite noun stands between a subject and what it says, so that it is blamed."""
    words = context.tokens_between(subject.end, said.start)
    named = [a for a in context.actors_in(subject.end, said.start) if is_party(a)]
    if any(codes_of(context, [a], as_party(context, subject)) for a in named):
        return True
    return bool(words) and words[0].text.startswith(find_stems("article")) and not named


def find_accuser(context: Context, said: FoundStatement, accused: Party) -> Party:
    """Return who accuses where the verb names only the accused: the sentence's subject or the last speaker, if any."""
    cue = find_frame_cue(context, said)
    if cue is None or not has_conjunction(cue.prefix):
        return Party(found="nobody named")
    before = (a for a in context.actors_in(context.sentence.start, cue.start) if is_agentive(a))
    subject = next((a for a in before if find_tie(context, a, context.sentence.start) == DIRECT), None)
    if subject is not None and subject.codes and set(subject.codes).isdisjoint(accused.codes):
        return as_party(context, subject)
    return find_previous_speaker(context, said, accused)


def find_passive(context: Context, said: FoundStatement) -> tuple[Party, Party] | None:
    """Return who acts and upon whom where the party after the verb is only its object: "was accused by London of"."""
    mention = said.speaker_mention
    if _FORCES.get(said.force) is None or mention is None or not said.frame_start <= mention.start < said.start:
        return None
    end = context.words_on(mention.end, len(_BY) + 1)
    lead = context.tokens_between(mention.end, end)
    if [token.text in find_words(part) for part, token in zip(_BY, lead, strict=False)] != [True, True]:
        return None
    agent = next((a for a in context.actors_in(lead[0].end, end) if is_party(a)), None)
    return (as_party(context, agent), as_party(context, mention)) if agent is not None else None


def read_turned(said: FoundStatement, patient: Party) -> Force:
    """Return the act of the one by whom another is accused, warned, asked or threatened."""
    kind = _FORCES[said.force]
    return Force(type=kind, rule=f"force.{said.force}.passive", why="done to the party after the verb", about=patient)


def _opening(context: Context, said: FoundStatement) -> tuple[set[str], set[str]]:
    """Return the classes of things and the words that a content opens with."""
    reach = min(context.words_on(said.start, _OPENING), said.end)
    things = {item.name for thing, item in context.things if said.start <= thing.start < reach}
    return things, set(context.texts_in(said.start, reach))


def _read_rejection(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    things, words = _opening(context, said)
    silent = context.goes_on(said.start, 2, find_words("silence")) or context.says(
        said.frame_start, said.start, find_words("anonymity")
    )
    if silent or words & find_words("anonymity"):
        return Force(type=None, rule=rule, why="refuses to comment, not a demand or proposal")
    if said.verb is not None and said.verb.id in find_printed("mocking"):
        return Force(type=SignalType.ACCUSATION, rule=f"{rule}.mocking", why="mocks another's conduct")
    if names_claim(context, said.frame_start, said.start) or "allegation" in things or words & find_words("claimed"):
        return Force(type=SignalType.DENIAL, rule=f"{rule}.allegation", why="an allegation refused is denied")
    return None


def _read_threat(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    things, words = _opening(context, said)
    if words & find_words("economic"):
        return Force(type=None, rule=rule, why="threatens no force")
    if context.texts_on(said.start, 1) and context.texts_on(said.start, 1)[0].startswith(find_stems("refusal_stem")):
        return Force(type=SignalType.REJECTION, rule=f"{rule}.undoing", why="threatens to refuse or undo")
    if _first_word(context, said) in find_words("gesture"):
        return Force(type=None, rule=rule, why="a movement of the hand, no threat")
    if _portends(context, said):
        return Force(type=None, rule=rule, why="a state of things that portends, nobody who threatens")
    if "sanctions" in things:
        why = "sanctions threatened are planned"
        return Force(type=SignalType.SANCTION, rule=f"{rule}.sanctions", why=why, modality=Modality.PLANNED)
    return None


def _first_word(context: Context, said: FoundStatement) -> str:
    return "".join(context.texts_in(said.start, said.end)[:1])


def _portends(context: Context, said: FoundStatement) -> bool:
    """Tell whether a verb that also means "to portend" has no speaker beside it but a noun or "which" before it."""
    if said.verb is None or said.verb.id not in find_printed("portending"):
        return False
    before = context.token_before(said.frame_start)
    return before is not None and before.text in find_words("relative")


def _read_warning(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    """Return a threat where the danger warned of is the speaker's own strike."""
    if _portends(context, said):
        return Force(type=None, rule=rule, why="a state of things that portends, nobody who warns")
    worried = said.verb is None or said.verb.force != "warning"
    if worried and (blamed := _find_blamed(context, said, speaker)):
        return Force(type=SignalType.ACCUSATION, rule=f"{rule}.blame", why="worried by what it blames", about=blamed)
    if _first_word(context, said) in find_words("strike_with"):
        return Force(type=SignalType.THREAT, rule=f"{rule}.strike", why="warns with a strike")
    subject = find_subject(context, speaker, said.start, said.end)
    for hit in context.sentence.of(ContentCue):
        item = hit.item
        if not isinstance(item, ContentCue) or item.content.type is not SignalType.THREAT:
            continue
        if item.content.phrases and subject.other is None and not subject.own and hit.start > said.start:
            continue
        told = said.start <= hit.start < said.end and (not item.content.future or is_future(hit.prefix))
        if told and find_doer(context, speaker, subject, said.start, hit).other is None:
            return Force(type=SignalType.THREAT, rule=f"{rule}.own", why="warns of its own strike")
    return None


def _find_blamed(context: Context, said: FoundStatement, speaker: Party) -> Party | None:
    """Return the party behind what a worry names by a word that blames: "concern over a provocation by Warsaw"."""
    reach = min(context.words_on(said.start, _OPENING), said.end)
    for hit in context.sentence.of(ContentCue):
        blames = isinstance(hit.item, ContentCue) and hit.item.content.type is SignalType.ACCUSATION
        if blames and said.start <= hit.start < reach:
            after = context.first_actor(hit.end, min(context.words_on(hit.end, 1), said.end))
            if after is not None and is_party(after) and codes_of(context, [after], speaker):
                return as_party(context, after)
    return None


def _read_fear(context: Context, said: FoundStatement, speaker: Party) -> Force:
    """Return the judgement that a fear of what another may do is; a fear of nobody's act is none."""
    if blamed := _find_blamed(context, said, speaker):
        return Force(type=SignalType.ACCUSATION, rule="force.fearing.blame", why="fears what it blames", about=blamed)
    subject = find_subject(context, speaker, said.start, said.end)
    others = (a for a in context.actors_in(said.start, said.end) if is_party(a) and codes_of(context, [a], speaker))
    about = subject.other or next((as_party(context, actor) for actor in others), None)
    kind = SignalType.ASSESSMENT if about is not None else None
    return Force(type=kind, rule="force.fearing", why="fears what another may do", about=about)


def _read_pledge(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    words = set(context.texts_in(said.start, said.end))
    opening = set(context.texts_on(said.start, _OPENING))
    if opening & find_words("promise_not"):
        return Force(type=SignalType.ASSURANCE, rule=f"{rule}.restraint", why="a promise not to do something")
    if words & find_words("retaliation") and not context.has_cue(said.start, said.end, CueRole.CONDITION):
        return Force(type=SignalType.THREAT, rule=f"{rule}.retaliation", why="a promise to strike back")
    if _first_word(context, said) in find_words("undoing") and _opening(context, said)[0] & (_DEALINGS | _BINDING):
        return Force(type=SignalType.REJECTION, rule=f"{rule}.undoing", why="a promise to undo what others agreed")
    helps = words & (find_words("support") | find_words("response"))
    if not helps or opening & find_words("keeping"):
        return Force(type=None, rule=rule, why="a plan of one's own, no promise to another")
    return _read_threat(context, said, speaker, rule)


def _read_demand(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    _, words = _opening(context, said)
    if words & find_words("invitation"):
        return Force(type=None, rule=rule, why="an invitation, not a demand")
    if words & find_words("anonymity") or _speaks_to_own(context, said):
        return Force(type=None, rule=rule, why="no demand upon another party")
    if is_asked(context, said, find_frame_cue(context, said)):
        return Force(type=None, rule=rule, why="who stands before the word is asked, not asking")
    return None


def _speaks_to_own(context: Context, said: FoundStatement) -> bool:
    """Tell whether what stands between a verb and its content are the speaker's own people."""
    return not find_words("own_people").isdisjoint(context.texts_in(said.frame_start, said.start)[-_LAST:])


def is_order(said: FoundStatement) -> bool:
    """Tell whether the verb is one of giving orders, which are demands only to others, and carries no noun."""
    return not said.rule.endswith("stance") and said.verb is not None and said.verb.id in find_printed("order")


def read_readiness(following: Sequence[str]) -> SignalType | None:
    """Return what a readiness is that is none to talk, by the word after it: to strike, or to defend somebody."""
    if not find_words("war_aim").isdisjoint(following):
        return SignalType.THREAT
    return SignalType.PLEDGE if not find_words("defence_aim").isdisjoint(following) else None


def _read_offer(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    if _first_word(context, said) in find_words("unready"):
        return Force(type=SignalType.REJECTION, rule=f"{rule}.unready", why="says that it is not ready")
    other = read_readiness(context.texts_on(said.start, READINESS))
    if other is not None:
        return Force(type=other, rule=f"{rule}.readiness", why="ready to strike or to defend")
    if find_words("document").intersection((said.speaker or "").split()[:1]):
        return Force(type=None, rule=rule, why="set out in a document, no offer of a party")
    if speaker.role is None:
        return None
    return Force(type=None, rule=rule, why="a scholar's proposal is no offer of a party")


def _read_doubt(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    subject = find_subject(context, speaker, said.start, said.end)
    others = [a for a in context.actors_in(said.start, said.end) if codes_of(context, [a], speaker)]
    direct = any(find_tie(context, actor, said.start) == DIRECT for actor in others)
    first = set(context.texts_on(said.start, 1))
    own = bool(first & find_words("giving")) or (subject.other is None and not direct)
    if said.verb is not None and said.verb.id in find_printed("ruling_out") and own:
        things, words = _opening(context, said)
        if said.negated and words & find_words("resort") and things & _ARMS:
            return Force(type=SignalType.THREAT, rule=f"{rule}.open", why="keeps its own use of force open", holds=True)
        kind = SignalType.REJECTION if things & _DEALINGS or first & find_words("own_step") else None
        return Force(type=kind, rule=f"{rule}.own", why="rules out a step of its own")
    kind = SignalType.ASSESSMENT if subject.other is not None or others or speaker.role is not None else None
    return Force(type=kind, rule=rule, why="doubts what another may do", about=subject.other)


def _read_accusation(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    """Return no accusation where a verb that also means "to reproach" is one of taking upon oneself."""
    if _first_word(context, said) in find_words("own_blame"):
        return Force(type=None, rule=rule, why="claims or denies a deed of its own")
    if _first_word(context, said) not in find_words("own_burden"):
        return None
    helps = context.says(said.start, said.end, find_words("support"))
    kind = SignalType.PLEDGE if helps else None
    return Force(type=kind, rule=f"{rule}.burden", why="taken upon oneself")


def _read_denial(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    things, words = _opening(context, said)
    if words & find_words("lore") or _first_word(context, said) in find_words("kin"):
        return Force(type=None, rule=rule, why="denies nothing that a party did")
    disowned = said.verb is not None and said.verb.id in find_printed("disowning") and things & _BINDING
    return Force(type=None, rule=rule, why="a treaty disowned is no denial") if disowned else None


def _read_reassurance(context: Context, said: FoundStatement, speaker: Party, rule: str) -> Force | None:
    """Return a pledge where what reassures is help promised."""
    for hit in context.sentence.of(ContentCue):
        item = hit.item
        promised = isinstance(item, ContentCue) and item.content.type is SignalType.PLEDGE
        stated = promised and (bool(item.content.phrases) or is_future(hit.prefix))  # type: ignore[attr-defined]
        if stated and said.start <= hit.start < said.end:
            return Force(type=SignalType.PLEDGE, rule=f"{rule}.help", why="reassures by a promise of help")
    if context.says(said.start, said.end, find_words("any_not") | find_words("restraint")):
        return None
    return Force(type=None, rule=rule, why="reassures of nothing that it will not do")


_READERS = {
    SignalType.ACCUSATION: _read_accusation,
    SignalType.DENIAL: _read_denial,
    SignalType.ASSURANCE: _read_reassurance,
    SignalType.REJECTION: _read_rejection,
    SignalType.THREAT: _read_threat,
    SignalType.WARNING: _read_warning,
    SignalType.PLEDGE: _read_pledge,
    SignalType.DEMAND: _read_demand,
    SignalType.OFFER: _read_offer,
    SignalType.ASSESSMENT: _read_doubt,
}
