"""The levels of episodes as lists have them, and found anew where the scale or the reference data are others by now."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from marsad.ledger.days import mark_all
from marsad.ledger.stores.base import Database
from marsad.lexicon import make_fingerprint
from marsad.measure.levels import Level, Track, choose_levels
from marsad.model import decode
from marsad.model.episode import Telling

_BATCH = 2_000  # episodes in one transaction: others may write in between
_MADE_OF = ("marsad.measure.levels", "marsad.reference")  # what a level depends on beside the telling


def find_scale() -> str:
    """Return a text that is another one where levels may be found otherwise."""
    return make_fingerprint(_MADE_OF)


def regrade(db: Database) -> None:
    """Find the levels of all episodes anew where they were found by another scale, a batch in a transaction."""
    if db.execute("SELECT scale FROM meta").fetchone()[0] == find_scale():
        return
    last: int | None = 0
    while last is not None:
        with db.transaction():
            last = _regrade_some(db, last)
    with db.transaction():
        db.execute("UPDATE meta SET scale = ?", (find_scale(),))
        mark_all(db)


def _regrade_some(db: Database, after: int) -> int | None:
    """Find the levels of the episodes with the next keys; return the last of these keys, None where none is left."""
    keys = [key for (key,) in db.execute("SELECT key FROM episode WHERE key > ? ORDER BY key LIMIT ?", (after, _BATCH))]
    if not keys:
        return None
    for key, levels in _grade(db, keys[0], keys[-1]):
        db.execute("UPDATE episode SET words = ?, acts = ? WHERE key = ?", (*levels, key))
    return int(keys[-1])


def _grade(db: Database, first: int, last: int) -> Iterator[tuple[int, tuple[int | None, int | None]]]:
    """Yield the levels on both tracks of the episodes with keys from one to another."""
    query = "SELECT episode, json FROM telling WHERE episode BETWEEN ? AND ? ORDER BY episode, record"
    for key, rows in groupby(db.execute(query, (first, last)).fetchall(), itemgetter("episode")):
        levels = choose_levels([decode(row["json"], Telling) for row in rows])
        yield key, (_read(levels.get(Track.WORDS)), _read(levels.get(Track.ACTS)))


def _read(level: Level | None) -> int | None:
    return level.value if level else None


def check_levels(db: Database) -> Iterator[str]:
    """Yield one line for every episode whose levels are not those of its tellings."""
    if db.execute("SELECT scale FROM meta").fetchone()[0] != find_scale():
        return  # they will be found anew
    first, last = db.execute("SELECT coalesce(min(key), 0), coalesce(max(key), 0) FROM episode").fetchone()
    kept = {row["key"]: (row["words"], row["acts"]) for row in db.execute("SELECT key, words, acts FROM episode")}
    for key, levels in _grade(db, first, last):
        if kept.get(key) != levels:
            yield f"episode {key}: its levels are not those of its tellings; rebuild the episodes"
