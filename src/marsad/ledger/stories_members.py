"""Which articles a story has: derived from what was judged, drawn anew for those that an addition touches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import act, ask
from marsad.ledger.episodes_filing import reopen
from marsad.ledger.gathered import Gathered, gather
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_entries import ARTICLES, iterate_gathered
from marsad.ledger.stories_traces import make_trace_of
from marsad.reconcile.stories import Trace, find_head, find_standing, group_linked

Row = dict[str, str | int | None]
Drawn = tuple[Row, list[int]]  # a story's columns, and its articles' keys in their order


def draw_stories(db: Database, touched: Iterable[str]) -> None:
    """Draw the stories of the articles `touched`, and of those that hang together with them, anew."""
    gathered = gather(db, ARTICLES, touched)
    members = load_members(db, gathered.names)
    standing = _load_stories(db, members.values())
    drawn = [make_story_row(group) for group in group_members(gathered, members)]
    old = [key for key, story in standing.items() if story not in drawn]
    act(db, "DELETE FROM member WHERE story IN", old)
    act(db, "DELETE FROM story WHERE key IN", old)
    act(db, "DELETE FROM waiting WHERE article IN", [member.key for member in members.values()])
    fresh = [story for story in drawn if story not in standing.values()]
    _write_stories(db, fresh)
    moved = chain.from_iterable(keys for _, keys in (*(standing[key] for key in old), *fresh))
    reopen(db, sorted({*moved}))


def draw_all(db: Database) -> None:
    """Draw all stories into the empty tables."""
    for gathered in iterate_gathered(db):
        members = load_members(db, gathered.names)
        _write_stories(db, [make_story_row(group) for group in group_members(gathered, members)])
    db.execute("UPDATE article SET reconciled = NULL WHERE on_topic = 1")


class Member(NamedTuple):
    """An article with a standing trace, by its key in the ledger; the key of the story that it is in, and as which."""

    key: int
    trace: Trace
    story: int | None
    nth: int | None


def load_members(db: Database, articles: Iterable[str]) -> dict[str, Member]:
    """Return those among articles that have a standing trace."""
    rows = ask(db, _MEMBERS, sorted(articles))
    return {row["id"]: Member(row["key"], make_trace_of(row), row["story"], row["nth"]) for row in rows}


_MEMBERS = (
    "SELECT a.id, t.shingles, t.words, t.facts, a.key, m.story, m.nth FROM article a JOIN trace t ON t.place = a.trace"
    " LEFT JOIN member m ON m.article = a.key WHERE a.id IN"
)


def group_members(gathered: Gathered, members: Mapping[str, Member]) -> Iterator[list[Member]]:
    """Yield the groups of two or more among articles that hang together."""
    for group in group_linked(gathered.links, find_standing(gathered.said)):
        standing = [members[article] for article in group if article in members]
        if len(standing) > 1:
            yield standing


def _load_stories(db: Database, members: Iterable[Member]) -> dict[int, Drawn]:
    """Return the stories of members as they stand, by key."""
    keys: dict[int, list[int]] = {}
    for _, story, key in sorted((one.nth, one.story, one.key) for one in members if one.nth is not None and one.story):
        keys.setdefault(story, []).append(key)
    rows = ask(db, f"SELECT key, {', '.join(_COLUMNS)} FROM story WHERE key IN", sorted(keys))
    return {row["key"]: ({name: row[name] for name in _COLUMNS}, keys[row["key"]]) for row in rows}


_COLUMNS = ("id", "size", "outlets", "first", "last", "outlet", "upstream")


def _write_stories(db: Database, drawn: Sequence[Drawn]) -> None:
    stories = db.insert_all("story", [row for row, _ in drawn])
    rows = [(key, story, nth) for story, (_, keys) in zip(stories, drawn, strict=True) for nth, key in enumerate(keys)]
    db.executemany("INSERT INTO member (article, story, nth) VALUES (?, ?, ?)", rows)


def make_story_row(group: Sequence[Member]) -> Drawn:
    """Return the columns of the story that articles tell, and their keys: first that of the one that counts for all."""
    keys = {member.trace.article: member.key for member in group}
    head = find_head([member.trace for member in group])
    days = [trace.day for trace in head.ranked if trace.day]
    row: Row = {
        "id": head.id,
        "size": len(keys),
        "outlets": count_outlets(head.ranked),
        "first": date.fromordinal(days[0]).isoformat() if days else None,
        "last": date.fromordinal(days[-1]).isoformat() if days else None,
        "outlet": head.ranked[0].outlet,
        "upstream": msgspec.json.encode(head.upstream).decode(),
    }
    counted = keys.pop(head.counted.article)
    return row, [counted, *(keys[trace.article] for trace in head.ranked if trace.article in keys)]


def count_outlets(traces: Iterable[Trace]) -> int:
    """Return how many outlets carry a story; those that are not known count as one, and only where none is."""
    return max(1, len({trace.outlet for trace in traces if trace.outlet}))
