"""A cue with the thing it asks for and the words that carry it: how the mention of an act is read."""

from bisect import bisect_left
from functools import cache

import msgspec

from marsad.coders.signals.clause import Context, Lead, clitic_lead, is_agentive
from marsad.coders.signals.rows import Act, ActCue, Form
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_purpose
from marsad.languages.ar.cues import Cue, CueRole
from marsad.languages.ar.inflect import shorten_imperfect
from marsad.languages.ar.numbers import NumberWord
from marsad.text.match import Hit
from marsad.text.normal import normalise
from marsad.text.tokens import Token

_BARRIERS = (CueRole.GROUND, CueRole.SETTING, CueRole.ABOUT, CueRole.RELATIVE)
_LINKS = 3  # verbs and nouns that may carry one another: "announced the beginning of"
_NEAR, _BESIDE = 2, 1  # words that may part a carrier from its noun
_GOVERNED = 2  # words before a thing of which one is the preposition that governs it
_BACK = 7  # words between a thing and the verb whose pronoun points back at it
_BEFALL_REACH = 6  # words between "it happened before to" and the "that" of what follows
_REACH = 14  # words within which carriers are looked for
STRIKERS = frozenset({"forces", "fighters", "missile", "weapon", "platform", "strike"})
_OF_ANOTHER = (Lead.BY, Lead.UPON, Lead.FOR, Lead.ABOUT)  # what leads a thing to which no accident happens
_USE = "use"
_ABOUT = frozenset({chr(0x0639) + chr(0x0646)})  # "about", before what a report tells of
_THAT = frozenset(
    lead + chr(0x0627) + chr(0x0646) for lead in ("", chr(0x0648), chr(0x0628), chr(0x0648) + chr(0x0628))
)
_DAMMA = chr(0x064F)
_ALIF = chr(0x0627)
_LATER = 5  # letters and signs among which the passive's vowel stands after an alif


class Frame(msgspec.Struct, frozen=True):
    """A cue of an act with the thing it asks for and the words that carry it, the nearest first.

    `start` is where the first word begins that belongs to the act, `end` where the cue and its thing end; `clause` is
    the cue's, `said` the innermost statement that it stands in.
    """

    hit: Hit
    act: Act
    form: Form
    thing: Hit | None
    chain: tuple[tuple[Hit, Cue], ...]
    passive: bool
    start: int
    end: int
    clause: tuple[int, int]
    said: FoundStatement | None

    def carried_by(self, *roles: CueRole) -> bool:
        """Tell whether one of the carriers has one of the roles."""
        for _, cue in self.chain:
            for role in roles:
                if role in cue.roles:
                    return True
        return False


def find_chain(context: Context, hit: Hit, form: Form) -> tuple[tuple[Hit, Cue], ...]:
    """Return the words that carry a cue, the nearest first: "denied" and "holding" in "denied holding talks"."""
    chain: list[tuple[Hit, Cue]] = []
    if not context.carriers:
        return ()
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _REACH))
    position = hit.start
    means = clitic_lead(hit.prefix) is Lead.BY
    for _ in range(_LINKS):
        link = _nearest_carrier(context, start, position, near=bool(chain) or form is not Form.NOUN)
        if link is None or (means and CueRole.FEAR in link[1].roles):
            break
        chain.append(link)
        position = link[0].start
    return tuple(chain)


def _nearest_carrier(context: Context, start: int, position: int, *, near: bool) -> tuple[Hit, Cue] | None:
    link, end = None, -1
    for each in context.carriers:
        hit = each[0]
        if start <= hit.start < position and end < hit.end <= position and not context.in_time(hit):
            link, end = each, hit.end
    if link is None or context.gap(end, position) > (_BESIDE if near else _NEAR):
        return None
    return None if _is_barred(context, link, position) or _is_misled(context, link, position) else link


def _is_misled(context: Context, link: tuple[Hit, Cue], position: int) -> bool:
    """Tell whether a preposition between a carrier and its noun is not the one that the carrier governs."""
    end, roles = link[0].end, link[1].roles
    if CueRole.ITSELF in roles and context.has_cue(end, position, CueRole.TOWARDS):
        return True
    upon = context.has_cue(end, position, CueRole.UPON)
    if CueRole.WORK in roles and link[1].verb and not upon and context.has_cue(end, position, CueRole.INSIDE):
        return True
    return upon and CueRole.LIGHT in roles and CueRole.SUFFER not in roles and CueRole.WORK not in roles


def _is_barred(context: Context, link: tuple[Hit, Cue], position: int) -> bool:
    """Tell whether "about", "after", "which" or a party in its place parts a carrier from its noun, dates left out."""
    end = link[0].end
    placed = not link[1].verb and context.has_cue(end, position, CueRole.INSIDE)
    if placed and context.actors_in(end, position):
        return True
    if any(not cue.verb for _, cue in context.cues_in(end, position, CueRole.CASUALTY)):
        return True  # "announced the death of two in a raid"
    if _has_object(context, link, position):
        return True
    return any(not context.leads_time(hit) for hit, _ in context.cues_in(end, position, *_BARRIERS))


def _has_object(context: Context, link: tuple[Hit, Cue], position: int) -> bool:
    """Tell whether a verb has another act as its object: "wants the arming of an ally against any attack"."""
    if not link[1].verb:
        return False
    led = context.has_before(position, 2, CueRole.AGAINST)
    return led and any(
        link[0].end <= start < position and cue.form is Form.NOUN for start, _, cue in context.act_places
    )


def find_frame(context: Context, hit: Hit, cue: ActCue) -> Frame | None:
    """Return the frame of a cue, None when what it asks for is missing or the word is another one.

    What refuses most and costs least is asked first.
    """
    act = cue.act
    if act.agent_class and not _agent_is(context, hit, act.agent_class):
        return None
    if act.unless and any(item.name in act.unless for _, item in context.things):
        return None
    thing = _find_thing(context, hit, cue) if act.objects else None
    if cue.form is not Form.NOUN and hit.suffix and act.objects:
        thing = _thing_of_pronoun(context, hit, act, thing)
        if thing is None:
            return None
    elif act.objects and thing is None and not (act.place and _has_place(context, hit, cue)):
        return None
    if _is_other_word(context, hit, cue):
        return None
    chain = find_chain(context, hit, cue.form)
    return Frame(
        hit=hit,
        act=act,
        form=cue.form,
        thing=thing,
        chain=chain,
        passive=cue.passive or is_vowelled_passive(context, hit, cue.form),
        start=min([hit.start, *[link.start for link, _ in chain]]),
        end=hit.end if thing is None or thing.start < hit.start else max(hit.end, thing.end),
        clause=context.clause(hit.start),
        said=context.statement_at(hit.start),
    )


def is_vowelled_passive(context: Context, hit: Hit, form: Form) -> bool:
    """Tell whether a past verb bears the vowel of the passive: on its first letter, after an alif on a later one."""
    if form is not Form.PERFECT or _DAMMA not in context.findings.scan.article.text:
        return False
    word = context.quote(hit.core_start, hit.core_end)
    return _DAMMA in (word[1:_LATER] if word.startswith(_ALIF) else word[1:2])


def _is_other_word(context: Context, hit: Hit, cue: ActCue) -> bool:
    """Tell whether a word only looks like the cue: a masdar, a feminine noun, a part of a date, a shortened verb."""
    if _is_question_letter(context, hit) or context.in_time(hit):
        return True
    if context.ends_feminine(hit):
        return True
    if cue.form is Form.IMPERFECT and _is_shortened(context, hit, cue.act):
        return not context.has_before(hit.start, 1, CueRole.NEGATION)
    if cue.form is not Form.NOUN and _is_led(context, hit):
        return True
    return cue.form is Form.PERFECT and _is_masdar(context, hit)


def _is_question_letter(context: Context, hit: Hit) -> bool:
    """Tell whether a verb's first letter was taken for the particle of a question though it is spelled otherwise."""
    return hit.prefix.endswith(_ALIF) and context.quote(hit.start, hit.core_start).endswith(_ALIF)


def _is_led(context: Context, hit: Hit) -> bool:
    """Tell whether a preposition stands right before a word, which then is no verb."""
    before = context.token_before(hit.start)
    if before is None or hit.prefix or any(actor.start < before.end <= actor.end for actor in context.actors):
        return False
    return context.has_cue(before.start, hit.start, CueRole.INSIDE, CueRole.TOWARDS)


def _is_shortened(context: Context, hit: Hit, act: Act) -> bool:
    return context.findings.scan.aligned.normal[hit.core_start : hit.core_end] in _shortened(act)


@cache
def _shortened(act: Act) -> frozenset[str]:
    """Return the verb forms that only stand after a negation or condition."""
    short = {normalise(form).normal for _, verb in act.verbs if verb for form in shorten_imperfect(verb)}
    whole = {normalise(verb).normal[1:] for _, verb in act.verbs}
    return frozenset(form for form in short if form[1:] not in whole)


def _is_masdar(context: Context, hit: Hit) -> bool:
    """Tell whether a word that may be a past verb, its masdar or "before" is no verb: it does not begin a clause."""
    if not _may_be_noun(context, hit):
        return False
    before = context.token_before(hit.start)
    if before is not None and _is_that(context, before):
        return True
    if before is None or hit.start in context.borders or before.start < context.clause(hit.start)[0]:
        return False
    opened = context.has_cue(before.start, hit.start, CueRole.PARTICLE_QAD, CueRole.RELATIVE, CueRole.CLAUSE)
    opened = opened or any(cue.end == before.end for cue, _ in context.by_role.get(CueRole.CLAUSE, ()))
    return not opened and not any(actor.end == before.end for actor in context.actors)


def _may_be_noun(context: Context, hit: Hit) -> bool:
    """Tell whether the words of a hit may be an act's noun or a preposition as well."""
    here, behind = (hit.start,), (hit.start + 1,)
    acts, cues = context.act_places, context.sentence.of(Cue)  # by start
    same = acts[bisect_left(acts, here) : bisect_left(acts, behind)]
    if any(end == hit.end and cue.form is Form.NOUN for _, end, cue in same):
        return True
    return any(
        other.end == hit.end and CueRole.PREPOSITION in other.item.roles  # type: ignore[attr-defined]
        for other in cues[bisect_left(cues, here) : bisect_left(cues, behind)]
    )


def _is_that(context: Context, token: Token) -> bool:
    """Tell whether a token is the "that" which nouns follow, and no part of "after" or "it happened before"."""
    if token.text not in _THAT:
        return False
    if context.has_before(token.start, _BEFALL_REACH, CueRole.BEFALL):
        return False
    led = context.cues_in(context.words_back(token.start, 2), token.end, CueRole.GROUND, CueRole.PAST)
    return not any(hit.end == token.end for hit, _ in led)


def _thing_of_pronoun(context: Context, hit: Hit, act: Act, after: Hit | None) -> Hit | None:
    """Return the thing that a verb's object pronoun points back at, or one that a preposition adds after it."""
    if after is not None and (after.prefix or context.has_cue(hit.end, after.start, CueRole.PREPOSITION)):
        return after
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _BACK))
    things = context.things
    before = [thing for thing, item in things if start <= thing.start < hit.start and item.name in act.objects]
    return before[-1] if before else None


def _find_thing(context: Context, hit: Hit, cue: ActCue) -> Hit | None:
    start, stop = _after_subject(context, hit, cue), context.clause(hit.start)[1]
    if start > hit.end and context.gap(start, stop) <= 1:  # "seized on Friday, near the coast, a tanker"
        stop = context.clause(stop)[1]
    for thing, item in context.things:
        if start <= thing.start < stop and item.name in cue.act.objects and _is_governed(context, hit, thing, cue):
            near = context.gap(start, thing.start) <= cue.act.window
            return thing if near and not _is_apart(context, hit, start, thing, cue) else None
    return None


def _is_governed(context: Context, hit: Hit, thing: Hit, cue: ActCue) -> bool:
    """Tell whether a preposition that the verb governs leads a thing or the number that counts it."""
    if not cue.act.led:
        return True
    counted = (number.prefix for number in context.sentence.of(NumberWord) if _counts(context, number, thing))
    leads = [lead for prefix in (thing.prefix, *counted) if (lead := clitic_lead(prefix)) is not None]
    if not leads:
        leads = [context.lead_at(thing.start, "", max(hit.start, context.words_back(thing.start, _GOVERNED)))]
    return leads[0].value in cue.act.led


def _counts(context: Context, number: Hit, thing: Hit) -> bool:
    return number.end <= thing.start and context.gap(number.end, thing.start) == 0


def _is_apart(context: Context, hit: Hit, start: int, thing: Hit, cue: ActCue) -> bool:
    """Tell whether "after", "about" or "of" makes a thing part of another phrase than the verb's object."""
    if cue.act.transitive and (
        context.is_after(thing.start, _ABOUT) or (cue.form is not Form.NOUN and has_purpose(thing.prefix))
    ):
        return True
    suffers = context.has_cue(hit.start, hit.end, CueRole.SUFFER)  # "came under", which takes its object by "to"
    if cue.act.agentless and cue.form is not Form.NOUN and not suffers:
        lead = context.lead_at(thing.start, thing.prefix, start)
        return lead in _OF_ANOTHER or (lead is Lead.SOURCE and _is_of_party(context, hit))
    if cue.act.transitive and _is_used(context, thing):
        return True
    return any(not context.in_time(hit) for hit, _ in context.cues_in(start, thing.start, CueRole.GROUND))


def _is_used(context: Context, thing: Hit) -> bool:
    """Tell whether a thing is only what a noun of using it names: "the threshold for the use of nuclear arms"."""
    return any(
        item.name == _USE and other.end <= thing.start and context.distance(other.end, thing.start) == 0
        for other, item in context.things
    )


def _is_of_party(context: Context, hit: Hit) -> bool:
    """Tell whether a state or organisation stands right after a verb as its subject."""
    first = context.first_actor(hit.end, context.words_on(hit.end, 1))
    return first is not None and is_agentive(first) and not first.prefix


def _after_subject(context: Context, hit: Hit, cue: ActCue) -> int:
    """Return where the object of a verb of force may begin: behind its subject, "the Russian army besieged"."""
    struck = cue.act.owner == "target" or cue.act.transitive
    passive = cue.passive or is_vowelled_passive(context, hit, cue.form)
    if cue.form is Form.NOUN or passive or not struck or hit.suffix:
        return hit.end
    if _has_subject(context, hit) or context.has_before(hit.start, 2, CueRole.PRONOUN):
        return hit.end
    first = context.first_actor(hit.end, context.words_on(hit.end, 1))
    if first is not None:
        return first.end if is_agentive(first) and not first.prefix else hit.end
    return _after_forces(context, hit)


def _after_forces(context: Context, hit: Hit) -> int:
    """Return where forces or arms with the adjective of a state end that follow a verb as its subject."""
    if hit.prefix or context.distance(context.clause(hit.start)[0], hit.start) > 1:
        return hit.end
    head = next((thing for thing, item in context.things if thing.start >= hit.end and item.name in STRIKERS), None)
    if head is None or head.prefix or context.gap(hit.end, head.start) > 0:
        return hit.end
    adjectives = (a for a in context.actors_in(head.end, context.words_on(head.end, 3)) if not is_agentive(a))
    first = next(adjectives, None)
    return first.end if first is not None and context.gap(head.end, first.start) <= 1 else hit.end


def _has_subject(context: Context, hit: Hit) -> bool:
    """Tell whether a party right before the verb is its subject."""
    start = context.clause(hit.start)[0]
    before = [actor for actor in context.actors_in(start, hit.start) if is_agentive(actor)]
    return bool(before) and context.gap(before[-1].end, hit.start) <= 1


def _has_place(context: Context, hit: Hit, cue: ActCue) -> bool:
    start, stop = _after_subject(context, hit, cue), context.clause(hit.start)[1]
    return any(
        start <= place.start < stop and context.gap(start, place.start) <= cue.act.window
        for place in context.findings.places
        if context.sentence.start <= place.start < context.sentence.end
    )


def _agent_is(context: Context, hit: Hit, name: str) -> bool:
    near = max(context.clause(hit.start)[0], context.words_back(hit.start, 9)), context.words_on(hit.end, 9)
    return any(near[0] <= thing.start < near[1] and item.name == name for thing, item in context.things)
