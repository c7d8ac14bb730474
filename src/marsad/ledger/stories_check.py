"""Whether traces, judgements and stories agree with the articles and with one another."""

from collections.abc import Generator, Iterator, Sequence

from marsad.ledger.asking import fill_up
from marsad.ledger.errors import LedgerError
from marsad.ledger.query import load_article
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_entries import find_entry, iterate_gathered, list_judged
from marsad.ledger.stories_members import group_members, load_members, make_story_row
from marsad.ledger.stories_traces import LedgerStore
from marsad.ledger.stories_waiting import list_waiting
from marsad.reconcile.stories import make_keys, make_trace

_REBUILD = "rebuild the stories"


def check_stories(db: Database) -> Iterator[str]:
    """Yield one line for every problem with what is known of stories."""
    yield from _check_traces(db)
    yield from _check_judgements(db)
    yield from _check_members(db)


def _check_traces(db: Database) -> Iterator[str]:
    filed = 0
    for row in db.stream("SELECT id, key, on_topic, trace FROM article ORDER BY key"):
        if bool(row["on_topic"]) != (row["trace"] is not None):
            yield f"article {row['id']}: {'off topic with' if row['trace'] else 'on topic without'} a trace; {_REBUILD}"
        if row["trace"] is not None:
            filed += yield from _check_trace(db, row)
    (rows,) = db.execute("SELECT count(*) FROM trace_key").fetchone()
    if rows != filed:
        yield f"stories: {rows} keys where the traces have {filed}; {_REBUILD}"


def _check_trace(db: Database, row: Row) -> Generator[str, None, int]:
    """Yield what is wrong with an article's standing trace; return how many of its keys are filed."""
    trace = LedgerStore(db).get(row["id"])
    if trace is None:  # the foreign keys have told already
        return 0
    if trace.shingles != make_trace(load_article(db, row["id"])).shingles:
        yield f"article {row['id']}: its trace is of another text; {_REBUILD}"
    keys = set(make_keys(trace))
    filed = _count_filed(db, row["trace"], sorted(keys))
    if filed != len(keys):
        yield f"article {row['id']}: filed under {filed} of {len(keys)} keys; {_REBUILD}"
    return filed


def _count_filed(db: Database, place: int, keys: Sequence[int]) -> int:
    if not keys:
        return 0
    asked = fill_up(keys)
    query = f"SELECT count(*) FROM trace_key WHERE place = ? AND key IN ({', '.join('?' * len(asked))})"
    return int(db.execute(query, (place, *asked)).fetchone()[0])


def _check_judgements(db: Database) -> Iterator[str]:
    query = "SELECT a.id FROM judged d JOIN article a ON a.key = d.article WHERE d.judgement = ?"
    for row in db.execute("SELECT key, id FROM judgement ORDER BY key"):
        try:
            entry = find_entry(db, row["id"])
            articles = set(list_judged(db, entry))
        except LedgerError as error:
            yield f"judgement {row['id']}: {error}"
            continue
        listed = {found["id"] for found in db.execute(query, (row["key"],))}
        if entry.id != row["id"] or listed != articles:
            yield f"judgement {row['id']}: is not filed under the articles that it is about"


def _check_members(db: Database) -> Iterator[str]:
    """Compare every story with what is drawn from the judgements now."""
    drawn = 0
    waiting = set(list_waiting(db))
    for gathered in iterate_gathered(db):
        for group in group_members(gathered, load_members(db, gathered.names)):
            row, keys = make_story_row(group)
            drawn += 1
            if waiting.isdisjoint(gathered.names) and _load_story_row(db, str(row["id"])) != (row, keys):
                yield f"story {row['id']}: is not what the judgements say; {_REBUILD}"
    (held,) = db.execute("SELECT count(*) FROM story").fetchone()
    if held != drawn and not waiting:
        yield f"stories: {held} where the judgements give {drawn}; {_REBUILD}"


def _load_story_row(db: Database, story: str) -> tuple[dict[str, object], list[int]]:
    found = db.execute("SELECT * FROM story WHERE id = ?", (story,)).fetchone()
    row = dict(found) if found else {"key": None}
    keys = db.execute("SELECT article FROM member WHERE story = ? ORDER BY nth", (row["key"],))
    return {name: row[name] for name in row if name != "key"}, [key for (key,) in keys]
