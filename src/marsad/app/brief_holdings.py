"""What a brief of some days is made from: the episodes that pages of these days tell, and what is about them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from marsad.app.brief_checks import check_pages
from marsad.app.brief_unusual import judge_tracks
from marsad.app.episodes import find_unscheduled
from marsad.app.gathering import UNNAMED, gather, make_material
from marsad.app.newest import TALKS, load_newest
from marsad.app.terminal import Screen
from marsad.brief import AGAINST, Holdings, find_start
from marsad.ledger import ArticleHead, Ledger
from marsad.model.episode import Episode
from marsad.reconcile.posture import reconcile_posture
from marsad.reconcile.talks import reconcile_talks

_AFTER = timedelta(365)  # for so long after a period it is looked at what became of conditions
_MEETINGS, _TOLD = 1_000, 50  # of talks the newest episodes, and the first tellings of each


def load_holdings(screen: Screen, ledger: Ledger, since: date, until: date) -> Holdings:
    """Return what a ledger holds of some days and what its records amount to; pages of these days are checked."""
    start = find_start(since, until)
    heads = ledger.heads_between(start, until)
    gathered = gather(screen, ledger, tuple(_find_episodes(ledger, heads)), placed=True)
    talks = load_newest(ledger, msgspec.structs.replace(TALKS, most=_MEETINGS, told=_TOLD), until + _AFTER)
    told_in = {row.article.id: row.article for row in gathered.rows.values()}
    sources = {**talks.sources, **gathered.sources}
    return Holdings(
        heads={head.id: head for head in heads} | told_in | {**talks.heads},
        undated=ledger.count_undated(),
        signals={record: row.signal for record, row in gathered.rows.items()} | {**talks.signals},
        statements=gathered.statements,
        tellings={**talks.material.tellings, **gathered.tellings},
        episodes=gathered.found.episodes,
        links=gathered.found.links,
        sayings=gathered.sayings,
        sources={article: "" if name == UNNAMED else name for article, name in sources.items()},
        edits=tuple(ledger.edits(datetime.combine(since, time(), UTC))),
        aside=tuple(ledger.set_asides()),
        talks=reconcile_talks(talks.material),
        calm=reconcile_posture(make_material(ledger, gathered)).calm,
        unscheduled=find_unscheduled(ledger, gathered.tellings.values()),
        checks=tuple(check_pages(ledger, heads, since, until)),
        unusual=judge_tracks(ledger.count_days(), since, until),
    )


def _find_episodes(ledger: Ledger, heads: Sequence[ArticleHead]) -> Sequence[Episode]:
    """Return the episodes that articles tell, and those that these deny, by day."""
    told = [telling.record for telling in ledger.tellings_in([head.id for head in heads])]
    denied = [link.target for link in ledger.links(tuple(told)) if link.kind in AGAINST]
    found = {episode.id: episode for episode in ledger.episodes_of([*told, *denied]).values()}
    return sorted(found.values(), key=lambda one: (one.since is None, one.since or date.max, one.id))
