"""Whom a speech act is directed at: the one spoken to, else the one that the words are about."""

from collections.abc import Iterator

from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.roles import UNKNOWN, Party, is_party, resolve_codes
from marsad.coders.signals.rows import Form, SpeechCue
from marsad.coders.signals.speech_parties import ASIDE, DIRECT, LED, find_group, find_tie
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_preposition, has_purpose
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

_MOST_PARTIES = 5
_FACING_BACK = 400  # characters before a pronoun in which its party is looked for
_RECEIVER_REACH = 3
_ASIDE_REACH = 4
_NOUN_REACH = 8
_OUTLET_REACH = 6  # words, with a name in Latin letters in brackets between
_TRANSITIVE = frozenset(
    {"threatening", "warning", "demanding", "accusing", "condemning", "pledging", "offering", "reassuring", "rejecting"}
)
_ALL = ((DIRECT,), (LED,), (ASIDE,))
_JUDGED = ((DIRECT,), (LED, ASIDE))
_TIES = {
    SignalType.THREAT: _ALL,
    SignalType.WARNING: ((DIRECT,),),
    SignalType.DEMAND: ((DIRECT,), (LED,)),
    SignalType.ACCUSATION: _JUDGED,
    SignalType.DENIAL: (),
    SignalType.ASSURANCE: ((DIRECT,), (LED,)),
    SignalType.PLEDGE: _ALL,
    SignalType.OFFER: _ALL,
    SignalType.REJECTION: ((DIRECT, LED),),
    SignalType.ASSESSMENT: _JUDGED,
    SignalType.DOCTRINE: (),
}
_ANSWERED = frozenset({SignalType.THREAT, SignalType.WARNING, SignalType.REJECTION, SignalType.ACCUSATION})
_ADDRESSED = frozenset(
    {
        SignalType.THREAT,
        SignalType.WARNING,
        SignalType.DEMAND,
        SignalType.ASSURANCE,
        SignalType.PLEDGE,
        SignalType.OFFER,
        SignalType.DENIAL,
        SignalType.SANCTION,
        SignalType.ACCUSATION,
    }
)


def find_targets(
    context: Context,
    kind: SignalType,
    speaker: Party,
    said: FoundStatement | None,
    hit: Hit | None,
    start: int,
    end: int,
) -> tuple[str, ...]:
    """Return the codes of whom words in `start:end` are directed at; () when the text names none."""
    if kind is SignalType.DEMAND and said is not None and said.force not in _TRANSITIVE:
        return _by_tie(context, kind, speaker, start, end) or _addressee(context, speaker, said)
    blamed = kind is not SignalType.ACCUSATION or (said is not None and said.force in _TRANSITIVE)
    if said is not None and kind in _ADDRESSED and blamed:
        spoken_to = _addressee(context, speaker, said) or _object_of(context, kind, speaker, said, hit)
        if spoken_to:
            return spoken_to
    if kind in _ADDRESSED and (receiver := _receiver(context, speaker, said, hit, start, end)):
        return receiver
    if kind is SignalType.DENIAL:
        return _accuser(context, speaker, start, end)
    if kind is SignalType.PLEDGE and (attacker := _attacker(context, speaker, start, end)):
        return attacker
    named = _by_tie(context, kind, speaker, start, end) or _by_pronoun(context, speaker, start, end)
    return named or (_by_step(context, speaker, start, end) if kind in _ANSWERED else ())


def _by_step(context: Context, speaker: Party, start: int, end: int) -> tuple[str, ...]:
    """Return who took what is only called "the step": the party named last before."""
    return find_pointed(context, speaker, start) if context.says(start, end, find_words("step")) else ()


def _addressee(context: Context, speaker: Party, said: FoundStatement) -> tuple[str, ...]:
    mention = said.addressee_mention
    if mention is None or UNKNOWN in mention.codes or _in_aside(context, mention):
        return ()
    return codes_of(context, find_group(context, mention), speaker)


def _in_aside(context: Context, actor: ActorMention) -> bool:
    """Tell whether a mention stands in a relative clause or beside its verb: "who arrived in Doha"."""
    return context.follows(actor.start, _ASIDE_REACH, find_words("relative"))


def _object_of(
    context: Context, kind: SignalType, speaker: Party, said: FoundStatement, hit: Hit | None
) -> tuple[str, ...]:
    """Return the object of the reporting verb: a party between the verb and the content."""
    since = hit.end if hit is not None else said.frame_start
    if not since <= said.start or said.force not in _TRANSITIVE:
        return ()
    others = list(_others(context, speaker, since, said.start))
    for wanted in (DIRECT, LED):
        for actor in others:
            if _in_aside(context, actor):
                continue
            if find_tie(context, actor, since) == wanted and (wanted == DIRECT or _is_upon(context, actor)):
                return codes_of(context, find_group(context, actor), speaker)
    if hit is not None and hit.suffix and said.verb is not None:
        return find_pointed(context, speaker, hit.start)
    return _by_pronoun(context, speaker, since, said.start)


def _is_upon(context: Context, actor: ActorMention) -> bool:
    """Tell whether a mention is what a demand is laid upon or a request is made of."""
    before = context.token_before(actor.start)
    return has_preposition(actor.prefix) or (before is not None and before.text in find_words("upon"))


def _receiver(
    context: Context, speaker: Party, said: FoundStatement | None, hit: Hit | None, start: int, end: int
) -> tuple[str, ...]:
    """Return the party that a noun of speaking is addressed to right at the head of the words: "his warning to"."""
    named = hit is not None and isinstance(hit.item, SpeechCue) and hit.item.form is Form.NOUN
    noun = named or (said is not None and said.rule.endswith("stance"))
    reach = context.words_on(start, _NOUN_REACH if noun else _RECEIVER_REACH)
    for actor in _others(context, speaker, start, min(end, reach)):
        before = context.token_before(actor.start)
        towards = noun and before is not None and before.text in find_words("toward")
        if has_purpose(actor.prefix) or towards:
            return codes_of(context, find_group(context, actor), speaker)
    return ()


def codes_of(context: Context, group: list[ActorMention], speaker: Party) -> tuple[str, ...]:
    """Return the codes of a group of mentions, those of the speaker's side left out."""
    codes = dict.fromkeys(code for actor in group for code in resolve_codes(context, actor))
    return tuple(code for code in codes if code not in speaker.codes and code != UNKNOWN)[:_MOST_PARTIES]


def _by_tie(context: Context, kind: SignalType, speaker: Party, start: int, end: int) -> tuple[str, ...]:
    others = list(_others(context, speaker, start, end))
    for ties in _TIES.get(kind, _ALL):
        for actor in others:
            tie = find_tie(context, actor, start)
            if tie in ties and not (tie == LED and _is_place(context, kind, actor)):
                return codes_of(context, find_group(context, actor), speaker)
    return ()


def _others(context: Context, speaker: Party, start: int, end: int) -> Iterator[ActorMention]:
    for actor in context.actors_in(start, end):
        if is_party(actor) and codes_of(context, [actor], speaker) and not _is_of_outlet(context, actor):
            yield actor


def _is_of_outlet(context: Context, actor: ActorMention) -> bool:
    """Tell whether an adjective only tells where an outlet is from."""
    if actor.kind is not ActorKind.ADJECTIVE:
        return False
    outlets = (a for a in context.actors if a.kind is ActorKind.OUTLET and a.end <= actor.start)
    return any(
        context.distance(outlet.end, actor.start) <= _OUTLET_REACH and not context.actors_in(outlet.end, actor.start)
        for outlet in outlets
    )


def _is_place(context: Context, kind: SignalType, actor: ActorMention) -> bool:
    return kind is SignalType.DEMAND and actor.kind is not ActorKind.ORG and not _is_upon(context, actor)


def _accuser(context: Context, speaker: Party, start: int, end: int) -> tuple[str, ...]:
    """Return whose allegation is denied: the party that owns the noun or verb of saying in it."""
    if not context.says(start, end, find_words("claimed", "remarks")):
        return ()
    for token in context.tokens_between(start, end):
        if token.text in find_words("claimed", "remarks"):
            reach = min(end, context.words_on(token.end, 2))
            owner = next((a for a in context.actors_in(token.end, reach) if is_party(a)), None)
            if owner is not None and find_tie(context, owner, start) == DIRECT:
                return codes_of(context, [owner], speaker)
    return ()


def _attacker(context: Context, speaker: Party, start: int, end: int) -> tuple[str, ...]:
    """Return the named attacker that a pledge of an answer by force is made against."""
    if not context.says(start, end, find_words("response")):
        return ()
    conditional = context.has_cue(start, end, CueRole.CONDITION)
    tie = LED if not conditional else DIRECT
    for actor in _others(context, speaker, start, end):
        before = context.token_before(actor.start)
        if (before is not None and before.text in find_words("upon")) or find_tie(
            context, actor, start
        ) == tie == DIRECT:
            return codes_of(context, [actor], speaker)
    return ()


def _by_pronoun(context: Context, speaker: Party, start: int, end: int) -> tuple[str, ...]:
    """Return the party named last before a pronoun that the act is done to."""
    points = context.says(start, end, find_words("pronoun_object"))
    return find_pointed(context, speaker, start) if points else ()


def find_pointed(context: Context, speaker: Party, position: int) -> tuple[str, ...]:
    """Return the party other than the speaker named last before `position`, perhaps in the sentence before."""
    for actor in reversed(context.mentioned(position - _FACING_BACK + 1, position)):
        codes = codes_of(context, [actor], speaker)
        if codes and is_agentive(actor) and find_tie(context, actor, context.sentence.start) != ASIDE:
            return codes
    return ()


def find_named_before(context: Context, speaker: Party, hit: Hit) -> tuple[str, ...]:
    """Return the party that receives a noun of speaking or bears its blame, named between verb and noun."""
    start = context.clause(hit.start)[0]
    for actor in _others(context, speaker, start, hit.start):
        if find_tie(context, actor, start) == DIRECT and is_agentive(actor):
            return codes_of(context, find_group(context, actor), speaker)
    return ()
