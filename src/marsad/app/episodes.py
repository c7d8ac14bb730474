"""What the ledger's standing signals amount to, reconciled in memory."""

from collections import defaultdict

import msgspec

from marsad.ledger import ArticleHead, Ledger
from marsad.model import Signal, Statement
from marsad.model.episode import Telling
from marsad.reconcile.episodes import Reconciled, make_telling, reconcile_tellings


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger's signals as tellings, and each article's upstream source."""

    tellings: tuple[Telling, ...]
    sources: dict[str, str]


def load_told(ledger: Ledger) -> Told:
    """Return the standing signals made ready for comparison, of an edited page those of its newest version."""
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    for entry in ledger.entries("statement"):
        if isinstance(entry.record, Statement):
            statements[entry.article.id].append(entry.record)
    tellings = [
        make_telling(entry.record, entry.article.published, statements[entry.article.id])
        for entry in ledger.entries("signal")
        if isinstance(entry.record, Signal) and not entry.article.earlier
    ]
    return Told(tellings=tuple(tellings), sources=find_sources(ledger))


def find_sources(ledger: Ledger) -> dict[str, str]:
    """Return the upstream source of each article: whom its story comes from, by name where it has one."""
    named = {story.id: story.upstream.name or story.id for story in ledger.stories()}
    return {head.id: named.get(head.story or "") or _find_source(ledger, head) for head in ledger.articles()}


def _find_source(ledger: Ledger, head: ArticleHead) -> str:
    """Return the source of an article that nobody else tells."""
    story = ledger.story_of(head.id) if head.on_topic else None
    name = story.upstream.name if story else head.outlet
    return name or head.copy_of or head.id


def load_reconciled(ledger: Ledger, told: Told | None = None) -> Reconciled:
    """Return the episodes of the ledger and the links between its records; `told` spares reading them again."""
    known = told or load_told(ledger)
    return reconcile_tellings(known.tellings, known.sources)
