"""What is judged of records may wait for its episodes to be drawn: a run of many pages does not draw them every time.

Whatever hangs together with a record is drawn with it as a whole, so a run that drew with every batch would draw what
near copies tell again and again. What waits is drawn when as much waits as was drawn last, and at the end of the run;
groups hang on judgements alone, and are the same whenever they are drawn.
"""

from collections.abc import Iterable

from marsad.ledger.stores.base import ALL, Database

NOT_WAITING = "t.record NOT IN (SELECT record FROM undrawn)"  # of tellings t


class Pace:
    """When a run draws episodes: how many records were in those that it drew last, and how many it has judged since."""

    def __init__(self) -> None:
        """Begin with nothing drawn, so that what is judged first is drawn at once."""
        self._drawn = 0
        self._judged = 0

    def lets_wait(self, judged: int) -> bool:
        """Note that so many records more were judged, and tell whether they may wait."""
        self._judged += judged
        return self._judged < self._drawn

    def note(self, drawn: int) -> None:
        """Note that all that waited was drawn, with so many records in it."""
        self._drawn, self._judged = drawn, 0


def mark_undrawn(db: Database, records: Iterable[str]) -> None:
    """Let the episodes of records wait to be drawn."""
    rows = [(record,) for record in sorted(records)]
    db.executemany("INSERT INTO undrawn (record) VALUES (?) ON CONFLICT (record) DO NOTHING", rows)


def list_undrawn(db: Database, most: int | None = None) -> list[str]:
    """Return the records whose episodes wait to be drawn, at most so many."""
    rows = db.execute("SELECT record FROM undrawn ORDER BY record LIMIT ?", (ALL if most is None else most,))
    return [record for (record,) in rows]


def clear_undrawn(db: Database) -> None:
    """Let nothing wait."""
    db.execute("DELETE FROM undrawn")


def list_stale(db: Database) -> set[int]:
    """Return the keys of episodes that wait to be drawn anew."""
    query = "SELECT DISTINCT t.episode FROM undrawn u JOIN telling t ON t.record = u.record AND t.standing = 1"
    return {key for (key,) in db.execute(query) if key is not None}
