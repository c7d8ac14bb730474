"""Questions about stories, what a person says of them, and all of them made anew."""

from collections.abc import Iterator
from datetime import date

import msgspec

from marsad.ledger.errors import LedgerError, UnknownError
from marsad.ledger.gathered import Entry
from marsad.ledger.nouns import StoryFilter, StoryHead
from marsad.ledger.query import find_id, load_article
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import ALL, Database, Row
from marsad.ledger.stories_entries import list_judged, load_entries, write_entry, write_links
from marsad.ledger.stories_members import draw_all, draw_stories
from marsad.ledger.stories_traces import LedgerStore
from marsad.ledger.stories_waiting import settle
from marsad.model import Signal, Story
from marsad.model.story import Upstream
from marsad.reconcile.stories import Trace, add_traces, find_names, make_keys, make_story, make_story_id, make_trace

_NEWEST = "s.first DESC NULLS LAST, s.size DESC, s.id DESC"


def iterate_stories(db: Database, wanted: StoryFilter) -> Iterator[StoryHead]:
    """Yield the stories of two articles or more that a filter lets through, the newest first, the undated last."""
    where, values = ["s.outlets >= ?"], list[object]([wanted.outlets])
    if wanted.since:
        where.append("s.last >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until:
        where.append("s.first <= ?")
        values.append(wanted.until.isoformat())
    limit = ALL if wanted.limit is None else wanted.limit
    chosen = f"SELECT s.key FROM story s WHERE {' AND '.join(where)} ORDER BY {_NEWEST} LIMIT ? OFFSET ?"
    rows = db.execute(
        "SELECT s.id, s.size, s.outlets, s.first, s.last, s.outlet, s.upstream, a.id AS counted, a.title"
        f" FROM ({chosen}) c JOIN story s ON s.key = c.key JOIN member m ON m.story = s.key AND m.nth = 0"
        f" JOIN article a ON a.key = m.article ORDER BY {_NEWEST}",
        (*values, limit, wanted.offset),
    )
    for row in rows:
        yield make_story_head(row)


def make_story_head(row: Row) -> StoryHead:
    """Return the head of the story in a row."""
    return StoryHead(
        id=row["id"],
        size=row["size"],
        outlets=row["outlets"],
        since=row["first"] and date.fromisoformat(row["first"]),
        until=row["last"] and date.fromisoformat(row["last"]),
        outlet=row["outlet"],
        upstream=msgspec.json.decode(row["upstream"], type=Upstream),
        counted=row["counted"],
        title=row["title"],
    )


def load_story(db: Database, prefix: str) -> Story:
    """Return the story with the id that begins so, or of the article with it; raise LedgerError for none or several."""
    if prefix.startswith("a"):
        return _require(db, find_id(db, "article", prefix))
    try:
        return _load_members(db, find_id(db, "story", prefix))
    except LedgerError:
        alone = [article for article in _iterate_alone(db) if prefix and make_story_id(article).startswith(prefix)]
        if len(alone) != 1:
            raise
    return _require(db, alone[0])


def _require(db: Database, article: str) -> Story:
    story = load_story_of(db, article)
    if story is None:
        raise UnknownError(f"article {article} is in no story: it is off topic, or the stories must be rebuilt")
    return story


def _iterate_alone(db: Database) -> Iterator[str]:
    """Yield the articles that are a story by themselves."""
    query = "SELECT id FROM article WHERE trace IS NOT NULL AND key NOT IN (SELECT article FROM member)"
    for row in db.execute(query):
        yield row["id"]


def load_story_of(db: Database, article: str) -> Story | None:
    """Return the story of an article by its whole id, be it alone in it; None where it has none, being off topic."""
    query = (
        "SELECT s.id FROM article a JOIN member m ON m.article = a.key JOIN story s ON s.key = m.story WHERE a.id = ?"
    )
    row = db.execute(query, (article,)).fetchone()
    if row:
        return _load_members(db, row["id"])
    trace = LedgerStore(db).get(article)
    return make_story([trace]) if trace else None


def _load_members(db: Database, story: str) -> Story:
    store = LedgerStore(db)
    query = (
        "SELECT a.id FROM story s JOIN member m ON m.story = s.key JOIN article a ON a.key = m.article WHERE s.id = ?"
    )
    return make_story([trace for row in db.execute(query, (story,)).fetchall() if (trace := store.get(row["id"]))])


def append_entry(db: Database, entry: Entry) -> None:
    """Append what a person says and draw the stories that it touches anew, inside the caller's transaction."""
    articles = list_judged(db, entry)
    write_entry(db, entry, articles)
    settle(db)
    draw_stories(db, articles)


def iterate_entries_of(db: Database, story: str) -> Iterator[Entry]:
    """Yield all that was judged of a story's articles: the rule's links, then the persons' words in their order."""
    yield from load_entries(db, load_story(db, story).members)


def rebuild(db: Database) -> int:
    """File all traces anew, make those that are missing or of another text, draw all stories; return how many."""
    for table in ("trace_key", "member", "story", "waiting"):
        db.execute(f"DELETE FROM {table}")
    db.execute("UPDATE article SET trace = NULL WHERE on_topic = 0")
    fresh = list(_iterate_fresh(db))
    _file_keys(db)
    store = LedgerStore(db)
    for article in fresh:
        write_links(db, add_traces(store, [_make_trace(db, article)]))
    draw_all(db)
    return int(db.execute("SELECT count(*) FROM story").fetchone()[0])


def _iterate_fresh(db: Database) -> Iterator[str]:
    """Yield the articles on topic that need a trace, having none or one of another text, which then stands no more."""
    store = LedgerStore(db)
    for row in db.execute("SELECT id FROM article WHERE on_topic = 1 ORDER BY id").fetchall():
        kept = store.get(row["id"])
        if kept is None or kept.shingles != _make_trace(db, row["id"]).shingles:
            db.execute("UPDATE article SET trace = NULL WHERE id = ?", (row["id"],))
            yield row["id"]


def _make_trace(db: Database, article: str) -> Trace:
    rows = db.execute(_SIGNALS, (article,))
    signals = [record for row in rows if isinstance(record := load_record("signal", row["json"]), Signal)]
    return make_trace(load_article(db, article), find_names(signals))


_SIGNALS = "SELECT json FROM record WHERE article = ? AND layer = 'signal' AND valid_to_run IS NULL"


def _file_keys(db: Database) -> None:
    """File the standing traces, in the order of keys, since to fill the table in another takes many times as long."""
    store = LedgerStore(db)
    db.execute("CREATE TEMP TABLE filed (key BIGINT, place BIGINT)")
    for row in db.stream("SELECT trace FROM article WHERE trace IS NOT NULL"):
        keys = set(make_keys(store.load([row["trace"]])[0]))
        db.executemany("INSERT INTO filed (key, place) VALUES (?, ?)", [(key, row["trace"]) for key in keys])
    db.execute("INSERT INTO trace_key (key, place) SELECT key, place FROM filed ORDER BY key, place")
    db.execute("DROP TABLE filed")
