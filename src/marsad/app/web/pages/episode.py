"""One episode: every account of it, who it comes from, what answers or denies it."""

from collections.abc import Iterable

import msgspec

from marsad.app.context import Context, find_context
from marsad.app.sayings import find_sayings
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.visits import Shown, Visit
from marsad.ledger import Entry
from marsad.measure.levels import Level, choose_levels
from marsad.model import Signal, Statement
from marsad.model.episode import Episode, Link, Saying, Telling
from marsad.reconcile.sayings import find_line


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one article tells of an episode: the record in its sentence, who is quoted, and in what it differs."""

    entry: Entry
    context: Context
    source: str
    level: Level | None
    statement: Statement | None
    differs: frozenset[str]

    @property
    def signal(self) -> Signal:
        """The record."""
        assert isinstance(self.entry.record, Signal)
        return self.entry.record


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """A link of this episode to another, seen from here."""

    link: Link
    outward: bool
    line: Line | None


def show_episode(visit: Visit) -> Shown:
    """Show the episode that the path names by its id or by one of its records'."""
    episode = visit.ledger.episode(visit.named["id"])
    tellings = visit.ledger.tellings_of(episode.tellings)
    entries = visit.ledger.entries_of(episode.tellings)
    known = [record for record in episode.tellings if record in tellings and record in entries]
    (line,) = make_lines(visit.ledger, [episode])
    statements = visit.ledger.statements_of(sorted({entry.article.id for entry in entries.values()}))
    fields = {
        "episode": episode,
        "line": line,
        "levels": choose_levels([tellings[record][0] for record in known]),
        "accounts": [_make_account(visit, episode, entries[record], statements, *tellings[record]) for record in known],
        "ties": _find_ties(visit, episode),
        "saying": _find_saying(visit, episode),
        "judged": visit.ledger.episode_judgements(episode.id),
    }
    words = visit.words
    title = f"{words.label(f'type.{episode.type.value}')}: {words.names(episode.actors)}"
    return Shown(template="episode.html", title=title, fields=fields)


def _make_account(
    visit: Visit, episode: Episode, entry: Entry, statements: Iterable[Statement], telling: Telling, source: str
) -> Account:
    article = visit.ledger.article_of(entry)
    fields = ("type", "modality", "actors", "targets", "place")
    span = entry.record.span
    said = (
        one
        for one in statements
        if one.article == entry.article.id and one.span.start <= span.start and span.end <= one.span.end
    )
    return Account(
        entry=entry,
        context=find_context(article, span),
        source=source,
        level=next(iter(choose_levels([telling]).values()), None),
        statement=next(said, None),
        differs=frozenset(name for name in fields if getattr(telling, name) != getattr(episode, name)),
    )


def _find_ties(visit: Visit, episode: Episode) -> list[Tie]:
    own = {*episode.tellings}
    links = visit.ledger.links(episode.tellings)
    ends = [link.target if link.source in own else link.source for link in links]
    others = visit.ledger.episodes_of([end for end in ends if end not in own])
    distinct = tuple({each.id: each for each in others.values()}.values())
    lines = {line.episode.id: line for line in make_lines(visit.ledger, distinct)}
    return [
        Tie(link=link, outward=link.source in own, line=lines[others[end].id] if end in others else None)
        for link, end in zip(links, ends, strict=True)
        if end in own or end in others
    ]


def _find_saying(visit: Visit, episode: Episode) -> Saying | None:
    """Return what the episode is in the record of its first speaker, None for acts."""
    if not episode.actors or not find_line(episode.type):
        return None
    return find_sayings(visit.ledger, [episode], party=episode.actors[0]).get(episode.id)
