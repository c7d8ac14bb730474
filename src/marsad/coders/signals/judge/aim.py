"""At whom somebody's words are directed: the parties named with them, and what speaks for each."""

from itertools import islice

from marsad.coders.signals.clause import Lead
from marsad.coders.signals.judge.facets import Facet, Features
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.judge.party import Option, compare_codes
from marsad.coders.signals.roles import UNKNOWN, is_party
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.speech_parties import as_party, find_tie
from marsad.find.actors import ActorKind, ActorMention
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


def describe_aim(piece: Piece, option: Option, kind: SignalType, ruled: tuple[str, ...]) -> Features:
    """Return the features of a party as the target of words of a kind; `ruled` are those that the rules chose."""
    agree = compare_codes(option.party.codes, ruled)
    facets: list[Facet] = [(_aimed, kind, option.place, agree, piece.said.force)]
    mention = option.party.mention
    if mention is not None and option.place != "before":
        facets += _describe(piece, option, mention, kind)
    return Features(facets)


def _aimed(kind: SignalType, place: str, agree: str, force: str) -> list[str]:
    told = [f"aim={place}|type={kind}", f"aim_ruled={agree}|type={kind}"]
    return [*told, f"aim_ruled={agree}|{place}", f"aim_force={force}|{place}"]


def _describe(piece: Piece, option: Option, mention: ActorMention, kind: SignalType) -> list[Facet]:
    context, place = piece.context, option.place
    since = piece.start if place == "content" else piece.said.frame_start
    tie, rank, lead = find_tie(context, mention, since), _rank(piece, mention), context.lead(mention, since)
    gap = bucket(context.distance(since, mention.start))
    return [
        (_tied, kind, place, tie, rank),
        (_led, kind, place, lead, rank),
        (_called, place, mention.kind, lead, gap),
        (_addressed, kind, mention is piece.said.addressee_mention),
        (_joined, mention.located, has_conjunction(mention.prefix)),
    ]


def _tied(kind: SignalType, place: str, tie: int, rank: int) -> list[str]:
    told = [f"aim={place}|tie={tie}|rank={rank}", f"aim={place}|tie={tie}|type={kind}"]
    return [*told, f"aim={place}|rank={rank}|type={kind}"]


def _led(kind: SignalType, place: str, lead: Lead, rank: int) -> list[str]:
    return [f"aim={place}|lead={lead}|type={kind}", f"aim={place}|lead={lead}|rank={rank}"]


def _called(place: str, kind: ActorKind, lead: Lead, gap: str) -> list[str]:
    return [f"aim={place}|kind={kind}|lead={lead}", f"aim={place}|gap={gap}"]


def _addressed(kind: SignalType, addressed: bool) -> list[str]:
    return [f"aim_addressed={addressed}|type={kind}"]


def _joined(located: bool, joined: bool) -> list[str]:
    return [f"aim_located={located}", f"aim_joined={joined}"]


def _rank(piece: Piece, mention: ActorMention) -> int:
    """Return how many other parties stand before a mention since the words began, at most three."""
    first = min(piece.said.frame_start, piece.start)
    own = set(piece.speaker.codes)
    between = (a for a in piece.context.actors_in(first, mention.start) if is_party(a) and set(a.codes) - own)
    return min(sum(1 for _ in between), 3)
