"""Rival accounts: what each side of a session says of it, in the articles that tell it.

What is said is an account of one meeting: of that which its own sentence tells, else of the one told last before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.model import SignalType, Statement
from marsad.model.episode import Telling
from marsad.reconcile.episodes.telling import find_stems
from marsad.reconcile.material import Material
from marsad.reconcile.talks.nouns import Account, Session, SessionState
from marsad.reconcile.talks.words import is_about_meeting
from marsad.reference.states import load_organisations

_JUDGING = frozenset({SignalType.ACCUSATION, SignalType.ASSESSMENT, SignalType.DENIAL})
_REACH = 3000  # characters from where an article tells of a session
_TOLD = frozenset({SessionState.HELD, SessionState.POSTPONED, SessionState.CANCELLED, SessionState.DENIED})


class Place(NamedTuple):
    """Where an article tells of a session: the words, and the sentence around them."""

    session: str
    parties: tuple[str, ...]
    background: bool
    start: int
    first: int
    last: int


def find_places(sessions: Iterable[Session], material: Material) -> dict[str, list[Place]]:
    """Return by article where it tells of which sessions."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for session in sessions:
        for record in session.records:
            telling, words = material.tellings[record], material.words[record]
            first = telling.start - max(words.find(material.quotes[record]), 0)
            last = first + len(words)
            place = Place(session.id, session.parties, telling.background, telling.start, first, last)
            places[telling.article].append(place)
    return places


def find_accounts(
    session: Session,
    material: Material,
    said: Mapping[str, Sequence[Statement]],
    told_in: Mapping[str, Sequence[Telling]],
    places: Mapping[str, Sequence[Place]],
) -> tuple[Account, ...]:
    """Return the accounts of a session, side by side; all else comes by article. Copies count once."""
    if session.state not in _TOLD:
        return ()
    told = [*_find_said(session, material, said), *_find_judged(session, material, told_in)]
    found = [one for one in told if _find_meeting(one, places.get(one.article, ())) == session.id]
    kept: dict[tuple[str, frozenset[str]], Account] = {}
    for account in sorted(found, key=lambda one: (one.article, one.start, one.type is None)):
        kept.setdefault((account.party, frozenset(find_stems(account.words)[0])), account)
    order = {code: at for at, code in enumerate(session.parties)}
    return tuple(sorted(_drop_inner(kept.values()), key=lambda one: (order[one.party], one.article, one.start)))


def _find_meeting(account: Account, places: Iterable[Place]) -> str | None:
    """Return which of the sessions of its party that an article tells an account is of."""
    near = [one for one in places if account.party in one.parties and abs(account.start - one.start) <= _REACH]
    return min(near, key=lambda one: _find_distance(account.start, one)).session if near else None


def _find_distance(start: int, place: Place) -> tuple[bool, bool, bool, int, str]:
    """Return what is less the likelier somebody speaks at `start` of the session that is told at a place."""
    apart = not place.first <= start < place.last
    return apart, place.background, start < place.start, abs(start - place.start), place.session


def _find_said(session: Session, material: Material, said: Mapping[str, Sequence[Statement]]) -> Iterator[Account]:
    for article in session.told_by:
        for one in said.get(article, ()):
            side = next(filter(None, (find_side(code, session.parties) for code in one.actor)), None)
            if side and is_about_meeting(one.span.quote):
                reported = material.reports.get(one.id)
                yield Account(
                    party=side,
                    record=one.id,
                    article=article,
                    start=min(one.frame.start, one.span.start) if reported and one.frame else one.span.start,
                    words=reported or one.span.quote,
                    person=one.speaker,
                )


def _find_judged(session: Session, material: Material, told_in: Mapping[str, Sequence[Telling]]) -> Iterator[Account]:
    """Yield what a side judges, charges or denies towards another side in an article that tells of their session."""
    for one in (telling for article in session.told_by for telling in told_in.get(article, ())):
        side = next(filter(None, (find_side(code, session.parties) for code in one.actors)), None)
        if side and one.type in _JUDGING and not one.background and _faces(one, side, session):
            yield Account(
                party=side,
                record=one.record,
                article=one.article,
                start=one.start,
                words=material.quotes[one.record],
                person=one.person,
                type=one.type,
            )


def _faces(telling: Telling, side: str, session: Session) -> bool:
    return any(find_side(code, session.parties) not in (None, side) for code in telling.targets)


def find_side(code: str, parties: Sequence[str]) -> str | None:
    """Return the party of a session that a code is, or is a member of."""
    if code in parties:
        return code
    groups = (load_organisations().get(party) for party in parties)
    return next((group.id for group in groups if group and code in group.members), None)


def _drop_inner(accounts: Iterable[Account]) -> list[Account]:
    """Leave out what stands within another account of the same article."""
    listed = list(accounts)
    spans = [(one.article, one.start, one.start + len(one.words)) for one in listed]
    return [
        one
        for one, (article, start, end) in zip(listed, spans, strict=True)
        if not any(
            article == other and first <= start and end <= last and (start, end) != (first, last)
            for other, first, last in spans
        )
    ]
