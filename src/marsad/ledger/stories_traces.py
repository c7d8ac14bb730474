"""Traces in the ledger's tables: the place where stories look for texts like a new one."""

from collections.abc import Iterable, Sequence

import msgspec

from marsad.ledger.asking import ask, fill_up
from marsad.ledger.stores.base import Database, Row
from marsad.model.story import Credit
from marsad.reconcile.stories import Trace, make_keys
from marsad.reconcile.stories.base import MOST_UNDER_A_KEY


class _Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of a trace is not looked at bit by bit."""

    day: int
    outlet: str | None = None
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()


_read_facts = msgspec.json.Decoder(_Facts).decode
_TRACE = "SELECT a.id, t.shingles, t.words, t.facts, t.place FROM"
_UNDER = (
    "SELECT key, place FROM (SELECT key, place FROM trace_key WHERE key = ?"
    f" ORDER BY place DESC LIMIT {MOST_UNDER_A_KEY}) k"
)
_LOOKED_UP_AT_ONCE = 64  # keys


class LedgerStore:
    """Keeps traces in the tables `trace` and `trace_key`, inside the caller's transaction; articles come first."""

    def __init__(self, db: Database) -> None:
        """Use the ledger behind a connection."""
        self._db = db

    def put(self, trace: Trace, keys: Iterable[int]) -> None:
        """Keep a trace as its article's standing one and file it under `keys`."""
        row = self._db.execute("SELECT key, trace FROM article WHERE id = ?", (trace.article,)).fetchone()
        if row is None or row["trace"] is not None:
            raise ValueError(f"article {trace.article} is {'not known' if row is None else 'kept already'}")
        place = self._find_place(trace)
        facts = _Facts(trace.day, trace.outlet, trace.numbers, trace.names, trace.credits)
        self._db.execute(
            "INSERT INTO trace (place, article, shingles, words, facts) VALUES (?, ?, ?, ?, ?)",
            (place, row["key"], trace.shingles, trace.words, msgspec.json.encode(facts).decode()),
        )
        self._db.execute("UPDATE article SET trace = ? WHERE key = ?", (place, row["key"]))
        self.file(place, keys)

    def file(self, place: int, keys: Iterable[int]) -> None:
        """File the trace at a place under `keys`."""
        rows = [(key, place) for key in sorted(set(keys))]
        self._db.executemany("INSERT INTO trace_key (key, place) VALUES (?, ?)", rows)

    def _find_place(self, trace: Trace) -> int:
        place = trace.place
        while self._db.execute("SELECT 1 FROM trace WHERE place = ?", (place,)).fetchone():
            place += 1
        return place

    def drop(self, article: str) -> None:
        """Have an article without a standing trace; what was written of the old one stays, but is not found."""
        place = self._db.execute("SELECT trace FROM article WHERE id = ?", (article,)).fetchone()["trace"]
        keys = set(make_keys(self.load([place])[0]))
        self._db.executemany("DELETE FROM trace_key WHERE key = ? AND place = ?", [(key, place) for key in keys])
        self._db.execute("UPDATE article SET trace = NULL WHERE id = ?", (article,))
        self._db.execute("DELETE FROM waiting WHERE article = (SELECT key FROM article WHERE id = ?)", (article,))

    def get(self, article: str) -> Trace | None:
        """Return the standing trace of an article; None where there is none."""
        row = self._db.execute(f"{_TRACE} article a JOIN trace t ON t.place = a.trace WHERE a.id = ?", (article,))
        found = row.fetchone()
        return None if found is None else make_trace_of(found)

    def get_all(self, articles: Sequence[str]) -> dict[str, Trace]:
        """Return the standing traces of articles, of those that have one."""
        rows = ask(self._db, f"{_TRACE} article a JOIN trace t ON t.place = a.trace WHERE a.id IN", articles)
        return {row["id"]: make_trace_of(row) for row in rows}

    def look_up(self, keys: Sequence[int]) -> Sequence[Sequence[int]]:
        """Return for each key the places of the traces filed under it: of more than MOST_UNDER_A_KEY the greatest."""
        asked = list(dict.fromkeys(keys))
        found: dict[int, set[int]] = {key: set() for key in asked}
        for first in range(0, len(asked), _LOOKED_UP_AT_ONCE):
            some = fill_up(asked[first : first + _LOOKED_UP_AT_ONCE])
            for key, place in self._db.execute(" UNION ALL ".join([_UNDER] * len(some)), some):
                found[key].add(place)
        return [sorted(found[key], reverse=True) for key in keys]

    def load(self, places: Sequence[int]) -> list[Trace]:
        """Return the traces at places that `look_up` gave, in their order."""
        rows = ask(self._db, f"{_TRACE} trace t JOIN article a ON a.key = t.article WHERE t.place IN", places)
        found = {row["place"]: make_trace_of(row) for row in rows}
        return [found[place] for place in places]


def make_trace_of(row: Row) -> Trace:
    """Return the trace in a row of article id, shingles, words and facts."""
    article, shingles, words, facts, *_ = row
    read = _read_facts(facts)
    return Trace(
        article=article,
        day=read.day,
        outlet=read.outlet,
        shingles=shingles,
        words=words,
        numbers=read.numbers,
        names=read.names,
        credits=read.credits,
    )
