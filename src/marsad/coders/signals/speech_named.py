"""Speech acts that a verb or noun names without any reported words: condemned, refused, "a warning to Warsaw"."""

from itertools import pairwise

from marsad.coders.signals.clause import Context, Lead, clitic_lead, is_agentive
from marsad.coders.signals.licence import SETTING
from marsad.coders.signals.roles import NOBODY, UNKNOWN, Party, is_party
from marsad.coders.signals.rows import Form, SpeechCue
from marsad.coders.signals.speech_parties import DIRECT, find_tie
from marsad.coders.signals.speech_subject import find_carried, find_verb_subject, identify
from marsad.coders.signals.speech_words import find_printed, find_stems, find_words, has_class
from marsad.find.actors import ActorKind
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_purpose
from marsad.languages.ar.cues import CueRole
from marsad.languages.ar.numbers import NumberWord
from marsad.languages.ar.speech import find_words as find_reported
from marsad.model import SignalType
from marsad.text.match import Hit
from marsad.text.tokens import Token

_OWNER_REACH = 2
_SOURCE_REACH = 4  # words after a noun within which is named from whom it comes
_COMPANY_REACH = 14  # words on in which stands what gives a verb its sense
_EXCHANGE_REACH = 10  # words between a verb of exchanging and what is exchanged
_WHOLE = 3  # words between who blames and who is blamed
_TWO = 2
_SENSE_REACH = 6  # words on in which one may show another sense of a verb
_NEGATION_REACH = 4  # words between a negation and what it negates, a subject's name
_CARRIER_REACH = 8
_SENDER_REACH = 2  # words after a noun among which "from" leads whose it is
_SUPPOSED_REACH = 2  # words between a condition and what it supposes
_SETTINGS = frozenset({SignalType.OFFER, SignalType.REJECTION})
_PASSING = "named in passing, not told"
_LEAST_VERB = 4  # letters that a verb in the future has more of
_DANGER_REACH = 8  # words between a verb of seeing and what it sees in a thing


def find_utterer(context: Context, hit: Hit, cue: SpeechCue, doubt: str) -> tuple[Party, str, str]:
    """Return who does what the cue names, why to doubt it of him, and what it lacks; `doubt` is why by its words."""
    if cue.form is Form.NOUN:
        news = not doubt or (doubt != _PASSING and _is_news(context, hit, cue))
        return _owner(context, hit, cue, "" if news else _PASSING)
    subject = find_verb_subject(context, hit, cue)
    silent = subject is not None and _keeps_silent(context, hit, subject)
    why = "refuses to comment, not a demand or proposal" if silent else ""
    lacking = "" if subject is not None else "no party stands as the verb's subject"
    return subject or _bearer(context, hit) or find_carried(context, hit) or NOBODY, why, lacking


def find_exchange(context: Context, hit: Hit, cue: SpeechCue) -> list[tuple[Party, Party]]:
    """Return the two that exchange what a noun names, each with the other; [] where nothing is exchanged."""
    if cue.form is not Form.NOUN or cue.verb.id not in find_words("exchanged"):
        return []
    back = context.tokens_between(context.words_back(hit.start, _EXCHANGE_REACH), hit.start)
    verb = next((token for token in back if token.text in find_words("exchanging")), None)
    if verb is None:
        return []
    named = [a for a in context.actors_in(verb.end, hit.start) if is_agentive(a)]
    parties = [identify(context, actor) for actor in named[:1]]
    codes = parties[0].codes if parties and parties[0] is not None else ()
    if len(codes) != _TWO:
        return []
    one, two = (Party(codes=(code,), found="one of two that exchange it") for code in codes)
    return [(one, two), (two, one)]


def is_taken(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether the words belong to a statement's frame, to a name, or as a noun to what somebody says."""
    framed = (
        said.frame_start <= hit.start < said.frame_end or _heads(context, said, hit) for said in context.statements
    )
    named = (actor.start <= hit.start < actor.end for actor in context.actors)
    quoted = cue.form is Form.NOUN and context.statement_at(hit.start) is not None and not _has_verb(cue)
    return quoted or any(framed) or any(named) or _leads_in(context, hit) or _counts_votes(context, hit, cue)


def _counts_votes(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether a word of refusing tells only how many voted so: "with 19 votes in favour and 3 against"."""
    if cue.verb.type is not SignalType.REJECTION or cue.form in (Form.PERFECT, Form.IMPERFECT):
        return False
    following = context.token_at(hit.end)
    words = {number.start for number in context.sentence.of(NumberWord)}
    counted = following is not None and (following.text.isdigit() or following.start in words)
    return counted and context.says(context.sentence.start, context.sentence.end, find_words("vote"))


def _leads_in(context: Context, hit: Hit) -> bool:
    """Tell whether a noun leads in the words that follow, "in a vow to X, he said", which then are the act."""
    before = context.token_before(hit.start)
    opens = before is not None and before.start == context.sentence.start and before.text in find_words("lead_in")
    return opens and any(said.frame_start > hit.start and said.force == "neutral" for said in context.statements)


def find_doubt(context: Context, hit: Hit, cue: SpeechCue) -> str:
    """Return why a word of speech is none here, or as a noun no news; "" where it may be, whoever it is of."""
    for holds, why in _DOUBTS:
        if holds(context, hit, cue):
            return why
    return _PASSING if cue.form is Form.NOUN and not _is_news(context, hit, cue) else ""


def _is_of_us(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    normal = context.findings.scan.aligned.normal
    return cue.form is Form.IMPERFECT and normal.startswith(find_stems("own_verb_stem"), hit.core_start)


def _is_another_word(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether the word means something else here: "let me", a name, a danger, a noun with the same letters."""
    if hit.suffix in find_printed("first_person"):
        return True
    if _only_names(context, hit, cue) or _endangers(context, hit, cue) or _is_danger(context, hit, cue):
        return True
    noun = cue.form is not Form.NOUN and context.ends_feminine(hit)
    return noun or _has_other_sense(context, hit, cue)


def _is_object(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    return cue.form is Form.PERFECT and not hit.prefix and _follows_speech(context, hit)


def _is_subject(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    return cue.form is Form.PERFECT and not hit.prefix and _follows_future(context, hit)


def _is_supposed(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    return context.has_before(hit.start, _SUPPOSED_REACH, CueRole.CONDITION)


def _endangers(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell "it threatens peace", the danger that somebody is, from a threat that somebody utters."""
    if cue.verb.id not in find_words("endangering_cues") or cue.form is Form.NOUN:
        return False
    following = context.tokens_on(hit.end, _SENSE_REACH)
    means = next((n for n, token in enumerate(following) if token.text.startswith(find_stems("means_stem"))), None)
    named = any(token.text in find_words("endangered") and not _in_name(context, token) for token in following[:means])
    if named:
        return True
    said = context.statement_at(hit.start)
    told = said is not None and said.codes and UNKNOWN not in said.codes
    lasting = context.findings.scan.aligned.normal.startswith(find_stems("imperfect_stem"), hit.core_start)
    return bool(told) and means is None and lasting


def _is_setting(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether a proposal or refusal only tells which thing is meant: "the ban that Brussels proposed"."""
    which = context.token_before(hit.start) if hit.suffix and cue.form is not Form.NOUN else None
    if which is None or cue.verb.type not in _SETTINGS or which.text not in find_words("which"):
        return False
    return not context.follows(which.start, 1, find_words("matter_told"))


def _follows_future(context: Context, hit: Hit) -> bool:
    """Tell whether a word that may be a noun stands right after a verb in the future, whose subject it then is."""
    before = context.token_before(hit.start)
    return (
        before is not None
        and len(before.text) > _LEAST_VERB
        and before.text.startswith(find_stems("future_verb_stem"))
        and not _in_name(context, before)
    )


def _in_name(context: Context, token: Token) -> bool:
    return any(actor.start <= token.start < actor.end for actor in context.actors)


def _lacks_company(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether none of the words follows with which alone a verb is one of the kind: "called it a violation"."""
    needed, on = f"needs.{cue.verb.id}", context.words_on(hit.end, _COMPANY_REACH)
    if not has_class(needed):
        return False
    end = min(context.clause(hit.end)[1], on)
    return not context.says(hit.end, end, find_words(needed))


def _only_names(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether the verb only gives something its name: "what it called", "data that it called"."""
    before = context.token_before(hit.start)
    if not hit.suffix or cue.form is Form.NOUN or before is None or cue.verb.id not in find_words("naming_cues"):
        return False
    return before.text in find_words("what") or (not hit.prefix and before.text[0].isalpha())


def _is_danger(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether a noun of threatening is what something is seen as or makes up: "saw in it a threat"."""
    if cue.form is not Form.NOUN or cue.verb.id not in find_words("danger_cues"):
        return False
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _DANGER_REACH))
    return context.says(start, hit.start, find_words("seen_as"))


def _keeps_silent(context: Context, hit: Hit, party: Party) -> bool:
    mention = party.mention
    since = mention.end if mention is not None and mention.start > hit.start else hit.end
    following = context.texts_on(since, _COMPANY_REACH)
    kept = find_words("silence") | find_words("anonymity")
    led = any(first in find_words("abstaining") and second in kept for first, second in pairwise(following))
    return led or not kept.isdisjoint(following[:3])


def _has_other_sense(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    """Tell whether the next word shows that the verb is another of the same spelling."""
    following = context.token_at(hit.end)
    if following is None:
        return False
    if _lacks_company(context, hit, cue):
        return True
    if following.text in find_words("claimed", "remarks"):
        return False
    reach = context.words_on(hit.end, _SENSE_REACH)
    if context.says(hit.end, reach, _other_senses(cue)):
        return True
    words, stems = f"not_before.{cue.verb.id}", f"not_before_stem.{cue.verb.id}"
    if has_class(words) and following.text in find_words(words):
        return True
    return has_class(stems) and cue.form is not Form.NOUN and following.text.startswith(find_stems(stems))


def _other_senses(cue: SpeechCue) -> frozenset[str]:
    """Return the words among whose company a verb is another of the same spelling."""
    own = f"other_sense.{cue.verb.id}"
    befallen = find_reported("befalling") if cue.verb.id in find_words("befalling_cues") else frozenset()
    return befallen | find_words(own) if has_class(own) else befallen


def _follows_speech(context: Context, hit: Hit) -> bool:
    """Tell whether the word right before is itself a verb or participle of speech, so that this one is its object."""
    before = context.token_before(hit.start)
    return before is not None and any(
        other.end == before.end and type(other.item) is SpeechCue and other.item.form is not Form.NOUN
        for other in context.sentence.of(SpeechCue)
    )


def _heads(context: Context, said: FoundStatement, hit: Hit) -> bool:
    """Tell whether a noun of speaking heads a statement's content, so that the statement itself is the act."""
    return said.start <= hit.start and context.distance(said.start, hit.start) == 0 and said.force != "neutral"


def _negated(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    back = context.words_back(hit.start, _NEGATION_REACH)
    cues = context.cues_in(back, hit.start, CueRole.NEGATION, CueRole.NEGATION_FUTURE)
    return any(context.gap(cue.end, hit.start) == 0 for cue, _ in cues if cue.end <= hit.start)


def _owner(context: Context, hit: Hit, cue: SpeechCue, doubt: str) -> tuple[Party, str, str]:
    """Return the party that a noun of speaking belongs to, why to doubt that the noun is news, and what it lacks."""
    reach = context.words_on(hit.end, _OWNER_REACH)
    near = (a for a in context.actors_in(hit.end, reach) if is_party(a))
    owner = None if clitic_lead(hit.prefix) is Lead.BY else next(near, None)
    if _is_verb_too(context, hit) and (owner is None or owner.kind is not ActorKind.ADJECTIVE):
        doubt = doubt or "a verb, not a noun"
    sender = _find_sender(context, hit, cue) if not doubt and not hit.suffix else None
    if sender is not None:
        return sender, doubt, ""
    if not hit.suffix and owner is not None and find_tie(context, owner, hit.end) == DIRECT and not _has_verb(cue):
        party = identify(context, owner)
    else:
        carried = hit.suffix or _has_verb(cue)
        party = _bearer(context, hit) or _source(context, hit) or (find_carried(context, hit) if carried else None)
    if party is None:
        party = NOBODY if _is_received(context, hit) else _bearer(context, hit) or find_carried(context, hit) or NOBODY
        return party, doubt, "a noun that nobody is named to utter"
    return party, doubt, ""


def _source(context: Context, hit: Hit) -> Party | None:
    """Return from whom what is met with a noun of speaking meets with it: "was met with refusal from Kyiv"."""
    if not _is_received(context, hit):
        return None
    named = (a for a in context.actors_in(hit.end, context.words_on(hit.end, _SOURCE_REACH)) if is_party(a))
    return next((identify(context, a) for a in named if context.lead(a, hit.end) is Lead.SOURCE), None)


def _is_received(context: Context, hit: Hit) -> bool:
    return context.says(context.clause(hit.start)[0], hit.start, find_words("receiver"))


def _find_sender(context: Context, hit: Hit, cue: SpeechCue) -> Party | None:
    """Return the party that "from" names after a noun: "a threat from Moscow"; with a noun that "from" serves also
    for what it is about, only where the next party is addressed.
    """
    following = context.tokens_on(hit.end, _SENDER_REACH)
    lead = next((token for token in following if token.text in find_words("sender_lead")), None)
    if lead is None:
        return None
    named = [a for a in context.actors_in(lead.end, context.clause(lead.end)[1]) if is_party(a)]
    if not named or context.distance(lead.end, named[0].start) > 0:
        return None
    addressed = len(named) > 1 and has_purpose(named[1].prefix) and context.distance(named[0].end, named[1].start) == 0
    if cue.verb.type is SignalType.WARNING and not addressed:
        return None
    return identify(context, named[0])


def _is_verb_too(context: Context, hit: Hit) -> bool:
    """Tell whether the word may as well be a verb of the same spelling that opens its clause."""
    twins = (other for other in context.sentence.of(SpeechCue) if other.start == hit.start and other is not hit)
    spelled = any(type(other.item) is SpeechCue and other.item.form is Form.PERFECT for other in twins)
    return spelled and not hit.prefix and context.clause(hit.start)[0] == hit.start


def _has_verb(cue: SpeechCue) -> bool:
    """Tell whether a noun only speaks together with a verb of its own: to ring the alarm, to shut the door."""
    return has_class(_carriers(cue)) and _carriers(cue) != "carrier"


def _carriers(cue: SpeechCue) -> str:
    own = f"carrier.{cue.verb.id}"
    return own if has_class(own) else "carrier"


def _bearer(context: Context, hit: Hit) -> Party | None:
    """Return the subject of the verb that carries a noun of speaking, named between the two or before both."""
    start = context.clause(hit.start)[0]
    named = [a for a in context.actors_in(start, hit.start) if is_agentive(a) and find_tie(context, a, start) == DIRECT]
    return identify(context, named[0]) if named and not _is_received(context, hit) else None


def _tells_whole(context: Context, hit: Hit) -> bool:
    """Tell whether a noun of accusing has all that its verb has: who blames, whom, and "of" what."""
    if hit.suffix or hit.prefix.endswith(tuple(find_stems("article"))):
        return False
    first = context.first_actor(hit.end, context.words_on(hit.end, 1))
    if first is None or not is_party(first) or not first.codes:
        return False
    second = context.first_actor(first.end, context.words_on(first.end, _WHOLE))
    if second is None or not is_party(second) or not set(second.codes).isdisjoint(first.codes):
        return False
    of = context.token_at(second.end)
    return of is not None and of.text.startswith(find_stems("means_stem"))


def _is_news(context: Context, hit: Hit, cue: SpeechCue) -> bool:
    carriers = _carriers(cue)
    if cue.verb.id in find_words("exchanged") and _tells_whole(context, hit):
        return True
    if carriers == "carrier" and context.distance(context.sentence.start, hit.start) == 0 and not hit.prefix:
        return True
    start = max(context.clause(hit.start)[0], context.words_back(hit.start, _CARRIER_REACH))
    words = context.texts_in(start, hit.start)
    if not words:
        return False
    if carriers != "carrier":
        return not find_words(carriers).isdisjoint(words)
    if words[-1] in find_words("passing"):
        return cue.verb.id in find_words("amid") and words[-1] in find_words("amid_word")
    return any(
        text in find_words("carrier") and before not in find_words("any_not") for before, text in pairwise(("", *words))
    )


_DOUBTS = (
    (_is_of_us, "in the first person, read with the words quoted"),
    (_is_another_word, "another sense of the word"),
    (_is_object, "a noun, the object of another verb of speech"),
    (_is_setting, SETTING),
    (_is_subject, "a noun, the subject of the verb before it"),
    (_is_supposed, "supposed, not told"),
    (_negated, "the speech act is negated"),
)  # in order of precedence
