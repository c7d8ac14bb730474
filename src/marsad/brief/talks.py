"""The meetings of a period and the conditions that are open, as the talks desk tells them."""

from collections.abc import Mapping, Sequence
from datetime import date

from marsad.brief.holdings import Holdings, cite, make_witness
from marsad.brief.lines import MOST_WITNESSES, tell_days
from marsad.brief.nouns import Account, Meeting, Talks, Want
from marsad.model.episode import Telling
from marsad.reconcile.talks import Position, Session, Standing

_ORDER = ("held", "planned", "postponed", "cancelled", "denied", "mooted")
_MOST_SAID = 4  # of wants, and of accounts


def choose_talks(holdings: Holdings, since: date, until: date, most: int) -> Talks:
    """Return the meetings that pages of the period tell as news or that fall into it, and the open conditions.

    A condition is open as far as the holdings tell; those said last come first, none said after the period.
    """
    sessions = [one for one in holdings.talks.sessions if is_met_in(one, holdings.tellings, since, until)]
    ranked = sorted(sessions, key=lambda one: (_ORDER.index(one.state.value), one.since or date.max, one.id))
    said = [one for one in holdings.talks.conditions if one.standing is Standing.OPEN and one.day and one.day <= until]
    last = sorted(said, key=lambda one: (one.day or until, one.record), reverse=True)
    return Talks(
        meetings=tuple(_make_meeting(holdings, one, until) for one in ranked[:most]),
        left_out=max(len(ranked) - most, 0),
        conditions=tuple(_make_want(holdings, one) for one in last[:most]),
        conditions_left_out=max(len(last) - most, 0),
    )


def is_met_in(session: Session, tellings: Mapping[str, Telling], since: date, until: date) -> bool:
    """Tell whether pages of some days tell a meeting as news, or told it before, and it falls into these days."""
    if session.background:
        return False
    told = [day for record in session.records if (day := tellings[record].told) and day <= until]
    is_within = session.is_dated and session.since and session.since <= until and (session.until or until) >= since
    return bool(told) and (bool(is_within) or max(told) >= since)


def _make_meeting(holdings: Holdings, session: Session, until: date) -> Meeting:
    told = [record for record in session.records if (holdings.tellings[record].told or until) <= until]
    accounts = [
        Account(party=one.party, person=one.person, witness=cite(holdings, one.article, one.record, one.words))
        for one in session.accounts
    ]
    return Meeting(
        id=session.id,
        state=session.state.value,
        format=session.format,
        parties=session.parties,
        place=session.place,
        day=tell_days(session.since, session.until),
        dated=session.is_dated,
        status=session.status,
        because=session.because,
        witnesses=tuple(make_witness(holdings, record) for record in told[:MOST_WITNESSES]),
        wants=tuple(_make_want(holdings, one) for one in session.positions[:_MOST_SAID]),
        accounts=tuple(_spread(accounts)),
    )


def _spread(accounts: Sequence[Account]) -> Sequence[Account]:
    """Return the first accounts, as many of each side as there is room for."""
    share = max(_MOST_SAID // max(len({one.party for one in accounts}), 1), 1)
    places = [sum(other.party == one.party for other in accounts[:at]) for at, one in enumerate(accounts)]
    return [one for one, place in zip(accounts, places, strict=True) if place < share]


def _make_want(holdings: Holdings, position: Position) -> Want:
    return Want(
        stance=position.stance.value,
        standing=position.standing.value if position.standing else None,
        parties=position.parties,
        towards=position.towards,
        person=position.person,
        day=position.day,
        condition=position.condition,
        strict=position.strict,
        witness=cite(holdings, position.article, position.record, position.words),
    )
