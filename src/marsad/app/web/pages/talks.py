"""Talks: who met in which format, what came of it, what each side wants and tells, and which conditions are open."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from marsad.app.newest import TALKS, add_statements, load_newest
from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import read_all, read_codes, read_day, read_page
from marsad.ledger import ArticleHead, Ledger
from marsad.reconcile.talks import Account, Session, SessionState, Standing, Talks, reconcile_talks

_AT_ONCE = 15
_MOST_CONDITIONS = 30


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk tells of the newest episodes; `first` is the first day, where there are earlier ones.

    `articles` names the article of each record of a session.
    """

    talks: Talks
    heads: Mapping[str, ArticleHead]
    articles: Mapping[str, str]
    first: date | None


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A session with the accounts of each side, side by side."""

    session: Session
    sides: tuple[tuple[str, tuple[Account, ...]], ...]
    told_in: tuple[ArticleHead, ...]


def show_talks(visit: Visit) -> Shown:
    """Show the sessions and conditions that the address asks for, the last first."""
    until, page = read_day(visit.params, "until"), read_page(visit.params)
    desk = visit.site.memory.recall(("talks", until), visit.ledger, lambda ledger: _find(ledger, until))
    parties = {*read_codes(visit.params, "party")}
    states, standings = (read_all(visit.params, *each) for each in (("state", SessionState), ("standing", Standing)))
    sessions = [one for one in reversed(_date_first(desk.talks.sessions)) if not parties or parties & {*one.parties}]
    conditions = [
        one for one in reversed(desk.talks.conditions) if not parties or parties & {*one.parties, *one.towards}
    ]
    chosen = [one for one in sessions if not states or one.state in states]
    fields = {
        "meetings": [_make_meeting(desk, one) for one in chosen[(page - 1) * _AT_ONCE : page * _AT_ONCE]],
        "more": len(chosen) > page * _AT_ONCE,
        "page": page,
        "total": len(chosen),
        "states": _count([one.state for one in sessions]),
        "state": states,
        "conditions": [one for one in conditions if not standings or one.standing in standings][:_MOST_CONDITIONS],
        "standings": _count([one.standing for one in conditions if one.standing]),
        "standing": standings,
        "heads": desk.heads,
        "first": desk.first,
        "codes": sorted({code for one in desk.talks.sessions for code in one.parties}),
        "party": " ".join(sorted(parties)),
    }
    return Shown(template="talks.html", title=visit.words.label("nav.talks"), fields=fields)


def _find(ledger: Ledger, until: date | None) -> Desk:
    found = load_newest(ledger, TALKS, until)
    tellings = found.material.tellings
    talks = reconcile_talks(add_statements(ledger, found.material, [*found.sources]))
    return Desk(
        talks=talks,
        heads=ledger.heads_of([*found.sources]),
        articles={record: tellings[record].article for one in talks.sessions for record in one.records},
        first=found.first,
    )


def _date_first(sessions: Sequence[Session]) -> list[Session]:
    """Return the sessions by day, those without one before all others."""
    return sorted(sessions, key=lambda one: (one.since is not None, one.since or date.min, one.id))


def _count(found: Sequence[SessionState] | Sequence[Standing]) -> list[tuple[SessionState | Standing, int]]:
    return [(one, list(found).count(one)) for one in sorted({*found})]


def _make_meeting(desk: Desk, session: Session) -> Meeting:
    sides: defaultdict[str, list[Account]] = defaultdict(list)
    for account in session.accounts:
        sides[account.party].append(account)
    names = dict.fromkeys(desk.articles[record] for record in session.records)
    told_in = tuple(desk.heads[name] for name in names if name in desk.heads)
    accounts = tuple((party, tuple(told)) for party, told in sides.items())
    return Meeting(session=session, sides=accounts, told_in=told_in)
