"""Features of a piece of what somebody says: the reporting words, the head of the content, whom it is about."""

from collections.abc import Iterator
from itertools import pairwise

from marsad.coders.signals.judge.words import (
    bucket,
    count_parties,
    name_acts,
    name_cues,
    name_terms,
    name_things,
    tokens_between,
)
from marsad.coders.signals.roles import UNKNOWN, is_party
from marsad.coders.signals.rows import ContentCue, WideContentCue
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.speech_parties import find_subject, find_tie
from marsad.coders.signals.speech_targets import codes_of
from marsad.languages.ar.clitics import is_future
from marsad.languages.ar.stem import find_skeleton, find_stem

_HEAD = 4  # words at the head of a content
_REACH = 16  # words of a content that tell what it does


def describe_piece(piece: Piece) -> list[str]:
    """Return the features of a piece of what somebody says."""
    return [*_frame(piece), *_content(piece), *_about(piece)]


def _frame(piece: Piece) -> Iterator[str]:
    said, mention = piece.said, piece.speaker.mention
    lemma = said.verb.id if said.verb is not None else "none"
    yield f"verb={lemma}"
    yield f"force={said.force}"
    yield f"force={said.force}|first={piece.start == said.start}"
    yield f"shape={said.rule}"
    yield f"direct={said.direct}"
    yield f"nested={said.nested}"
    yield f"negated={said.negated}|{said.force}"
    yield f"role={piece.speaker.role}"
    yield f"role={piece.speaker.role}|force={said.force}"
    yield f"kind={mention.kind if mention is not None else 'none'}"
    known = bool(piece.speaker.codes) and UNKNOWN not in piece.speaker.codes
    sentence = piece.context.sentence
    terms = name_terms(piece.context, sentence.start, sentence.end)
    parties = count_parties(piece.context, sentence.start, sentence.end)
    yield f"known={known}"
    yield f"known={known}|force={said.force}"
    yield f"known={known}|role={piece.speaker.role}"
    yield f"parties={parties}"
    yield f"parties={parties}|known={known}|force={said.force}"
    for term in terms:
        yield f"term={term}"
        yield f"term={term}|force={said.force}"
        yield f"term={term}|known={known}"
    for hint in piece.hints:
        yield f"hint={hint.type}"
        yield f"hint={hint.type}|known={known}"
        yield f"hint={hint.type}|parties={parties}"
        yield f"hint={hint.type}|doubt={hint.doubt}"
        yield f"hint={hint.rule}"
        yield f"hint={hint.type}|role={piece.speaker.role}"
        yield f"hint={hint.type}|targets={bool(hint.targets)}"
    if not piece.hints:
        yield "hint=none"
        yield f"hint=none|role={piece.speaker.role}"


def _content(piece: Piece) -> Iterator[str]:
    context, start = piece.context, piece.start
    head, reach = min(piece.end, context.words_on(start, _HEAD)), min(piece.end, context.words_on(start, _REACH))
    names = [(actor.start, actor.end) for actor in context.actors_in(start, reach)]
    tokens = tokens_between(context, start, reach)
    stems = [
        "NAME" if any(first <= token.start < last for first, last in names) else find_stem(token.text)
        for token in tokens
    ]
    yield f"w0={stems[0] if stems else ''}"
    yield f"raw0={tokens[0].text if tokens else ''}"
    for index, stem in enumerate(dict.fromkeys(stems)):
        yield f"w={stem}"
        yield f"r={find_skeleton(stem)}"
        if index < _HEAD:
            yield f"h={stem}"
            yield f"hr={find_skeleton(stem)}"
    for first, second in pairwise(stems):
        yield f"b={first}_{second}"
    yield from name_cues(context, start, head, "c4")
    yield from name_cues(context, start, reach, "c")
    yield from name_things(context, start, reach, "t")
    yield from name_acts(context, start, reach, "a")
    for hit in (*context.sentence.of(ContentCue), *context.sentence.of(WideContentCue)):
        if start <= hit.start < piece.end and isinstance(hit.item, ContentCue):
            future = is_future(hit.prefix)
            yield f"k={hit.item.content.id}"
            yield f"k={hit.item.content.type}|future={future}"
    yield f"length={bucket(len(tokens_between(context, start, piece.end)))}"


def _about(piece: Piece) -> Iterator[str]:
    context, speaker = piece.context, piece.speaker
    subject = find_subject(context, speaker, piece.start, piece.end)
    told = "own" if subject.own else "other" if subject.other is not None else "none"
    others = [a for a in context.actors_in(piece.start, piece.end) if is_party(a) and codes_of(context, [a], speaker)]
    tie = find_tie(context, others[0], piece.start) if others else "none"
    yield f"about={told}"
    yield f"about={told}|role={speaker.role}"
    yield f"about={told}|force={piece.said.force}"
    yield f"others={min(len(others), 2)}|tie={tie}"
    for hint in piece.hints:
        yield f"about={told}|hint={hint.type}"
