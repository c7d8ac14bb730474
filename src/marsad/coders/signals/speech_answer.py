"""Answers to an attack: a threat to strike whoever attacks a third party is a pledge to that party."""

from dataclasses import replace

from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import Party, is_party
from marsad.coders.signals.speech_parties import as_party, words_between
from marsad.coders.signals.speech_targets import codes_of
from marsad.coders.signals.speech_words import find_words
from marsad.find.actors import ActorMention
from marsad.find.speech import FoundStatement
from marsad.model import Modality, SignalType
from marsad.text.tokens import Token

_ANSWERS = frozenset({SignalType.THREAT, SignalType.PLEDGE, SignalType.ASSESSMENT})


def answer_attack(context: Context, said: FoundStatement, speaker: Party, made: Candidate) -> Candidate:
    """Return a speech act as a pledge against the attacker when it promises force should a third party be attacked."""
    if made.type not in _ANSWERS or made.actors != speaker.codes or not _is_answer(context, said):
        return made
    attack = next((t for t in _words(context, said) if t.text in find_words("attack_verb")), None)
    others = [a for a in context.actors_in(said.start, said.end) if is_party(a) and codes_of(context, [a], speaker)]
    victim = next((a for a in others if attack is not None and a.start > attack.start), None)
    attacker = next((a for a in others if a is not victim and a is not None), None)
    if attack is None or victim is None or attacker is None or set(victim.codes) & set(attacker.codes):
        return made
    return _pledge(context, made, attacker)


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
    return any(token.text in find_words("response") for token in _words(context, said))


def _words(context: Context, said: FoundStatement) -> list[Token]:
    return words_between(context, said.start, min(said.end, context.sentence.end))
