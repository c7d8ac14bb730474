"""What words ask of a party by how they are built: "it is up to X", "X must know that", "insists on the act of X"."""

import msgspec

from marsad.coders.signals.clause import Context
from marsad.coders.signals.roles import UNKNOWN, Party, is_party
from marsad.coders.signals.speech_parties import as_party, opens_clause
from marsad.coders.signals.speech_words import find_printed, find_stems, find_words
from marsad.find.speech import FoundStatement
from marsad.languages.ar.clitics import has_conjunction
from marsad.languages.ar.cues import CueRole
from marsad.model import SignalType
from marsad.text.match import Hit

_PARTICIPLE = "speech.participle"
_NEAR = 2  # words after "upon" within which whom it is up to is named
_BOUND = 5  # words after whom it is up to, within which "that" stands


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a piece of content does, by which rule and words; `about` is the party that it tells of."""

    type: SignalType
    rule: str
    hit: Hit | None
    about: Party | None
    why: str
    needs_target: bool = False


def find_demand(context: Context, said: FoundStatement, speaker: Party, start: int, end: int) -> Told | None:
    """Return what the words in `start:end`, a piece of a statement, ask of another party; None where nothing."""
    return (
        _bind(context, speaker, start, end)
        or _demand_upon(context, speaker, start)
        or _need(context, said, speaker, start, end)
        or _insist(context, said, speaker, start, end)
    )


def _demand_upon(context: Context, speaker: Party, start: int) -> Told | None:
    """Return the demand of words that open with "it is up to" a party other than the speaker."""
    towards = context.by_role.get(CueRole.TOWARDS, ())
    first = next((cue for cue, _ in towards if cue.start == start), None) if towards else None
    if first is None:
        return None
    addressed = context.first_actor(first.end, context.words_on(first.end, 3))
    if addressed is None or not set(addressed.codes).isdisjoint(speaker.codes):
        return None
    about = as_party(context, addressed)
    return Told(type=SignalType.DEMAND, rule="content.upon", hit=first, about=about, why="it is up to another party")


def _bind(context: Context, speaker: Party, start: int, end: int) -> Told | None:
    """Return the demand of "it is up to X that", or the warning of "X must know that", anywhere in a piece."""
    for upon, _ in context.cues_in(start, end, CueRole.UPON):
        bound = context.first_actor(upon.end, context.words_on(upon.end, _NEAR))
        if bound is None or not (upon.start == start or opens_clause(context, upon.start)):
            continue
        if not is_party(bound) or not {UNKNOWN, *speaker.codes}.isdisjoint(bound.codes):
            continue
        words = context.texts_on(bound.end, _BOUND)
        that = next((number for number, word in enumerate(words) if word in find_words("that_verb")), None)
        if that is None:
            continue
        know = not find_words("knowing").isdisjoint(words[that + 1 : that + 2])
        kind = SignalType.WARNING if know else SignalType.DEMAND
        about, why = as_party(context, bound), "it is up to another party"
        return Told(type=kind, rule="content.bound", hit=upon, about=about, why=why)
    return None


def _need(context: Context, said: FoundStatement, speaker: Party, start: int, end: int) -> Told | None:
    """Return the demand of "stressed the need that X do it", whose noun stands before the content."""
    that = context.token_before(start) if said.force == "asserting" and start == said.start else None
    if that is None or that.text not in find_words("that_verb"):
        return None
    noun = context.token_before(that.start)
    if noun is None or noun.start < said.frame_start or noun.text not in find_words("necessity"):
        return None
    other = _find_other(context, speaker, start, end)
    if other is None:
        return None
    return Told(type=SignalType.DEMAND, rule="content.needed", hit=None, about=other, why="needs another's act")


def _find_other(context: Context, speaker: Party, start: int, end: int) -> Party | None:
    """Return the first party named in a piece that is not the speaker's own."""
    named = (a for a in context.actors_in(start, end) if is_party(a))
    other = next((a for a in named if a.codes and {UNKNOWN, *speaker.codes}.isdisjoint(a.codes)), None)
    return as_party(context, other) if other is not None else None


def _insist(context: Context, said: FoundStatement, speaker: Party, start: int, end: int) -> Told | None:
    """Return the demand of insisting on an act of another: "insists on the lifting of the American embargo"."""
    first = context.texts_on(start, 1)
    insisting = said.verb is not None and said.verb.id in find_printed("insisting") and start == said.start
    if not insisting or find_words("asked_act").isdisjoint(first) or speaker.role is not None:
        return None
    about = _find_other(context, speaker, start, end)
    if about is None:
        return None
    return Told(type=SignalType.DEMAND, rule="content.insisted", hit=None, about=about, why="insists on another's act")


def is_asked(context: Context, said: FoundStatement, cue: Hit | None) -> bool:
    """Tell whether a participle at `cue` is said of the party right before it, which is asked: "Kyiv was asked to"."""
    if not said.rule.startswith(_PARTICIPLE):
        return False
    before = context.token_before(said.frame_start)
    if before is None or cue is None or has_conjunction(cue.prefix):
        return False
    told = before.text in find_words("being") or any(
        opens_clause(context, a.start) or context.follows(a.start, 1, find_words("being"))
        for a in context.actors
        if a.end == before.end and is_party(a) and not set(a.codes).isdisjoint(said.codes)
    )
    return told and not _is_accusative(context, cue)


def _is_accusative(context: Context, cue: Hit) -> bool:
    """Tell whether a participle has the ending of a circumstance, "demanding", which its subject then does."""
    return context.findings.scan.aligned.normal[cue.start : cue.end].endswith(find_stems("accusative_ending"))
