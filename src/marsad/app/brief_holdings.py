"""A ledger's content made ready for a brief of some days."""

from datetime import date

import msgspec

from marsad.app.brief_checks import check_pages
from marsad.app.brief_unusual import judge_tracks
from marsad.app.episodes import find_unscheduled
from marsad.app.gathering import UNNAMED, load_gathered, make_material
from marsad.app.terminal import Screen
from marsad.brief import Holdings
from marsad.ledger import Ledger
from marsad.reconcile.posture import reconcile_posture
from marsad.reconcile.sayings import trace_sayings
from marsad.reconcile.talks import reconcile_talks


def load_holdings(screen: Screen, ledger: Ledger, since: date, until: date) -> Holdings:
    """Return what a ledger holds and what its records amount to; pages from `since` to `until` are checked."""
    gathered = load_gathered(screen, ledger)
    material, tellings = make_material(ledger, gathered), gathered.tellings
    heads = {head.id: head for head in ledger.articles()}
    holdings = Holdings(
        heads=heads,
        signals={record: row.signal for record, row in gathered.rows.items()},
        statements=gathered.statements,
        tellings=tellings,
        episodes=gathered.found.episodes,
        links=gathered.found.links,
        sayings=trace_sayings(tellings.values(), gathered.episodes_of()),
        sources={article: "" if name == UNNAMED else name for article, name in gathered.sources.items()},
        edits=tuple(ledger.edits()),
        aside=tuple(ledger.set_asides()),
        talks=reconcile_talks(material),
        calm=reconcile_posture(material).calm,
        unscheduled=find_unscheduled(ledger, tellings.values()),
        checks=tuple(check_pages(ledger, heads.values(), since, until)),
    )
    return msgspec.structs.replace(holdings, unusual=judge_tracks(holdings, since, until))
