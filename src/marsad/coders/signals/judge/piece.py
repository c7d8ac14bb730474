"""Features of a piece of what somebody says: the reporting words, the head of the content, whom it is about."""

from collections.abc import Iterator
from itertools import pairwise

from marsad.coders.signals.judge.lens import Lens, bucket, count_parties, name_terms, pick
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


def _frame(lens: Lens, piece: Piece) -> Iterator[str]:
    said, mention, role = piece.said, piece.speaker.mention, piece.speaker.role
    known = bool(piece.speaker.codes) and UNKNOWN not in piece.speaker.codes
    parties = count_parties(lens, 0, len(lens.stems))
    yield f"verb={said.verb.id if said.verb is not None else 'none'}"
    yield f"force={said.force}"
    yield f"force={said.force}|first={piece.start == said.start}"
    yield f"shape={said.rule}"
    yield f"direct={said.direct}"
    yield f"nested={said.nested}"
    yield f"negated={said.negated}|{said.force}"
    yield f"role={role}|force={said.force}"
    yield f"kind={mention.kind if mention is not None else 'none'}"
    yield f"known={known}|force={said.force}"
    yield f"known={known}|role={role}"
    yield f"parties={parties}"
    yield f"parties={parties}|known={known}|force={said.force}"
    for term in name_terms(lens, 0, len(lens.stems)):
        yield f"term={term}"
        yield f"term={term}|force={said.force}"
        yield f"term={term}|known={known}"


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


def _content(lens: Lens, piece: Piece) -> Iterator[str]:
    start, end = lens.range(piece.start, piece.end)
    head, reach = min(end, start + _HEAD), min(end, start + _REACH)
    stems = lens.stems[start:reach]
    yield f"w0={stems[0] if stems else ''}"
    for stem in set(stems):
        yield f"w={stem}"
        yield f"r={find_skeleton(stem)}"
    for stem in set(stems[:_HEAD]):
        yield f"h={stem}"
    for first, second in pairwise(stems):
        yield f"b={first}_{second}"
    for tag, labels, last in (
        ("c4", lens.cues, head),
        ("c", lens.cues, reach),
        ("t", lens.things, reach),
        ("a", lens.acts, reach),
    ):
        for label in set(pick(labels, start, last)):
            yield f"{tag}:{label}"
    yield f"length={bucket(end - start)}"
    yield from _phrased(piece)


def _phrased(piece: Piece) -> Iterator[str]:
    for hit in piece.context.sentence.of(ContentCue):
        if piece.start <= hit.start < piece.end and isinstance(hit.item, ContentCue):
            yield f"k={hit.item.content.id}"
            yield f"k={hit.item.content.type}|future={is_future(hit.prefix)}"


def _meant(lens: Lens, piece: Piece, about: str) -> Iterator[str]:
    """Yield what the words mean by class, whether that is denied, and whose deed it is."""
    start, end = lens.range(piece.start, piece.end)
    senses, first = load_senses(), ""
    found: set[str] = set()
    denied_until = -1
    for number in range(start, min(end, start + _SENSED)):
        for sense in senses.get(lens.stems[number], ()):
            if sense == "negation":
                denied_until = number + _NEGATED
                continue
            first = first or sense
            found.add(sense)
            found.add(f"not_{sense}" if number <= denied_until else f"is_{sense}")
            if number < start + _HEAD:
                found.add(f"head_{sense}")
    yield f"s0={first}"
    for sense in sorted(found):
        yield f"s={sense}"
        yield f"s={sense}|about={about}"
        yield f"s={sense}|force={piece.said.force}"


def _find_about(piece: Piece) -> str:
    subject = find_subject(piece.context, piece.speaker, piece.start, piece.end)
    return "own" if subject.own else "other" if subject.other is not None else "none"


def _about(piece: Piece, told: str) -> Iterator[str]:
    context, speaker = piece.context, piece.speaker
    others = [a for a in context.actors_in(piece.start, piece.end) if is_party(a) and codes_of(context, [a], speaker)]
    tie = find_tie(context, others[0], piece.start) if others else "none"
    yield f"about={told}"
    yield f"about={told}|role={speaker.role}"
    yield f"about={told}|force={piece.said.force}"
    yield f"others={min(len(others), 2)}|tie={tie}"
    for hint in piece.hints:
        yield f"about={told}|hint={hint.type}"
