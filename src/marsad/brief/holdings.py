"""What a brief is made from: what a ledger holds and what was reconciled of it."""

from collections import defaultdict
from collections.abc import Container, Mapping
from datetime import date
from functools import cached_property

import msgspec

from marsad.brief.nouns import Checked, Gist, Unusual, Witness
from marsad.ledger import ArticleHead, Edit, SetAside
from marsad.measure.levels import Level, Track, find_level
from marsad.model import Signal, Statement
from marsad.model.episode import Episode, Link, Saying, Telling
from marsad.reconcile.episodes.family import is_spoken
from marsad.reconcile.episodes.status import is_retold
from marsad.reconcile.posture import Calm
from marsad.reconcile.talks import Talks


class _Levels(dict[str, Level | None]):
    """Levels by record, as they are asked for."""

    def __init__(self, tellings: Mapping[str, Telling], unscheduled: Container[str]) -> None:
        super().__init__()
        self._tellings, self._unscheduled = tellings, unscheduled

    def __missing__(self, record: str) -> Level | None:
        self[record] = find_level(self._tellings[record], unscheduled=record in self._unscheduled)
        return self[record]


class Holdings(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Standing records of a period, and of the days before it that are plotted, and what they amount to.

    `undated` is how many articles of the whole ledger tell no day. `statements` are those of each article, `sources`
    names each article's upstream source; `unscheduled` are records of exercises outside their usual weeks; `checks` and
    `unusual` what desks and baseline say of the period.
    """

    heads: Mapping[str, ArticleHead]
    undated: int = 0
    signals: Mapping[str, Signal]
    statements: Mapping[str, tuple[Statement, ...]]
    tellings: Mapping[str, Telling]
    episodes: tuple[Episode, ...]
    links: tuple[Link, ...] = ()
    sayings: tuple[Saying, ...] = ()
    sources: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    aside: tuple[SetAside, ...] = ()
    talks: Talks = Talks(sessions=(), conditions=())
    calm: tuple[Calm, ...] = ()
    unscheduled: frozenset[str] = frozenset()
    checks: tuple[Checked, ...] = ()
    unusual: tuple[Unusual, ...] = ()

    @cached_property
    def levels(self) -> Mapping[str, Level | None]:
        """Each record's level, None where no criterion speaks of it; found where it is asked for."""
        return _Levels(self.tellings, self.unscheduled)

    @cached_property
    def episode_of(self) -> Mapping[str, Episode]:
        """The episode of each record."""
        return {record: episode for episode in self.episodes for record in episode.tellings}

    @cached_property
    def said(self) -> Mapping[tuple[str, str], Saying]:
        """The sayings by record and party."""
        return {(saying.record, saying.party): saying for saying in self.sayings}

    @cached_property
    def tied(self) -> Mapping[str, tuple[Link, ...]]:
        """The links that begin or end at each record."""
        found: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            for record in {link.source, link.target}:
                found[record].append(link)
        return {record: tuple(links) for record, links in found.items()}

    def told(self, episode: Episode, since: date, until: date) -> tuple[Telling, ...]:
        """Return the tellings of an episode by pages of these days, as news: not in retrospect."""
        ours = (self.tellings[record] for record in episode.tellings)
        return tuple(one for one in ours if one.told and since <= one.told <= until and not is_retold(one))

    def first_told(self, episode: Episode) -> date | None:
        """Return the day on which an episode was first told as news."""
        ours = (self.tellings[record] for record in episode.tellings)
        return min((one.told for one in ours if one.told and not is_retold(one)), default=None)


def make_gist(telling: Telling) -> Gist:
    """Return who does or says what to whom by one telling."""
    return Gist(
        type=telling.type,
        modality=telling.modality,
        actors=telling.actors,
        targets=telling.targets,
        person=telling.person,
        role=telling.role,
        place=telling.place,
    )


def make_witness(holdings: Holdings, record: str) -> Witness:
    """Return a signal's sentence and page."""
    signal = holdings.signals[record]
    return cite(holdings, signal.article, record, signal.span.quote)


def cite(holdings: Holdings, article: str, record: str, quote: str) -> Witness:
    """Return words of an article, and the record that they belong to, with the page."""
    head = holdings.heads[article]
    return Witness(
        record=record,
        article=head.id,
        quote=quote,
        origin=head.origin,
        url=head.url,
        outlet=head.outlet,
        upstream=holdings.sources.get(head.id),
        outlets=head.outlets,
        title=head.title,
        published=head.published.iso() if head.published else "",
    )


def find_track(telling: Telling, level: Level | None) -> Track:
    """Return the track of a telling: its level's, else words for what is said and acts for what is done."""
    if level:
        return level.track
    return Track.WORDS if is_spoken(telling.type) else Track.ACTS
