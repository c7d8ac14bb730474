"""What a speaker does by what is said: the content's words, weighed by whose conduct they tell."""

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import Party, is_party
from marsad.coders.signals.rows import Content, ContentCue, Form, SpeechCue
from marsad.coders.signals.speech_parties import (
    Subject,
    as_party,
    find_doer,
    find_previous_speaker,
    find_subject,
    words_between,
)
from marsad.coders.signals.speech_words import find_printed, find_stems, find_words
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_preposition, has_purpose, is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

JUDGING = frozenset({"expecting", "opining", "doubting", "concluding", "claiming", "fearing"})
_OBJECT_REACH = 8
_NEGATION_REACH = 2
_NEGATIONS = {"future": "future_not", "past": "past_not", "present": "present_not", "any": "any_not"}
_OF_ANOTHER = "what another does, told by the speaker"
_OFFICIAL = frozenset(  # what only somebody who speaks for a party can do
    {
        SignalType.THREAT,
        SignalType.PLEDGE,
        SignalType.OFFER,
        SignalType.ASSURANCE,
        SignalType.REJECTION,
        SignalType.DENIAL,
    }
)
_NEAR_START = 4  # words from the start of a content within which an unnamed subject is taken for the speaker
_OVERRIDING = frozenset({SignalType.ACCUSATION, SignalType.DEMAND, SignalType.ASSESSMENT})
_OWN = frozenset({SignalType.ASSESSMENT, SignalType.DEMAND})  # no act when told of the speaker's own side
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
    subject = _find_described(context, said, speaker, start) or find_subject(context, speaker, start, end)
    demanded = _demand_upon(context, speaker, subject, start)
    if demanded is not None:
        return demanded
    fallback: Told | None = None
    for hit, content in _find_cues(context, said, start, end):
        doer = find_doer(context, speaker, subject, start, hit)
        told = _weigh(context, said, speaker, hit, content, doer, start)
        if told is None or (fallback is not None and told.type not in _OVERRIDING):
            continue
        if told.why != _OF_ANOTHER:
            return told
        fallback = fallback or told
    return fallback or _judge(context, said, speaker, subject, start, end)


def _find_described(context: Context, said: FoundStatement, speaker: Party, start: int) -> Subject | None:
    """Return what a verb such as "described" names before the content that starts with "as"."""
    if said.verb is None or said.verb.id not in find_printed("describing") or start != said.start:
        return None
    first = next(iter(words_between(context, start, context.words_on(start, 1))), None)
    if first is None or first.text not in find_words("self_named"):
        return None
    named = (a for a in context.actors_in(said.frame_start, start) if is_party(a))
    other = next((a for a in named if a.codes and set(a.codes).isdisjoint(speaker.codes)), None)
    if other is not None:
        return Subject(other=as_party(context, other))
    last = context.token_before(start)
    if last is None or not last.text.endswith(find_stems("pronoun_ending")):
        return None
    previous = find_previous_speaker(context, said, speaker)
    return Subject(other=previous) if previous.codes else None


def _demand_upon(context: Context, speaker: Party, subject: Subject, start: int) -> Told | None:
    """Return the demand of words that open with "it is up to" a party other than the speaker."""
    first = next((cue for cue, _ in context.cues_in(start, start + 1, CueRole.TOWARDS)), None)
    if first is None:
        return None
    addressed = next(context.actors_in(first.end, context.words_on(first.end, 3)), None)
    if addressed is None or not set(addressed.codes).isdisjoint(speaker.codes):
        return None
    about = as_party(context, addressed)
    return Told(type=SignalType.DEMAND, rule="content.upon", hit=first, about=about, why="it is up to another party")


def _find_cues(context: Context, said: FoundStatement, start: int, end: int) -> list[tuple[Hit, Content]]:
    inside = [
        (hit, hit.item.content)
        for hit in context.sentence.hits
        if isinstance(hit.item, ContentCue) and start <= hit.start < end and _spoken_here(context, hit, said, start)
    ]
    inside.sort(key=_precedence)
    return [(hit, content) for hit, content in inside if _fits(context, hit, content, start)]


def _precedence(found: tuple[Hit, Content]) -> tuple[str, int]:
    return found[1].id, found[0].start


def _spoken_here(context: Context, hit: Hit, said: FoundStatement, start: int) -> bool:
    """Tell whether the cue belongs to this statement: not to one inside it, nor to another verb of speech within it."""
    inner = context.statement_at(hit.start)
    if inner is not None and inner is not said:
        return False
    verbs = (other for other in context.sentence.hits if isinstance(other.item, SpeechCue))
    return not any(start < verb.start < hit.start and verb.item.form is not Form.NOUN for verb in verbs)


def _fits(context: Context, hit: Hit, content: Content, start: int) -> bool:
    if content.verbs and has_purpose(hit.prefix):
        return False
    if content.opening and context.distance(start, hit.start) > 1:
        return False
    if content.future and not (is_future(hit.prefix) or _follows(context, hit, "future_word", 1)):
        return False
    if content.future and _follows(context, hit, "interrogative", 1):
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
    context: Context, said: FoundStatement, speaker: Party, hit: Hit, content: Content, doer: Subject, start: int
) -> Told | None:
    """Return what a cue tells: the speaker's own act, or a judgement when it is another's."""
    rule = f"content.{content.id}"
    if speaker.role is not None and content.type in _OFFICIAL:
        return None
    nobody = not doer.own and doer.other is None
    if content.verbs and content.about == "self" and nobody and context.distance(start, hit.start) > _NEAR_START:
        return None
    if content.strict and not judges(said, speaker):
        return None
    if content.type is SignalType.WARNING and _is_ruled_out(context, hit):
        return None
    if content.type is SignalType.REJECTION and doer.other is not None and not content.negated:
        step = _read_refused_step(context, said, hit, rule, doer.other)
        if step is not None:
            return step
    if content.about == "self" and doer.other is not None:
        if not _is_judgement(said, speaker, content):
            return None
        return Told(type=SignalType.ASSESSMENT, rule=rule, hit=hit, about=doer.other, why=_OF_ANOTHER)
    if content.about == "other" and doer.own and content.type in _OWN:
        return None
    about = doer.other if content.about != "self" else None
    if content.type is SignalType.ACCUSATION:
        about = _find_wrongdoer(context, speaker, hit) or about
        if about is None and doer.own:
            return None
    needs = content.about == "other" or (content.type is SignalType.PLEDGE and not doer.own)
    return Told(type=content.type, rule=rule, hit=hit, about=about, why=content.type.value, needs_target=needs)


def _find_wrongdoer(context: Context, speaker: Party, hit: Hit) -> Party | None:
    """Return the party that owns the wrong: "the reckless policy of", "because of the conduct of"."""
    owner = next((a for a in context.actors_in(hit.end, context.words_on(hit.end, 1)) if is_party(a)), None)
    if owner is None or not owner.codes or not set(owner.codes).isdisjoint(speaker.codes):
        return None
    direct = not has_preposition(owner.prefix) or has_purpose(owner.prefix)
    return as_party(context, owner) if direct else None


def _is_ruled_out(context: Context, hit: Hit) -> bool:
    """Tell whether the danger named is said not to come."""
    back = words_between(context, max(context.clause(hit.start)[0], context.words_back(hit.start, 4)), hit.start)
    return any(token.text in find_words("any_not") for token in back)


def _read_refused_step(context: Context, said: FoundStatement, hit: Hit, rule: str, about: Party) -> Told | None:
    """Return the rejection of another's plan or step; None when its conduct or the party itself is judged."""
    mention = about.mention
    if mention is None or mention.start > hit.start:
        return None
    since = context.words_back(mention.start, 3)
    before = [t for t in words_between(context, since, mention.start) if t.start >= min(said.frame_start, said.start)]
    if not before or any(token.text in find_words("conduct") for token in before):
        return None
    if mention.start < said.start:
        before = [token for token in before if token.end <= mention.start and token.text.isalpha()]
    elif context.distance(said.start, mention.start) == 0:
        return None
    return Told(type=SignalType.REJECTION, rule=rule, hit=hit, about=about, why="another's step refused")


def _is_judgement(said: FoundStatement, speaker: Party, content: Content) -> bool:
    return content.type is not SignalType.DENIAL and content.negated != "past"


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
    reach = min(end, context.words_on(start, _OBJECT_REACH))
    hedge = next((cue for cue, _ in context.cues_in(start, reach, *_HEDGES)), None)
    if hedge is None and not _may(context, start, reach):
        return None
    return Told(
        type=SignalType.ASSESSMENT, rule="content.held_possible", hit=hedge, about=subject.other, why="held possible"
    )


def _may(context: Context, start: int, end: int) -> bool:
    """Tell whether a particle that means "may" before the imperfect stands in the range."""
    words = [token.text for token in words_between(context, start, end)]
    stems = find_stems("imperfect_stem")
    return any(first in find_words("qad") and second.startswith(stems) for first, second in zip(words, words[1:]))


def split_content(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a content that "and that" joins."""
    begin = start
    end = find_close(context, start, end)
    for token in context.tokens:
        if start + 8 < token.start < end and token.text in find_words("also_that"):
            yield begin, token.start
            begin = token.start if token.text not in find_words("also_that_alone") else token.end + 1
    yield begin, end


def find_close(context: Context, start: int, end: int) -> int:
    """Return where the reporter's own words go on, after "while"."""
    tokens = words_between(context, start, end)
    for before, token in zip(tokens[2:], tokens[3:]):
        if token.text in find_words("meanwhile") and not before.text.isalpha():
            return token.start
    return end
