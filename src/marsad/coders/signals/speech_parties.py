"""Who speaks, and whom what is said is about."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.party import JOURNALIST, coordinated, join_party
from marsad.coders.signals.roles import UNKNOWN, Party, is_party, resolve_codes
from marsad.coders.signals.rows import ContentCue
from marsad.coders.signals.speech_words import find_stems, find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_preposition
from marsad.languages.ar.cues import CueRole
from marsad.text.known import Known
from marsad.text.match import Hit
from marsad.text.tokens import Token

_SUBJECT_REACH = 6  # words at the head of a clause within which its subject is named
_FIRST, _HEAD = 2, 4  # words among which one may be the speaker's own: always, and where nobody is named near
_CLAIM_REACH = 6  # words after a refusal within which its object stands
_ASIDE_REACH = 3  # words between a preposition and the mention that it governs through other nouns
_PRESS = ("journalist", "journalists", "columnist", "columnists", "correspondent")
DIRECT, LED, ASIDE = 0, 1, 2


class Subject(msgspec.Struct, frozen=True):
    """Whom a clause is about: the speaker's own side, another party, or nobody named (both unset)."""

    own: bool = False
    other: Party | None = None


NO_SUBJECT = Subject()


def find_speaker(said: FoundStatement) -> Party:
    """Return who acts by saying it; nobody for outlets, journalists and unnamed voices that are no experts."""
    mention = said.speaker_mention
    if mention is not None and mention.kind is ActorKind.OUTLET:
        return Party(found="an outlet, which never acts")
    if is_journalist(mention):
        return Party(found="a journalist, who never acts")
    role = _find_role(said)
    if UNKNOWN in said.codes and role is None:
        return Party(found="a voice without a state or a scholar's role")
    return Party(
        codes=said.codes,
        person=mention.person if mention else None,
        role=role,
        found=f"the speaker of the statement, {'+'.join(said.codes)}",
        mention=mention,
    )


def _find_role(said: FoundStatement) -> str | None:
    """Return the role of a speaker: the mention's, or what the words that name somebody unknown tell."""
    if said.speaker_mention is not None:
        return said.speaker_mention.role
    words = (said.speaker or "").split()
    if words and words[0] in find_words("scholar"):
        return "expert"
    return "former" if find_words("former_word").intersection(words) else None


def is_journalist(mention: ActorMention | None) -> bool:
    """Tell whether a mention is of a journalist or columnist whom nothing makes an expert."""
    if mention is None:
        return False
    if mention.role is not None:
        return mention.role == JOURNALIST
    return (mention.label or "").lower().endswith(_PRESS)


def find_tie(context: Context, actor: ActorMention, since: int) -> int:
    """Tell how a mention hangs in its clause: DIRECT, LED by a preposition, or ASIDE as a place, topic or owner."""
    if has_preposition(actor.prefix):
        return LED
    last = bisect_left(context.token_starts, actor.start)
    before = context.tokens[max(last - _ASIDE_REACH, 0) : last]
    locative, matter, directed = find_words("locative"), find_words("matter"), find_words("directed")
    for token in reversed(before):
        text = token.text
        if token.start < since or not text[0].isalpha():
            return DIRECT
        if text in locative or (token is before[-1] and text in matter):
            return ASIDE
        if text in directed and not _is_verb(context, token):
            return LED
        if len(text) > 3 and text.startswith(find_stems("purpose_stem")):
            return DIRECT
    return DIRECT


def _is_verb(context: Context, token: Token) -> bool:
    """Tell whether a word that is spelled like "in the face of" is the verb of the same spelling, "directed"."""
    verb = any(cue.verb for _, cue in context.cues_in(token.start, token.end, CueRole.LIGHT))
    return verb and not any(hit.end == token.end for hit, _ in context.by_role.get(CueRole.AGAINST, ()))


def find_subject(context: Context, speaker: Party, start: int, end: int) -> Subject:
    """Return whom the clause from `start` is about, by its first words; found once for words of the same speaker."""
    asked = "subject", start, end, speaker.codes
    found: Subject | None = context.kept.get(asked)
    if found is None:
        found = context.kept[asked] = _find_subject(context, speaker, start, end)
    return found


def _find_subject(context: Context, speaker: Party, start: int, end: int) -> Subject:
    reach = min(end, context.words_on(start, _SUBJECT_REACH))
    words = [text for text in context.texts_in(start, reach) if text[0].isalnum()]
    if words and words[0] in find_words("particle"):
        reach = min(end, context.words_on(start, _SUBJECT_REACH + 1))
    own = _find_own(words)
    if own < _FIRST:
        return Subject(own=True)
    mention = next((a for a in context.actors_in(start, reach) if _stands_first(context, a, start)), None)
    near = mention is not None and context.distance(start, mention.start) <= 2
    if own < _HEAD and not near:
        return Subject(own=True)
    if mention is None:
        return NO_SUBJECT
    codes = resolve_codes(context, mention)
    if (mention.kind is ActorKind.PRONOUN and not mention.codes) or set(codes) & set(speaker.codes):
        return Subject(own=True)
    return Subject(other=as_party(context, mention)) if codes and UNKNOWN not in codes else NO_SUBJECT


def _find_own(words: Sequence[str]) -> int:
    """Return which word at the head is one of the speaker's own; behind the head where none is, as mostly."""
    if not any(_OWN.of(words[:_HEAD])):
        return _HEAD
    return next((index for index in range(min(len(words), _HEAD)) if is_own_word(words, index)), _HEAD)


def _stands_first(context: Context, actor: ActorMention, start: int) -> bool:
    return is_party(actor) and find_tie(context, actor, start) == DIRECT


def is_own_word(words: Sequence[str], index: int) -> bool:
    """Tell whether a word is in the first person plural or points back to the speaker."""
    text = words[index]
    if not _OWN[text]:
        return False
    if text in find_words("own"):
        follows = words[index + 1] if index + 1 < len(words) else ""
        return (index == 0 and follows not in find_words("impersonal")) or _is_first_person(text)
    if text.startswith(find_stems("own_future_stem")) and not text.startswith(find_stems("own_future_not_stem")):
        return len(text) > 4
    before = words[index - 1] if index else ""
    return before in find_words("particle") and text.startswith(find_stems("own_verb_stem")) and len(text) > 3


def _can_be_own(text: str) -> bool:
    stems = (*find_stems("own_future_stem"), *find_stems("own_verb_stem"))
    return text in find_words("own") or text.startswith(stems)


_OWN = Known(_can_be_own)  # whether a word can be one of the speaker's own by its spelling, as few can


def _is_first_person(text: str) -> bool:
    return text in find_words("own_plural")


def as_party(context: Context, actor: ActorMention) -> Party:
    """Return a mention and those joined to it by "and" as one side."""
    return join_party(context, actor, "named in the content")


def find_group(context: Context, actor: ActorMention) -> list[ActorMention]:
    """Return the mention with those that follow it after "and"."""
    return [actor, *coordinated(context, actor)]


def find_doer(context: Context, speaker: Party, subject: Subject, start: int, hit: Hit) -> Subject:
    """Return whose conduct a cue tells: the subject of its own clause, else that of the whole content."""
    if is_own_word(context.texts_in(hit.start, hit.end), 0):
        return Subject(own=True)
    clause = max(context.clause(hit.start)[0], start)
    if clause > start:
        before = (a for a in context.actors_in(clause, hit.start) if is_agentive(a))
        named = next((a for a in before if find_tie(context, a, clause) == DIRECT), None)
        codes = resolve_codes(context, named) if named is not None else ()
        if named is not None and set(codes) & set(speaker.codes):
            return Subject(own=True)
        if named is not None and codes and UNKNOWN not in codes:
            return Subject(other=as_party(context, named))
    mention = subject.other.mention if subject.other is not None else None
    if mention is not None and mention.start > hit.start:
        phrase = isinstance(hit.item, ContentCue) and hit.item.content.about == "self" and hit.item.content.phrases
        if phrase or context.distance(hit.end, mention.start) > 0:  # what follows a phrase is its object
            return NO_SUBJECT
    return subject


def opens_clause(context: Context, position: int) -> bool:
    """Tell whether a word begins a sentence or a clause, or stands right after "that" or "but"."""
    before = context.token_before(position)
    if before is None or before.start < context.sentence.start or not before.text[0].isalpha():
        return True
    return before.text in find_words("clause_opening")


def find_previous_speaker(context: Context, said: FoundStatement, not_by: Party) -> Party:
    """Return who spoke last before a statement, other than `not_by`; nobody when nobody did."""
    earlier = [other for other in context.findings.statements if other.start < said.frame_start and not other.nested]
    for other in reversed(earlier[-3:]):
        speaker = find_speaker(other)
        if speaker.codes and set(speaker.codes).isdisjoint(not_by.codes):
            return speaker
    return Party(found="nobody named")


def names_claim(context: Context, start: int, end: int) -> bool:
    """Tell whether what is refused is a claim: its word stands near, the names of those who refuse left out."""
    return any(
        token.text in find_words("claimed")
        and context.gap(start, token.start) < _CLAIM_REACH
        and not context.has_before(token.start, 1, CueRole.INSIDE)  # "said in a statement"
        for token in context.tokens_between(start, end)
    )
