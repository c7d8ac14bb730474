"""Posture: what stands of whom, what has changed, and who sees no change."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import msgspec

from marsad.app.newest import POSTURE, load_newest
from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import AT_ONCE, read_codes, read_day, read_page
from marsad.ledger import ArticleHead, Ledger
from marsad.reconcile.posture import Posture, Standing, reconcile_posture


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk tells of the newest episodes; `first` is the first day, where there are earlier ones."""

    posture: Posture
    heads: Mapping[str, ArticleHead]
    articles: Mapping[str, str]
    first: date | None


def show_posture(visit: Visit) -> Shown:
    """Show what stands, the changes and the assessments of none that the address asks for, the last first."""
    until, page = read_day(visit.params, "until"), read_page(visit.params)
    desk = visit.site.memory.recall(("posture", until), visit.ledger, lambda ledger: _find(ledger, until))
    parties, nuclear = {*read_codes(visit.params, "party")}, visit.params.get("nuclear") == "yes"
    found = desk.posture
    kept = [
        one
        for one in reversed(found.changes)
        if (not parties or parties & {one.party, *one.towards}) and (one.nuclear or not nuclear)
    ]
    episodes = {one.episode for one in kept}
    stands: defaultdict[str, list[Standing]] = defaultdict(list)
    for one in found.standings:
        if one.change.episode in episodes and (not parties or one.party in parties):
            stands[one.party].append(one)
    fields = {
        "stands": [(party, sorted(rows, key=_by_day, reverse=True)) for party, rows in sorted(stands.items())],
        "changes": kept[(page - 1) * AT_ONCE : page * AT_ONCE],
        "more": len(kept) > page * AT_ONCE,
        "page": page,
        "total": len(kept),
        "calm": [one for one in reversed(found.calm) if not parties or parties & {*one.by, *one.about}][:AT_ONCE],
        "seen": {one.record: one for one in found.calm},
        "heads": desk.heads,
        "articles": desk.articles,
        "first": desk.first,
        "codes": sorted({one.party for one in found.changes}),
        "party": " ".join(sorted(parties)),
        "nuclear": nuclear,
    }
    return Shown(template="posture.html", title=visit.words.label("nav.posture"), fields=fields)


def _by_day(one: Standing) -> date:
    return one.since


def _find(ledger: Ledger, until: date | None) -> Desk:
    found = load_newest(ledger, POSTURE, until)
    posture = reconcile_posture(found.material)
    records = {*(one.record for one in posture.changes), *(one.record for one in posture.calm)}
    return Desk(
        posture=posture,
        heads=ledger.heads_of([*found.sources]),
        articles={record: found.material.tellings[record].article for record in records},
        first=found.first,
    )
