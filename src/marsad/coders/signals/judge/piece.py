"""Features of a piece of what somebody says: the reporting words, the head of the content, whom it is about."""

from collections.abc import Iterator

from marsad.coders.signals.judge.lens import Lens, bucket, count_parties, name_terms, spread
from marsad.coders.signals.roles import UNKNOWN, is_party
from marsad.coders.signals.rows import ContentCue
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.speech_parties import find_subject, find_tie
from marsad.coders.signals.speech_targets import codes_of
from marsad.languages.ar.clitics import is_future
from marsad.languages.ar.senses import load_senses
from marsad.languages.ar.stem import find_skeleton

_HEAD = 4  # words at the head of a content
_REACH = 16  # words of a content that tell what it does
_SENSED = 24  # words of a content whose meaning is looked at by class
_NEGATED = 3  # words that a negation may reach


def describe_piece(lens: Lens, piece: Piece) -> list[str]:
    """Return the features of a piece of what somebody says."""
    about = _find_about(piece)
    return [
        *_frame(lens, piece),
        *_hinted(piece),
        *_content(lens, piece),
        *_meant(lens, piece, about),
        *_about(piece, about),
    ]


def _frame(lens: Lens, piece: Piece) -> list[str]:
    said, mention, role = piece.said, piece.speaker.mention, piece.speaker.role
    force, words = said.force, len(lens.stems)
    known = bool(piece.speaker.codes) and UNKNOWN not in piece.speaker.codes
    parties = count_parties(lens, 0, words)
    return [
        f"verb={said.verb.id if said.verb is not None else 'none'}",
        f"force={force}",
        f"force={force}|first={piece.start == said.start}",
        f"shape={said.rule}",
        f"direct={said.direct}",
        f"nested={said.nested}",
        f"negated={said.negated}|{force}",
        f"role={role}|force={force}",
        f"kind={mention.kind if mention is not None else 'none'}",
        f"known={known}|force={force}",
        f"known={known}|role={role}",
        f"parties={parties}",
        f"parties={parties}|known={known}|force={force}",
        *spread("term=", name_terms(lens, 0, words)),
    ]


def _hinted(piece: Piece) -> Iterator[str]:
    role = piece.speaker.role
    for hint in piece.hints:
        kind = str(hint.type)
        yield f"hint={kind}"
        yield f"hint={kind}|doubt={hint.doubt}"
        yield f"hint={hint.rule}"
        yield f"hint={kind}|role={role}"
        yield f"hint={kind}|targets={bool(hint.targets)}"
    if not piece.hints:
        yield "hint=none"
        yield f"hint=none|role={role}"


def _content(lens: Lens, piece: Piece) -> list[str]:
    start, end = lens.range(piece.start, piece.end)
    head, reach = min(end, start + _HEAD), min(end, start + _REACH)
    stems = lens.stems[start:reach]
    return [
        f"w0={stems[0] if stems else ''}",
        *spread("r=", map(find_skeleton, set(stems))),
        *spread("c4:", set(lens.cues.among(start, head))),
        *spread("c:", set(lens.cues.among(start, reach))),
        *spread("t:", set(lens.things.among(start, reach))),
        *spread("a:", set(lens.acts.among(start, reach))),
        f"length={bucket(end - start)}",
        *_phrased(piece),
    ]


def _phrased(piece: Piece) -> Iterator[str]:
    for hit in piece.context.sentence.of(ContentCue):
        if piece.start <= hit.start < piece.end and isinstance(hit.item, ContentCue):
            yield f"k={hit.item.content.id}"
            yield f"k={hit.item.content.type}|future={is_future(hit.prefix)}"


def _meant(lens: Lens, piece: Piece, about: str) -> list[str]:
    """Return what the words mean by class, whether that is denied, and whose deed it is."""
    start, end = lens.range(piece.start, piece.end)
    known, first = load_senses().get, ""
    found: set[str] = set()
    denied_until = -1
    for number, stem in enumerate(lens.stems[start : min(end, start + _SENSED)]):
        for sense in known(stem, ()):
            if sense == "negation":
                denied_until = number + _NEGATED
                continue
            first = first or sense
            found.add(sense)
            found.add(f"not_{sense}" if number <= denied_until else f"is_{sense}")
            if number < _HEAD:
                found.add(f"head_{sense}")
    senses = sorted(found)
    return [
        f"s0={first}",
        *spread("s=", senses),
        *spread("s=", senses, f"|about={about}"),
        *spread("s=", senses, f"|force={piece.said.force}"),
    ]


def _find_about(piece: Piece) -> str:
    subject = find_subject(piece.context, piece.speaker, piece.start, piece.end)
    return "own" if subject.own else "other" if subject.other is not None else "none"


def _about(piece: Piece, told: str) -> list[str]:
    context, speaker = piece.context, piece.speaker
    others = [a for a in context.actors_in(piece.start, piece.end) if is_party(a) and codes_of(context, [a], speaker)]
    tie = find_tie(context, others[0], piece.start) if others else "none"
    return [
        f"about={told}",
        f"about={told}|role={speaker.role}",
        f"about={told}|force={piece.said.force}",
        f"others={min(len(others), 2)}|tie={tie}",
        *spread(f"about={told}|hint=", [hint.type for hint in piece.hints]),
    ]
