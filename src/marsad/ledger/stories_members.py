"""Which articles a story has: derived from what was judged, drawn anew for those that an addition touches."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec

from marsad.ledger.stories_entries import find_connected, iterate_connected, load_entries, write_links
from marsad.ledger.stories_traces import LedgerStore
from marsad.model import Reading, Signal
from marsad.model.story import Verdict
from marsad.reconcile.stories import Trace, add_traces, find_head, group_articles, make_trace

Row = dict[str, str | int | None]

_AT_ONCE = 500  # articles in one question to the database


def file_reading(db: sqlite3.Connection, reading: Reading) -> None:
    """Bring stories up to date with a reading that was just written, inside its transaction.

    An article off topic has no trace, since nothing of it is counted; one whose body is as before keeps its own.
    """
    article, store = reading.article.id, LedgerStore(db)
    kept = store.get(article)
    trace = make_trace(reading.article, find_names(reading.signals)) if reading.on_topic else None
    if trace and kept and trace.shingles == kept.shingles:
        return
    left: set[str] = set()
    if kept:
        left = find_connected(db, (article,))
        store.drop(article)
    judged = add_traces(store, (trace,)) if trace else ()
    write_links(db, judged)
    if kept or any(each.verdict is Verdict.SAME for each in judged):
        draw_stories(db, {article} | left)


def find_names(signals: Iterable[Signal]) -> set[str]:
    """Return who is named in signals, by the name that stands for a person in any spelling.

    States and bodies are left out: here nearly every article names the same ones.
    """
    return {signal.person for signal in signals if signal.person}


def draw_stories(db: sqlite3.Connection, touched: Iterable[str]) -> None:
    """Draw the stories of the articles `touched`, and of those that hang together with them, anew."""
    articles = find_connected(db, touched)
    clear_members(db, articles)
    for members in group_connected(db, articles):
        _write_story(db, members)


def draw_all(db: sqlite3.Connection) -> None:
    """Draw all stories into the empty tables."""
    for articles in iterate_connected(db):
        for members in group_connected(db, articles):
            _write_story(db, members)


def group_connected(db: sqlite3.Connection, articles: Collection[str]) -> list[list[str]]:
    """Return the groups of two or more among articles that hang together."""
    standing = _find_standing(db, articles)
    groups = ([each for each in group if each in standing] for group in group_articles(load_entries(db, articles)))
    return [group for group in groups if len(group) > 1]


def _find_standing(db: sqlite3.Connection, articles: Collection[str]) -> set[str]:
    asked = sorted(articles)
    found: set[str] = set()
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        found |= {row["id"] for row in db.execute(f"SELECT id FROM article WHERE id IN ({marks}) AND trace IS NOT NULL", some)}
    return found


def clear_members(db: sqlite3.Connection, articles: Collection[str]) -> None:
    """Take articles, and with them all of their stories, out of the derived tables."""
    query = "SELECT m.story FROM member m JOIN article a ON a.key = m.article WHERE a.id = ?"
    stories = {row["story"] for article in articles for row in db.execute(query, (article,))}
    for story in sorted(stories):
        db.execute("DELETE FROM member WHERE story = ?", (story,))
        db.execute("DELETE FROM story WHERE key = ?", (story,))


def _write_story(db: sqlite3.Connection, members: Sequence[str]) -> None:
    row, ranked = make_story_row(db, members)
    columns, places = ", ".join(row), ", ".join(f":{column}" for column in row)
    story = db.execute(f"INSERT INTO story ({columns}) VALUES ({places})", row).lastrowid
    keys = [(_find_key(db, article), story, nth) for nth, article in enumerate(ranked)]
    db.executemany("INSERT INTO member (article, story, nth) VALUES (?, ?, ?)", keys)


def make_story_row(db: sqlite3.Connection, members: Sequence[str]) -> tuple[Row, list[str]]:
    """Return the columns of the story that `members` tell, and these by rank: first the one that counts for all."""
    store = LedgerStore(db)
    traces = [trace for article in members if (trace := store.get(article))]
    head = find_head(traces)
    days = sorted(trace.day for trace in traces if trace.day)
    row: Row = {
        "id": head.id,
        "size": len(traces),
        "outlets": count_outlets(traces),
        "first": date.fromordinal(days[0]).isoformat() if days else None,
        "last": date.fromordinal(days[-1]).isoformat() if days else None,
        "outlet": head.ranked[0].outlet,
        "upstream": msgspec.json.encode(head.upstream).decode(),
    }
    counted = head.counted.article
    return row, [counted, *(trace.article for trace in head.ranked if trace.article != counted)]


def _find_key(db: sqlite3.Connection, article: str) -> int:
    return int(db.execute("SELECT key FROM article WHERE id = ?", (article,)).fetchone()["key"])


def count_outlets(traces: Iterable[Trace]) -> int:
    """Return how many outlets carry a story; those that are not known count as one, and only where none is."""
    return max(1, len({trace.outlet for trace in traces if trace.outlet}))
