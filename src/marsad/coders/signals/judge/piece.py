"""Features of a piece of what somebody says: the reporting words, the head of the content, whom it is about."""

from collections.abc import Iterator

from marsad.coders.signals.judge.facets import Facet, Features
from marsad.coders.signals.judge.lens import Lens, bucket
from marsad.coders.signals.roles import UNKNOWN, is_party
from marsad.coders.signals.rows import ContentCue
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.speech_parties import find_subject, find_tie
from marsad.coders.signals.speech_targets import codes_of
from marsad.languages.ar.clitics import is_future
from marsad.languages.ar.senses import load_senses
from marsad.languages.ar.stem import find_skeletons
from marsad.model import SignalType

_HEAD = 4  # words at the head of a content
_REACH = 16  # words of a content that tell what it does
_SENSED = 24  # words of a content whose meaning is looked at by class
_NEGATED = 3  # words that a negation may reach


def describe_piece(lens: Lens, piece: Piece) -> Features:
    """Return the features of a piece of what somebody says."""
    about, (start, end) = _find_about(piece), lens.range(piece.start, piece.end)
    head, reach = min(end, start + _HEAD), min(end, start + _REACH)
    stems, first = lens.stems[start:reach], lens.place(start)
    early, last = lens.place(head), lens.place(reach)
    facets = [
        *_frame(lens, piece),
        *_hinted(piece),
        (_begins, stems[0] if stems else "", bucket(end - start)),
        *_phrased(piece),
        *_meant(lens.stems[start : min(end, start + _SENSED)], about, piece.said.force),
        *_about(piece, about),
    ]
    spreads = [
        (("r=",), find_skeletons(set(stems))),
        (("c4:",), set(lens.cues.among(first, early))),
        (("c:",), set(lens.cues.among(first, last))),
        (("t:",), set(lens.things.among(first, last))),
        (("a:",), set(lens.acts.among(first, last))),
    ]
    return Features(facets, spreads)


def _frame(lens: Lens, piece: Piece) -> list[Facet]:
    said, mention, role = piece.said, piece.speaker.mention, piece.speaker.role
    force = said.force
    known = bool(piece.speaker.codes) and UNKNOWN not in piece.speaker.codes
    return [
        (_reported, said.verb.id if said.verb is not None else "none", said.rule),
        (_put, force, said.direct, said.nested, said.negated, piece.start == said.start),
        (_spoken_by, force, role, known, mention.kind if mention is not None else "none"),
        (_told_among, force, known, lens.named),
        (_on_terms, *lens.told),
    ]


def _reported(verb: str, rule: str) -> list[str]:
    return [f"verb={verb}", f"shape={rule}"]


def _put(force: str, direct: bool, nested: bool, negated: bool, first: bool) -> list[str]:
    told = [f"force={force}", f"force={force}|first={first}", f"negated={negated}|{force}"]
    return [*told, f"direct={direct}", f"nested={nested}"]


def _spoken_by(force: str, role: str | None, known: bool, kind: str) -> list[str]:
    told = [f"role={role}|force={force}", f"kind={kind}"]
    return [*told, f"known={known}|force={force}", f"known={known}|role={role}"]


def _told_among(force: str, known: bool, parties: int) -> list[str]:
    return [f"parties={parties}", f"parties={parties}|known={known}|force={force}"]


def _on_terms(*terms: str) -> list[str]:
    return [f"term={term}" for term in terms]


def _hinted(piece: Piece) -> Iterator[Facet]:
    role = piece.speaker.role
    for hint in piece.hints:
        yield _hint, hint.type, hint.rule, hint.doubt, bool(hint.targets), role
    if not piece.hints:
        yield _no_hint, role


def _hint(kind: SignalType, rule: str, doubt: str, targets: bool, role: str | None) -> list[str]:
    told = [f"hint={kind}", f"hint={kind}|doubt={doubt}", f"hint={rule}"]
    return [*told, f"hint={kind}|role={role}", f"hint={kind}|targets={targets}"]


def _no_hint(role: str | None) -> list[str]:
    return ["hint=none", f"hint=none|role={role}"]


def _begins(stem: str, length: str) -> list[str]:
    return [f"w0={stem}", f"length={length}"]


def _phrased(piece: Piece) -> Iterator[Facet]:
    for hit in piece.context.sentence.of(ContentCue):
        if piece.start <= hit.start < piece.end and isinstance(hit.item, ContentCue):
            content = hit.item.content
            yield _phrase, content.id, content.type, is_future(hit.prefix)


def _phrase(rule: str, kind: SignalType, future: bool) -> list[str]:
    return [f"k={rule}", f"k={kind}|future={future}"]


def _meant(stems: list[str], about: str, force: str) -> Iterator[Facet]:
    """Yield what the words mean by class, whether that is denied, and whose deed it is."""
    known, first = load_senses().get, ""
    found: set[str] = set()
    denied_until = -1
    for number, stem in enumerate(stems):
        for sense in known(stem, ()):
            if sense == "negation":
                denied_until = number + _NEGATED
                continue
            first = first or sense
            found.add(sense)
            found.add(f"not_{sense}" if number <= denied_until else f"is_{sense}")
            if number < _HEAD:
                found.add(f"head_{sense}")
    yield _first_sense, first
    for sense in found:
        yield _sense, sense, about, force


def _first_sense(sense: str) -> list[str]:
    return [f"s0={sense}"]


def _sense(sense: str, about: str, force: str) -> list[str]:
    return [f"s={sense}", f"s={sense}|about={about}", f"s={sense}|force={force}"]


def _find_about(piece: Piece) -> str:
    subject = find_subject(piece.context, piece.speaker, piece.start, piece.end)
    return "own" if subject.own else "other" if subject.other is not None else "none"


def _about(piece: Piece, told: str) -> list[Facet]:
    context, speaker = piece.context, piece.speaker
    others = [a for a in context.actors_in(piece.start, piece.end) if is_party(a) and codes_of(context, [a], speaker)]
    tie = find_tie(context, others[0], piece.start) if others else "none"
    return [
        (_told_about, told, speaker.role, piece.said.force),
        (_others, min(len(others), 2), tie),
        *[(_hinted_about, told, hint.type) for hint in piece.hints],
    ]


def _told_about(about: str, role: str | None, force: str) -> list[str]:
    return [f"about={about}", f"about={about}|role={role}", f"about={about}|force={force}"]


def _others(number: int, tie: int | str) -> list[str]:
    return [f"others={number}|tie={tie}"]


def _hinted_about(about: str, kind: SignalType) -> list[str]:
    return [f"about={about}|hint={kind}"]
