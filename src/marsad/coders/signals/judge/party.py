"""Who did it, and to whom: the mentions around a cue, and what speaks for each of them."""

from collections.abc import Iterator

import msgspec

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context, is_agentive
from marsad.coders.signals.judge.cue import find_form
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.roles import UNKNOWN, Party, as_party, is_party
from marsad.coders.signals.rows import load_kinds
from marsad.find.actors import ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction
from marsad.languages.ar.cues import CueRole
from marsad.text.match import Hit

_BACK = 2  # statements before a sentence whose speakers may still act in it


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A party that may be the one looked for; `place` tells how it was come by."""

    party: Party
    place: str


def find_options(candidate: Candidate) -> list[Option]:
    """Return the parties that may do what a cue names, or suffer it: named, speaking, or carried from before."""
    context, cue = candidate.context, candidate.cue
    if cue is None:
        return []
    options = [
        Option(party=as_party(context, actor, "named in the sentence"), place="named")
        for actor in context.actors
        if is_party(actor) and not cue.start <= actor.start < actor.end <= cue.core_start
    ]
    said = context.statement_at(cue.start)
    if said is not None and said.codes and UNKNOWN not in said.codes:
        options.append(Option(party=speaker_of(said), place="speaker"))
    options.extend(find_earlier(context, context.sentence.start))
    return [option for option in options if option.party.codes]


def find_earlier(context: Context, before: int) -> Iterator[Option]:
    """Yield who spoke last in statements that begin before an offset, and who was named last before the sentence."""
    spoken = [said for said in context.findings.statements if said.codes and said.frame_start < before]
    for step, said in enumerate(reversed(spoken[-_BACK:])):
        if UNKNOWN not in said.codes:
            yield Option(party=speaker_of(said), place=f"spoke{step}")
    actor = next((a for a in reversed(context.mentioned(0, context.sentence.start)) if _leads(a)), None)
    if actor is not None:
        party = Party(codes=actor.codes, person=actor.person, role=actor.role, found="named last before", mention=actor)
        yield Option(party=party, place="earlier")


def _leads(actor: ActorMention) -> bool:
    return is_agentive(actor) and bool(actor.codes) and UNKNOWN not in actor.codes and not actor.prefix


def compare_codes(codes: tuple[str, ...], ruled: tuple[str, ...]) -> str:
    """Return whether a party is among those that the rules chose: same, other, or nobody where they chose none."""
    return "same" if set(codes) & set(ruled) else "other" if ruled else "nobody"


def speaker_of(said: FoundStatement) -> Party:
    """Return who makes a statement."""
    mention = said.speaker_mention
    return Party(
        codes=said.codes,
        person=mention.person if mention else None,
        role=mention.role if mention else None,
        found="the speaker",
        mention=mention,
    )


def describe_option(candidate: Candidate, option: Option, ruled: tuple[str, ...]) -> list[str]:
    """Return the features of an option; `ruled` are the codes that the rules chose."""
    cue = candidate.cue
    if cue is None:
        return []
    form, kind, place = str(find_form(cue)), load_kinds()[candidate.type], option.place
    agree, name = compare_codes(option.party.codes, ruled), str(candidate.type)
    features = [
        f"place={place}",
        f"place={place}|form={form}",
        f"ruled={agree}|place={place}",
        f"ruled={agree}|type={name}",
        f"ruled={agree}|{candidate.agent.found.split(',')[0]}",
        f"group={min(len(option.party.codes), 3)}|together={kind.reciprocal}",
        f"place={place}|together={kind.reciprocal}",
        f"ruled={agree}|lacking={candidate.lacking}",
        f"ruled={agree}|doubt={bool(candidate.doubt)}",
    ]
    mention = option.party.mention
    if option.place == "named" and mention is not None:
        features.extend(_describe_mention(candidate, cue, mention, form))
    elif option.place == "speaker":
        features.append(f"speaker|type={name}")
    return features


def _describe_mention(candidate: Candidate, cue: Hit, mention: ActorMention, form: str) -> list[str]:
    context, kind, frame = candidate.context, load_kinds()[candidate.type], candidate.frame
    side, span = _side(cue, mention)
    lead = str(context.lead(mention, cue.end if side == "after" else context.sentence.start))
    name, named = str(candidate.type), str(mention.kind)
    rank = _rank(context, cue, mention, side)
    gap = bucket(context.gap(*span))
    clause = context.clause(cue.start) == context.clause(mention.start)
    group = f"{side}|{form}|{'spoken' if kind.spoken else 'deed'}"
    rule = frame.act.target if frame is not None else "speech"
    features = [
        f"{group}|rank={rank}",
        f"{group}|gap={gap}",
        f"{group}|lead={lead}",
        f"{group}|lead={lead}|rank={rank}",
        f"{group}|lead={lead}|gap={gap}",
        f"{group}|clause={clause}|rank={rank}",
        f"{group}|kind={named}",
        f"{group}|kind={named}|lead={lead}",
        f"{side}|lead={lead}|type={name}|{form}",
        f"{side}|lead={lead}|rule={rule}|{form}",
        f"{side}|kind={named}|type={name}",
        f"{side}|passive={frame is not None and frame.passive}|{form}",
        f"{group}|located={mention.located}",
        f"{group}|first={_is_first(context, mention)}",
        f"together={kind.reciprocal}|lead={lead}|{side}",
        f"{group}|joined={has_conjunction(mention.prefix)}",
        f"{group}|agent={_after_by(context, mention)}",
        *_describe_speech(context, cue, mention, side),
    ]
    if frame is not None and frame.thing is not None:
        where = "before" if mention.start < frame.thing.start else "on"
        if mention.start <= frame.thing.start < mention.end:
            where = "inside"
        features.append(f"{group}|thing={where}|kind={named}")
    return features


def _describe_speech(context: Context, cue: Hit, mention: ActorMention, side: str) -> list[str]:
    said = context.statement_at(cue.start)
    if said is None:
        return []
    inside = said.start <= mention.start < said.end
    return [
        f"{side}|within={inside}",
        f"{side}|within={inside}|speaks={mention is said.speaker_mention}",
        f"own={bool(set(said.codes) & set(mention.codes))}|{said.force}",
    ]


def _side(cue: Hit, mention: ActorMention) -> tuple[str, tuple[int, int]]:
    if mention.start >= cue.core_start:
        return "after", (cue.end, mention.start)
    return "before", (mention.end, cue.start)


def _rank(context: Context, cue: Hit, mention: ActorMention, side: str) -> int:
    """Return how many parties that can act stand between a cue and a mention, at most three."""
    first, last = (mention.end, cue.start) if side == "before" else (cue.core_start, mention.start)
    return min(sum(map(is_agentive, context.actors_in(first, last))), 3)


def _is_first(context: Context, mention: ActorMention) -> bool:
    return next(filter(is_agentive, context.actors), None) is mention


def _after_by(context: Context, mention: ActorMention) -> bool:
    return context.has_before(mention.start, 2, CueRole.AGENT)
