"""A document in another guise, with its annotation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from evals.replace.edits import Edit, Edited, apply_edits
from evals.replace.numbers import change_number, edit_dates, edit_figures, find_figures, find_scale
from evals.replace.persons import Roster, choose_stand_ins, edit_persons, find_persons, load_roster
from evals.replace.states import Exchange, belongs_to_one, edit_states, make_exchange
from evals.replace.words import load_index, load_words
from marsad.languages.ar.actors.nouns import PACKAGE
from marsad.languages.ar.actors.rows import PlaceRow, StateRow
from marsad.lexicon import load_table
from marsad.measure.annotation import Annotation, Codes, Note, SignalNote, StatementNote
from marsad.measure.iso import make_days
from marsad.measure.locate import find_places, make_ground
from marsad.text.normal import Aligned, normalise

Raw = dict[str, Any]
N = TypeVar("N", bound=Note)
_BETWEEN = "\n\n"


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it is given to the coder, its annotation without dates, and how much of what was replaced."""

    raw: Raw
    gold: Annotation
    counts: Counter[str]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotation has to follow: codes, English names, and the values of figures by their number."""

    codes: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    values: Mapping[int, float] = {}


def replace_named(raw: Raw, gold: Annotation) -> Variant:
    """Return a document with other officeholders of the same states, other dates and other figures."""
    aligned = _align(raw)
    people, names = _edit_people(aligned, gold, {})
    dates = [(place.start, place.end) for place in find_places(make_ground(raw["text"]), gold.dates) if place]
    days = list(edit_dates(aligned, dates, load_words()))
    places = find_places(make_ground(raw["text"]), gold.figures)
    wanted = {
        number: (note.value, (place.start, place.end))
        for number, (note, place) in enumerate(zip(gold.figures, places, strict=True))
        if place and note.value is not None and note.high is None
    }
    found = find_figures(aligned, wanted, dates)
    values = {
        key: float(change_number(number.text).replace(",", "")) * (find_scale(number, wanted[key][0]) or 1)
        for key, number in found.items()
    }
    figures = list(edit_figures(aligned, found.values(), dates))
    counts = Counter({"names of persons": len(people), "parts of dates": len(days), "figures": len(figures)})
    return _make(raw, gold, [*people, *days, *figures], Change(names=names, values=values), counts)


def replace_states(raw: Raw, gold: Annotation) -> Variant:
    """Return a document with other states, and their officeholders and places, in the place of some.

    A document with a company, party or title that only one state has stays as it is.
    """
    aligned, words, exchange = _align(raw), load_words(), _load_exchange()
    if belongs_to_one(aligned, load_index(), words):
        return _make(raw, gold, [], Change(), Counter({"documents kept": 1}))
    people, names = _edit_people(aligned, gold, exchange.codes)
    states = list(edit_states(aligned, load_index(), exchange, words))
    counts = Counter({"names of states and places": len(states), "names of persons": len(people)})
    return _make(raw, gold, [*people, *states], Change(codes=exchange.codes, names=names), counts)


def move_annotation(gold: Annotation, text: str, edited: Edited, change: Change) -> Annotation:
    """Return the annotation of the edited text: words and offsets moved, codes, names and values changed."""
    figures = [
        msgspec.structs.replace(
            note, value=change.values.get(number, note.value), holder=turn(note.holder, change.codes)
        )
        for number, note in enumerate(_move(gold.figures, text, edited))
    ]
    return msgspec.structs.replace(
        gold,
        statements=tuple(_turn_statement(note, change) for note in _move(gold.statements, text, edited)),
        signals=tuple(_turn_signal(note, change) for note in _move(gold.signals, text, edited)),
        figures=tuple(figures),
        dates=(),
    )


def turn(codes: Codes, permutation: Mapping[str, str]) -> Codes:
    """Return codes, one or several, with those that are permuted replaced."""
    if codes is None or isinstance(codes, str):
        return None if codes is None else permutation.get(codes, codes)
    return tuple(permutation.get(code, code) for code in codes)


def _align(raw: Raw) -> Aligned:
    """Return text and title as one, so that both change alike."""
    return normalise(raw["text"] + _BETWEEN + (raw.get("title") or ""))


def _edit_people(
    aligned: Aligned, gold: Annotation, permutation: Mapping[str, str]
) -> tuple[list[Edit], dict[str, str]]:
    """Return the edits of persons' names, of all or of those whose state is permuted, and who now has whose name."""
    roster = _load_roster(gold.published or gold.published_inferred)
    found = [
        (hit, item)
        for hit, item in find_persons(aligned, load_index(), roster)
        if not permutation or roster[item.person].code in permutation
    ]
    chosen = choose_stand_ins((item.person for _, item in found), roster, lambda code: permutation.get(code, code))
    names = {roster[person].name: other.name for person, other in chosen.items()}
    return list(edit_persons(aligned, found, chosen, load_words())), names


@cache
def _load_roster(published: str | None) -> Roster:
    days = make_days(published) if published else None
    return load_roster(days[0] if days else None)


@cache
def _load_exchange() -> Exchange:
    states, places = load_table(PACKAGE, "states.toml", StateRow), load_table(PACKAGE, "places.toml", PlaceRow)
    return make_exchange(states, places, load_words())


def _make(raw: Raw, gold: Annotation, edits: Iterable[Edit], change: Change, counts: Counter[str]) -> Variant:
    text, title = raw["text"], raw.get("title")
    edited = apply_edits(text + _BETWEEN + (title or ""), edits)
    _, end = edited.move(0, len(text))
    titled = {"title": edited.text[end + len(_BETWEEN) :]} if title else {}
    moved = move_annotation(gold, text, edited, change)
    return Variant(raw={**raw, "text": edited.text[:end], **titled}, gold=moved, counts=counts)


def _move(notes: tuple[N, ...], text: str, edited: Edited) -> list[N]:
    """Return notes with the words and offsets that they have after the edits; those that stand nowhere stay."""
    moved = []
    for note, place in zip(notes, find_places(make_ground(text), notes), strict=True):
        if place is None:
            moved.append(note)
            continue
        start, end = edited.move(place.start, place.end)
        words = edited.text[start:end]
        field = {"starts": words} if isinstance(note, StatementNote) else {"evidence": words}
        moved.append(msgspec.structs.replace(note, start=start, end=end, **field))
    return moved


def _turn_statement(note: StatementNote, change: Change) -> StatementNote:
    speaker = change.names.get(note.speaker, note.speaker) if note.speaker else None
    return msgspec.structs.replace(note, speaker=speaker, actor=turn(note.actor, change.codes))


def _turn_signal(note: SignalNote, change: Change) -> SignalNote:
    return msgspec.structs.replace(
        note,
        actors=turn(note.actors, change.codes),
        targets=turn(note.targets, change.codes),
        attributed_to=turn(note.attributed_to, change.codes),
        person=turn(note.person, change.names),
    )
