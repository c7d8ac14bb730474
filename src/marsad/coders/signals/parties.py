"""All parties of what several do together: those who meet, agree, sign."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.frame import Frame
from marsad.coders.signals.party import find_carried
from marsad.coders.signals.pointers import find_pair, find_partner, find_sides
from marsad.coders.signals.roles import (
    NOBODY,
    UNKNOWN,
    Party,
    as_party,
    find_attendant,
    is_party,
    resolve_codes,
)
from marsad.coders.signals.rows import Form, SpeechCue, load_kinds
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.places import PlaceMention
from marsad.languages.ar.clitics import has_conjunction
from marsad.languages.ar.cues import Cue, CueRole
from marsad.languages.ar.things import FormatName
from marsad.model import SignalType
from marsad.reference.formats import load_formats
from marsad.text.match import Hit

_REACH = 16  # words after a cue in which its parties stand
_MOST = 5
_ACCORDS = frozenset({"accord", "agreement", "deal", "treaty"})
_MATTER = 4  # words after a meeting behind which "about" begins what it is about
_SETTING = 3  # words before a noun in which "during" stands
_CLOSE = 2  # words that may part a noun from those who take part
_AWAY = 6  # words that may part a cue from "between"
_BETWEEN = 2  # words that may part "between" from the first of two parties
_POSSESSOR = "possessor of the act's noun"
_CITY, _VISIT = "city", "visit"
_HIM, _TWO, _BOTH = "gathering_him", "gathering_two", "both_sides"
_PRESS = "press"  # those to whom an interview is given
_PAIR = 2
_FORMAT_REACH = 8  # words after a meeting's noun within which its format is named
_HOST_REACH = 4  # words after talks within which is named in whose country they are held
_PRESS_REACH = 3  # words after a noun within which they are named
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY, ActorKind.UNNAMED})


def find_parties(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return all parties of a reciprocal act, as their sentence first names them, so that equal parties read equal."""
    codes = _find_all(context, frame, agent)
    codes = codes if len(codes) > 1 else find_seats(context, frame, codes)
    named = list(dict.fromkeys(code for actor in context.actors for code in actor.codes))
    return tuple(sorted(codes, key=lambda code: (named.index(code) if code in named else len(named), code)))


def _find_all(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return those named by "between", or the agent and those it is done with."""
    if _is_interview(context, frame):
        return ()
    if frame.act.target == "gathered":
        return _distinct(_gathered(context, frame, agent))
    between = _between(context, frame)
    if len(between) > 1:
        return between
    doer = _fit(context, frame, agent)
    if frame.act.shared == "between":
        known = between or _distinct(code for code in doer.codes if code != UNKNOWN)
        pair = not known and frame.act.type is SignalType.INSPECTION
        return find_pair(context, frame.start) if pair else known
    joined = _joined_before(context, doer) if frame.form is Form.NOUN else ()
    codes = [*joined, *_doers(context, frame, doer), *between, *_partners(context, frame, doer)]
    named = _distinct(code for code in codes if code != UNKNOWN)
    if len(named) < 2 and _is_setting(context, frame):
        named = _distinct([*named, *_told(context, frame, doer, named)])
    named = named if len(named) > 1 else _with_teller(context, frame, named)
    if len(named) > 1:
        return named
    sides = find_sides(context, frame) or (find_pair(context, frame.start) if frame.passive and not named else ())
    named = sides or _distinct([*named, *find_partner(context, frame, doer)])
    return named if len(named) > 1 else _distinct([*named, *_hosts(context, frame, named)])


def _hosts(context: Context, frame: Frame, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other side of talks that one holds: in whose country, or who goes there to meet whom is named."""
    if frame.act.type is not SignalType.TALKS or len(named) != 1:
        return ()
    if frame.form is not Form.NOUN:
        visitor = find_carried(context, frame.hit.start) if frame.act.target == "object" else NOBODY
        return visitor.codes
    if not any(cue.verb for _, cue in frame.chain):
        return ()
    cities = {place.start for place in context.findings.places if place.kind == _CITY}
    stop = min(frame.clause[1], context.words_on(frame.hit.end, _HOST_REACH))
    for actor in context.actors_in(frame.hit.end, stop):
        at_home = actor.kind is ActorKind.STATE and actor.start not in cities and actor.codes != named
        if at_home and context.lead(actor, frame.hit.end) is Lead.INSIDE:
            return actor.codes
    return ()


def find_seats(context: Context, frame: Frame, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return both parties of a meeting that is called after a format in which two sit: "the commission's session"."""
    if frame.act.type is not SignalType.TALKS:
        return named
    stop = context.words_on(frame.hit.end, _FORMAT_REACH)
    formats = context.sentence.of(FormatName)
    near = [hit for hit in formats if frame.hit.start <= hit.start and hit.end <= stop]
    seats = (load_formats()[hit.item.id].parties for hit in near)  # type: ignore[attr-defined]
    return next((pair for pair in seats if len(pair) == _PAIR and {*named} <= {*pair}), named)


def _joined_before(context: Context, doer: Party) -> tuple[str, ...]:
    """Return the party to which "and" joins the doer of what a noun names: "Russia and the United States"."""
    mention = doer.mention
    if mention is None or not has_conjunction(mention.prefix):
        return ()
    before = [actor for actor in context.actors_in(context.sentence.start, mention.start) if is_party(actor)]
    near = bool(before) and context.distance(before[-1].end, mention.start) == 0
    return before[-1].codes if near else ()


def _with_teller(context: Context, frame: Frame, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one with whom something "was agreed" and who tells it."""
    said = frame.said
    undergone = frame.passive or frame.carried_by(CueRole.ITSELF)
    if said is None or not named or not undergone or frame.act.type is not SignalType.AGREEMENT:
        return named
    return _distinct([*(code for code in said.codes if code != UNKNOWN), *named])


def _is_setting(context: Context, frame: Frame) -> bool:
    """Tell whether a meeting is only named as the time of something else: "said in a call"."""
    back = context.words_back(frame.hit.start, _SETTING)
    noun = frame.act.during and frame.form is Form.NOUN and not frame.chain
    return noun and context.has_cue(back, frame.hit.start, CueRole.DURING)


def _told(context: Context, frame: Frame, agent: Party, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return who speaks and whom it is said to at a meeting: "told his counterpart in a call"."""
    speaker = agent.mention or next((a for a in context.actors if a.kind in _PEOPLE), None)
    if speaker is None:
        return ()
    first = next((a for a in context.actors_in(speaker.end, frame.hit.start) if a.kind in _PEOPLE), None)
    if first is None or context.gap(speaker.end, first.start) > 1 or not set(first.codes).isdisjoint(named):
        return ()
    return (*(() if named else speaker.codes), *as_party(context, first, "").codes)


def _is_interview(context: Context, frame: Frame) -> bool:
    """Tell whether a meeting is one with the press, students or somebody who no longer speaks for a state."""
    if frame.act.type is not SignalType.TALKS or frame.form is not Form.NOUN:
        return False
    stop = context.words_on(frame.hit.end, _PRESS_REACH)
    if any(frame.hit.end <= hit.start < stop and thing.name == _PRESS for hit, thing in context.things):
        return True
    near = (a for a in context.actors_in(frame.hit.end, stop) if context.lead(a, frame.hit.end) is Lead.WITH)
    return any(a.kind is ActorKind.OUTLET or a.role is not None for a in near)


def _gathered(context: Context, frame: Frame, agent: Party) -> Iterator[str]:
    """Yield those whom a meeting brings together: named after the verb, and the one that its pronoun points at."""
    thing = frame.thing or frame.hit
    name = next((item.name for hit, item in context.things if hit is thing), "")
    if name == _TWO:
        yield from find_pair(context, frame.hit.start)
        return
    if name == _HIM:
        yield from agent.codes
    stop = min(context.clause(frame.end)[1], context.words_on(thing.end, _REACH))
    for actor in context.actors_in(thing.end, stop):
        lead = context.lead(actor, thing.end)
        if is_party(actor) and not actor.located and lead in (Lead.NONE, Lead.WITH, Lead.BY):
            yield from (code for code in as_party(context, actor, "").codes if code != UNKNOWN)


def _fit(context: Context, frame: Frame, agent: Party) -> Party:
    """Return the agent unless it is only the venue, or belongs to the next clause: "the Paris talks"."""
    mention = agent.mention
    if agent.found != _POSSESSOR or mention is None or mention.start < frame.hit.end:
        return agent
    venue = load_kinds()[frame.act.type].reciprocal and _is_venue(context, mention)
    fits = not venue and is_unbroken(context, frame.hit.end, mention.start)
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
    acts = ((place, cue.form is not Form.NOUN) for place, _, cue in context.act_places)
    cues = ((place, cue.verb) for place, _, cue in context.sentence.find_places(Cue))
    return not any(verb and start <= place < end for place, verb in (*acts, *cues))


def _doers(context: Context, frame: Frame, agent: Party) -> tuple[str, ...]:
    """Return the agent's codes, unless it only hosts the meeting of others, and who attends what is named as a time."""
    hosts = frame.act.type is not SignalType.EXERCISE and any(cue.id == "host" for _, cue in frame.chain)
    codes = () if hosts else agent.codes
    if frame.act.during and frame.form is Form.NOUN and not frame.chain and not _is_told_itself(context, frame):
        return (*find_attendant(context, frame.hit).codes, *codes)
    return codes


def _is_told_itself(context: Context, frame: Frame) -> bool:
    """Tell whether a meeting begins its clause or follows the word that does: no time of what others do."""
    hit, start = frame.hit, frame.clause[0]
    led = context.has_before(hit.start, 1, CueRole.DURING, CueRole.GROUND, CueRole.SETTING, CueRole.PREPOSITION)
    return not hit.prefix and context.distance(start, hit.start) <= 1 and not led


def _partners(context: Context, frame: Frame, agent: Party) -> Iterator[str]:
    """Yield the codes of those with whom it is done."""
    stop = _find_stop(context, frame)
    for actor in context.actors_in(frame.start, stop):
        if is_party(actor) and _takes_part(context, frame, agent, actor):
            yield from _home(context, actor) or as_party(context, actor, "").codes
    if frame.act.target == "object":
        yield from _object(context, frame, agent, stop)


def _find_stop(context: Context, frame: Frame) -> int:
    """Return where those who take part are named no more: at a clause's end or a participle, "offering to"."""
    stop = min(context.clause(frame.end)[1], context.words_on(frame.end, _REACH))
    for hit in context.sentence.of(SpeechCue):
        if frame.end <= hit.start < stop and hit.item.form is Form.PARTICIPLE:  # type: ignore[attr-defined]
            return hit.start
    return stop


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
            apart = near > _AWAY or _is_between_of(context, frame, cue)
            codes = () if apart else _read_between(context, cue, found)
            if codes:
                return codes
    return ()


def _is_between_of(context: Context, frame: Frame, between: Hit) -> bool:
    """Tell whether "between" tells whose an accord is that a meeting is about: "talks on the deal between"."""
    if frame.act.type is not SignalType.TALKS or between.start < frame.hit.end:
        return False
    things = (thing for thing, item in context.things if item.name in _ACCORDS and thing.start > frame.hit.end)
    return any(context.distance(thing.end, between.start) == 0 for thing in things if thing.end <= between.start)


def _read_between(context: Context, cue: Hit, found: Cue) -> tuple[str, ...]:
    if found.id == "between_them":
        return find_pair(context, cue.start)
    if found.id != "between":
        return ()
    if any(thing.start == cue.end + 1 and item.name == _BOTH for thing, item in context.things):
        return find_pair(context, cue.start)
    first = next((a for a in context.actors_in(cue.end, context.words_on(cue.end, 5)) if is_party(a)), None)
    if first is None or context.gap(cue.end, first.start) > _BETWEEN:
        return ()
    codes = as_party(context, first, "").codes
    if not codes and first.kind is ActorKind.PRONOUN:
        codes = find_pair(context, first.start)
    near = context.actors_in(first.end, context.words_on(first.end, 6))
    more = (code for a in near if is_party(a) and a.prefix for code in resolve_codes(context, a))
    return _distinct([*codes, *more]) if len(codes) < 2 else codes


def _takes_part(context: Context, frame: Frame, agent: Party, actor: ActorMention) -> bool:
    lead = context.lead(actor, frame.hit.end if actor.start >= frame.hit.end else frame.start)
    if lead is Lead.WITH:
        return not (_is_matter(context, frame, agent, actor) or _is_across(context, actor))
    if frame.act.target == _VISIT and lead is Lead.TO:
        return actor.kind is ActorKind.STATE
    sent = lead in (Lead.TO, Lead.SOURCE) and frame.act.type is SignalType.BACKCHANNEL
    if (actor.located and not sent) or context.has_cue(frame.hit.end, actor.start, CueRole.RELATIVE):
        return False
    if lead is Lead.FOR and actor.kind is ActorKind.ORG and frame.form is Form.NOUN:
        return True
    if lead.value in frame.act.partners and actor.kind is not ActorKind.ADJECTIVE:
        return lead is not Lead.BY or actor.kind in _PEOPLE or actor.kind is ActorKind.PRONOUN
    return lead is Lead.NONE and _is_beside(context, frame, actor)


def _is_matter(context: Context, frame: Frame, agent: Party, actor: ActorMention) -> bool:
    """Tell whether "with" belongs to what the talks are about: "on Syria and the relations with Iran"."""
    about = min((c.start for c, _ in context.cues_in(frame.hit.end, actor.start, CueRole.ABOUT)), default=None)
    if about is None or frame.act.type is not SignalType.TALKS:
        return False
    named = any(a.kind in _PEOPLE and a is not agent.mention for a in context.actors_in(frame.hit.end, about))
    return named or context.gap(frame.hit.end, actor.start) >= _MATTER


def _is_across(context: Context, actor: ActorMention) -> bool:
    """Tell whether "with" tells only whose border it is: "on the border with Belarus"."""
    return not find_words("border").isdisjoint(context.texts_in(context.words_back(actor.start, 2), actor.start))


def _is_beside(context: Context, frame: Frame, actor: ActorMention) -> bool:
    """Tell whether a mention stands right after the cue, within its phrase."""
    if actor.start < frame.hit.end or context.gap(frame.hit.end, actor.start) > _CLOSE:
        return False
    if frame.form is not Form.NOUN:
        return actor.kind is not ActorKind.ADJECTIVE
    return is_unbroken(context, frame.hit.end, actor.start) and not _is_venue(context, actor)


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))[:_MOST]
