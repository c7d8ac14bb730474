"""Which articles a story has: derived from what was judged, drawn anew for those that an addition touches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from marsad.ledger.stores.base import Database
from marsad.ledger.stories_entries import Gathered, gather, iterate_gathered
from marsad.ledger.stories_traces import make_trace_of
from marsad.reconcile.stories import Trace, find_head, group_articles

Row = dict[str, str | int | None]

_AT_ONCE = 500  # articles in one question to the database


def draw_stories(db: Database, touched: Iterable[str]) -> None:
    """Draw the stories of the articles `touched`, and of those that hang together with them, anew."""
    gathered = gather(db, touched)
    members = load_members(db, gathered.articles)
    for story in sorted({member.story for member in members.values() if member.story is not None}):
        db.execute("DELETE FROM member WHERE story = ?", (story,))
        db.execute("DELETE FROM story WHERE key = ?", (story,))
    db.executemany("DELETE FROM waiting WHERE article = ?", [(member.key,) for member in members.values()])
    _write_stories(db, gathered, members)


def draw_all(db: Database) -> None:
    """Draw all stories into the empty tables."""
    for gathered in iterate_gathered(db):
        _write_stories(db, gathered, load_members(db, gathered.articles))


class Member(NamedTuple):
    """An article with a standing trace, by its key in the ledger, and the key of the story that it is in."""

    key: int
    trace: Trace
    story: int | None


def load_members(db: Database, articles: Iterable[str]) -> dict[str, Member]:
    """Return those among articles that have a standing trace."""
    asked = sorted(articles)
    found: dict[str, Member] = {}
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        rows = db.execute(f"{_MEMBERS} WHERE a.id IN ({', '.join('?' * len(some))})", some)
        found |= {row["id"]: Member(row["key"], make_trace_of(row), row["story"]) for row in rows}
    return found


_MEMBERS = (
    "SELECT a.id, t.shingles, t.words, t.facts, a.key, m.story FROM article a JOIN trace t ON t.place = a.trace"
    " LEFT JOIN member m ON m.article = a.key"
)


def group_members(gathered: Gathered, members: Mapping[str, Member]) -> Iterator[list[Member]]:
    """Yield the groups of two or more among articles that hang together."""
    for group in group_articles(gathered.entries):
        standing = [members[article] for article in group if article in members]
        if len(standing) > 1:
            yield standing


def _write_stories(db: Database, gathered: Gathered, members: Mapping[str, Member]) -> None:
    for group in group_members(gathered, members):
        row, keys = make_story_row(group)
        story = db.insert("story", row)
        rows = [(key, story, nth) for nth, key in enumerate(keys)]
        db.executemany("INSERT INTO member (article, story, nth) VALUES (?, ?, ?)", rows)


def make_story_row(group: Sequence[Member]) -> tuple[Row, list[int]]:
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
