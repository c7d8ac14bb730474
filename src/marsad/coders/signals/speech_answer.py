"""Answers to an attack: a threat to strike whoever attacks a third party is a pledge to that party."""

from msgspec.structs import replace

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import Party, is_party
from marsad.coders.signals.speech_parties import as_party
from marsad.coders.signals.speech_targets import codes_of
from marsad.coders.signals.speech_words import find_stems, find_words
from marsad.find.actors import ActorMention
from marsad.find.speech import FoundStatement
from marsad.model import Modality, SignalType
from marsad.text.tokens import Token

_ANSWERS = frozenset({SignalType.THREAT, SignalType.PLEDGE, SignalType.ASSESSMENT})


def answer_attack(context: Context, said: FoundStatement, speaker: Party, made: Candidate) -> Candidate:
    """Return a speech act as a pledge against the attacker when it promises force should a third party be attacked."""
    if made.type not in _ANSWERS or made.actors != speaker.codes or not _is_answer(context, said):
        return made
    words = context.tokens_between(said.start, said.end)
    attack = next((t for t in words if t.text in find_words("attack_verb")), None)
    others = [a for a in context.actors_in(said.start, said.end) if is_party(a) and codes_of(context, [a], speaker)]
    if attack is None:
        return made
    attacker = _find_attacker(others, attack)
    return _pledge(context, made, attacker) if attacker is not None else made


def _find_attacker(others: list[ActorMention], attack: Token) -> ActorMention | None:
    """Return who attacks: the verb's subject after it where its object goes before, else a party named before."""
    before = [actor for actor in others if actor.start < attack.start]
    after = [actor for actor in others if actor.start > attack.start]
    pointed = attack.text.endswith(find_stems("pronoun_ending"))
    if after and (pointed or len(after) > 1):
        return after[0]
    distinct = [actor for actor in before if after and not set(actor.codes) & set(after[0].codes)]
    return distinct[-1] if distinct else None


def _pledge(context: Context, made: Candidate, attacker: ActorMention) -> Candidate:
    codes = as_party(context, attacker).codes
    why = ("read as a pledge: force is promised against an attacker of a third party",)
    return replace(
        made,
        type=SignalType.PLEDGE,
        rule=f"{made.rule}.attacked",
        targets=codes,
        modality=Modality.CONDITIONAL,
        because=made.because + why,
    )


def _is_answer(context: Context, said: FoundStatement) -> bool:
    return context.says(said.start, said.end, find_words("response"))
