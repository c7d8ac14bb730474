"""Whether a cue's act happened, is planned, feared, denied, halted or hangs on a condition."""

from marsad.coders.signals.clause import Context
from marsad.coders.signals.rows import Form
from marsad.languages.ar.clitics import is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import Modality
from marsad.text.match import Hit

_NEAR = 5  # words before a cue in which a hedge governs it
_HALT_REACH = 3


def find_modality(context: Context, hit: Hit, form: Form) -> tuple[Modality, str]:
    """Return an act's modality and the words' role that told it."""
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _NEAR))
    wide = context.words_back(hit.start, _NEAR)
    if _negated(context, hit, start):
        return Modality.DENIED, "negated"
    if context.has_cue(context.words_back(hit.start, _HALT_REACH), hit.start, CueRole.HALT):
        return Modality.HALTED, "called off or suspended"
    if context.has_cue(start, hit.start, CueRole.CONDITION):
        return Modality.CONDITIONAL, "under a condition"
    if context.has_cue(wide, hit.start, CueRole.POSSIBLE) or _qad_imperfect(context, hit, form, start):
        return Modality.POSSIBLE, "held possible"
    if _planned(context, hit, form, wide):
        return _conditional_if(context, hit, Modality.PLANNED), "announced for the future"
    return Modality.ACTUAL, "told as done"


def _conditional_if(context: Context, hit: Hit, otherwise: Modality) -> Modality:
    on = context.has_cue(context.sentence.start, context.sentence.end, CueRole.CONDITION)
    return Modality.CONDITIONAL if on else otherwise


def _negated(context: Context, hit: Hit, start: int) -> bool:
    near = context.words_back(hit.start, 2)
    return context.has_cue(max(start, near), hit.start, CueRole.NEGATION, CueRole.NEGATION_FUTURE)


def _qad_imperfect(context: Context, hit: Hit, form: Form, start: int) -> bool:
    return form is Form.IMPERFECT and context.has_cue(
        max(start, context.words_back(hit.start, 1)), hit.start, CueRole.PARTICLE_QAD
    )


def _planned(context: Context, hit: Hit, form: Form, start: int) -> bool:
    if form is Form.IMPERFECT and is_future(hit.prefix):
        return True
    if context.has_cue(start, hit.start, CueRole.PLAN, CueRole.ORDER):
        return True
    if form is Form.PERFECT:
        return False
    end = min(context.clause(hit.start)[1], context.words_on(hit.end, 8))
    return context.has_cue(start, end, CueRole.FUTURE) or _light_future(context, hit, start)


def _light_future(context: Context, hit: Hit, start: int) -> bool:
    """Tell whether the light verb that carries an event noun is in the future."""
    return any(is_future(cue.prefix) for cue, _ in context.cues_in(start, hit.start, CueRole.LIGHT))


def hangs_on_condition(context: Context, start: int, end: int) -> bool:
    """Tell whether a speech act's content between the offsets is conditional."""
    return context.has_cue(start, end, CueRole.CONDITION)
