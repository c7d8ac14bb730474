"""Who says it: the parties that may speak a piece of reported speech, and what speaks for each."""

from marsad.coders.signals.clause import is_agentive
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.judge.party import Option, find_earlier
from marsad.coders.signals.roles import UNKNOWN, as_party, is_party
from marsad.coders.signals.speech import Piece
from marsad.find.actors import ActorKind, ActorMention
from marsad.languages.ar.clitics import has_conjunction


def find_voices(piece: Piece) -> list[Option]:
    """Return the parties that may say a piece: whom the finder chose, named before it, or speaking before."""
    context, said = piece.context, piece.said
    options = [Option(party=piece.speaker, place="found")] if piece.speaker.codes else []
    for actor in context.actors_in(context.sentence.start, piece.start):
        if is_party(actor) and actor.kind is not ActorKind.OUTLET and actor is not piece.speaker.mention:
            options.append(Option(party=as_party(context, actor, "named in the sentence"), place="named"))
    options.extend(find_earlier(context, said.frame_start))
    return [option for option in options if option.party.codes]


def describe_voice(piece: Piece, option: Option) -> list[str]:
    """Return the features of a party as the one who says a piece."""
    said, mention = piece.said, option.party.mention
    agree = bool(set(option.party.codes) & set(piece.speaker.codes))
    known = UNKNOWN not in option.party.codes
    features = [
        f"v={option.place}|known={known}",
        f"v={option.place}|agree={agree}",
        f"v={option.place}|shape={said.rule}",
        f"v={option.place}|force={said.force}",
        f"v={option.place}|role={option.party.role}",
        f"v_agree={agree}|shape={said.rule}",
    ]
    if mention is not None:
        features.append(f"v={option.place}|kind={mention.kind}")
        if mention.start >= piece.context.sentence.start:
            features.extend(_describe(piece, option, mention))
    return features


def _describe(piece: Piece, option: Option, mention: ActorMention) -> list[str]:
    context, said = piece.context, piece.said
    verb = said.frame_start
    before = mention.start < verb
    side = "before" if before else "frame"
    span = (mention.end, verb) if before else (verb, mention.start)
    lead = str(context.lead(mention, context.sentence.start if before else verb))
    gap = bucket(context.distance(*span))
    between = min(sum(map(is_agentive, context.actors_in(*span))), 3)
    clause = context.clause(verb) == context.clause(mention.start)
    first = next(filter(is_agentive, context.actors), None)
    return [
        f"v={option.place}|{side}|gap={gap}",
        f"v={option.place}|{side}|lead={lead}",
        f"v={side}|lead={lead}|kind={mention.kind}",
        f"v={side}|rank={between}|lead={lead}",
        f"v={side}|gap={gap}|lead={lead}",
        f"v={side}|rank={between}|force={said.force}",
        f"v={side}|rank={between}|shape={said.rule}",
        f"v={side}|clause={clause}|lead={lead}",
        f"v={side}|joined={has_conjunction(mention.prefix)}",
        f"v={side}|first={first is mention}",
    ]
