"""The levels of episodes as lists have them, and found anew where the scale or the reference data are others by now."""

from collections.abc import Iterator

from marsad.ledger.asking import ask
from marsad.ledger.days import mark_all
from marsad.ledger.episodes_waiting import list_stale
from marsad.ledger.graded import Drawn, check_graded, erase_graded, load_drawn, write_graded
from marsad.ledger.novelty import mark_all_words, settle_words
from marsad.ledger.stores.base import Database
from marsad.lexicon import make_fingerprint
from marsad.measure.levels import Level, Track, choose_levels

_BATCH = 2_000  # episodes in one transaction: others may write in between
_MADE_OF = ("marsad.measure.levels", "marsad.reconcile.sayings", "marsad.reference")  # beside the tellings


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
        mark_all_words(db)
    settle_words(db)


def _regrade_some(db: Database, after: int) -> int | None:
    """Find the levels of the episodes with the next keys; return the last of these keys, None where none is left."""
    keys = _list_keys(db, after)
    if not keys:
        return None
    drawn, sources = load_drawn(db, keys)
    db.executemany("UPDATE episode SET words = ?, acts = ? WHERE key = ?", [(*_grade(one), one.key) for one in drawn])
    erase_graded(db, keys)
    write_graded(db, drawn, sources)
    return keys[-1]


def _list_keys(db: Database, after: int) -> list[int]:
    return [key for (key,) in db.execute("SELECT key FROM episode WHERE key > ? ORDER BY key LIMIT ?", (after, _BATCH))]


def _grade(one: Drawn) -> tuple[int | None, int | None]:
    """Return an episode's levels on both tracks."""
    levels = choose_levels(one.tellings)
    return _read(levels.get(Track.WORDS)), _read(levels.get(Track.ACTS))


def _read(level: Level | None) -> int | None:
    return level.value if level else None


def check_levels(db: Database) -> Iterator[str]:
    """Yield one line for every episode whose levels, or what it adds to series, are not those of its tellings.

    Of those that wait to be drawn anew nothing is said.
    """
    if db.execute("SELECT scale FROM meta").fetchone()[0] != find_scale():
        return  # they will be found anew
    stale, keys = list_stale(db), _list_keys(db, 0)
    while keys:
        fresh = [key for key in keys if key not in stale]
        kept = {key: (words, acts) for key, words, acts in ask(db, _LEVELS, fresh)}
        for one in load_drawn(db, fresh)[0]:
            if kept[one.key] != _grade(one):
                yield f"episode {one.key}: its levels are not those of its tellings; rebuild the episodes"
        yield from check_graded(db, fresh)
        keys = _list_keys(db, keys[-1])


_LEVELS = "SELECT key, words, acts FROM episode WHERE key IN"
