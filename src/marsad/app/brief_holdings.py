"""A ledger's content made ready for a brief."""

from collections import defaultdict
from collections.abc import Iterable

from marsad.brief import Holdings
from marsad.ledger import ArticleHead, Ledger
from marsad.model import Statement
from marsad.reconcile.episodes import make_telling, reconcile_tellings
from marsad.reconcile.sayings import trace_sayings


def find_sources(ledger: Ledger, heads: Iterable[ArticleHead]) -> dict[str, str]:
    """Return the upstream source of each article: of its story where several tell one, else its own outlet."""
    upstream = {story.id: story.upstream.name or story.outlet for story in ledger.stories()}
    return {head.id: upstream.get(head.story or "") or head.outlet or head.origin for head in heads}


def load_holdings(ledger: Ledger) -> Holdings:
    """Return what a ledger holds and what its records amount to."""
    rows = list(ledger.timeline())
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    for entry in ledger.entries("statement"):
        if isinstance(entry.record, Statement):
            statements[entry.article.id].append(entry.record)
    heads = {head.id: head for head in ledger.articles()}
    sources = find_sources(ledger, heads.values())
    published = {row.article.id: row.article.published for row in rows}
    tellings = [make_telling(row.signal, published[row.article.id], statements.get(row.article.id, ())) for row in rows]
    found = reconcile_tellings(tellings, sources)
    episode_of = {record: episode.id for episode in found.episodes for record in episode.tellings}
    return Holdings(
        heads=heads,
        signals={row.signal.id: row.signal for row in rows},
        statements={article: tuple(ours) for article, ours in statements.items()},
        tellings={telling.record: telling for telling in tellings},
        episodes=found.episodes,
        links=found.links,
        sayings=trace_sayings(tellings, episode_of),
        sources=sources,
        edits=tuple(ledger.edits()),
        aside=tuple(ledger.set_asides()),
    )
