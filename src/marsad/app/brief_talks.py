"""What a brief tells of talks: the meetings that its days tell of, and the conditions that are open by then."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from marsad.app.newest import TALKS, add_statements, load_newest
from marsad.brief import is_met_in
from marsad.ledger import ArticleHead, Ledger
from marsad.model import Signal
from marsad.model.episode import Telling
from marsad.reconcile.talks import (
    Standing,
    Talks,
    complete_sessions,
    find_conditions,
    find_positions,
    find_sessions,
)

_AFTER = timedelta(365)  # for so long after a period it is looked at what became of conditions
_ASKED = msgspec.structs.replace(TALKS, most=1_000, told=50)


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """Meetings of some days and open conditions, with the tellings, signals, heads and upstream sources for these."""

    talks: Talks
    tellings: Mapping[str, Telling]
    signals: Mapping[str, Signal]
    heads: Mapping[str, ArticleHead]
    sources: Mapping[str, str]


def load_met(ledger: Ledger, since: date, until: date) -> Met:
    """Return what a brief of some days tells of talks; sessions are made whole for these days alone."""
    found = load_newest(ledger, _ASKED, until, until + _AFTER)
    material = found.material
    positions, sessions = find_positions(material), find_sessions(material)
    ours = [one for one in sessions if is_met_in(one, material.tellings, since, until)]
    conditions = [one for one in find_conditions(material, positions, sessions) if one.standing is Standing.OPEN]
    told_by = {article for one in ours for article in one.told_by}
    whole = complete_sessions(ours, sessions, positions, add_statements(ledger, material, sorted(told_by)))
    records = [record for one in ours for record in one.records]
    articles = {material.tellings[record].article for record in (*records, *(one.record for one in conditions))}
    return Met(
        talks=Talks(sessions=whole, conditions=tuple(conditions)),
        tellings=material.tellings,
        signals={record: row.signal for record, row in ledger.rows_of(records).items()},
        heads=ledger.heads_of(sorted(articles)),
        sources=found.sources,
    )
