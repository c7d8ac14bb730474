"""At whom somebody's words are directed: the parties named with them, and what speaks for each."""

from collections.abc import Iterator
from itertools import islice

from marsad.coders.signals.clause import Context
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.judge.party import Option, compare_codes
from marsad.coders.signals.roles import UNKNOWN, is_party
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.speech_parties import as_party, find_tie
from marsad.find.actors import ActorMention
from marsad.languages.ar.clitics import has_conjunction
from marsad.model import SignalType

_RECENT = 8  # parties named before the words among which one may be meant by them


def find_aims(piece: Piece) -> list[Option]:
    """Return the parties that a piece of what is said may be directed at."""
    context, said = piece.context, piece.said
    first = max(said.frame_start, context.sentence.start) if piece.start == said.start else piece.start
    options = [
        Option(party=as_party(context, actor), place="frame" if actor.start < piece.start else "content")
        for actor in context.actors_in(min(first, piece.start), piece.end)
        if is_party(actor)
    ]
    own = set(piece.speaker.codes)
    named = (a for a in reversed(context.mentioned(0, first)) if a.end <= first and _is_known(a))
    last = next((a for a in islice(named, _RECENT) if set(a.codes).isdisjoint(own)), None)
    if last is not None:
        options.append(Option(party=as_party(context, last), place="before"))
    return [option for option in options if set(option.party.codes) - own - {UNKNOWN}]


def _is_known(actor: ActorMention) -> bool:
    return is_party(actor) and bool(actor.codes) and actor.codes != (UNKNOWN,)


def describe_aim(piece: Piece, option: Option, kind: SignalType, ruled: tuple[str, ...]) -> list[str]:
    """Return the features of a party as the target of words of a kind; `ruled` are those that the rules chose."""
    agree, name = compare_codes(option.party.codes, ruled), str(kind)
    features = [
        f"aim={option.place}|type={name}",
        f"aim_ruled={agree}|type={name}",
        f"aim_ruled={agree}|{option.place}",
        f"aim_force={piece.said.force}|{option.place}",
    ]
    mention = option.party.mention
    if mention is not None and option.place != "before":
        features.extend(_describe(piece, option, mention, name))
    return features


def _describe(piece: Piece, option: Option, mention: ActorMention, kind: str) -> Iterator[str]:
    context: Context = piece.context
    since = piece.start if option.place == "content" else piece.said.frame_start
    tie, rank = find_tie(context, mention, since), _rank(piece, mention)
    lead = str(context.lead(mention, since))
    gap = bucket(context.distance(since, mention.start))
    addressed = mention is piece.said.addressee_mention
    yield f"aim={option.place}|tie={tie}|rank={rank}"
    yield f"aim={option.place}|tie={tie}|type={kind}"
    yield f"aim={option.place}|lead={lead}|type={kind}"
    yield f"aim={option.place}|lead={lead}|rank={rank}"
    yield f"aim={option.place}|kind={mention.kind}|lead={lead}"
    yield f"aim={option.place}|gap={gap}"
    yield f"aim={option.place}|rank={rank}|type={kind}"
    yield f"aim_addressed={addressed}|type={kind}"
    yield f"aim_located={mention.located}"
    yield f"aim_joined={has_conjunction(mention.prefix)}"


def _rank(piece: Piece, mention: ActorMention) -> int:
    """Return how many other parties stand before a mention since the words began, at most three."""
    first = min(piece.said.frame_start, piece.start)
    own = set(piece.speaker.codes)
    between = (a for a in piece.context.actors_in(first, mention.start) if is_party(a) and set(a.codes) - own)
    return min(sum(1 for _ in between), 3)
