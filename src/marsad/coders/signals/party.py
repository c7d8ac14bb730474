"""Parties and how they are carried over: the codes of a mention, the subject that a clause takes from before."""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.frame import STRIKERS
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.actors import load_words
from marsad.languages.ar.clitics import has_conjunction
from marsad.languages.ar.cues import CueRole
from marsad.text.match import Hit

_MOST_PARTIES = 5
_DASHES = frozenset("-–—")
_MEN = frozenset({ActorKind.OFFICE, ActorKind.PERSON, ActorKind.UNNAMED})
_FEMININE = chr(0x0629)  # the ending of most titles of women
_HER = chr(0x0647) + chr(0x0627)  # the pronoun that points at a state and at no man
UNKNOWN = "XXX"
_BEFORE = "subject before the verb"
JOURNALIST = "journalist"  # who reports and never acts
_DECIDED = 6  # words before "that" within which somebody decides what follows
_THAT = frozenset({chr(0x0623) + chr(0x0646), chr(0x0627) + chr(0x0646)})


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """The codes of one side, the person named, and how it was found."""

    codes: tuple[str, ...] = ()
    person: str | None = None
    role: str | None = None
    found: str = "none named"
    mention: ActorMention | None = None


NOBODY = Party()
UNNAMED = Party(found="left unnamed by the passive")
UNREAD = Party(found="not looked for")  # of what a rule doubts, until it is looked at closely


def is_party(actor: ActorMention) -> bool:
    """Tell whether a mention names somebody who can be an actor or target by itself or by an adjective."""
    if actor.kind is ActorKind.PRONOUN:
        return True
    if actor.role == JOURNALIST:
        return False
    return bool(actor.codes) and (is_agentive(actor) or actor.kind is ActorKind.ADJECTIVE)


def as_party(context: Context, actor: ActorMention, found: str) -> Party:
    """Return the party of a mention with those that "and" joins to it."""
    if actor.codes == (UNKNOWN,) and is_definite(context, actor):
        side = find_carried(context, actor.start)
        return replace(side, found=found) if side.codes else Party(codes=actor.codes, found=found, mention=actor)
    return join_party(context, actor, found)


def join_party(context: Context, actor: ActorMention, found: str) -> Party:
    """Return a mention and those that "and" joins to it as one side."""
    named = [*resolve_codes(context, actor)]
    for member in coordinated(context, actor):
        named += resolve_codes(context, member)
    codes = tuple(dict.fromkeys(named))[:_MOST_PARTIES]
    return Party(codes=codes, person=actor.person, role=actor.role, found=found, mention=actor)


def coordinated(context: Context, actor: ActorMention) -> Iterator[ActorMention]:
    """Yield the mentions that follow one and are joined to it: by "and", "and between", or as a row of adjectives."""
    last = actor
    for following in context.actors_in(actor.end, context.sentence.end):
        apart = context.distance(last.end, following.start)
        if apart > 1 or not is_party(following):
            return
        joined = has_conjunction(following.prefix) or (apart and _after_between(context, following))
        if not joined and (apart or not last.kind is following.kind is ActorKind.ADJECTIVE):
            return
        yield following
        last = following


def _after_between(context: Context, actor: ActorMention) -> bool:
    before = context.token_before(actor.start)
    return before is not None and before.text in find_words("and_between")


def resolve_codes(context: Context, actor: ActorMention) -> tuple[str, ...]:
    """Return the codes of a mention; a possessive such as "his country" takes the speaker's or last person's."""
    if actor.kind is not ActorKind.PRONOUN or actor.codes:
        return actor.codes
    said = context.statement_at(actor.start)
    if said is not None and said.codes:
        return _point_back(context, actor, said) or said.codes
    told = [s for s in context.statements if s.codes and context.sentence.start <= s.frame_start < actor.start]
    if told:
        return told[0].codes
    earlier = [a for a in context.actors if a.end <= actor.start and is_agentive(a) and a.codes]
    if earlier:
        return next((a.codes for a in earlier if not context.led_by_preposition(a)), earlier[-1].codes)
    ahead = (a for a in context.actors if a.start >= actor.end and is_agentive(a) and a.codes)
    return next((a.codes for a in ahead if not context.led_by_preposition(a)), ())


def _point_back(context: Context, actor: ActorMention, said: FoundStatement) -> tuple[str, ...]:
    """Return the state that a feminine pronoun within a man's words points at: the last one he named as a subject."""
    speaker, text = said.speaker_mention, context.findings.scan.aligned.normal
    man = speaker is not None and speaker.kind in _MEN and not _head(context, speaker).endswith(_FEMININE)
    if not man or not text[actor.start : actor.end].split(" ")[0].endswith(_HER):
        return ()
    own = [other for other in context.findings.statements if other.speaker_mention is speaker or other is said]
    since = max((other.start for other in own if other.start < said.start), default=said.start)
    named = (a for a in context.mentioned(since, actor.start) if a.kind is ActorKind.STATE)
    states = [a for a in named if not a.located and not a.prefix and not context.led_by_preposition(a)]
    return states[-1].codes if states else ()


def _head(context: Context, actor: ActorMention) -> str:
    """Return the first word of a mention as it is printed."""
    return context.quote(actor.start, actor.end).split(" ")[0]


def is_definite(context: Context, actor: ActorMention) -> bool:
    """Tell whether a force without a state points at a side named before: "the army", not "soldiers"."""
    text = context.findings.scan.aligned.normal
    return actor.kind is ActorKind.BODY and text.startswith(tuple(load_words("article")), actor.start)


def can_be_subject(context: Context, actor: ActorMention) -> bool:
    """Tell whether a mention can be a verb's subject where it stands."""
    subject = is_agentive(actor) or actor.kind is ActorKind.PRONOUN
    return subject and not context.led_by_preposition(actor) and not actor.located and not _is_dateline(context, actor)


def _is_dateline(context: Context, actor: ActorMention) -> bool:
    """Tell whether a place name before a dash only tells from where the report comes."""
    if context.distance(context.sentence.start, actor.start) > 1:
        return False
    after = next((token for token in context.tokens if token.start >= actor.end), None)
    return after is not None and after.text in _DASHES and actor.kind is ActorKind.STATE


def is_of_forces(context: Context, actor: ActorMention) -> bool:
    """Tell whether a mention is the adjective of forces or arms that no preposition governs."""
    if actor.kind is not ActorKind.ADJECTIVE:
        return False
    heads = [thing for thing, item in context.things if item.name in STRIKERS and thing.end <= actor.start]
    return bool(heads) and context.gap(heads[-1].end, actor.start) <= 1 and _is_free(context, heads[-1])


def _is_free(context: Context, thing: Hit) -> bool:
    return context.lead_at(thing.start, thing.prefix, context.clause(thing.start)[0]) is Lead.NONE


def find_carried(context: Context, position: int, *, ahead: bool = True) -> Party:
    """Return the subject that a verb without one takes over: of its content, the speaker, or of the sentence."""
    said = context.statement_at(position)
    since = max(said.start, context.sentence.start) if said is not None else context.sentence.start
    inside = [
        a
        for a in context.actors_in(since, position)
        if (is_agentive(a) and can_be_subject(context, a)) or is_of_forces(context, a)
    ]
    if inside:
        return as_party(context, inside[0], "subject of the clause before")
    if said is not None and said.codes:
        return _as_speaker(said.codes, said.speaker, said.speaker_mention)
    earlier = [a for a in context.actors if a.end <= position and is_agentive(a) and UNKNOWN not in a.codes]
    free = [a for a in earlier if not context.led_by_preposition(a)] or [a for a in earlier if a.prefix]
    if free:
        return as_party(context, free[0], "subject of the sentence")
    return _ahead(context, position) if ahead else NOBODY


def _ahead(context: Context, position: int) -> Party:
    """Return the subject of the main clause after an opening such as "after talks with his counterpart, ..."."""
    end = context.clause(position)[1]
    later = (a for a in context.actors_in(end, context.sentence.end) if can_be_subject(context, a) and is_agentive(a))
    first = next(later, None)
    opening = context.distance(context.sentence.start, position) <= 2
    return as_party(context, first, "subject of the main clause") if first is not None and opening else NOBODY


def _as_speaker(codes: tuple[str, ...], speaker: str | None, mention: ActorMention | None) -> Party:
    return Party(
        codes=codes,
        person=speaker if mention and mention.person else None,
        role=mention.role if mention else None,
        found="the speaker",
        mention=mention,
    )


def find_before_verb(context: Context, hit: Hit, before: list[ActorMention]) -> Party:
    """Return the last mention before a verb; with those that "and" joins it to where the verb agrees with several."""
    first = before[-1]
    if not _agrees_with_several(context, hit) or _is_parted(context, first.end, hit.start):
        return as_party(context, first, _BEFORE)
    for earlier in reversed(before[:-1]):
        if not has_conjunction(first.prefix) or context.distance(earlier.end, first.start) > 0:
            break
        first = earlier
    party, pronoun = as_party(context, first, _BEFORE), context.token_before(first.start)
    if pronoun is None or not context.has_cue(pronoun.start, pronoun.end, CueRole.PRONOUN):
        return party
    codes = tuple(dict.fromkeys([*find_carried(context, pronoun.end).codes, *party.codes]))  # "he and his counterpart"
    return replace(party, codes=codes)


def is_joined(context: Context, end: int) -> bool:
    """Tell whether "and" joins somebody to the word that ends here."""
    return any(has_conjunction(a.prefix) for a in context.actors_in(end, context.words_on(end, 1)))


def _is_parted(context: Context, end: int, start: int) -> bool:
    """Tell whether more than a particle parts a subject from its verb, such as "while both"."""
    particles = (CueRole.PARTICLE_QAD, CueRole.PAST, CueRole.FUTURE, CueRole.FILLER, CueRole.NEGATION)
    return context.distance(end, start) > 0 and not context.has_cue(end, start, *particles)


def _agrees_with_several(context: Context, hit: Hit) -> bool:
    """Tell whether a verb ends as the dual and the plural do."""
    return context.quote(hit.core_start, hit.core_end).endswith(tuple(load_words("several_endings")))


def find_decider(context: Context, hit: Hit) -> ActorMention | None:
    """Return the subject of a verb of deciding or planning whose content, led by "that", a verb begins."""
    if CueRole.ORDER not in context.by_role and CueRole.PLAN not in context.by_role:
        return None
    that = context.token_before(hit.start)
    if that is None or not context.is_after(hit.start, _THAT):
        return None
    decided = context.cues_in(context.words_back(that.start, _DECIDED), that.start, CueRole.ORDER, CueRole.PLAN)
    verb = next((carrier for carrier, cue in decided if cue.verb), None)
    if verb is None:
        return None
    return next((a for a in context.actors_in(verb.end, that.start) if can_be_subject(context, a)), None)


def find_befallen(context: Context, hit: Hit) -> ActorMention | None:
    """Return to whom it happened before, or never, that what a verb after "that" names: he does it."""
    that = context.token_before(hit.start) if CueRole.BEFALL in context.by_role else None
    if that is None or not context.is_after(hit.start, _THAT):
        return None
    cues = context.cues_in(context.words_back(that.start, _DECIDED), that.start, CueRole.BEFALL)
    verb = next((cue for cue, _ in cues), None)
    return next((a for a in context.actors_in(verb.end, that.start) if is_agentive(a)), None) if verb else None


def find_told_before(context: Context) -> Party:
    """Return the subject of the sentence before."""
    if context.sentence.index == 0:
        return NOBODY
    before = context.findings.scan.sentences[context.sentence.index - 1]
    actors = context.mentioned(before.start, before.end)
    named = (a for a in actors if is_agentive(a) and not a.located and not a.prefix and UNKNOWN not in a.codes)
    subject = next(named, None)
    return as_party(context, subject, "subject of the sentence before") if subject is not None else NOBODY
