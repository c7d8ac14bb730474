"""What a page says happened to a treaty: which act, by whom, on what day."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.languages.ar.clitics import has_preposition, is_future
from marsad.languages.ar.cues import Cue, CueRole
from marsad.model import DateMention, Modality, SignalType
from marsad.reconcile.desk import Line, Word
from marsad.reconcile.treaties.mentions import Mention, Talk
from marsad.text.match import Hit

_ACT_AFTER, _ACT_BEFORE, _GUARD, _LICENCE, _COMMENT, _CLOSE = 12, 4, 3, 5, 4, 4  # tokens
_DATE_AFTER = 18
_NOT_ACTUAL = frozenset(
    {
        CueRole.NEGATION,
        CueRole.NEGATION_FUTURE,
        CueRole.POSSIBLE,
        CueRole.FEAR,
        CueRole.CONDITION,
        CueRole.FAIL,
        CueRole.FUTURE,
        CueRole.DENY,
        CueRole.DOUBT,
    }
)
_ONLY_AFTER = frozenset({"expire", "enter", "sign"})  # also told of a treaty that stands before them
_AMBIGUOUS = frozenset({"suspend", "expire"})  # words that are said of much else
_CODED = frozenset({"suspend", "withdraw", "deratify", "extend", "halt"})  # acts that the coder tells the modality of
_OBJECTS = {"inspections": "halt_inspections", "session": "postpone_session"}
_PARTIES = frozenset({SignalType.TREATY_SUSPENSION, SignalType.TREATY_COMMITMENT, SignalType.INSPECTION})


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """An act that a page tells of a treaty; `actors` are who did it where known, `when` its date where one is given.

    `is_told` is false where the words name the act without saying that it happened; `is_close` tells that nothing
    stands between the act and its date, or its treaty.
    """

    treaty: str
    act: str
    start: int
    end: int
    actors: tuple[str, ...]
    is_told: bool
    when: DateMention | None = None
    is_close: bool = False


def find_claims(talk: Talk) -> Iterator[Claim]:
    """Yield what a line tells of treaties."""
    acts = _join_revoked(talk.line, talk.line.of("act"))
    for at, (hit, word) in enumerate(acts):
        following = acts[at + 1][0].start if at + 1 < len(acts) else talk.line.sentence.end
        found = _find_object(talk, hit, word, following)
        if found is None:
            continue
        act, treaty, end = found
        when = _find_date(talk.line, hit, following)
        if when is None and talk.line.dates:
            when = _find_date(talk.line, hit, min(following, end))
        yield Claim(
            treaty=treaty,
            act=act,
            start=hit.start,
            end=max(end, hit.end, when.span_end if when else 0),
            actors=_find_actors(talk.line, hit),
            is_told=_is_told(talk.line, hit, word),
            when=when.mention if when else None,
            is_close=when.is_close if when else True,
        )


def _join_revoked(line: Line, acts: Sequence[tuple[Hit, Word]]) -> list[tuple[Hit, Word]]:
    """Return acts, "revoke" and the ratification right after it as one; what else is revoked is no act on a treaty."""
    joined: list[tuple[Hit, Word]] = []
    revoked: Hit | None = None
    for hit, word in acts:
        if word.id == "revoke":
            revoked = hit
        elif word.id == "ratify" and revoked is not None and line.distance(revoked.end, hit.start) <= _CLOSE:
            whole = revoked._replace(end=hit.end, core_end=hit.core_end)
            joined.append((whole, msgspec.structs.replace(word, id="deratify", form="perfect")))
        else:
            joined.append((hit, word))
    return joined


def _find_object(talk: Talk, hit: Hit, word: Word, following: int) -> tuple[str, str, int] | None:
    """Return which act it is, on which treaty, and where its words end."""
    line = talk.line
    objects = [(one, other) for one, other in line.of("object") if hit.end <= one.start < following]
    near = [(one, other) for one, other in objects if line.distance(hit.end, one.start) <= _ACT_AFTER]
    special = _OBJECTS.get(near[0][1].id) if near else None
    mention = _find_mention(talk, hit, word, following)
    if (
        special == "halt_inspections"
        and word.id in ("suspend", "halt")
        and _comes_first(line, hit, near[0][0], mention)
    ):
        treaty = talk.nearest(hit.start)
        return (special, treaty, near[0][0].end) if treaty else None
    if word.id == "postpone":
        treaty = talk.nearest(hit.start)
        meant = any(other.id == "session" for _, other in line.of("object")) and line.of("session_place")
        return ("postpone_session", treaty, hit.end) if treaty and meant else None
    if word.id == "halt" or _is_comment(line, hit, word):
        return None
    shared = next((one for one, other in near if other.id == "participation"), None)
    if mention is None and word.id == "suspend" and shared is not None:
        treaty = talk.nearest(hit.start)
        return (word.id, treaty, shared.end) if treaty else None
    return (word.id, mention.treaty, max(mention.end, hit.end)) if mention else None


def _comes_first(line: Line, act: Hit, hit: Hit, mention: Mention | None) -> bool:
    """Tell whether an object stands right after an act, before any treaty."""
    return (mention is None or hit.start < mention.start) and not _is_parted(line, act.end, hit.start)


def _is_parted(line: Line, start: int, end: int) -> bool:
    between = line.scan.aligned.normal[start:end]
    return any(mark in between for mark in "\u060c,\u061b;:()")  # Arabic comma and semicolon


def _is_comment(line: Line, hit: Hit, word: Word) -> bool:
    """Tell whether the verb that suspends means to comment: "upon" follows it."""
    tokens = line.after(hit.end, _COMMENT)
    end = tokens[-1].end if tokens else hit.end
    return word.id == "suspend" and bool(line.between("comment", hit.end, end))


def _find_mention(talk: Talk, hit: Hit, word: Word, following: int) -> Mention | None:
    """Return the treaty that an act befalls: the next one named after it, or one that stands right before it."""
    line = talk.line
    after = [one for one in talk.mentions if one.end > hit.start and one.start < following]
    reach = _CLOSE if word.id in _AMBIGUOUS and not _is_shared(line, hit, following) else _ACT_AFTER
    after = [one for one in after if line.distance(hit.end, one.start) <= reach]
    if after:
        return after[0]
    if word.id in (*_ONLY_AFTER, "extend") or word.form == "perfect":
        limit = _ACT_BEFORE * (3 if word.id in (*_ONLY_AFTER, "extend") else 1)
        before = [one for one in talk.mentions if one.end <= hit.start and line.distance(one.end, hit.start) <= limit]
        if before:
            return before[-1]
        if word.id in ("extend", "enter") and talk.mentions and talk.mentions[0].end <= hit.start:
            return talk.mentions[0]
    return None


def _is_shared(line: Line, hit: Hit, following: int) -> bool:
    """Tell whether it is said of taking part, which no other meaning of the word has."""
    return any(word.id == "participation" for _, word in line.between("object", hit.end, following))


class _Dated(msgspec.Struct, frozen=True):
    mention: DateMention
    span_end: int
    is_close: bool


def _find_date(line: Line, hit: Hit, following: int) -> _Dated | None:
    """Return the first date after an act and before the next; close where no mark parts the two."""
    for placed, mention in line.dates:
        if hit.start <= placed.start < following and line.distance(hit.end, placed.start) <= _DATE_AFTER:
            return _Dated(mention, placed.end, not _is_parted(line, hit.end, placed.start))
    return None


def _find_actors(line: Line, hit: Hit) -> tuple[str, ...]:
    """Return who acts: the signal around the word, else the party right before or after it."""
    around = [
        signal
        for placed, signal in line.signals
        if signal.type in _PARTIES and signal.actors and placed.start <= hit.start < placed.end
    ]
    if around:
        return min(around, key=lambda signal: signal.span.end - signal.span.start).actors
    after = [party for party in line.parties if party.start >= hit.end and line.distance(hit.end, party.start) <= 4]
    after = [party for party in after if not has_preposition(party.prefix)]
    if after:
        return (after[0].code,)
    before = [party for party in line.parties if party.end <= hit.start and line.distance(party.end, hit.start) <= 8]
    return (before[-1].code,) if before else ()


def _is_told(line: Line, hit: Hit, word: Word) -> bool:
    """Tell whether the words say that it happened: by the signal read in them, else by what stands before them."""
    signals = [
        signal for placed, signal in line.signals if signal.type in _PARTIES and placed.start <= hit.start < placed.end
    ]
    if signals and word.id in _CODED:
        return any(signal.modality in (Modality.ACTUAL, Modality.HALTED) for signal in signals)
    back = line.before(hit.start, _GUARD)
    start = back[0].start if back else hit.start
    if line.between("guard", start, hit.start + 1) or _has_doubt(line, start, hit):
        return False
    if is_future(hit.prefix) or (word.form == "imperfect" and not line.is_headline):
        return False
    if word.form in ("perfect", "imperfect") or word.id in ("enter", "deratify"):
        return True
    back = line.before(hit.start, _LICENCE)
    licensed = line.between("licence", back[0].start if back else hit.start, hit.end)
    return bool(licensed) and not line.between("guard", back[0].start if back else hit.start, hit.start)


def _has_doubt(line: Line, start: int, hit: Hit) -> bool:
    cues: Sequence[Hit] = line.sentence.of(Cue)
    near = (one.item for one in cues if start <= one.start < hit.start)
    return any(isinstance(cue, Cue) and bool(_NOT_ACTUAL & set(cue.roles)) for cue in near)
