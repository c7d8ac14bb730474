"""A ledger's content made ready for a brief of some days."""

from collections import defaultdict
from datetime import date

import msgspec

from marsad.app.brief_checks import check_pages
from marsad.app.brief_unusual import judge_tracks
from marsad.app.episodes import find_unscheduled
from marsad.brief import Holdings
from marsad.ledger import Ledger
from marsad.model import Statement
from marsad.reconcile.sayings import trace_sayings


def load_holdings(ledger: Ledger, since: date, until: date) -> Holdings:
    """Return what a ledger holds and what its records amount to; pages from `since` to `until` are checked."""
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    for entry in ledger.entries("statement"):
        if isinstance(entry.record, Statement):
            statements[entry.article.id].append(entry.record)
    told = list(ledger.tellings())
    tellings = {telling.record: telling for telling, _ in told}
    episodes = tuple(ledger.episodes())
    episode_of = {record: episode.id for episode in episodes for record in episode.tellings}
    heads = {head.id: head for head in ledger.articles()}
    holdings = Holdings(
        heads=heads,
        signals={signal.id: signal for signal in ledger.signals() if signal.id in tellings},
        statements={article: tuple(ours) for article, ours in statements.items()},
        tellings=tellings,
        episodes=episodes,
        links=ledger.links(),
        sayings=trace_sayings(tellings.values(), episode_of),
        sources={telling.article: source for telling, source in told},
        edits=tuple(ledger.edits()),
        aside=tuple(ledger.set_asides()),
        unscheduled=find_unscheduled(ledger, tellings.values()),
        checks=tuple(check_pages(ledger, heads.values(), since, until)),
    )
    return msgspec.structs.replace(holdings, unusual=judge_tracks(holdings, since, until))
