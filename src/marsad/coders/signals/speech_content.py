"""What a speaker does by what is said: the content's words, weighed by whose conduct they tell."""

from itertools import pairwise

from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import UNKNOWN, Party, is_party
from marsad.coders.signals.rows import Content
from marsad.coders.signals.speech_asked import Told, find_demand
from marsad.coders.signals.speech_cues import find_content_cues
from marsad.coders.signals.speech_parties import (
    NO_SUBJECT,
    Subject,
    as_party,
    find_doer,
    find_previous_speaker,
    find_subject,
)
from marsad.coders.signals.speech_words import find_printed, find_stems, find_words
from marsad.find.actors import ActorKind
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_preposition, has_purpose, is_future
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

JUDGING = frozenset({"expecting", "opining", "doubting", "concluding"})
_DEFENCE_REACH = 3  # words between force and its aim, and between "to defend" and whom
_HEDGE_REACH = 8  # words at the head of a content
_CLAIM_REACH = 3  # words at the head of a content in which the claim stands that it denies
_CLEARED = 3  # words before a wrong, or after what is not given, that tell that there is none
_HEAD_REACH = 3  # words before a party in which the noun stands that it owns
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
_BELIEF_REACH, _BELIEF = 3, 2  # words at the head of a content that tell a belief, with "he" and without
_NEAR_START = 4  # words from the start of a content within which an unnamed subject is taken for the speaker
_OVERRIDING = frozenset({SignalType.ACCUSATION, SignalType.DEMAND, SignalType.ASSESSMENT})
_OWN = frozenset({SignalType.ASSESSMENT, SignalType.DEMAND})  # no act when told of the speaker's own side
_PARTICIPLE, _MASDAR = "speech.participle", "speech.masdar"
_HEDGES = (CueRole.POSSIBLE, CueRole.NEGATION_FUTURE)


def read_content(context: Context, said: FoundStatement, speaker: Party, start: int, end: int) -> Told | None:
    """Return what the words in `start:end`, a piece of a statement, do; None when nothing that is coded."""
    subject = _find_described(context, said, speaker, start) or find_subject(context, speaker, start, end)
    if subject == NO_SUBJECT and said.force in JUDGING and said.rule.startswith(_PARTICIPLE):
        subject = _find_main_topic(context, said, speaker)
    subject = _find_topic(context, said, speaker, start, subject) or subject
    demanded = find_demand(context, said, speaker, start, end)
    if demanded is not None:
        return demanded
    fallback: Told | None = None
    for hit, content in find_content_cues(context, said, start, end):
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
    first = context.token_at(start)
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


def _find_main_topic(context: Context, said: FoundStatement, speaker: Party) -> Subject:
    """Return whom the main clause speaks about, where a participle judges without a subject of its own."""
    start = context.sentence.start
    about = next((cue for cue, _ in context.cues_in(start, said.frame_start, CueRole.SOURCE, CueRole.ABOUT)), None)
    if about is None:
        return NO_SUBJECT
    named = (a for a in context.actors_in(about.end, said.frame_start) if is_party(a))
    other = next((a for a in named if a.codes and {UNKNOWN, *speaker.codes}.isdisjoint(a.codes)), None)
    return Subject(other=as_party(context, other)) if other is not None else NO_SUBJECT


def _find_topic(context: Context, said: FoundStatement, speaker: Party, start: int, subject: Subject) -> Subject | None:
    """Return of whom "he said of X that" speaks, where nobody else is named or "she" cannot mean him who speaks."""
    if start != said.start or subject.other is not None or (subject.own and not _is_she(context, speaker, start)):
        return None
    for actor in context.actors_in(said.frame_start, start):
        before = context.token_before(actor.start)
        led = before is not None and before.text in find_words("about")
        if led and is_party(actor) and actor.codes and set(actor.codes).isdisjoint(speaker.codes):
            return Subject(other=as_party(context, actor))
    return None


def _is_she(context: Context, speaker: Party, start: int) -> bool:
    """Tell whether a content starts with "that she", and a man speaks."""
    first = context.token_at(start)
    return first is not None and first.text in find_words("self_feminine") and _is_man(context, speaker)


def _is_man(context: Context, speaker: Party) -> bool:
    """Tell whether a speaker is one man by his title."""
    mention = speaker.mention
    if mention is None or mention.plural or mention.kind not in (ActorKind.OFFICE, ActorKind.UNNAMED):
        return False
    title = next(iter(context.tokens_between(mention.start, mention.end)), None)
    return title is not None and not title.text.endswith(find_stems("feminine_ending"))


def _weigh(
    context: Context, said: FoundStatement, speaker: Party, hit: Hit, content: Content, doer: Subject, start: int
) -> Told | None:
    """Return what a cue tells: the speaker's own act, or a judgement when it is another's."""
    if _is_beside(context, said, speaker, hit, content, doer, start):
        return None
    rule = f"content.{content.id}"
    step = _read_refused_step(context, said, hit, content, doer)
    if step is not None:
        return Told(type=SignalType.REJECTION, rule=rule, hit=hit, about=step, why="another's step refused")
    if content.about == "self" and doer.other is not None:
        return _read_of_another(context, hit, content, doer.other, start)
    about = doer.other if content.about in ("other", "any") else None
    kind = _kind_of(context, said, hit, content)
    if content.type is SignalType.ACCUSATION:
        about = (about if content.verbs else None) or _find_wrongdoer(context, speaker, hit) or about
        if about is None and doer.own:
            return None
    helped = content.type is SignalType.PLEDGE and bool(content.verbs) and not doer.own
    needs = helped or (content.about in ("other", "seen") and not describes(said))
    return Told(type=kind, rule=rule, hit=hit, about=about, why=kind.value, needs_target=needs)


def _tells_of_claim(context: Context, start: int) -> bool:
    """Tell whether a content is about what another claims: "the accusations of London are false"."""
    return context.goes_on(start, _CLAIM_REACH, find_words("claim"))


def _read_of_another(context: Context, hit: Hit, content: Content, other: Party, start: int) -> Told | None:
    """Return what words that would be the speaker's own act do when told of another party."""
    rule = f"content.{content.id}"
    if content.type is SignalType.DENIAL and not content.negated and _tells_of_claim(context, start):
        return Told(type=SignalType.DENIAL, rule=rule, hit=hit, about=other, why="another's claim denied")
    if content.type is SignalType.DENIAL or content.negated == "past":
        return None
    return Told(type=SignalType.ASSESSMENT, rule=rule, hit=hit, about=other, why=_OF_ANOTHER)


def _is_beside(
    context: Context, said: FoundStatement, speaker: Party, hit: Hit, content: Content, doer: Subject, start: int
) -> bool:
    """Tell whether a cue's words, from this speaker and of this doer, do nothing that is coded."""
    if content.id in find_printed("shared_aims") and _aims_together(context, hit):
        return True
    if content.id in find_printed("of_claims") and not _tells_of_claim(context, start):
        return True
    far = context.distance(start, hit.start) > _NEAR_START
    nobody = not doer.own and doer.other is None
    return (
        (speaker.role is not None and content.type in _OFFICIAL)
        or (bool(content.verbs) and content.about == "self" and nobody and far)
        or (bool(content.verbs) and content.about == "self" and nobody and _opens_with_this(context, start))
        or (content.strict and not judges(said, speaker))
        or (content.type is SignalType.WARNING and (_is_ruled_out(context, hit) or _announces(said)))
        or (content.type is SignalType.ACCUSATION and not content.negated and _is_cleared(context, hit, start))
        or (content.id in find_words("withholding") and _withholds(context, hit))
        or (content.about == "other" and doer.own and content.type in _OWN)
        or (content.type is SignalType.DENIAL and content.negated == "past" and _is_explained(context, said, hit))
    )


def _announces(said: FoundStatement) -> bool:
    """Tell whether a noun of announcing is all that reports, so that what comes of the step is told by the writer."""
    return said.force == "announcing" and said.rule.startswith(_MASDAR)


def _opens_with_this(context: Context, start: int) -> bool:
    """Tell whether a piece is about a thing pointed at, "this will help", and not about him who speaks."""
    return context.goes_on(start, 1, find_words("this"))


def _is_explained(context: Context, said: FoundStatement, hit: Hit) -> bool:
    """Tell whether somebody explains that he did not do what is no force: the act is told, and nobody denied."""
    if said.verb is None or said.verb.id not in find_printed("explaining"):
        return False
    acts = [cue.act for place, _, cue in context.act_places if place == hit.start]
    return bool(acts) and all(act.type is not SignalType.USE_OF_FORCE for act in acts)


def _aims_together(context: Context, hit: Hit) -> bool:
    """Tell whether what is called necessary is to work together, which asks nothing of anybody."""
    return context.goes_on(hit.end, 2, find_words("shared_aim"))


def _find_wrongdoer(context: Context, speaker: Party, hit: Hit) -> Party | None:
    """Return the party that owns the wrong: "the reckless policy of", "because of the conduct of"."""
    owner = next((a for a in context.actors_in(hit.end, context.words_on(hit.end, 1)) if is_party(a)), None)
    if owner is None or not owner.codes or not set(owner.codes).isdisjoint(speaker.codes):
        return None
    direct = not has_preposition(owner.prefix) or has_purpose(owner.prefix)
    return as_party(context, owner) if direct else None


def _is_ruled_out(context: Context, hit: Hit) -> bool:
    """Tell whether the danger named is said not to come, or to be what a step is taken to avoid."""
    back = context.texts_in(max(context.clause(hit.start)[0], context.words_back(hit.start, 4)), hit.start)
    avoided = not find_words("avoiding").isdisjoint(back[-1:])
    return avoided or not find_words("any_not").isdisjoint(back)


def _is_cleared(context: Context, hit: Hit, start: int) -> bool:
    """Tell whether the wrong named is said to be none: "is no violation", but not "is nothing but blackmail"."""
    back = context.texts_in(max(start, context.words_back(hit.start, _CLEARED)), hit.start)
    return not find_words("is_not").isdisjoint(back) and find_words("affirming").isdisjoint(back)


def _withholds(context: Context, hit: Hit) -> bool:
    """Tell whether what is not given are details, which denies nothing."""
    return context.goes_on(hit.end, _CLEARED, find_words("reticence"))


def _kind_of(context: Context, said: FoundStatement, hit: Hit, content: Content) -> SignalType:
    """Return a cue's type: a wrong that another only will do is one to warn of, one that he will not do a judgement,
    and force in defence of somebody is a promise.
    """
    if content.type is SignalType.THREAT and content.verbs and _defends(context, hit):
        return SignalType.PLEDGE
    if content.type is not SignalType.ACCUSATION or not content.verbs:
        return content.type
    if is_future(hit.prefix):
        return SignalType.WARNING
    not_to_be = context.follows(hit.start, 1, find_words("future_not"))
    foretold = content.negated and not_to_be
    return SignalType.ASSESSMENT if foretold or (content.negated and said.force in JUDGING) else content.type


def _defends(context: Context, hit: Hit) -> bool:
    """Tell whether force is to be used in defence of somebody else."""
    following = context.tokens_on(hit.end, _DEFENCE_REACH)
    aim = next((token for token in following if token.text in find_words("defence_aim")), None)
    if aim is None:
        return False
    return any(is_party(a) and a.codes for a in context.actors_in(aim.end, context.words_on(aim.end, _DEFENCE_REACH)))


def _read_refused_step(
    context: Context, said: FoundStatement, hit: Hit, content: Content, doer: Subject
) -> Party | None:
    """Return whose plan or step is refused; None when its conduct or the party itself is judged."""
    mention = doer.other.mention if doer.other is not None else None
    if content.type is not SignalType.REJECTION or content.negated or mention is None or mention.start > hit.start:
        return None
    since = context.words_back(mention.start, _HEAD_REACH)
    before = [t for t in context.tokens_between(since, mention.start) if t.start >= min(said.frame_start, said.start)]
    bare = mention.start >= said.start and context.distance(said.start, mention.start) == 0
    if bare or not before or any(token.text in find_words("conduct") for token in before):
        return None
    return doer.other


def judges(said: FoundStatement, speaker: Party) -> bool:
    """Tell whether the speaker judges: a scholar, a former official, or anybody after a verb of judging."""
    concedes = said.force == "conceding" and not said.rule.startswith(_PARTICIPLE)
    return speaker.role is not None or said.force in JUDGING or concedes


def _judge(
    context: Context, said: FoundStatement, speaker: Party, subject: Subject, start: int, end: int
) -> Told | None:
    """Return the assessment that a judging speaker makes of another party, or anybody of another's possible act."""
    believed = _find_believed(context, speaker, start, end)
    if believed is not None:
        why = "what the speaker believes of another"
        return Told(type=SignalType.ASSESSMENT, rule="content.believed", hit=None, about=believed, why=why)
    if subject.other is None or _only_reports(said, speaker):
        return None
    if said.force == "claiming" and speaker.role is None and not _is_foretold(context, start):
        return Told(
            type=SignalType.ACCUSATION, rule="content.claimed", hit=None, about=subject.other, why="alleged of another"
        )
    if judges(said, speaker):
        return Told(
            type=SignalType.ASSESSMENT,
            rule="content.judged",
            hit=None,
            about=subject.other,
            why="a judgement of another",
        )
    reach = min(end, context.words_on(start, _HEDGE_REACH))
    hedge = next((cue for cue, _ in context.cues_in(start, reach, *_HEDGES)), None)
    if hedge is None and not _may(context, start, reach):
        return None
    return Told(
        type=SignalType.ASSESSMENT, rule="content.held_possible", hit=hedge, about=subject.other, why="held possible"
    )


def _find_believed(context: Context, speaker: Party, start: int, end: int) -> Party | None:
    """Return whom a belief is about that heads a content, "(said that) he believes that Moscow is able to"."""
    words = context.tokens_on(start, _BELIEF_REACH)
    words = words[1:] if words and words[0].text in find_words("own") else words
    if len(words) < _BELIEF or words[0].text not in find_words("believing") or words[1].text not in find_words("that"):
        return None
    return find_subject(context, speaker, words[1].end, end).other


def _only_reports(said: FoundStatement, speaker: Party) -> bool:
    """Tell whether words describe a thing, or come from a body that tells what happened rather than what it thinks."""
    watches = speaker.mention is not None and speaker.mention.kind is ActorKind.BODY and speaker.role is not None
    return describes(said) or (watches and said.force == "neutral")


def describes(said: FoundStatement) -> bool:
    """Tell whether the verb is one of describing a thing."""
    return said.verb is not None and said.verb.id in find_printed("naming")


def _is_foretold(context: Context, start: int) -> bool:
    """Tell whether the head of a content says what will not be."""
    return context.has_after(start, _HEDGE_REACH, CueRole.NEGATION_FUTURE)


def _may(context: Context, start: int, end: int) -> bool:
    """Tell whether a particle that means "may" before the imperfect stands in the range."""
    words, may = context.texts_in(start, end), find_words("qad")
    if may.isdisjoint(words):
        return False
    stems = find_stems("imperfect_stem")
    return any(first in may and second.startswith(stems) for first, second in pairwise(words))
