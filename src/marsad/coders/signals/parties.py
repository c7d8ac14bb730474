"""Parties and how they are carried over: the codes of a mention, the subject that a clause takes from before."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.frame import STRIKERS
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.actors import load_words
from marsad.languages.ar.clitics import has_conjunction
from marsad.text.match import Hit

_REACH = 16  # words after a cue in which its parties stand
_MOST = 5
_CLOSE = 2  # words that may part a noun from those who take part
_AWAY = 6  # words that may part a cue from "between"
_BETWEEN = 1  # words that may part "between" from the first of two parties
_POSSESSOR = "possessor of the act's noun"
_CITY, _VISIT = "city", "visit"
_HIM, _TWO = "gathering_him", "gathering_two"
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY, ActorKind.UNNAMED})


def find_parties(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return all parties of a reciprocal act, as their sentence first names them, so that equal parties read equal."""
    codes = _find_all(context, frame, agent)
    named = list(dict.fromkeys(code for actor in context.actors for code in actor.codes))
    return tuple(sorted(codes, key=lambda code: (named.index(code) if code in named else len(named), code)))


def _find_all(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return those named by "between", or the agent and those it is done with."""
    if frame.act.target == "gathered":
        return _distinct(_gathered(context, frame, agent))
    between = _between(context, frame)
    if len(between) > 1:
        return between
    doer = _fit(context, frame, agent)
    if frame.act.shared == "between":
        return between or _distinct(code for code in doer.codes if code != UNKNOWN)
    codes = [*_doers(context, frame, doer), *between, *_partners(context, frame, doer)]
    named = _distinct(code for code in codes if code != UNKNOWN)
    if len(named) > 1:
        return named
    return find_sides(context, frame) or _distinct([*named, *find_partner(context, frame, doer)])


NOBODY = Party()


def _fit(context: Context, frame: Frame, agent: Party) -> Party:
    """Return the agent unless it is only the venue, or belongs to the next clause: "the Paris talks"."""
    mention = agent.mention
    if agent.found != _POSSESSOR or mention is None or mention.start < frame.hit.end:
        return agent
    fits = not _is_venue(context, mention) and is_unbroken(context, frame.hit.end, mention.start)
    return agent if fits else NOBODY


def _is_venue(context: Context, actor: ActorMention) -> bool:
    """Tell whether a mention is a city that nobody is joined to."""
    places = context.findings.places
    index = bisect_left(places, actor.start, key=_place_start)
    place = places[index] if index < len(places) else None
    city = place is not None and (place.start, place.end, place.kind) == (actor.start, actor.end, _CITY)
    return city and not any(True for _ in as_party(context, actor, "").codes[1:])


def _place_start(place: PlaceMention) -> int:
    return place.start


def is_unbroken(context: Context, start: int, end: int) -> bool:
    """Tell whether no clause border and no verb stands between two offsets."""
    if any(start < border <= end for border in context.borders):
        return False
    return not any(start <= hit.start < end and _is_verb(hit) for hit in context.sentence.hits)


def _is_verb(hit: Hit) -> bool:
    if type(hit.item) is ActCue:
        return hit.item.form is not Form.NOUN
    return isinstance(hit.item, Cue) and hit.item.verb


def _doers(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the agent's codes, unless it only hosts what others do, and who attends what is named as a time."""
    hosts = any(cue.id == "host" for _, cue in frame.chain)
    codes = () if hosts else agent.codes
    if frame.act.during and frame.form is Form.NOUN and not frame.chain:
        return (*find_attendant(context, frame.hit).codes, *codes)
    return codes


def _partners(context: Context, frame: Frame, agent: Party) -> Iterator[str]:
    """Yield the codes of those with whom it is done."""
    stop = _find_stop(context, frame)
    for actor in context.actors_in(frame.start, stop):
        if is_party(actor) and _takes_part(context, frame, actor):
            yield from _home(context, actor) or as_party(context, actor, "").codes
    if frame.act.target == "object":
        yield from _object(context, frame, agent, stop)


def _find_stop(context: Context, frame: Frame) -> int:
    return min(context.clause(frame.end)[1], context.words_on(frame.end, _REACH))


def _home(context: Context, actor: ActorMention) -> tuple[str, ...]:
    """Return where those pointed at come from: "her counterparts in the alliance"."""
    if actor.kind is not ActorKind.PRONOUN:
        return ()
    for other in context.actors_in(actor.end, context.words_on(actor.end, 4)):
        if other.kind is ActorKind.ORG and context.lead(other, actor.end) in (Lead.SOURCE, Lead.INSIDE):
            return other.codes
    return ()


def _object(context: Context, frame: Frame, agent: Party, stop: int) -> tuple[str, ...]:
    """Return whom the subject of a verb such as "received" meets: the next one named after it."""
    mention = agent.mention
    start = mention.end if mention is not None and mention.start > frame.hit.start else frame.hit.end
    relatives = [cue.start for cue, _ in context.cues_in(start, stop, CueRole.RELATIVE)]
    for actor in context.actors_in(start, min([stop, *relatives])):
        if not _can_be_met(frame, actor) or context.led_by_preposition(actor) or _is_attached(context, actor):
            continue
        codes = _home(context, actor) or as_party(context, actor, "").codes
        if codes and set(codes).isdisjoint(agent.codes):
            return codes
    return ()


def _can_be_met(frame: Frame, actor: ActorMention) -> bool:
    quiet = frame.act.type is SignalType.BACKCHANNEL and is_agentive(actor)
    return actor.kind in _PEOPLE or quiet


def _is_attached(context: Context, actor: ActorMention) -> bool:
    """Tell whether a thing stands right before a mention, so that this only tells whose it is."""
    before = context.token_before(actor.start)
    return before is not None and any(thing.end == before.end for thing, _ in context.things)


def _between(context: Context, frame: Frame) -> tuple[str, ...]:
    """Return the parties that "between" leads, after the cue if it stands there, else before it."""
    hit, stop = frame.hit, _find_stop(context, frame)
    start = context.clause(frame.start)[0]
    for first, last in ((hit.end, stop), (start, hit.end)):
        for cue, found in context.cues_in(first, last, CueRole.TOGETHER):
            near = context.gap(hit.end, cue.start) if cue.start >= hit.end else context.gap(cue.end, hit.start)
            codes = _read_between(context, cue, found) if near <= _AWAY else ()
            if codes:
                return codes
    return ()


def _read_between(context: Context, cue: Hit, found: Cue) -> tuple[str, ...]:
    if found.id == "between_them":
        return find_pair(context, cue.start)
    if found.id != "between":
        return ()
    first = next((a for a in context.actors_in(cue.end, context.words_on(cue.end, 5)) if is_party(a)), None)
    if first is None or context.gap(cue.end, first.start) > _BETWEEN:
        return ()
    codes = as_party(context, first, "").codes
    if not codes and first.kind is ActorKind.PRONOUN:
        codes = find_pair(context, first.start)
    near = context.actors_in(first.end, context.words_on(first.end, 6))
    more = (code for a in near if is_party(a) and a.prefix for code in resolve_codes(context, a))
    return _distinct([*codes, *more]) if len(codes) < 2 else codes


def _takes_part(context: Context, frame: Frame, actor: ActorMention) -> bool:
    lead = context.lead(actor, frame.hit.end if actor.start >= frame.hit.end else frame.start)
    if lead is Lead.WITH:
        return True
    return bool(actor.codes) and (is_agentive(actor) or actor.kind is ActorKind.ADJECTIVE)


def as_party(context: Context, actor: ActorMention, found: str) -> Party:
    """Return the party of a mention with those that "and" joins to it."""
    group = [actor, *coordinated(context, actor)]
    if actor.codes == (UNKNOWN,) and is_definite(context, actor):
        side = find_carried(context, actor.start)
        return replace(side, found=found) if side.codes else Party(codes=actor.codes, found=found, mention=actor)
    codes = tuple(dict.fromkeys(code for member in group for code in resolve_codes(context, member)))[:_MOST_PARTIES]
    return Party(codes=codes, person=actor.person, role=actor.role, found=found, mention=actor)


def coordinated(context: Context, actor: ActorMention) -> Iterator[ActorMention]:
    """Yield the mentions that follow one and are joined to it."""
    last = actor
    for following in context.actors_in(actor.end, context.sentence.end):
        close = context.distance(last.end, following.start) <= (1 if has_conjunction(following.prefix) else 0)
        row = last.kind is following.kind is ActorKind.ADJECTIVE
        if not is_party(following) or not close or not (has_conjunction(following.prefix) or row):
            return
        yield following
        last = following


def resolve_codes(context: Context, actor: ActorMention) -> tuple[str, ...]:
    """Return the codes of a mention; a possessive such as "his country" takes the speaker's or last person's."""
    if actor.kind is not ActorKind.PRONOUN or actor.codes:
        return actor.codes
    said = context.statement_at(actor.start)
    if said is not None and said.codes:
        return said.codes
    told = [s for s in context.statements if s.codes and context.sentence.start <= s.frame_start < actor.start]
    if told:
        return told[0].codes
    earlier = [a for a in context.actors if a.end <= actor.start and is_agentive(a) and a.codes]
    if earlier:
        return next((a.codes for a in earlier if not context.led_by_preposition(a)), earlier[-1].codes)
    ahead = (a for a in context.actors if a.start >= actor.end and is_agentive(a) and a.codes)
    return next((a.codes for a in ahead if not context.led_by_preposition(a)), ())


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
    heads = [thing for thing, item in context.all_things if item.name in STRIKERS and thing.end <= actor.start]
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


def find_told_before(context: Context) -> Party:
    """Return the subject of the sentence before."""
    if context.sentence.index == 0:
        return NOBODY
    before = context.findings.scan.sentences[context.sentence.index - 1]
    actors = context.findings.actors
    first = bisect_left(actors, before.start, key=_start_of)
    last = bisect_left(actors, before.end, key=_start_of)
    named = (
        a for a in actors[first:last] if is_agentive(a) and not a.located and not a.prefix and UNKNOWN not in a.codes
    )
    subject = next(named, None)
    return as_party(context, subject, "subject of the sentence before") if subject is not None else NOBODY


def _start_of(actor: ActorMention) -> int:
    return actor.start
