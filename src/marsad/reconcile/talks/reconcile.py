"""From episodes to what the talks desk tells."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from marsad.model import Modality, SignalType, Statement
from marsad.reconcile.material import Material
from marsad.reconcile.talks.accounts import find_accounts
from marsad.reconcile.talks.nouns import Outcome, Session, SessionState, Talks
from marsad.reconcile.talks.positions import find_conditions, find_near, find_positions
from marsad.reconcile.talks.sessions import find_sessions

_ACCORDS = frozenset({SignalType.AGREEMENT, SignalType.TREATY_COMMITMENT})
_BEFORE, _AFTER = 1, 7  # days around a session in which what came of it is told
_PAIR = 2


def reconcile_talks(material: Material) -> Talks:
    """Return the sessions with what came of them, what each side wants and tells, and the conditions for talks."""
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in material.statements:
        said[one.article].append(one)
    positions, sessions = find_positions(material), find_sessions(material)
    whole = [
        replace(
            session,
            outcomes=tuple(find_outcomes(session, material)),
            positions=find_near(session, positions),
            accounts=find_accounts(session, material, said),
        )
        for session in sessions
    ]
    return Talks(sessions=tuple(whole), conditions=tuple(find_conditions(material, positions, sessions)))


def find_outcomes(session: Session, material: Material) -> Iterator[Outcome]:
    """Yield the accords of a held session's sides that are told near its day, or in an article that tells of it."""
    if session.state is not SessionState.HELD:
        return
    told, sides = {*session.told_by}, {*session.parties}
    for episode in material.found.episodes:
        parties = {*episode.actors, *episode.targets}
        fits = episode.type in _ACCORDS and len(sides & parties) >= _PAIR and episode.id not in session.episodes
        if not fits or episode.background or episode.modality is Modality.DENIED:
            continue
        gap = (episode.since - session.since).days if episode.since and session.since else None
        near = gap is not None and -_BEFORE <= gap <= _AFTER
        together = any(material.tellings[record].article in told for record in episode.tellings)
        if near or (together and gap is None):
            record = episode.tellings[0]
            yield Outcome(
                episode=episode.id,
                record=record,
                type=episode.type,
                status=episode.status,
                words=material.words[record],
            )
