"""The newest episodes of some types with the sentences that tell them, for the desks that read over many articles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from marsad.app.context import find_context
from marsad.app.reporting import find_reports
from marsad.ledger import ArticleHead, Entry, EpisodeFilter, Ledger
from marsad.model import Modality, Signal, SignalType
from marsad.model.episode import Episode, Telling
from marsad.reconcile.episodes import Reconciled
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.material import Material

_MEETINGS = (SignalType.AGREEMENT, SignalType.BACKCHANNEL, SignalType.TALKS, SignalType.TREATY_COMMITMENT)
_POSITIONS = frozenset({SignalType.DEMAND, SignalType.OFFER, SignalType.REJECTION})


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a desk reads: episodes of some types, with what else their articles tell, and acts done around them.

    `groups` are the types of the episodes, the main ones first; `read` are those of which it reads the whole sentence,
    `beside` those whose words it reads where they stand in the articles of the main ones. Of each group, and of acts
    (of the types `acts`), the newest `most` are taken, and of each episode the first `told` tellings.
    """

    groups: tuple[tuple[SignalType, ...], ...]
    read: frozenset[SignalType]
    beside: frozenset[SignalType]
    acts: tuple[SignalType, ...] = ()
    most: int = 250
    told: int = 8


TALKS = Asked(  # what the desk of talks reads
    groups=(_MEETINGS, tuple(sorted(_POSITIONS))),
    read=frozenset({*_MEETINGS, *_POSITIONS}),
    beside=frozenset({SignalType.ACCUSATION, SignalType.ASSESSMENT, SignalType.DENIAL}),
    acts=tuple(kind for kind in SignalType if not is_spoken(kind)),
)


class Newest(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, with its signals, and heads and upstream sources of articles.

    `first` is the first day where there are older episodes.
    """

    material: Material
    signals: Mapping[str, Signal]
    heads: Mapping[str, ArticleHead]
    sources: Mapping[str, str]
    first: date | None


def load_newest(ledger: Ledger, asked: Asked, until: date | None) -> Newest:
    """Return the newest episodes that a desk asks for, none after a day where one is given."""
    groups = [_load_episodes(ledger, types, asked, until) for types in asked.groups]
    episodes = [one for group in groups for one in group[: asked.most]]
    main = groups[0][: asked.most]
    entries = ledger.entries_of([record for one in episodes for record in one.tellings])
    names = sorted({entries[record].article.id for one in main for record in one.tellings if record in entries})
    entries |= ledger.entries_of([one.record for one in ledger.tellings_in(names) if one.type in asked.beside])
    told = ledger.tellings_of([*entries])
    tellings = {record: telling for record, (telling, _) in told.items()}
    quotes = {record: entries[record].record.span.quote for record in tellings}
    read = [entries[record] for record, telling in tellings.items() if telling.type in asked.read]
    first = min((one.since for one in main if one.since), default=None)
    statements = ledger.statements_of(names)
    material = Material(
        found=Reconciled(episodes=tuple(_keep_told(episodes, tellings)), links=(), judgements=()),
        tellings=_load_acts(ledger, asked, first, until) | tellings,
        quotes=quotes,
        words=quotes | _find_sentences(ledger, read),
        statements=statements,
        reports=find_reports(ledger, statements),
    )
    signals = {name: one.record for name, one in entries.items() if isinstance(one.record, Signal)}
    heads = {entry.article.id: entry.article for entry in entries.values()}
    return Newest(
        material=material,
        signals=signals,
        heads=heads,
        sources={telling.article: source for telling, source in told.values()},
        first=first if len(groups[0]) > asked.most else None,
    )


def _load_episodes(ledger: Ledger, types: tuple[SignalType, ...], asked: Asked, until: date | None) -> list[Episode]:
    """Return the newest episodes of some types, and one more where there are more."""
    wanted = EpisodeFilter(types=types, until=until, newest=True, limit=asked.most + 1)
    return [msgspec.structs.replace(one, tellings=one.tellings[: asked.told]) for one in ledger.episodes(wanted)]


def _load_acts(ledger: Ledger, asked: Asked, since: date | None, until: date | None) -> dict[str, Telling]:
    """Return what is told as done since the first of the episodes, the newest of it."""
    if not asked.acts:
        return {}
    wanted = EpisodeFilter(
        types=asked.acts,
        modality=(Modality.ACTUAL,),
        background=False,
        since=since,
        until=until,
        newest=True,
        limit=asked.most,
    )
    records = [one.tellings[0] for one in ledger.episodes(wanted)]
    return {record: telling for record, (telling, _) in ledger.tellings_of(records).items()}


def _keep_told(episodes: Iterable[Episode], tellings: Mapping[str, Telling]) -> Iterable[Episode]:
    """Yield the episodes by day, the earliest first, each with the tellings that are known."""
    for one in sorted(episodes, key=lambda one: (one.since is None, one.since or date.max, one.id)):
        told = tuple(record for record in one.tellings if record in tellings)
        if told:
            yield msgspec.structs.replace(one, tellings=told)


def _find_sentences(ledger: Ledger, entries: Sequence[Entry]) -> dict[str, str]:
    """Return the sentences of records; where an article reads otherwise by now a record has its bare words."""
    articles = ledger.articles_of(sorted({entry.article.id for entry in entries}))
    found = {}
    for entry in entries:
        article, span = articles.get(entry.article.id), entry.record.span
        if article and article.text[span.start : span.end] == span.quote:
            found[entry.record.id] = find_context(article, span).sentence.strip()
    return found
