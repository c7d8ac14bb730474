"""The newest episodes of some types with the sentences that tell them, for the desks that read over many articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from marsad.app.gathering import warn_waiting
from marsad.app.reporting import add_reports
from marsad.app.sentences import Spot, find_sentences
from marsad.app.terminal import Screen
from marsad.ledger import EpisodeFilter, Ledger
from marsad.model import Modality, SignalType, Span
from marsad.model.episode import Episode, Telling
from marsad.reconcile.episodes import Reconciled
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.material import Material

_MEETINGS = (SignalType.AGREEMENT, SignalType.BACKCHANNEL, SignalType.TALKS, SignalType.TREATY_COMMITMENT)
_POSITIONS = frozenset({SignalType.DEMAND, SignalType.OFFER, SignalType.REJECTION})


_CHANGES = (
    SignalType.ALERT,
    SignalType.ARMS_TRANSFER,
    SignalType.CAPABILITY,
    SignalType.DEPLOYMENT,
    SignalType.MOBILIZATION,
    SignalType.TEST,
    SignalType.WITHDRAWAL,
)
_SAYING = frozenset({SignalType.ASSESSMENT, SignalType.ASSURANCE, SignalType.DENIAL})


MOST_LAST, _TOLD_LAST = 1_000, 1_000  # of a group the newest episodes, and the tellings of each, for commands


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a desk reads: episodes of some types, with what else their articles tell, and acts done around them.

    `groups` are the types of the episodes, the main ones first; `beside` those whose words it reads where they stand in
    the articles of the main ones. It reads the whole sentence of types in `read`, where an episode is told by some type
    in `whole` of all its tellings, else of the first. Of each group, and of acts (of the types `acts`), the newest
    `most` are taken, and of each episode the first `told` tellings.
    """

    groups: tuple[tuple[SignalType, ...], ...]
    read: frozenset[SignalType]
    whole: frozenset[SignalType]
    beside: frozenset[SignalType]
    acts: tuple[SignalType, ...] = ()
    most: int = 250
    told: int = 8


TALKS = Asked(  # what the desk of talks reads
    groups=(_MEETINGS, tuple(sorted(_POSITIONS))),
    read=frozenset({*_MEETINGS, *_POSITIONS}),
    whole=frozenset({SignalType.TALKS}),
    beside=frozenset({SignalType.ACCUSATION, SignalType.ASSESSMENT, SignalType.DENIAL}),
    acts=tuple(kind for kind in SignalType if not is_spoken(kind)),
)
POSTURE = Asked(  # what the desk of posture reads
    groups=(_CHANGES, tuple(sorted(_SAYING))),
    read=_SAYING,
    whole=_SAYING,
    beside=_SAYING,
)


class Newest(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, without statements; `first` is the first day where there are older episodes.

    `sources` names the upstream source of each article that tells it.
    """

    material: Material
    sources: Mapping[str, str]
    first: date | None


def load_newest(ledger: Ledger, asked: Asked, until: date | None, then: date | None = None) -> Newest:
    """Return the newest episodes that a desk asks for, none after a day where one is given.

    Where another day follows, the first episodes from the one to the other, half as many, tell what became of them.
    """
    groups = [_load_episodes(ledger, types, asked, until) for types in asked.groups]
    later = [_load_later(ledger, EpisodeFilter(types=types), asked, until, then) for types in asked.groups]
    main = [*groups[0][: asked.most], *later[0]]
    found = [one for group in (*(group[: asked.most] for group in groups), *later) for one in group]
    episodes = list({one.id: one for one in found}.values())
    told = ledger.tellings_of([record for one in episodes for record in one.tellings])
    names = sorted({told[record][0].article for one in main for record in one.tellings if record in told})
    beside = {one.record: one for one in ledger.tellings_in(names) if one.type in asked.beside}
    known = dict(sorted((beside | {record: telling for record, (telling, _) in told.items()}).items()))
    quotes = ledger.quotes_of([*known])
    tellings = {record: telling for record, telling in known.items() if record in quotes}
    kept = list(_keep_told(episodes, tellings))
    read = {*_list_read(kept, tellings, asked), *(record for record in beside if beside[record].type in asked.read)}
    spots = {record: _make_spot(tellings[record], quotes[record]) for record in sorted(read & tellings.keys())}
    first = min((one.since for one in main if one.since), default=None)
    material = Material(
        found=Reconciled(episodes=tuple(kept), links=(), judgements=()),
        tellings=_load_acts(ledger, asked, first, until, then) | tellings,
        quotes=quotes,
        words=quotes | find_sentences(ledger, spots),
    )
    return Newest(
        material=material,
        sources={telling.article: source for telling, source in told.values()},
        first=first if len(groups[0]) > asked.most else None,
    )


def load_last(screen: Screen, ledger: Ledger, asked: Asked) -> Newest:
    """Return what a desk reads where no days are named, the newest episodes; say so where there are more."""
    warn_waiting(screen, ledger)
    found = load_newest(ledger, msgspec.structs.replace(asked, most=MOST_LAST, told=_TOLD_LAST), None)
    if found.first:
        screen.note(f"told from {found.first} on, by the newest {MOST_LAST} episodes; --since 1900 looks at all")
    return found


def add_statements(ledger: Ledger, material: Material, articles: Sequence[str]) -> Material:
    """Return what a desk reads with the statements of some articles, by their ids."""
    return add_reports(ledger, msgspec.structs.replace(material, statements=ledger.statements_of(articles)))


def _make_spot(telling: Telling, quote: str) -> Spot:
    return Spot(telling.article, Span(start=telling.start, end=telling.end, quote=quote))


def _list_read(episodes: Iterable[Episode], tellings: Mapping[str, Telling], asked: Asked) -> Iterator[str]:
    """Yield the records of which the whole sentence is read."""
    for episode in episodes:
        ours = [tellings[record] for record in episode.tellings]
        first = next((one for one in ours if not one.background), ours[0])
        is_whole = any(one.type in asked.whole for one in ours)
        yield from (one.record for one in (ours if is_whole else (ours[0], first)) if one.type in asked.read)


def _load_episodes(ledger: Ledger, types: tuple[SignalType, ...], asked: Asked, until: date | None) -> list[Episode]:
    """Return the newest episodes of some types, and one more where there are more."""
    return _load_cut(ledger, EpisodeFilter(types=types, until=until, newest=True, limit=asked.most + 1), asked)


def _load_later(
    ledger: Ledger, wanted: EpisodeFilter, asked: Asked, until: date | None, then: date | None
) -> list[Episode]:
    """Return the first episodes that a filter lets through from one day to another; none where either is open."""
    if until is None or then is None:
        return []
    since = until + timedelta(1)
    later = msgspec.structs.replace(wanted, since=since, until=then, limit=asked.most // 2)
    return _load_cut(ledger, later, asked)


def _load_cut(ledger: Ledger, wanted: EpisodeFilter, asked: Asked) -> list[Episode]:
    """Return the episodes that a filter lets through, with no more tellings than a desk asks for."""
    return [msgspec.structs.replace(one, tellings=one.tellings[: asked.told]) for one in ledger.episodes(wanted)]


def _load_acts(
    ledger: Ledger, asked: Asked, since: date | None, until: date | None, then: date | None
) -> dict[str, Telling]:
    """Return what is told as done since the first of the episodes, the newest of it, and the first after that."""
    if not asked.acts:
        return {}
    bare = EpisodeFilter(types=asked.acts, modality=(Modality.ACTUAL,), background=False)
    wanted = msgspec.structs.replace(bare, since=since, until=until, newest=True, limit=asked.most)
    acts = [*ledger.episodes(wanted), *_load_later(ledger, bare, asked, until, then)]
    records = [one.tellings[0] for one in acts]
    return {record: telling for record, (telling, _) in ledger.tellings_of(records).items()}


def _keep_told(episodes: Iterable[Episode], tellings: Mapping[str, Telling]) -> Iterable[Episode]:
    """Yield the episodes by day, the earliest first, each with the tellings that are known."""
    for one in sorted(episodes, key=lambda one: (one.since is None, one.since or date.max, one.id)):
        told = tuple(record for record in one.tellings if record in tellings)
        if told:
            yield msgspec.structs.replace(one, tellings=told)
