"""Who did it, and to whom: the mentions around a cue, and what speaks for each of them."""

from collections.abc import Iterator

import msgspec

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context, Lead, is_agentive
from marsad.coders.signals.judge.cue import find_form
from marsad.coders.signals.judge.facets import Facet, Features
from marsad.coders.signals.judge.lens import bucket
from marsad.coders.signals.roles import UNKNOWN, Party, as_party, is_party
from marsad.coders.signals.rows import Form, load_kinds
from marsad.find.actors import ActorKind, ActorMention
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
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
    first, last = cue.start, cue.core_start
    options = [option for actor, option in find_named(context) if not first <= actor.start < actor.end <= last]
    said = context.statement_at(first)
    if said is not None and said.codes and UNKNOWN not in said.codes:
        options.append(Option(party=speaker_of(said), place="speaker"))
    earlier: list[Option] | None = context.kept.get("earlier")
    if earlier is None:
        earlier = context.kept["earlier"] = list(find_earlier(context, context.sentence.start))
    return options + earlier


def find_named(context: Context) -> list[tuple[ActorMention, Option]]:
    """Return the parties that a sentence names, each with what may be chosen of it; found once."""
    named: list[tuple[ActorMention, Option]] | None = context.kept.get("named")
    if named is None:
        parties = [
            (actor, as_party(context, actor, "named in the sentence")) for actor in context.actors if is_party(actor)
        ]
        named = [(actor, Option(party=party, place="named")) for actor, party in parties if party.codes]
        context.kept["named"] = named
    return named


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


def describe_option(candidate: Candidate, option: Option, ruled: tuple[str, ...]) -> Features:
    """Return the features of an option; `ruled` are the codes that the rules chose."""
    cue = candidate.cue
    if cue is None:
        return Features([])
    form, kind, place, codes = find_form(cue), candidate.type, option.place, option.party.codes
    agree, found = compare_codes(codes, ruled), candidate.agent.found.partition(",")[0]
    facets: list[Facet] = [
        (_placed, kind, form, place),
        (_ruled, kind, agree, place),
        (_ruled_by, agree, found, candidate.lacking, bool(candidate.doubt)),
        (_grouped, kind, min(len(codes), 3)),
    ]
    mention = option.party.mention
    if place == "named" and mention is not None:
        facets += _describe_mention(candidate, cue, mention, form)
    elif place == "speaker":
        facets.append((_speaks, kind))
    return Features(facets)


def _placed(kind: SignalType, form: Form, place: str) -> list[str]:
    together = load_kinds()[kind].reciprocal
    return [f"place={place}", f"place={place}|form={form}", f"place={place}|together={together}"]


def _ruled(kind: SignalType, agree: str, place: str) -> list[str]:
    return [f"ruled={agree}|place={place}", f"ruled={agree}|type={kind}"]


def _ruled_by(agree: str, found: str, lacking: str, doubted: bool) -> list[str]:
    return [f"ruled={agree}|{found}", f"ruled={agree}|lacking={lacking}", f"ruled={agree}|doubt={doubted}"]


def _grouped(kind: SignalType, number: int) -> list[str]:
    return [f"group={number}|together={load_kinds()[kind].reciprocal}"]


def _speaks(kind: SignalType) -> list[str]:
    return [f"speaker|type={kind}"]


def _describe_mention(candidate: Candidate, cue: Hit, mention: ActorMention, form: Form) -> list[Facet]:
    context, kind, frame = candidate.context, candidate.type, candidate.frame
    side, span = _side(cue, mention)
    lead = context.lead(mention, cue.end if side == "after" else context.sentence.start)
    named, rank, gap = mention.kind, _rank(context, cue, mention, side), bucket(context.gap(*span))
    clause = context.in_one_clause(cue.start, mention.start)
    group = side, form, load_kinds()[kind].spoken
    facets: list[Facet] = [
        (_near, *group, rank, clause),
        (_led, *group, lead, rank, gap),
        (_called, *group, named, lead),
        (_led_to, kind, side, form, lead, frame.act.target if frame is not None else "speech"),
        (_called_for, kind, side, named),
        (_placed_as, *group, mention.located, mention is context.first_agent, has_conjunction(mention.prefix)),
        (_done_by, *group, _after_by(context, mention), frame is not None and frame.passive),
    ]
    if (said := context.statement_at(cue.start)) is not None:
        inside, own = said.start <= mention.start < said.end, bool(set(said.codes) & set(mention.codes))
        facets += [(_within, side, inside, mention is said.speaker_mention), (_owned, own, said.force)]
    if frame is not None and frame.thing is not None:
        where = "before" if mention.start < frame.thing.start else "on"
        if mention.start <= frame.thing.start < mention.end:
            where = "inside"
        facets.append((_beside_thing, *group, where, named))
    return facets


def _group(side: str, form: Form, spoken: bool) -> str:
    return f"{side}|{form}|{'spoken' if spoken else 'deed'}"


def _near(side: str, form: Form, spoken: bool, rank: int, clause: bool) -> list[str]:
    group = _group(side, form, spoken)
    return [f"{group}|rank={rank}", f"{group}|clause={clause}|rank={rank}"]


def _led(side: str, form: Form, spoken: bool, lead: Lead, rank: int, gap: str) -> list[str]:
    group = _group(side, form, spoken)
    return [
        f"{group}|gap={gap}",
        f"{group}|lead={lead}",
        f"{group}|lead={lead}|rank={rank}",
        f"{group}|lead={lead}|gap={gap}",
    ]


def _called(side: str, form: Form, spoken: bool, named: ActorKind, lead: Lead) -> list[str]:
    group = _group(side, form, spoken)
    return [f"{group}|kind={named}", f"{group}|kind={named}|lead={lead}"]


def _led_to(kind: SignalType, side: str, form: Form, lead: Lead, rule: str) -> list[str]:
    return [
        f"{side}|lead={lead}|type={kind}|{form}",
        f"{side}|lead={lead}|rule={rule}|{form}",
        f"together={load_kinds()[kind].reciprocal}|lead={lead}|{side}",
    ]


def _called_for(kind: SignalType, side: str, named: ActorKind) -> list[str]:
    return [f"{side}|kind={named}|type={kind}"]


def _placed_as(side: str, form: Form, spoken: bool, located: bool, first: bool, joined: bool) -> list[str]:
    group = _group(side, form, spoken)
    return [f"{group}|located={located}", f"{group}|first={first}", f"{group}|joined={joined}"]


def _done_by(side: str, form: Form, spoken: bool, agent: bool, passive: bool) -> list[str]:
    return [f"{_group(side, form, spoken)}|agent={agent}", f"{side}|passive={passive}|{form}"]


def _within(side: str, inside: bool, speaks: bool) -> list[str]:
    return [f"{side}|within={inside}", f"{side}|within={inside}|speaks={speaks}"]


def _owned(own: bool, force: str) -> list[str]:
    return [f"own={own}|{force}"]


def _beside_thing(side: str, form: Form, spoken: bool, where: str, named: ActorKind) -> list[str]:
    return [f"{_group(side, form, spoken)}|thing={where}|kind={named}"]


def _side(cue: Hit, mention: ActorMention) -> tuple[str, tuple[int, int]]:
    if mention.start >= cue.core_start:
        return "after", (cue.end, mention.start)
    return "before", (mention.end, cue.start)


def _rank(context: Context, cue: Hit, mention: ActorMention, side: str) -> int:
    """Return how many parties that can act stand between a cue and a mention, at most three."""
    first, last = (mention.end, cue.start) if side == "before" else (cue.core_start, mention.start)
    return min(sum(map(is_agentive, context.actors_in(first, last))), 3)


def _after_by(context: Context, mention: ActorMention) -> bool:
    return context.has_before(mention.start, 2, CueRole.AGENT)
