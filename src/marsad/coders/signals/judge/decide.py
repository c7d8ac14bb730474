"""From what a document may tell to what it tells: each proposal weighed, its parties chosen."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from marsad.coders.signals.acts import MEANS, NOT_TOLD, OF_ANOTHER, SAME
from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.complete import complete
from marsad.coders.signals.judge.aim import describe_aim, find_aims
from marsad.coders.signals.judge.cue import describe_cue
from marsad.coders.signals.judge.lens import Lens, find_lens
from marsad.coders.signals.judge.model import Judge
from marsad.coders.signals.judge.party import Option, describe_option, find_options
from marsad.coders.signals.judge.piece import describe_piece
from marsad.coders.signals.judge.verdict import describe_records
from marsad.coders.signals.judge.voice import describe_voice, find_voices
from marsad.coders.signals.licence import PART, SETTING, UNSURE
from marsad.coders.signals.party import UNNAMED
from marsad.coders.signals.pool import Pool
from marsad.coders.signals.roles import UNKNOWN
from marsad.coders.signals.rows import Form, load_kinds
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.speech_made import make_speech
from marsad.coders.signals.speech_parties import find_subject
from marsad.model import Modality, SignalType

NONE = "none"
_LEAST, _SURE = 0.5, 1.0
_VETOES = frozenset(
    {MEANS, PART, SAME, SETTING, UNSURE, NOT_TOLD[Modality.CONDITIONAL], NOT_TOLD[Modality.POSSIBLE]}
)  # doubts that no other words outweigh
_DESCRIBING = frozenset(
    {
        SignalType.ACCUSATION,
        SignalType.ASSESSMENT,
        SignalType.ASSURANCE,
        SignalType.DENIAL,
        SignalType.PLEDGE,
        SignalType.THREAT,
    }
)  # what is done by words that also tell what things are, as a danger or a guarantee
_EVEN = 0.5  # what is proven is not weighed by its words: its rule tells more
_MOST_PARTIES = 5


def decide(pool: Pool, judge: Judge, topic: float) -> Iterator[Candidate | Rejected]:
    """Yield what is kept of a pool, with how sure it is, and what is refused with the reason.

    `topic` is how likely the document is on topic.
    """
    found = list(weigh_pool(pool, judge))
    yield from (each for each in found if isinstance(each, Rejected))
    candidates = sorted((each for each in found if isinstance(each, Candidate)), key=find_order)
    for each, verdict in zip(candidates, confide(judge, candidates, topic), strict=True):
        confidence = judge.trust(verdict)
        bound = judge.find_bound(kind=find_kind(each), proven=each.proven, topic=topic)
        if each.doubt not in _VETOES and verdict >= bound:
            yield replace(each, confidence=confidence, because=(*each.because, explain(each)))
        else:
            yield _reject(each, each.doubt or each.lacking or f"too doubtful, {confidence:.2f} likely")


def find_kind(candidate: Candidate) -> str:
    """Return of what kind a candidate is whose kind is believed sooner or later than others, "" of none.

    A "noun" names an act, its words not those of another act; "named" are kinds of speech that a word alone names.
    """
    if candidate.frame is None:
        return "named" if candidate.said is None and candidate.type in _DESCRIBING else ""
    return "noun" if candidate.frame.form is Form.NOUN and candidate.doubt != OF_ANOTHER else ""


def confide(judge: Judge, candidates: Sequence[Candidate], topic: float) -> list[float]:
    """Return how likely each of a document's candidates is right; `topic` is how likely the document is on topic."""
    return [
        judge.verdict.weigh(each.surety, each.party, topic, features)
        for each, features in zip(candidates, describe_records(candidates), strict=True)
    ]


def explain(candidate: Candidate) -> str:
    """Return in words why a candidate was kept."""
    if candidate.proven:
        return "kept since its words are narrow and no rule doubts it"
    doubts = ", ".join(reason for reason in (candidate.doubt, candidate.lacking) if reason)
    if doubts:
        return f"kept although the rules hold: {doubts}; the words around speak for it"
    return "kept since the words around speak for it"


def find_order(candidate: Candidate) -> tuple[int, int, str]:
    """Return what candidates are sorted by before they are weighed together."""
    return candidate.start, candidate.end, candidate.rule


def weigh_pool(pool: Pool, judge: Judge) -> Iterator[Candidate | Rejected]:
    """Yield what is worth a closer look, with its parties and their chances, and what is not."""
    lenses: dict[int, Lens] = {}
    for _, same in groupby(sorted(pool.cues, key=_place), key=_place):
        yield from _decide_word(judge, lenses, list(same))
    for piece in pool.pieces:
        found = _decide_piece(judge, lenses, piece)
        if found is not None:
            yield found


def _place(candidate: Candidate) -> int:
    return candidate.cue.start if candidate.cue is not None else candidate.start


def _decide_word(judge: Judge, lenses: dict[int, Lens], candidates: list[Candidate]) -> Iterator[Candidate | Rejected]:
    """Yield the likeliest of what one word may set off, or why it sets off nothing."""
    proven = next((each for each in candidates if each.proven), None)
    if proven is not None:
        yield weigh_party(judge, replace(complete(proven), surety=_EVEN))
        return
    lens = find_lens(lenses, candidates[0].context)
    weighed = [(judge.cue.weigh(describe_cue(lens, candidate)), candidate) for candidate in candidates]
    surety, candidate = max(weighed, key=_weight)
    if surety >= judge.look:
        yield choose_parties(judge, replace(complete(candidate), surety=surety))
    else:
        yield _reject(candidate, candidate.doubt or "the words around it speak against an act")


def _reject(candidate: Candidate, reason: str) -> Rejected:
    cue = candidate.cue
    start, end = (cue.start, cue.end) if cue is not None else (candidate.start, candidate.end)
    return Rejected(rule=candidate.rule, reason=reason, start=start, end=end)


def weigh_party(judge: Judge, candidate: Candidate) -> Candidate:
    """Return a candidate with the chance that the actors found by the rules are right.

    An act that nobody does, as an accident, has its actors right as far as it is one.
    """
    if candidate.frame is not None and candidate.frame.act.agentless:
        return replace(candidate, party=_SURE)
    same = [each for each in find_options(candidate) if set(each.party.codes) & set(candidate.actors)]
    weights = [judge.actor.weigh(describe_option(candidate, each, candidate.actors)) for each in same]
    return replace(candidate, party=max(weights, default=_LEAST))


def choose_parties(judge: Judge, candidate: Candidate) -> Candidate:
    """Return a candidate with the actors that the judge finds likeliest."""
    options = find_options(candidate)
    if not options:
        return candidate
    weighed = [(judge.actor.weigh(describe_option(candidate, each, candidate.actors)), each) for each in options]
    if load_kinds()[candidate.type].reciprocal:
        together = [code for weight, each in weighed if weight >= _LEAST for code in each.party.codes]
        named = tuple(dict.fromkeys(code for code in together if code != UNKNOWN))[:_MOST_PARTIES]
        sure = min((weight for weight, _ in weighed if weight >= _LEAST), default=_LEAST)
        return replace(candidate, actors=named, party=sure) if len(named) > 1 else replace(candidate, party=_LEAST)
    best, option = max(weighed, key=_weight)
    if best >= _LEAST or not candidate.actors:
        candidate = replace(candidate, agent=option.party, actors=option.party.codes[:_MOST_PARTIES])
    return replace(candidate, party=best)


def _weight(pair: tuple[float, object]) -> float:
    return pair[0]


def _decide_piece(judge: Judge, lenses: dict[int, Lens], piece: Piece) -> Candidate | Rejected | None:
    proven = next((hint for hint in piece.hints if hint.proven), None)
    if proven is not None and proven.agent is UNNAMED:
        return replace(proven, surety=_EVEN, party=_SURE)
    if proven is not None and proven.actors:
        return replace(proven, surety=_EVEN, party=_find_voice(judge, piece))
    if not piece.speaker.codes or UNKNOWN in piece.speaker.codes:
        return None
    chances = judge.piece.weigh(describe_piece(find_lens(lenses, piece.context), piece))
    del chances[NONE]
    surety, name = max(zip(chances.values(), chances, strict=True))
    if surety < judge.look:
        return None
    piece, party = choose_voice(judge, piece)
    made = make_piece(piece, SignalType(name))
    if not made.actors:
        return Rejected(rule=made.rule, reason="said by nobody who can act", start=made.start, end=made.end)
    return replace(choose_aim(judge, piece, made), surety=surety, party=party)


def _find_voice(judge: Judge, piece: Piece) -> float:
    """Return how likely the speaker that was found is right."""
    return judge.voice.weigh(describe_voice(piece, Option(party=piece.speaker, place="found")))


def choose_voice(judge: Judge, piece: Piece) -> tuple[Piece, float]:
    """Return a piece with the likeliest speaker, and how likely; what the rules read of another falls."""
    weighed = [(judge.voice.weigh(describe_voice(piece, each)), each) for each in find_voices(piece)]
    best, option = max(weighed, key=_weight, default=(0.0, None))
    if option is None or option.party.codes == piece.speaker.codes:
        return piece, best
    return replace(piece, speaker=option.party, hints=()), best


def make_piece(piece: Piece, kind: SignalType) -> Candidate:
    """Return a piece as a speech act of a kind: as the rules read it where they agree, else by its subject."""
    hint = next((each for each in piece.hints if each.type is kind), None)
    if hint is not None:
        return hint
    about = find_subject(piece.context, piece.speaker, piece.start, piece.end).other
    content = (piece.start, piece.end)
    return make_speech(piece.context, kind, f"judged.{kind}", None, piece.speaker, piece.said, content, about)


def choose_aim(judge: Judge, piece: Piece, made: Candidate) -> Candidate:
    """Return a speech act with the target that the judge finds likeliest, without one where none is likely."""
    options = find_aims(piece)
    weighed = [(judge.target.weigh(describe_aim(piece, each, made.type, made.targets)), each) for each in options]
    best, option = max(weighed, key=_weight, default=(0.0, None))
    if option is None or best < _LEAST:
        return replace(made, targets=()) if options else made
    own = set(made.actors)
    return replace(made, targets=tuple(code for code in option.party.codes if code not in own and code != UNKNOWN))
