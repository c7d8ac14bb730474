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
    ONLY = "only"  # "not only": the negated act did happen
    POSSIBLE = "possible"
    FEAR = "fear"
    CONDITION = "condition"
    FAIL = "fail"  # failed: with a preposition the act named did not come about
    HALT = "halt"
    HALT_FROM = "halt_from"  # calls off what "from" leads: "went back on deploying"
    PARTICLE_QAD = "qad"
    PAST = "past"  # the pluperfect's auxiliary: background
    BEFALL = "befall"  # "it happened before to somebody that", whose deed follows
    CLAUSE = "clause"  # begins a new clause
    RELATIVE = "relative"
    PRONOUN = "pronoun"  # a connector that holds the subject: "that it"
    PREPOSITION = "preposition"
    INSIDE = "inside"  # in, within, near
    UPON = "upon"
    SOURCE = "source"  # from
    ABOUT = "about"
    FACING = "facing"  # off, at the border of, to deter: whom a move is directed at
    FILLER = "filler"  # adverbs, numbers and quantifiers that part a verb from its object
    AGENT = "agent"  # "by", before the agent of a passive
    GROUND = "ground"  # after, following: the act named is asserted
    MEANS = "means"  # by way of: the act named is how the main one is done
    DOUBT = "doubt"  # no sign of: what follows is judged, not told
    SETTING = "setting"  # because of, amid, despite: the act named is no news
    SINCE = "since"  # before the date at which something began that lasts
    DURING = "during"  # in, during: the meeting named took place
    CASUALTY = "casualty"  # killed, wounded: the strike named took place
    LIGHT = "light"  # a verb that makes an event noun an act of its subject
    WORK = "work"  # a verb that governs what it carries by "upon"
    ITSELF = "itself"  # a verb whose subject is the event noun
    SCENE = "scene"  # a verb whose subject is the place of the act
    SUFFER = "suffer"  # a verb whose subject is the one affected
    DENY = "deny"  # a verb that denies the act named
    ASKED = "asked"  # a word for wanting, asking, calling for the act named
    ORDER = "order"  # decides, orders, approves: planned
    TOGETHER = "together"  # "with", in reciprocal acts
    AGAINST = "against"
    TOWARDS = "towards"
    TAKES_BY = "takes_by"  # a verb that governs "by": no means follows
    BACK = "back"  # a preposition with a pronoun, which in a relative clause points back at its noun
    REPEAT = "repeat"


class Cue(msgspec.Struct, frozen=True):
    """One cue word or phrase with its roles; `verb` tells that it is one, `imperfect` its tense."""

    id: str
    roles: tuple[CueRole, ...]
    imperfect: bool = False
    verb: bool = False


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
            past = Cue(row.id, row.roles, verb=True)
            out.extend(Phrase(form, Grammar.PAST, past) for form in inflect_perfect_phrase(perfect))
            present = Cue(row.id, row.roles, imperfect=True, verb=True)
            out.extend(Phrase(form, Grammar.VERB, present) for form in inflect_imperfect_phrase(imperfect))
    return tuple(out)
