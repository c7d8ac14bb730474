"""Positions: demands, refusals, offers and conditions of each side, and what became of the conditions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from zlib import crc32

from msgspec.structs import replace

from marsad.model import Modality, SignalType
from marsad.model.episode import Episode, Telling
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.episodes.telling import find_stems
from marsad.reconcile.material import Material
from marsad.reconcile.talks.nouns import Position, Session, SessionState, Stance, Standing
from marsad.reconcile.talks.words import find_condition, is_about_meeting

_STANCES = {
    SignalType.DEMAND: Stance.DEMAND,
    SignalType.OFFER: Stance.OFFER,
    SignalType.REJECTION: Stance.REFUSAL,
}
_ALSO = frozenset({SignalType.AGREEMENT, SignalType.PLEDGE, SignalType.TALKS, SignalType.TREATY_COMMITMENT})
_LASTS = timedelta(730)  # how long a condition is looked after
_FEWEST, _LIKE = 2, 0.5  # roots shared with what a condition asks for, and their part of it


def find_positions(material: Material) -> list[Position]:
    """Return the positions that episodes tell, each by its first telling, with the conditions that they state."""
    made = (_make_position(episode, material) for episode in material.found.episodes)
    return [position for position in made if position]


def _make_position(episode: Episode, material: Material) -> Position | None:
    tellings = [material.tellings[record] for record in episode.tellings]
    first = next((one for one in tellings if not one.background), tellings[0])
    conditional = any(one.modality is Modality.CONDITIONAL for one in tellings)
    if first.type not in _STANCES and not (first.type in _ALSO and conditional):
        return None
    words = material.words[first.record]
    stated = find_condition(words[max(words.find(material.quotes[first.record]), 0) :])
    held = stated if stated and (conditional or stated[1]) else None
    if held is None and first.type not in _STANCES:
        return None
    return Position(
        episode=episode.id,
        record=first.record,
        article=first.article,
        parties=episode.actors,
        towards=episode.targets,
        stance=Stance.CONDITION if held else _STANCES[first.type],
        words=words,
        day=episode.until or first.told,
        person=first.person,
        condition=held[0] if held else None,
        strict=bool(held and held[1]),
        standing=Standing.OPEN if held else None,
    )


def find_near(session: Session, taken_in: Mapping[str, Sequence[Position]]) -> tuple[Position, ...]:
    """Return the positions, which come by article, of a session's sides that an article telling of it tells too."""
    sides = {*session.parties}
    near = [one for article in session.told_by for one in taken_in.get(article, ()) if sides & {*one.parties}]
    kept = (one for one in near if is_about_meeting(one.words) or sides & {*one.towards})
    return tuple(sorted(kept, key=lambda one: (one.parties, one.day or date.max, one.record)))


def find_conditions(
    material: Material, positions: Sequence[Position], sessions: Sequence[Session]
) -> Iterator[Position]:
    """Yield the conditions for talks and for what they are about, with what became of each."""
    acts = list_acts(material.tellings.values())
    for position in positions:
        own = material.tellings[position.record].type in (SignalType.OFFER, SignalType.REJECTION)
        if position.condition and (own or position.strict or is_about_meeting(position.words)):
            standing, by = _find_standing(position, acts, positions, sessions)
            yield replace(position, standing=standing, settled_by=by)


def _find_standing(
    position: Position,
    acts: Mapping[str, Sequence[Telling]],
    positions: Sequence[Position],
    sessions: Sequence[Session],
) -> tuple[Standing, str | None]:
    """Return whether a condition is met, dropped, overtaken by a meeting of the two sides, or open, and by what."""
    if position.day is None:
        return Standing.OPEN, None
    if met := _find_met(position, acts):
        return Standing.MET, met
    later = (one for one in positions if one.parties == position.parties and _is_later(one.day, position.day))
    for one in later:
        if one.stance is Stance.OFFER and {*one.towards} & {*position.towards} and _is_same_matter(one, position):
            return Standing.DROPPED, one.record
    for session in sessions:
        held = session.state is SessionState.HELD and not session.background and _is_later(session.since, position.day)
        if held and {*position.parties} & {*session.parties} and {*position.towards} & {*session.parties}:
            return Standing.OVERTAKEN, session.id
    return Standing.OPEN, None


def _is_later(day: date | None, than: date) -> bool:
    return day is not None and timedelta(0) < day - than <= _LASTS


def list_acts(tellings: Iterable[Telling]) -> dict[str, list[Telling]]:
    """Return what is told as done, as news, by who did it, each in the order of records."""
    found: defaultdict[str, list[Telling]] = defaultdict(list)
    for one in sorted(tellings, key=lambda telling: telling.record):
        if one.modality is Modality.ACTUAL and not one.background and not is_spoken(one.type):
            for party in one.actors:
                found[party].append(one)
    return found


def _find_met(position: Position, acts: Mapping[str, Sequence[Telling]]) -> str | None:
    """Return the first act after a condition, by those whom it is put to, that does what it asks for."""
    _, _, condition = (position.condition or "").partition(" ")  # without the word that leads it
    asked = {crc32(root.encode()) for root in find_stems(condition)[0]}
    if position.day is None or len(asked) < _FEWEST:
        return None
    for one in (act for party in position.towards for act in acts.get(party, ())):
        shared = len(asked & {*one.words, *one.plain})
        if shared >= _FEWEST and shared / len(asked) >= _LIKE and _is_later(one.until or one.told, position.day):
            return one.record
    return None


def _is_same_matter(one: Position, other: Position) -> bool:
    mine, theirs = {*find_stems(one.words)[0]}, {*find_stems(other.words)[0]}
    return len(mine & theirs) >= _FEWEST + 1
