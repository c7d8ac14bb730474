"""Whether a cue's act happened, is planned, feared, denied, halted or hangs on a condition."""

from collections.abc import Iterator

from marsad.coders.signals.clause import Context
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import find_decider
from marsad.coders.signals.rows import Form
from marsad.languages.ar.clitics import is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality, SignalType
from marsad.text.match import Hit

_NEAR = 5  # words before a cue in which a hedge governs it
_AFTER = 14  # words after a cue in which a future date counts
_ONLY = 4
_CALLED_OFF = frozenset(
    {
        SignalType.ALIGNMENT,
        SignalType.ARMS_TRANSFER,
        SignalType.DEPLOYMENT,
        SignalType.EXERCISE,
        SignalType.TALKS,
        SignalType.TEST,
    }
)  # acts that a verb of halting calls off; of others it may be the act
_NEGATIONS = (CueRole.NEGATION, CueRole.NEGATION_FUTURE)


def find_modality(context: Context, frame: Frame) -> tuple[Modality, str]:
    """Return an act's modality and the words' role that told it."""
    if _denied(context, frame):
        return Modality.DENIED, "negated or denied"
    likely = _likely(context, frame)
    if frame.act.modality is not None:
        return (likely, "held possible or on a condition") if likely else (frame.act.modality, "the cue itself")
    if _halted(context, frame):
        return Modality.HALTED, "called off or suspended"
    if likely:
        return likely, "held possible or on a condition"
    if _planned(context, frame):
        return Modality.PLANNED, "announced for the future"
    return Modality.ACTUAL, "told as done"


def _likely(context: Context, frame: Frame) -> Modality | None:
    if _possible(context, frame):
        return Modality.POSSIBLE
    return Modality.CONDITIONAL if _conditional(context, frame) else None


def _verbs(frame: Frame) -> Iterator[tuple[Hit, bool]]:
    """Yield the words whose particles count, each with whether it is an imperfect: the cue and its carriers."""
    yield frame.hit, frame.form is Form.IMPERFECT
    for hit, cue in frame.chain:
        yield hit, cue.imperfect


def _denied(context: Context, frame: Frame) -> bool:
    if frame.carried_by(CueRole.DENY):
        return True
    said = frame.said
    if said is not None and said.force == "denying" and not said.negated:
        return True
    if context.by_role.keys().isdisjoint(_NEGATIONS):
        return False
    return any(_negated(context, hit) for hit, _ in _verbs(frame)) and not _not_only(context, frame)


def _negated(context: Context, hit: Hit) -> bool:
    for cue, _ in context.cues_in(context.words_back(hit.start, 6), hit.start, *_NEGATIONS):
        if cue.end <= hit.start and context.gap(cue.end, hit.start) == 0:
            return True
    return False


def _not_only(context: Context, frame: Frame) -> bool:
    stop = context.words_on(frame.end, _ONLY)
    return context.has_cue(frame.end, stop, CueRole.ONLY)


def _halted(context: Context, frame: Frame) -> bool:
    if frame.act.type in _CALLED_OFF and context.has_cue(frame.hit.start, frame.hit.end, CueRole.HALT):
        return True
    for hit, cue in frame.chain:
        if CueRole.HALT in cue.roles:
            return not _is_held_at(context, frame, hit)
        if CueRole.HALT_FROM in cue.roles and context.has_cue(hit.end, frame.hit.start, CueRole.SOURCE):
            return True
    return frame.form is Form.NOUN and _halted_after(context, frame)


def _is_held_at(context: Context, frame: Frame, halt: Hit) -> bool:
    """Tell whether a meeting is where a halt is spoken of: "called for a halt of the fire in a phone call"."""
    far = context.gap(halt.end, frame.hit.start) > 1
    return frame.act.during and far and context.has_cue(halt.end, frame.hit.start, CueRole.DURING)


def _halted_after(context: Context, frame: Frame) -> bool:
    """Tell whether a verb with a pronoun calls off what was named: "talks were due, but Russia postponed them"."""
    later = context.cues_in(frame.end, context.sentence.end, CueRole.HALT)
    return any(hit.suffix and cue.verb and not context.ends_feminine(hit) for hit, cue in later)


def _possible(context: Context, frame: Frame) -> bool:
    if CueRole.POSSIBLE in context.by_role and _is_hedged(context, frame):
        return True
    if CueRole.PARTICLE_QAD not in context.by_role:
        return False
    return any(imperfect and _after_qad(context, verb) for verb, imperfect in _verbs(frame))


def _is_hedged(context: Context, frame: Frame) -> bool:
    """Tell whether a word for what is possible carries an act, stands before it or before its "that"."""
    start, back = frame.clause[0], context.words_back(frame.hit.start, _NEAR)
    hedges = context.cues_in(max(start, back), frame.hit.start, CueRole.POSSIBLE)
    if frame.carried_by(CueRole.POSSIBLE) or any(CueRole.FEAR not in cue.roles for _, cue in hedges):
        return True
    return _is_content(context, start, frame.hit.start) and context.has_cue(back, start, CueRole.POSSIBLE)


def _is_content(context: Context, start: int, position: int) -> bool:
    """Tell whether a verb follows right after the connector that begins its clause: "the danger that it may fire"."""
    return context.distance(start, position) == 1 and context.has_cue(start, position, CueRole.CLAUSE)


def _after_qad(context: Context, verb: Hit) -> bool:
    return context.has_before(verb.start, 1, CueRole.PARTICLE_QAD)


def _conditional(context: Context, frame: Frame) -> bool:
    if CueRole.CONDITION not in context.by_role:
        return False
    start = max(frame.clause[0], context.words_back(frame.start, 3))
    return _planned(context, frame) or context.has_cue(start, frame.start, CueRole.CONDITION)


def _planned(context: Context, frame: Frame) -> bool:
    if frame.form is Form.IMPERFECT and (is_future(frame.hit.prefix) or _is_decided(context, frame)):
        return True
    if any(is_future(hit.prefix) for hit, _ in frame.chain) or frame.carried_by(CueRole.PLAN):
        return True
    if frame.carried_by(CueRole.ORDER) and not frame.act.ordered:
        return True
    if frame.form is Form.PERFECT:
        return False
    start, end = frame.clause
    start = max(start, context.words_back(frame.start, _NEAR))
    end = min(end, context.words_on(frame.end, _AFTER))
    if context.has_cue(start, end, CueRole.FUTURE):
        return True
    return _is_imperfect(frame) and (_dated_later(context, start, end) or _is_due(context, frame, start, end))


def _is_decided(context: Context, frame: Frame) -> bool:
    """Tell whether somebody decides or plans what a verb after "that" names, where deciding it is not doing it."""
    return not frame.act.ordered and find_decider(context, frame.hit) is not None


def _is_imperfect(frame: Frame) -> bool:
    return frame.form is Form.IMPERFECT or any(cue.imperfect for _, cue in frame.chain)


def _is_due(context: Context, frame: Frame, start: int, end: int) -> bool:
    """Tell whether a verb in the present tells a meeting of a day: "meets his counterpart on Friday"."""
    days = (date for date in context.findings.dates if start <= date.start < end)
    return frame.act.type is SignalType.TALKS and any(date.rule == "date.weekday" for date in days)


def _dated_later(context: Context, start: int, end: int) -> bool:
    """Tell whether a date after the day of publication stands in the range."""
    published = context.findings.scan.article.published
    if published is None:
        return False
    near = (date.when for date in context.findings.dates if start <= date.start < end and date.when is not None)
    return any(when.start > published.end for when in near)
