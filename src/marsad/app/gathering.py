"""What the records of a ledger amount to: episodes with their tellings and sources, ready for commands and desks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from marsad.app.context import find_context
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, SignalFilter, TimelineRow
from marsad.model import Signal, SignalType, Statement
from marsad.model.episode import Episode, Link, LinkKind, Telling
from marsad.reconcile.episodes import Reconciled
from marsad.reconcile.material import Material
from marsad.reconcile.sayings import trace_sayings

UNNAMED = "agencies without a name"
_SENTENCES = frozenset(  # types of which the desks read the whole sentence
    {
        SignalType.AGREEMENT,
        SignalType.ASSESSMENT,
        SignalType.ASSURANCE,
        SignalType.BACKCHANNEL,
        SignalType.DEMAND,
        SignalType.DENIAL,
        SignalType.OFFER,
        SignalType.REJECTION,
        SignalType.TALKS,
    }
)


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """All signals of a ledger, made ready, and what they amount to; `sources` names each article's upstream source."""

    rows: Mapping[str, TimelineRow]
    tellings: Mapping[str, Telling]
    statements: Mapping[str, tuple[Statement, ...]]
    sources: Mapping[str, str]
    found: Reconciled

    def episodes_of(self) -> dict[str, str]:
        """Return the episode of each record."""
        return {record: episode.id for episode in self.found.episodes for record in episode.tellings}

    def outlets(self, episode: Episode) -> tuple[str, ...]:
        """Return who publishes an episode's tellings, each once; a page without an outlet counts by its place."""
        heads = (self.rows[record].article for record in episode.tellings)
        return tuple(dict.fromkeys(head.outlet or head.url or head.origin for head in heads))

    def links_of(self, episode: Episode) -> tuple[Link, ...]:
        """Return the links from and to an episode's records, with what they copy and what they say again."""
        own = {*episode.tellings}
        linked = tuple(link for link in self.found.links if {link.source, link.target} & own)
        return (*linked, *self._link_copies(episode), *self._link_repeats(own, episode.actors))

    def _link_copies(self, episode: Episode) -> Iterator[Link]:
        """Yield for each telling in a copy the one in the article that counts for its story."""
        heads = {record: self.rows[record].article for record in episode.tellings}
        counted = {head.story: record for record, head in reversed(heads.items()) if head.story and head.counted}
        for record, head in heads.items():
            if head.story and not head.counted and (first := counted.get(head.story)):
                yield Link(kind=LinkKind.COPIED_FROM, source=record, target=first, score=1.0, why=("one story",))

    def _link_repeats(self, records: set[str], parties: tuple[str, ...]) -> Iterator[Link]:
        """Yield what the statements among records say again, of all that their parties had said."""
        said = [one for one in self.tellings.values() if {*parties} & {*one.actors}]
        for saying in trace_sayings(said, self.episodes_of()):
            if saying.record in records and saying.earlier and saying.party in parties:
                why = (saying.novelty.value, *saying.why)
                yield Link(kind=LinkKind.RESTATES, source=saying.record, target=saying.earlier, score=1.0, why=why)


def load_gathered(screen: Screen, ledger: Ledger) -> Gathered:
    """Return what a ledger's signals amount to, as `marsad reconcile` left it; say where some are not yet in it."""
    if waiting := ledger.waiting():
        screen.note(f"{waiting} signals are not in episodes yet; run marsad reconcile")
    told = list(ledger.tellings())
    known = {telling.record for telling, _ in told}
    rows = ledger.timeline(SignalFilter(earlier=True))
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for entry in ledger.entries("statement"):
        if isinstance(entry.record, Statement):
            said[entry.record.article].append(entry.record)
    return Gathered(
        rows={row.signal.id: row for row in rows if row.signal.id in known},
        tellings={telling.record: telling for telling, _ in told},
        statements={article: tuple(statements) for article, statements in said.items()},
        sources={telling.article: source or UNNAMED for telling, source in told},
        found=Reconciled(episodes=tuple(ledger.episodes()), links=ledger.links(), judgements=()),
    )


def make_material(ledger: Ledger, gathered: Gathered) -> Material:
    """Return what the desks work on: signals with the sentences that they stand in, where the desks read these."""
    signals = [row.signal for row in gathered.rows.values()]
    words = {signal.id: signal.span.quote for signal in signals}
    words.update(_find_sentences(ledger, [signal for signal in signals if signal.type in _SENTENCES]))
    return Material(
        found=gathered.found,
        tellings=gathered.tellings,
        quotes={signal.id: signal.span.quote for signal in signals},
        words=words,
        statements=tuple(one for said in gathered.statements.values() for one in said),
    )


def _find_sentences(ledger: Ledger, signals: Iterable[Signal]) -> Iterator[tuple[str, str]]:
    """Yield signals with their sentences; an article read anew since gives what stands there now, or the bare words."""
    by_article: defaultdict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        by_article[signal.article].append(signal)
    for name, told in by_article.items():
        article = ledger.article(name)
        for signal in told:
            if article.text[signal.span.start : signal.span.end] == signal.span.quote:
                yield signal.id, find_context(article, signal.span).sentence.strip()
