"""One act told twice is one signal; what is only feared or asked for inside a speech act is no second one."""

from msgspec.structs import replace

from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.record import find_date
from marsad.coders.signals.rows import ActCue, Form, SpeechCue, load_kinds
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType

_UNCERTAIN = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL, Modality.PLANNED})
_ABSORBING = frozenset(
    {SignalType.THREAT, SignalType.WARNING, SignalType.ASSESSMENT, SignalType.DEMAND, SignalType.PLEDGE}
)
_NAMING = _ABSORBING | {
    SignalType.DENIAL,
    SignalType.OFFER,
    SignalType.REJECTION,
    SignalType.ASSURANCE,
    SignalType.DOCTRINE,
}
_ANSWERING = frozenset({SignalType.ACCUSATION, SignalType.REJECTION, SignalType.DEMAND, SignalType.DENIAL})
_CARRIED = frozenset({SignalType.THREAT, SignalType.REJECTION, SignalType.OFFER})
_CARRY_REACH = 2  # sentences
_SAME_BREATH = SignalType.WARNING  # goes to whom the speaker spoke to in the same sentence, no farther back
_MANY = frozenset({SignalType.USE_OF_FORCE, SignalType.TALKS})
_SHARED = 0.3  # of the shorter act's longer words, for two tellings of one speech act
_SHORT = 3
_FULLER = 1.25  # times as long a sentence that tells an act more fully than an earlier headline
_ANSWERED = "only named as what another answers"
_BY_NOUN = "speech.masdar"  # the rule of what a noun reports
_ARTICLE = chr(0x0627) + chr(0x0644)  # as it is written before a noun
_CLAUSAL = frozenset({Form.PERFECT})


def merge_candidates(candidates: list[Candidate]) -> tuple[list[Candidate], list[Rejected]]:
    """Return the signals that stay, in text order, and those that fell, with the reason."""
    told = fill_targets(sorted(candidates, key=_place))
    kept: list[Candidate] = []
    fallen: list[Rejected] = []
    for candidate in told:
        reason = _why_absorbed(candidate, told)
        if reason is not None:
            fallen.append(_drop(candidate, reason))
            continue
        same = next((index for index, other in enumerate(kept) if _same(candidate, other)), None)
        if same is None:
            kept.append(candidate)
            continue
        kept[same], dropped = _choose(kept[same], candidate)
        fallen.append(_drop(dropped, "the same act told again"))
    return sorted(kept, key=_place), fallen


def _drop(candidate: Candidate, reason: str) -> Rejected:
    return Rejected(rule=candidate.rule, reason=reason, start=candidate.start, end=candidate.end)


def fill_targets(candidates: list[Candidate]) -> list[Candidate]:
    """Give threats, offers and refusals that name nobody the party that the same speaker just spoke to."""
    out: list[Candidate] = []
    for candidate in candidates:
        carried = candidate.type in (*_CARRIED, _SAME_BREATH) and not candidate.targets and candidate.actors
        blamed = candidate.type is SignalType.ACCUSATION and not candidate.targets
        out.append(_carry(candidate, out) if carried else _answer(candidate, out) if blamed else candidate)
    return out


def _answer(candidate: Candidate, earlier: list[Candidate]) -> Candidate:
    """Return blame that names nobody with the target whom it answers: who spoke right before it."""
    last = earlier[-1] if earlier else None
    if last is None or not load_kinds()[last.type].spoken:
        return candidate
    if candidate.context.sentence.index - last.context.sentence.index > 1:
        return candidate
    if not last.actors or not set(last.actors).isdisjoint(candidate.actors):
        return candidate
    why = f"directed at {'+'.join(last.actors)}, whose words it answers"
    return replace(candidate, targets=last.actors, because=(*candidate.because, why))


def _carry(candidate: Candidate, earlier: list[Candidate]) -> Candidate:
    index = candidate.context.sentence.index
    reach = 0 if candidate.type is _SAME_BREATH else _CARRY_REACH
    for other in reversed(earlier):
        if index - other.context.sentence.index > reach:
            break
        if other.actors == candidate.actors and other.targets and load_kinds()[other.type].spoken:
            why = f"directed at {'+'.join(other.targets)}, as the speaker's words before"
            return replace(candidate, targets=other.targets, because=(*candidate.because, why))
    return candidate


def _place(candidate: Candidate) -> tuple[int, int, str]:
    return candidate.start, candidate.end, candidate.rule


def _why_absorbed(candidate: Candidate, candidates: list[Candidate]) -> str | None:
    if candidate.modality is Modality.POSSIBLE and candidate.attributed_to is not None:
        return "what a speaker holds possible of another is the speaker's judgement"
    own = _OWN.get(candidate.type)
    if own is not None and any(own(candidate, other) for other in candidates):
        return "only announces an act of the speaker's own"
    answered = any(_refuses(other, candidate) for other in candidates)
    if answered or candidate.cue is None:
        return _ANSWERED if answered else None
    if load_kinds()[candidate.type].spoken:
        return _why_quoted(candidate, candidates)
    if candidate.type is SignalType.TEST and any(_is_strike(other, candidate) for other in candidates):
        return "a launch against an enemy, told as a strike"
    around = [each for each in candidates if _holds(each, candidate) and not _is_plan(each, candidate)]
    return _why_named(candidate, around)


def _is_plan(speech: Candidate, act: Candidate) -> bool:
    """Tell whether what sounds like a pledge is the plan of an act: "informed Congress of its intent to supply"."""
    own = speech.type is SignalType.PLEDGE and set(speech.actors) == set(act.actors)
    planned = act.frame is not None and act.frame.carried_by(CueRole.PLAN)
    return own and planned and _holds(speech, act)


def _is_own_order(speech: Candidate, act: Candidate) -> bool:
    """Tell whether what sounds like a demand orders what the same party does: "ordered his forces on alert"."""
    ordered = act.frame is not None and act.frame.carried_by(CueRole.ORDER)
    return ordered and set(speech.actors) == set(act.actors) and _holds(speech, act)


_OWN = {SignalType.PLEDGE: _is_plan, SignalType.DEMAND: _is_own_order}  # what only announces an act of one's own


def _is_of_own_act(speech: Candidate, act: Candidate) -> bool:
    """Tell whether what sounds like a judgement stands within an act of its own: "announced no change in readiness"."""
    frame, cue = act.frame, speech.cue
    judged = speech.type is SignalType.ASSESSMENT and speech.actors == act.actors
    within = frame is not None and cue is not None and act.context.sentence is speech.context.sentence
    return judged and within and frame.hit.start <= cue.start < frame.end  # type: ignore[union-attr]


def _is_strike(other: Candidate, act: Candidate) -> bool:
    """Tell whether a use of force in the same sentence by the same party is what a launch is told of."""
    here = other.context.sentence.index == act.context.sentence.index
    return other.type is SignalType.USE_OF_FORCE and here and set(other.actors) == set(act.actors)


def _why_named(candidate: Candidate, around: list[Candidate]) -> str | None:
    """Return why an act within the words of speech acts is none: it is feared, asked for or refused, not told."""
    if candidate.modality is Modality.DENIED and any(_denies(other, candidate) for other in around):
        return None
    if _is_decided(candidate) or _is_occasion(candidate):
        return None
    if candidate.modality in _UNCERTAIN and any(other.type in _ABSORBING for other in around):
        return "feared, asked for or threatened within a speech act"
    if not _is_told(candidate) and any(other.type in _NAMING for other in around):
        return "only named as what a speech act asks for, threatens, offers or refuses"
    return None


def _is_decided(act: Candidate) -> bool:
    """Tell whether an act is ordered or decided by the one who can: "instructed the treasury to tighten sanctions"."""
    frame = act.frame
    return frame is not None and frame.act.ordered and frame.carried_by(CueRole.ORDER)


def _is_occasion(act: Candidate) -> bool:
    """Tell whether an act is a meeting that took place, named as the time of what is said there."""
    frame = act.frame
    return frame is not None and frame.act.during and act.modality is Modality.ACTUAL and act.proven


def _denies(speech: Candidate, act: Candidate) -> bool:
    """Tell whether an act is one that its own doer denies: the codebook keeps it beside the denial."""
    return speech.type is SignalType.DENIAL and not set(speech.actors).isdisjoint(act.actors)


def _why_quoted(candidate: Candidate, candidates: list[Candidate]) -> str | None:
    """Return why what a noun names within a speech act is no signal of its own: it is another's, or no other act."""
    item = candidate.cue.item if candidate.cue is not None else None
    if not isinstance(item, SpeechCue) or item.form is not Form.NOUN:
        return None
    for other in candidates:
        if other.type in _ANSWERING and other.actors != candidate.actors and _holds(other, candidate):
            return _ANSWERED
        if _is_doubted_beside(candidate, other) and _holds(other, candidate):
            return "named within words of the same party that do the same"
        if _is_of_own_act(candidate, other):
            return "tells what the same party does or does not do"
    return None


def _refuses(other: Candidate, claim: Candidate) -> bool:
    """Tell whether another denies what a noun of saying that stands in the denial reports."""
    said = claim.said
    if other.type is not SignalType.DENIAL or said is None or not said.rule.startswith(_BY_NOUN):
        return False
    return set(other.actors).isdisjoint(claim.actors) and other.start <= said.frame_start < other.end


def _is_doubted_beside(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether a rule doubts what another act of the same kind and party may tell already."""
    return bool(candidate.doubt) and other.type is candidate.type and other.actors == candidate.actors


def _holds(speech: Candidate, act: Candidate) -> bool:
    """Tell whether an act's cue stands in the words of a speech act, after the words that name it."""
    if not load_kinds()[speech.type].spoken or act.cue is None:
        return False
    first = speech.cue.start if speech.cue is not None else speech.start
    return first <= act.cue.start < speech.end and act.cue is not speech.cue


def _is_told(act: Candidate) -> bool:
    """Tell whether a verb in the perfect tells an act as done, so that more than a wish or fear is said of it."""
    item = act.cue.item if act.cue is not None else None
    return isinstance(item, ActCue) and item.form in _CLAUSAL


def _same(candidate: Candidate, other: Candidate) -> bool:
    if candidate.type is not other.type or set(candidate.actors) != set(other.actors):
        return candidate.type is other.type and _is_same_meeting(candidate, other)
    if candidate.type is SignalType.DOCTRINE:
        return True
    here = candidate.context.sentence.index == other.context.sentence.index
    if not here and candidate.type is SignalType.TALKS and _is_bare(candidate):
        return not _is_another_day(candidate, other)
    if candidate.type in _MANY:
        return here and (candidate.targets == other.targets or not candidate.targets or not other.targets)
    if here:
        return _agree(candidate, other) and not _is_another_day(candidate, other)
    alike = candidate.modality == other.modality or _is_definite(candidate)
    return alike and _is_told_again(candidate, other)


def _is_definite(candidate: Candidate) -> bool:
    """Tell whether an act is named by a noun with the article or an owner, as what was told before: "its drills"."""
    frame = candidate.frame
    if frame is None or frame.form is not Form.NOUN:
        return False
    return bool(frame.hit.suffix) or _ARTICLE in frame.hit.prefix


def _is_same_meeting(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether "the talks" are those told before, though not the same of their parties are named."""
    if candidate.type is not SignalType.TALKS or not _is_definite(candidate):
        return False
    if not (_is_bare(candidate) or candidate.doubt or candidate.lacking):
        return False  # a verb tells it anew, with its parties
    one, two = set(candidate.actors), set(other.actors)
    return len(one & two) > 1 and (one <= two or two <= one) and not _is_another_day(candidate, other)


def _is_bare(candidate: Candidate) -> bool:
    """Tell whether a meeting is only named by a noun that no verb carries: "during the talks"."""
    frame = candidate.frame
    return frame is not None and frame.form is Form.NOUN and not frame.chain


def _is_told_again(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two acts of different sentences are one: to the same party, a speech act with like content."""
    if not load_kinds()[candidate.type].spoken:
        return _is_to_same(candidate, other) and not _is_another_day(candidate, other)
    if candidate.targets and other.targets and candidate.targets != other.targets:
        return False
    if candidate.faced and candidate.type is SignalType.REJECTION and _goes_on(candidate, other):
        return True
    return _is_like(candidate, other)


def _goes_on(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether words follow in the next sentence, so that a refusal of nothing named is the one before."""
    return candidate.context.sentence.index - other.context.sentence.index == 1


def _is_to_same(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two acts have the same target, or the later telling leaves it out."""
    return candidate.targets == other.targets or not candidate.targets


def _is_another_day(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two acts have dates that exclude each other."""
    one, two = find_date(candidate), find_date(other)
    return one is not None and two is not None and (one.end < two.start or two.end < one.start)


def _is_like(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two speech acts to the same party have the same content, by the words they share."""
    if candidate.type is SignalType.ASSESSMENT and candidate.agent.role is not None:
        return True
    one, two = _words(candidate), _words(other)
    return len(one & two) >= _SHARED * min(len(one), len(two))


def _words(candidate: Candidate) -> set[str]:
    """Return the longer words of what is said, the names of parties left out."""
    context, cue = candidate.context, candidate.cue
    start = cue.end if cue is not None else candidate.start
    return {
        token.text
        for token in context.tokens
        if start <= token.start < candidate.end
        and len(token.text) > _SHORT
        and not any(actor.start <= token.start < actor.end for actor in context.actors)
    }


def _agree(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two acts of one sentence have targets that do not speak against their being one."""
    one, two = set(candidate.targets), set(other.targets)
    return not one or not two or bool(one & two) or not load_kinds()[candidate.type].spoken


def _choose(first: Candidate, second: Candidate) -> tuple[Candidate, Candidate]:
    """Return the telling to keep and the one to drop: the fuller sentence, else the first, with either's targets."""
    fuller = _is_headline(first) and _length(second) > _FULLER * _length(first)
    keep, drop = (second, first) if fuller else (first, second)
    if drop.targets and not keep.targets:
        keep = replace(keep, targets=drop.targets)
    return keep, drop


def _is_headline(candidate: Candidate) -> bool:
    """Tell whether an act stands in a line that ends without a mark."""
    return candidate.context.tokens[-1].text[-1].isalnum()


def _length(candidate: Candidate) -> int:
    sentence = candidate.context.sentence
    return sentence.end - sentence.start
