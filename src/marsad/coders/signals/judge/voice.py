"""Who says it: the parties that may speak a piece of reported speech, and what speaks for each."""

from marsad.coders.signals.clause import Lead, is_agentive
from marsad.coders.signals.judge.facets import Facet, Features
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.judge.party import Option, find_earlier, find_named
from marsad.coders.signals.roles import UNKNOWN
from marsad.coders.signals.speech import Piece
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.clitics import has_conjunction


def find_voices(piece: Piece) -> list[Option]:
    """Return the parties that may say a piece: whom the finder chose, named before it, or speaking before."""
    context, said, chosen = piece.context, piece.said, piece.speaker.mention
    options = [Option(party=piece.speaker, place="found")] if piece.speaker.codes else []
    for actor, option in find_named(context):
        if actor.start < piece.start and actor.kind is not ActorKind.OUTLET and actor is not chosen:
            options.append(option)
    options.extend(find_earlier(context, said.frame_start))
    return options


def describe_voice(piece: Piece, option: Option) -> Features:
    """Return the features of a party as the one who says a piece."""
    said, mention, place = piece.said, option.party.mention, option.place
    agree = bool(set(option.party.codes) & set(piece.speaker.codes))
    facets: list[Facet] = [
        (_known, place, UNKNOWN not in option.party.codes, option.party.role),
        (_agreed, place, agree, said.rule, said.force),
    ]
    if mention is not None:
        facets.append((_called, place, mention.kind))
        if mention.start >= piece.context.sentence.start:
            facets += _describe(piece, option, mention)
    return Features(facets)


def _known(place: str, known: bool, role: str | None) -> list[str]:
    return [f"v={place}|known={known}", f"v={place}|role={role}"]


def _agreed(place: str, agree: bool, shape: str, force: str) -> list[str]:
    told = [f"v={place}|agree={agree}", f"v={place}|shape={shape}"]
    return [*told, f"v={place}|force={force}", f"v_agree={agree}|shape={shape}"]


def _called(place: str, kind: ActorKind) -> list[str]:
    return [f"v={place}|kind={kind}"]


def _describe(piece: Piece, option: Option, mention: ActorMention) -> list[Facet]:
    context, said = piece.context, piece.said
    verb = said.frame_start
    before = mention.start < verb
    side = "before" if before else "frame"
    span = (mention.end, verb) if before else (verb, mention.start)
    lead = context.lead(mention, context.sentence.start if before else verb)
    gap = bucket(context.distance(*span))
    between = min(sum(map(is_agentive, context.actors_in(*span))), 3)
    clause = context.in_one_clause(verb, mention.start)
    return [
        (_near, option.place, side, gap, lead),
        (_led, side, lead, mention.kind, between),
        (_ranked, side, between, said.force, said.rule),
        (_standing, side, lead, clause, has_conjunction(mention.prefix), mention is context.first_agent),
    ]


def _near(place: str, side: str, gap: str, lead: Lead) -> list[str]:
    return [f"v={place}|{side}|gap={gap}", f"v={place}|{side}|lead={lead}", f"v={side}|gap={gap}|lead={lead}"]


def _led(side: str, lead: Lead, kind: ActorKind, rank: int) -> list[str]:
    return [f"v={side}|lead={lead}|kind={kind}", f"v={side}|rank={rank}|lead={lead}"]


def _ranked(side: str, rank: int, force: str, shape: str) -> list[str]:
    return [f"v={side}|rank={rank}|force={force}", f"v={side}|rank={rank}|shape={shape}"]


def _standing(side: str, lead: Lead, clause: bool, joined: bool, first: bool) -> list[str]:
    return [f"v={side}|clause={clause}|lead={lead}", f"v={side}|joined={joined}", f"v={side}|first={first}"]
