"""What a brief of some days is made from: the episodes that pages of these days tell, and what is about them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from marsad.app.brief_checks import check_pages
from marsad.app.brief_talks import load_met
from marsad.app.brief_unusual import judge_tracks
from marsad.app.days import find_oldest
from marsad.app.episodes import find_unscheduled
from marsad.app.gathering import UNNAMED, gather, make_material
from marsad.app.newest import POSTURE
from marsad.app.terminal import Screen
from marsad.brief import AGAINST, Holdings, find_start
from marsad.ledger import DayCount, Ledger
from marsad.model.episode import Episode, Telling
from marsad.reconcile.posture import reconcile_posture


def load_holdings(screen: Screen, ledger: Ledger, since: date, until: date) -> Holdings:
    """Return what a ledger holds of some days and what its records amount to; pages of these days are checked.

    Of what is plotted of the days before them no more is loaded than episodes and tellings.
    """
    heads = ledger.heads_between(since, until)
    plotted = ledger.episodes_told(find_start(since, until), until)
    told = ledger.tellings_of([record for episode in plotted for record in episode.tellings])
    tellings = {record: telling for record, (telling, _) in told.items()}
    ours = _find_episodes(ledger, plotted, tellings, {head.id for head in heads})
    gathered = gather(screen, ledger, ours, placed=True)
    met = load_met(ledger, since, until)
    told_in = {row.article.id: row.article for row in gathered.rows.values()}
    sources = {**met.sources, **gathered.sources}
    known = {**tellings, **gathered.tellings}
    return Holdings(
        heads={head.id: head for head in heads} | told_in | {**met.heads},
        undated=ledger.count_undated(),
        signals={record: row.signal for record, row in gathered.rows.items()} | {**met.signals},
        statements=gathered.statements,
        tellings={**met.tellings, **known},
        episodes=_sort({*plotted, *ours}),
        links=gathered.found.links,
        sayings=gathered.sayings,
        sources={article: "" if name == UNNAMED else name for article, name in sources.items()},
        edits=tuple(ledger.edits(_begin(since), _begin(until + timedelta(1)))),
        aside=tuple(ledger.set_asides(since, until)),
        talks=met.talks,
        calm=reconcile_posture(make_material(ledger, gathered, POSTURE.read)).calm,
        unscheduled=find_unscheduled(ledger, known.values()),
        checks=tuple(check_pages(ledger, heads)),
        unusual=judge_tracks(_count_days(ledger, since, until), since, until),
    )


def _find_episodes(
    ledger: Ledger, episodes: Sequence[Episode], tellings: Mapping[str, Telling], articles: Collection[str]
) -> tuple[Episode, ...]:
    """Return those of the episodes that articles tell, and those that these deny, by day."""
    told = [one.record for one in tellings.values() if one.article in articles]
    among = {*told}
    denied = [link.target for link in ledger.links(tuple(told)) if link.kind in AGAINST]
    ours = {episode for episode in episodes if among.intersection(episode.tellings)}
    return _sort(ours | {*ledger.episodes_of(denied).values()})


def _sort(episodes: Collection[Episode]) -> tuple[Episode, ...]:
    return tuple(sorted(episodes, key=lambda one: (one.since is None, one.since or date.max, one.id)))


def _count_days(ledger: Ledger, since: date, until: date) -> tuple[DayCount, ...]:
    """Return the counts that the verdicts on some days hang on; where there are none all up to these days."""
    return ledger.count_days(find_oldest(since), until) or ledger.count_days(until=until)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
