"""The subject of a verb of speech that reports no words: right before it, right after it, or carried from before."""

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.party import find_befallen
from marsad.coders.signals.roles import UNKNOWN, Party, is_party, resolve_codes
from marsad.coders.signals.rows import Form, SpeechCue
from marsad.coders.signals.speech_parties import (
    DIRECT,
    as_party,
    find_speaker,
    find_tie,
    is_journalist,
    is_own_word,
)
from marsad.coders.signals.speech_words import find_stems, find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction, has_preposition
from marsad.languages.ar.speech import find_words as find_reported
from marsad.text.match import Hit
from marsad.text.tokens import Token

_AFTER_GAP = 1  # plain words between a verb and its subject
_AFTER = 10  # words between them, dates and places included
_BEFORE = 12
_SMALL = 3  # words between a subject and its verb
_NAME = 5  # words of a name that no list knows, between a title and its verb
_PERSONS = frozenset({ActorKind.OFFICE, ActorKind.PERSON, ActorKind.UNNAMED})


def find_verb_subject(context: Context, hit: Hit, cue: SpeechCue) -> Party | None:
    """Return the subject of a verb of speech; None when nobody can be it."""
    if _is_taken_up(context, hit):
        return None
    befallen = find_befallen(context, hit)
    told = identify(context, befallen) if befallen is not None else _find_own(context, hit)
    if told is not None:
        return told
    before = [a for a in context.actors_in(context.words_back(hit.start, _BEFORE), hit.start) if _can_speak(context, a)]
    if before and _stands_before(context, before[-1], hit):
        return identify(context, before[-1])
    after = None if cue.form is Form.PARTICIPLE else _subject_after(context, hit)
    if after is not None:
        return identify(context, after)
    if continues(context, hit) or cue.form is Form.PARTICIPLE or context.follows(hit.start, 1, find_words("while")):
        return find_carried(context, hit)
    return None


def _find_own(context: Context, hit: Hit) -> Party | None:
    """Return who speaks where only a word for his own side stands before the verb: "that his country condemns"."""
    said = context.statement_at(hit.start)
    if said is None:
        return None
    back = context.texts_in(max(said.start, context.words_back(hit.start, _SMALL)), hit.start)
    rest = [text for text in back if text not in find_words("before_verb")]
    if len(rest) != 1 or not (rest[0] in find_words("own_country") or is_own_word(rest, 0)):
        return None
    speaker = find_speaker(said)
    return speaker if speaker.codes and UNKNOWN not in speaker.codes else None


def _is_taken_up(context: Context, hit: Hit) -> bool:
    """Tell whether a pronoun right after the verb takes up the noun before "which": it is no subject."""
    following = context.token_at(hit.end)
    relative = context.follows(hit.start, _SMALL, find_words("relative"))
    return relative and following is not None and following.text in find_words("resumptive")


def _can_speak(context: Context, actor: ActorMention) -> bool:
    return is_agentive(actor) and find_tie(context, actor, context.sentence.start) == DIRECT


def _stands_before(context: Context, actor: ActorMention, hit: Hit) -> bool:
    """Tell whether a mention is the subject right before a verb, perhaps with small words, a name or "and the rest"."""
    between = context.texts_in(actor.end, hit.start)
    small = find_words("before_verb") | find_words("relative")
    if len(between) <= _SMALL and all(text in small for text in between):
        return True
    rest = [text for text in between if text not in find_words("before_verb")]
    if rest and rest[0] in find_words("and_rest"):
        return len(rest) <= _NAME
    return actor.kind in _PERSONS and not has_conjunction(hit.prefix) and _is_name(rest) and agrees(context, hit, actor)


def _is_name(words: list[str]) -> bool:
    """Tell whether words can be a name that no list knows: no article, no small word, no mark."""
    closed = find_reported("prepositions") | find_reported("relatives") | find_reported("clause_openers")
    closed |= find_reported("complementizers") | find_reported("attached_complementizers")
    return 0 < len(words) <= _NAME and all(word.isalpha() and word not in closed for word in words)


def _subject_after(context: Context, hit: Hit) -> ActorMention | None:
    """Return the subject after a verb: not its object, which alone follows a verb that goes on with a subject."""
    end = min(context.clause(hit.start)[1], context.words_on(hit.end, _AFTER))
    after = next((a for a in context.actors_in(hit.end, end) if is_party(a) or a.kind in _PERSONS), None)
    if after is None or context.gap(hit.end, after.start) > _AFTER_GAP or after.located:
        return None
    if context.lead(after, hit.end) is not Lead.NONE or not agrees(context, hit, after):
        return None
    if after.kind in (ActorKind.ADJECTIVE, ActorKind.PRONOUN) and not hit.suffix:
        return None
    if continues(context, hit) and _was_addressed(context, after):
        return None
    opening = context.distance(context.sentence.start, hit.start) == 0
    if opening or hit.suffix or not continues(context, hit):
        return after
    return after if _has_more(context, after) else None


def _was_addressed(context: Context, after: ActorMention) -> bool:
    """Tell whether a mention is of those with or to whom the verb before was done: "wrote to X and warned X"."""
    before = context.actors_in(context.words_back(after.start, _BEFORE), after.start)
    return any(
        a.codes == after.codes and context.lead(a, context.sentence.start) in (Lead.WITH, Lead.TO) for a in before
    )


def _has_more(context: Context, first: ActorMention) -> bool:
    """Tell whether the mention after a verb is followed by what the verb is done to: an object or its preposition."""
    following = context.token_at(first.end)
    if following is None or not following.text[0].isalpha():
        return False
    other = next((a for a in context.actors if a.start >= first.end), None)
    if other is not None and is_party(other) and other.codes != first.codes:
        return True
    words = context.texts_on(first.end, _NAME)
    if first.kind in _PERSONS:
        return any(_leads_object(word) for word in words)
    return _leads_object(words[0]) or words[0].startswith(find_stems("article"))


def _leads_object(word: str) -> bool:
    return word in find_words("object_lead") or (len(word) > 3 and word.startswith(find_stems("object_lead_stem")))


def agrees(context: Context, hit: Hit, actor: ActorMention) -> bool:
    """Tell whether a verb's gender speaks not against a mention as its subject."""
    verb = context.findings.scan.aligned.normal[hit.core_start : hit.end]
    feminine, head = _is_feminine(hit, verb), context.token_at(actor.start)
    if feminine is None or head is None or actor.plural or actor.kind in (ActorKind.PERSON, ActorKind.PRONOUN):
        return True
    if actor.kind is ActorKind.STATE:
        return feminine or head.text in find_reported("masculine_states")
    ends = head.text.endswith(find_stems("feminine_ending"))
    if actor.kind in (ActorKind.OFFICE, ActorKind.UNNAMED):
        return ends is feminine
    return (feminine or not ends) and not (feminine and not ends and _is_definite(head))


def _is_definite(head: Token) -> bool:
    return head.text.startswith(find_stems("article"))


def _is_feminine(hit: Hit, verb: str) -> bool | None:
    """Return the gender of a verb's form; None where it does not tell."""
    item = hit.item
    form = item.form if isinstance(item, SpeechCue) else None
    if form is Form.PERFECT and not hit.suffix:
        return verb.split(" ", maxsplit=1)[0].endswith(find_stems("past_feminine"))
    if form is Form.IMPERFECT:
        return verb.startswith(find_stems("imperfect_feminine"))
    return None


def continues(context: Context, hit: Hit) -> bool:
    """Tell whether the verb goes on with the subject before it, after "and" or "then"."""
    before = context.token_before(hit.start)
    return has_conjunction(hit.prefix) or (before is not None and before.text in find_words("then"))


def find_carried(context: Context, hit: Hit) -> Party | None:
    """Return the speaker before: of the last statement in the sentence, else a verb's subject or the first."""
    told = [said for said in context.statements if said.frame_start < hit.start and not said.nested]
    if told:
        return _speaking(told[-1])
    named = [a for a in context.actors if a.end <= hit.start and _can_speak(context, a)]
    subject = _last_subject(context, named) or next(iter(named), None)
    return identify(context, subject) if subject is not None else None


def _last_subject(context: Context, named: list[ActorMention]) -> ActorMention | None:
    """Return the last mention that stands right after a verb of speech: "and Moscow saw in it a danger and hinted"."""
    cues = [(other, other.item) for other in context.sentence.of(SpeechCue) if type(other.item) is SpeechCue]
    nouns = {other.start for other, cue in cues if cue.form is Form.NOUN}  # which may be spelled like a verb
    ends = [other.end for other, cue in cues if cue.form is not Form.NOUN and other.start not in nouns]
    return next(
        (a for a in reversed(named) if any(end < a.start and context.distance(end, a.start) == 0 for end in ends)), None
    )


def _speaking(said: FoundStatement) -> Party | None:
    speaker = find_speaker(said)
    return speaker if speaker.codes else None


def identify(context: Context, actor: ActorMention) -> Party | None:
    """Return the party of a mention; one without a state is whom the document tells; None where it does not."""
    codes = resolve_codes(context, actor)
    if actor.kind is ActorKind.OUTLET or is_journalist(actor):
        return None
    if codes and (UNKNOWN not in codes or actor.role is not None):
        return as_party(context, actor)
    codes = _told_elsewhere(context, actor) or _told_by_place(context, actor)
    if not codes:
        return None
    return Party(codes=codes, person=actor.person, role=actor.role, found="named without a state", mention=actor)


def _told_elsewhere(context: Context, actor: ActorMention) -> tuple[str, ...]:
    """Return the codes that a statement tells of a mention or its namesake, the nearest before it first."""
    name = actor.person or actor.name_ar or actor.label
    before = [said for said in context.findings.statements if said.codes and UNKNOWN not in said.codes]
    same = [said for said in before if said.speaker_mention is actor or (name and said.speaker == name)]
    earlier = [said for said in same if said.start <= actor.start]
    return (earlier or same)[-1].codes if same else ()


def _told_by_place(context: Context, actor: ActorMention) -> tuple[str, ...]:
    """Return the state whose capital the sentence opens with: "in Beijing, the ministry …"."""
    first = context.token_at(context.sentence.start)
    place = next((a for a in context.actors if a.kind is ActorKind.STATE), None)
    if first is None or place is None or place is actor or place.start >= actor.start:
        return ()
    opens = context.distance(first.end, place.start) == 0 and first.text in find_reported("opening_places")
    return place.codes if opens and not has_preposition(place.prefix) else ()
