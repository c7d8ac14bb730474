"""Small words that turn a clause: negation, hedges, conditions, plans, halts, connectors, prepositions."""

from enum import StrEnum
from functools import cache

import msgspec

from marsad.languages.ar.inflect import inflect_imperfect_phrase, inflect_perfect_phrase
from marsad.lexicon import load_table
from marsad.text.match import Grammar, Phrase


class CueRole(StrEnum):
    """What a cue does to the clause it stands in."""

    NEGATION = "negation"  # the following act did not happen
    NEGATION_FUTURE = "negation_future"  # the following act will not happen
    FUTURE = "future"
    PLAN = "plan"
    POSSIBLE = "possible"
    FEAR = "fear"
    CONDITION = "condition"
    HALT = "halt"
    PARTICLE_QAD = "qad"
    PAST = "past"  # the pluperfect's auxiliary: background
    CLAUSE = "clause"  # begins a new clause
    RELATIVE = "relative"
    PREPOSITION = "preposition"
    AGENT = "agent"  # "by", before the agent of a passive
    GROUND = "ground"  # after, following: the act named is asserted
    SETTING = "setting"  # because of, amid, despite: the act named is no news
    LIGHT = "light"  # a verb that makes an event noun an act
    ORDER = "order"  # decides, orders, approves: planned
    TOGETHER = "together"  # "with", in reciprocal acts
    AGAINST = "against"
    TOWARDS = "towards"
    REPEAT = "repeat"


class Cue(msgspec.Struct, frozen=True):
    """One cue word or phrase with its roles."""

    id: str
    roles: tuple[CueRole, ...]


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    roles: tuple[CueRole, ...]
    forms: tuple[str, ...] = ()
    verbs: tuple[tuple[str, str], ...] = ()
    grammar: Grammar = Grammar.BARE


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the phrases of all cues."""
    out: list[Phrase] = []
    for row in load_table("marsad.languages.ar.cues", "cues.toml", _Row):
        cue = Cue(row.id, row.roles)
        out.extend(Phrase(form, row.grammar, cue) for form in row.forms)
        for perfect, imperfect in row.verbs:
            out.extend(Phrase(form, Grammar.PAST, cue) for form in inflect_perfect_phrase(perfect))
            out.extend(Phrase(form, Grammar.VERB, cue) for form in inflect_imperfect_phrase(imperfect))
    return tuple(out)
