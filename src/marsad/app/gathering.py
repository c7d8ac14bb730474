"""What the records of a ledger amount to: episodes with their tellings and sources, ready for commands and desks.

Most commands ask for some episodes and load no more than is about these, so that they are as quick on a ledger of a
million articles; so do the desks of talks and posture where they are asked from a day on. Without days they read the
newest episodes (`newest`), with a last day alone all: what stands, and which conditions are open, may have begun at any
time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from marsad.app.sayings import find_sayings
from marsad.app.sentences import Spot, find_sentences
from marsad.app.terminal import Screen
from marsad.ledger import EpisodeFilter, Ledger, SignalFilter, TimelineRow
from marsad.model import SignalType, Statement
from marsad.model.episode import Episode, Link, LinkKind, Saying, Telling
from marsad.reconcile.episodes import Reconciled
from marsad.reconcile.material import Material
from marsad.reconcile.sayings import list_spoken

UNNAMED = "agencies without a name"


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """Episodes with their signals, made ready; `sources` names each article's upstream source.

    `rows` and `tellings` hold what the episodes' records are linked to, too. `sayings` place what is said in them in
    the records of parties, where that was asked for.
    """

    rows: Mapping[str, TimelineRow]
    tellings: Mapping[str, Telling]
    statements: Mapping[str, tuple[Statement, ...]]
    sources: Mapping[str, str]
    found: Reconciled
    sayings: tuple[Saying, ...] = ()

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
        for saying in self.sayings:
            if saying.record in records and saying.earlier and saying.party in parties:
                why = (saying.novelty.value, *saying.why)
                yield Link(kind=LinkKind.RESTATES, source=saying.record, target=saying.earlier, score=1.0, why=why)


def gather(screen: Screen, ledger: Ledger, episodes: Sequence[Episode], *, placed: bool = False) -> Gathered:
    """Return some episodes with what is about them; say where signals are not yet in episodes.

    `placed` has what is said in them placed in the record of its party, among what it said last.
    """
    warn_waiting(screen, ledger)
    own = list(dict.fromkeys(record for episode in episodes for record in episode.tellings))
    links = ledger.links(tuple(own))
    sayings = tuple(_place(ledger, episodes)) if placed else ()
    linked = {end for link in links for end in (link.source, link.target)}
    wanted = {*own, *linked, *(saying.earlier for saying in sayings if saying.earlier)}
    told, rows = ledger.tellings_of(sorted(wanted)), ledger.rows_of(sorted(wanted))
    articles = sorted({rows[record].article.id for record in own if record in rows})
    return Gathered(
        rows=rows,
        tellings={record: telling for record, (telling, _) in told.items()},
        statements=_group(ledger.statements_of(articles)),
        sources={telling.article: source or UNNAMED for telling, source in told.values()},
        found=Reconciled(episodes=tuple(episodes), links=links, judgements=()),
        sayings=sayings,
    )


def warn_waiting(screen: Screen, ledger: Ledger) -> None:
    """Say how many signals are not in episodes yet, where some are not."""
    if waiting := ledger.waiting():
        screen.note(f"{waiting} signals are not in episodes yet; run marsad reconcile")


def _place(ledger: Ledger, episodes: Collection[Episode]) -> Iterator[Saying]:
    """Yield what episodes of words are in the records of their parties."""
    spoken = [one for one in episodes if one.type in list_spoken() and one.since]
    for party in sorted({party for one in spoken for party in one.actors}):
        ours = [one for one in spoken if party in one.actors]
        yield from find_sayings(ledger, ours, party=party).values()


def _group(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.article].append(statement)
    return {article: tuple(ours) for article, ours in said.items()}


def gather_between(screen: Screen, ledger: Ledger, since: date | None, until: date | None) -> Gathered:
    """Return the episodes of some days and those that pages of these days tell; all where there is no first day."""
    if since is None:
        return load_gathered(screen, ledger)
    last = until or date.max
    names = [head.id for head in ledger.heads_between(since, last)]
    told = ledger.episodes_of([telling.record for telling in ledger.tellings_in(names)]).values()
    dated = ledger.episodes(EpisodeFilter(since=since, until=until))
    found = {episode.id: episode for episode in (*told, *dated)}
    return gather(screen, ledger, sorted(found.values(), key=_order))


def _order(episode: Episode) -> tuple[bool, date, str]:
    return episode.since is None, episode.since or date.max, episode.id


def load_gathered(screen: Screen, ledger: Ledger) -> Gathered:
    """Return what all of a ledger's signals amount to, as `marsad reconcile` left it; say where some are not in it."""
    warn_waiting(screen, ledger)
    told = list(ledger.tellings())
    known = {telling.record for telling, _ in told}
    rows = ledger.timeline(SignalFilter(earlier=True))
    entries = (entry.record for entry in ledger.entries("statement"))
    return Gathered(
        rows={row.signal.id: row for row in rows if row.signal.id in known},
        tellings={telling.record: telling for telling, _ in told},
        statements=_group(record for record in entries if isinstance(record, Statement)),
        sources={telling.article: source or UNNAMED for telling, source in told},
        found=Reconciled(episodes=tuple(ledger.episodes()), links=ledger.links(), judgements=()),
    )


def make_material(ledger: Ledger, gathered: Gathered, read: Collection[SignalType]) -> Material:
    """Return what a desk works on: signals, and of the types of which it reads the whole sentence, this."""
    signals = [row.signal for row in gathered.rows.values()]
    words = {signal.id: signal.span.quote for signal in signals}
    spots = {one.id: Spot(one.article, one.span) for one in signals if one.type in read}
    words.update(find_sentences(ledger, spots))
    return Material(
        found=gathered.found,
        tellings=gathered.tellings,
        quotes={signal.id: signal.span.quote for signal in signals},
        words=words,
        statements=tuple(one for said in gathered.statements.values() for one in said),
    )
