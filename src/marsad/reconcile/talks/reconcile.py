"""From episodes to what the talks desk tells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from msgspec.structs import replace

from marsad.model import Modality, SignalType, Statement
from marsad.model.episode import Episode, Telling
from marsad.reconcile.material import Material
from marsad.reconcile.talks.accounts import find_accounts, find_places
from marsad.reconcile.talks.nouns import Outcome, Position, Session, SessionState, Talks
from marsad.reconcile.talks.positions import find_conditions, find_near, find_positions
from marsad.reconcile.talks.sessions import find_sessions

_ACCORDS = frozenset({SignalType.AGREEMENT, SignalType.TREATY_COMMITMENT})
_BEFORE, _AFTER = 1, 7  # days around a session in which what came of it is told
_PAIR = 2
_Placed = TypeVar("_Placed", Statement, Position, Telling)


def reconcile_talks(material: Material) -> Talks:
    """Return the sessions with what came of them, what each side wants and tells, and the conditions for talks."""
    positions, sessions = find_positions(material), find_sessions(material)
    return Talks(
        sessions=complete_sessions(sessions, sessions, positions, material),
        conditions=tuple(find_conditions(material, positions, sessions)),
    )


def complete_sessions(
    chosen: Iterable[Session], sessions: Iterable[Session], positions: Iterable[Position], material: Material
) -> tuple[Session, ...]:
    """Return some of the sessions with what came of them, what each side wants and tells.

    No more statements are needed than those of the articles that tell these.
    """
    places = find_places(sessions, material)
    said, taken_in = _by_article(material.statements), _by_article(positions)
    told_in, accords = _by_article(material.tellings.values()), _find_accords(material)
    return tuple(
        replace(
            session,
            outcomes=tuple(find_outcomes(session, material, accords)),
            positions=find_near(session, taken_in),
            accounts=find_accounts(session, material, said, told_in, places),
        )
        for session in chosen
    )


def _by_article(found: Iterable[_Placed]) -> dict[str, list[_Placed]]:
    placed: defaultdict[str, list[_Placed]] = defaultdict(list)
    for one in found:
        placed[one.article].append(one)
    return placed


def _find_accords(material: Material) -> dict[date | str, list[Episode]]:
    """Return the accords that are told as news by their day, those of an open day by article."""
    found: defaultdict[date | str, list[Episode]] = defaultdict(list)
    for episode in material.found.episodes:
        if episode.type in _ACCORDS and not episode.background and episode.modality is not Modality.DENIED:
            articles = {material.tellings[record].article for record in episode.tellings}
            for place in (episode.since,) if episode.since else sorted(articles):
                found[place].append(episode)
    return found


def find_outcomes(
    session: Session, material: Material, accords: Mapping[date | str, Sequence[Episode]]
) -> Iterator[Outcome]:
    """Yield the accords of a held session's sides that are told near its day, or in an article that tells of it."""
    if session.state is not SessionState.HELD:
        return
    days = (session.since + timedelta(after) for after in range(-_BEFORE, _AFTER + 1)) if session.since else ()
    near = [episode for place in (*days, *session.told_by) for episode in accords.get(place, ())]
    for episode in dict.fromkeys(near):
        sides = {*session.parties} & {*episode.actors, *episode.targets}
        if len(sides) >= _PAIR and episode.id not in session.episodes:
            record = episode.tellings[0]
            yield Outcome(
                episode=episode.id,
                record=record,
                type=episode.type,
                status=episode.status,
                words=material.words[record],
            )
