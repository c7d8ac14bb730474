"""Declaratory policy: a party's doctrine named, changed, kept or left unsaid on purpose."""

from collections.abc import Iterator

from msgspec.structs import replace

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.roles import NOBODY, UNKNOWN, Party, is_party, resolve_codes
from marsad.coders.signals.rows import SpeechCue
from marsad.coders.signals.speech_made import make_speech
from marsad.coders.signals.speech_parties import ASIDE, DIRECT, as_party, find_speaker, find_tie
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorKind, ActorMention
from marsad.model import SignalType
from marsad.text.match import Hit

_OWNER_REACH = 3
_UNTOLD = frozenset({"demanding", "doubting", "questioning"})
_QUESTION = "؟?"
_NEVER = frozenset({UNKNOWN, "UN", "IAEA"})  # who has no doctrine on use


def find_doctrines(context: Context) -> Iterator[Candidate]:
    """Yield the doctrines that a sentence tells of, at most one for each party."""
    seen: set[tuple[str, ...]] = set()
    for hit in context.sentence.of(SpeechCue):
        if not isinstance(hit.item, SpeechCue) or hit.item.verb.type is not SignalType.DOCTRINE:
            continue
        owner = _owner(context, hit) or NOBODY
        doubt = _why_not(context, hit)
        lacking = "" if owner.codes else "a doctrine of nobody named"
        if doubt or lacking or owner.codes not in seen:
            proven = not doubt and not lacking
            yield replace(_make(context, hit, hit.item.verb.id, owner), doubt=doubt, lacking=lacking, proven=proven)
        if not doubt and not lacking:
            seen.add(owner.codes)


def _make(context: Context, hit: Hit, rule: str, owner: Party) -> Candidate:
    said = context.statement_at(hit.start)
    end = min(said.end, context.sentence.end) if said is not None else context.clause(hit.start)[1]
    own = said if said is not None and set(said.codes) & set(owner.codes) else None
    return make_speech(
        context, SignalType.DOCTRINE, rule, hit, owner, own, (hit.end, max(end, hit.end)), why="policy on use"
    )


def _why_not(context: Context, hit: Hit) -> str:
    """Return why a doctrine that is named is not told, "" if it is."""
    if _is_passing(context, hit):
        return "a doctrine named in passing"
    if context.tokens[-1].text in _QUESTION:
        return "a doctrine asked about"
    said = context.statement_at(hit.start)
    return "asked for or doubted by another" if said is not None and said.force in _UNTOLD else ""


def _is_passing(context: Context, hit: Hit) -> bool:
    before = context.token_before(hit.start)
    return before is not None and before.text in find_words("under_doctrine")


def _owner(context: Context, hit: Hit) -> Party | None:
    """Return whose doctrine it is: the possessor right after, the subject before, or the speaker."""
    reach = context.words_on(hit.end, _OWNER_REACH)
    after = next((a for a in context.actors_in(hit.end, reach) if is_party(a)), None)
    if after is not None and not hit.suffix and find_tie(context, after, hit.end) == DIRECT:
        return _known(context, after)
    inside = next((a for a in context.actors_in(hit.start, hit.end) if is_party(a)), None)
    if inside is not None and _known(context, inside) is not None:
        return _known(context, inside)
    start, _ = context.clause(hit.start)
    said = context.statement_at(hit.start)
    for begin in (start, said.start if said is not None else context.sentence.start):
        before = [a for a in context.actors_in(begin, hit.start) if _can_own(context, a, hit)]
        subject = next((a for a in before if find_tie(context, a, begin) != ASIDE), None)
        if subject is not None:
            return _known(context, subject)
    speaker = find_speaker(said) if said is not None else None
    return speaker if speaker is not None and speaker.codes else _country(context, hit)


def _country(context: Context, hit: Hit) -> Party | None:
    """Return the state named as the place before a doctrine: "the assembly in North Korea passed a law"."""
    before = context.actors_in(context.sentence.start, hit.start)
    states = [a for a in before if a.kind is ActorKind.STATE and _known(context, a) is not None]
    return _known(context, states[-1]) if states else None


def _can_own(context: Context, actor: ActorMention, hit: Hit) -> bool:
    near = is_party(actor) and context.distance(actor.end, hit.start) == 0
    return is_agentive(actor) or near


def _known(context: Context, actor: ActorMention) -> Party | None:
    codes = resolve_codes(context, actor)
    return as_party(context, actor) if codes and _NEVER.isdisjoint(codes) else None
