"""What a speaker does by what is said: the content's words, weighed by whose conduct they tell."""

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import Party
from marsad.coders.signals.rows import Content, ContentCue, Form, SpeechCue
from marsad.coders.signals.speech_parties import Subject, find_doer, find_subject
from marsad.coders.signals.speech_words import find_words
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

JUDGING = frozenset({"expecting", "opining", "doubting", "concluding", "claiming", "fearing"})
_OBJECT_REACH = 8
_NEGATION_REACH = 2
_NEGATIONS = {"future": "future_not", "past": "past_not", "present": "present_not", "any": "any_not"}
_HEDGES = (CueRole.POSSIBLE, CueRole.NEGATION_FUTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a piece of content does, by which rule and words; `about` is the party that it tells of."""

    type: SignalType
    rule: str
    hit: Hit | None
    about: Party | None
    why: str
    needs_target: bool = False


def read_content(context: Context, said: FoundStatement, speaker: Party, start: int, end: int) -> Told | None:
    """Return what the words in `start:end`, a piece of a statement, do; None when nothing that is coded."""
    subject = find_subject(context, speaker, start, end)
    demanded = _demand_upon(context, speaker, subject, start)
    if demanded is not None:
        return demanded
    for hit, content in _find_cues(context, said, start, end):
        doer = find_doer(context, speaker, subject, start, hit.start)
        told = _weigh(context, said, speaker, hit, content, doer)
        if told is not None:
            return told
    return _judge(context, said, speaker, subject, start, end)


def _demand_upon(context: Context, speaker: Party, subject: Subject, start: int) -> Told | None:
    """Return the demand of words that open with "it is up to" a party other than the speaker."""
    first = next((cue for cue, _ in context.cues_in(start, start + 1, CueRole.TOWARDS)), None)
    if first is None:
        return None
    addressed = next(context.actors_in(first.end, context.words_on(first.end, 3)), None)
    if addressed is None or not set(addressed.codes).isdisjoint(speaker.codes):
        return None
    return Told(type=SignalType.DEMAND, rule="content.upon", hit=first, about=None, why="it is up to another party")


def _find_cues(context: Context, said: FoundStatement, start: int, end: int) -> list[tuple[Hit, Content]]:
    inside = [
        (hit, hit.item.content)
        for hit in context.sentence.hits
        if isinstance(hit.item, ContentCue) and start <= hit.start < end and _spoken_here(context, hit, said, start)
    ]
    inside.sort(key=_precedence)
    return [(hit, content) for hit, content in inside if _fits(context, hit, content)]


def _precedence(found: tuple[Hit, Content]) -> tuple[str, int]:
    return found[1].id, found[0].start


def _spoken_here(context: Context, hit: Hit, said: FoundStatement, start: int) -> bool:
    """Tell whether the cue belongs to this statement: not to one inside it, nor to another verb of speech within it."""
    inner = context.statement_at(hit.start)
    if inner is not None and inner is not said:
        return False
    verbs = (other for other in context.sentence.hits if isinstance(other.item, SpeechCue))
    return not any(start < verb.start < hit.start and verb.item.form is not Form.NOUN for verb in verbs)


def _fits(context: Context, hit: Hit, content: Content) -> bool:
    if content.future and not (is_future(hit.prefix) or _follows(context, hit, "future_word", 1)):
        return False
    if content.negated and not _follows(context, hit, _NEGATIONS[content.negated], _NEGATION_REACH):
        return False
    if content.verbs and not content.negated and _follows(context, hit, "any_not", 1):
        return False
    if not content.objects:
        return True
    reach = context.words_on(hit.end, _OBJECT_REACH)
    return any(hit.start <= thing.start < reach and item.name in content.objects for thing, item in context.things)


def _follows(context: Context, hit: Hit, name: str, reach: int) -> bool:
    """Tell whether a word of the class stands right before the hit."""
    words = find_words(name)
    index = context.distance(context.sentence.start, hit.start)
    return any(token.text in words for token in context.tokens[max(0, index - reach) : index])


def _weigh(
    context: Context, said: FoundStatement, speaker: Party, hit: Hit, content: Content, doer: Subject
) -> Told | None:
    """Return what a cue tells: the speaker's own act, or a judgement when it is another's."""
    rule = f"content.{content.id}"
    if content.strict and not judges(said, speaker):
        return None
    if content.about == "self" and doer.other is not None:
        if not _is_judgement(said, speaker, content):
            return None
        return Told(type=SignalType.ASSESSMENT, rule=rule, hit=hit, about=doer.other, why="told of another")
    if content.about == "other" and doer.own and not _names_other(context, speaker, hit):
        return None
    about = doer.other if content.about != "self" else None
    needs = content.about == "other"
    return Told(type=content.type, rule=rule, hit=hit, about=about, why=content.type.value, needs_target=needs)


def _is_judgement(said: FoundStatement, speaker: Party, content: Content) -> bool:
    return content.type is not SignalType.DENIAL and content.negated != "past"


def _names_other(context: Context, speaker: Party, hit: Hit) -> bool:
    reach = context.words_on(hit.end, _OBJECT_REACH)
    return any(a.codes and set(a.codes).isdisjoint(speaker.codes) for a in context.actors_in(hit.end, reach))


def judges(said: FoundStatement, speaker: Party) -> bool:
    """Tell whether the speaker judges: a scholar or former official, or anybody after a verb of judging."""
    return speaker.role is not None or said.force in JUDGING


def _judge(
    context: Context, said: FoundStatement, speaker: Party, subject: Subject, start: int, end: int
) -> Told | None:
    """Return the assessment that a judging speaker makes of another party, or anybody of another's possible act."""
    if subject.other is None:
        return None
    if judges(said, speaker):
        return Told(
            type=SignalType.ASSESSMENT,
            rule="content.judged",
            hit=None,
            about=subject.other,
            why="a judgement of another",
        )
    hedge = next(context.cues_in(start, context.words_on(start, _OBJECT_REACH), *_HEDGES), None)
    return hedge and Told(
        type=SignalType.ASSESSMENT, rule="content.held_possible", hit=hedge[0], about=subject.other, why="held possible"
    )


def split_content(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a content that "and that" joins."""
    begin = start
    for token in context.tokens:
        if start + 8 < token.start < end and token.text in find_words("also_that"):
            yield begin, token.start
            begin = token.start if token.text not in find_words("also_that_alone") else token.end + 1
    yield begin, end
