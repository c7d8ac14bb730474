"""Who holds an exercise that nobody is said to hold: who trains on it by its relative clause, else who always does."""

from marsad.coders.signals.clause import Context, Lead
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import NOBODY, Party, as_party, is_party
from marsad.coders.signals.rows import Form
from marsad.find.actors import ActorMention
from marsad.languages.ar.cues import CueRole
from marsad.languages.ar.things import ExerciseName
from marsad.model import SignalType
from marsad.reference.exercises import find_organisers

_NAME_REACH = 2  # words between an exercise's noun and its name
_WHICH_REACH = 4  # words between them, or behind the name, and the relative clause
_SUBJECT_REACH = 3  # words between "which" and the subject of its verb


def find_organiser(context: Context, frame: Frame) -> Party:
    """Return who trains on an exercise by its relative clause, else the known organiser of the one named; or NOBODY."""
    if frame.act.type is not SignalType.EXERCISE or frame.form is not Form.NOUN:
        return NOBODY
    trains = _find_in_relative(context, frame)
    if trains is not None:
        return as_party(context, trains, "said to train on it")
    for name in context.sentence.of(ExerciseName):
        if name.start >= frame.hit.end and context.gap(frame.hit.end, name.start) <= _NAME_REACH:
            codes = find_organisers(name.item.id)  # type: ignore[attr-defined]
            return Party(codes=codes, found="known to hold the exercise of that name")
    return NOBODY


def _find_in_relative(context: Context, frame: Frame) -> ActorMention | None:
    """Return the subject of "which it holds" or "on which it trains" right behind an exercise."""
    for which, _ in context.cues_in(frame.hit.end, context.sentence.end, CueRole.RELATIVE):
        if context.gap(frame.hit.end, which.start) > _WHICH_REACH:
            return None
        for actor in context.actors_in(which.end, context.sentence.end):
            if context.gap(which.end, actor.start) > _SUBJECT_REACH:
                break
            led = context.lead(actor, which.end)
            if is_party(actor) and not actor.located and led is Lead.NONE and _trains(context, which.end, actor.start):
                return actor
    return None


def _trains(context: Context, start: int, end: int) -> bool:
    """Tell whether a verb of training, or one that carries a noun such as "holds", stands in the range."""
    if any(start <= hit.start < end and cue.verb for hit, cue in context.carriers):
        return True
    drills = (cue for first, _, cue in context.act_places if start <= first < end and cue.form is not Form.NOUN)
    return any(cue.act.type is SignalType.EXERCISE for cue in drills)
