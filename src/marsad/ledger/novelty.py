"""Whether words are new, repeated, harder or softer beside their party's record: noted with what they add to series.

What words are hangs on those before them on their line of talk. A place in a record is marked where words come to stand
or are taken away, in the same transaction; the mark stands until they and those after them are placed anew.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.ledger.asking import ask
from marsad.ledger.stores.base import Database, Row
from marsad.model import SignalType, decode
from marsad.model.episode import Telling
from marsad.reconcile.sayings import MOST_BACK, find_line, list_lines, place_words

_AT_ONCE = 50  # places from which on words are placed anew in one transaction
_MARK = (
    "INSERT INTO said_mark (name, line, day, told, record) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (name, line, day, told, record) DO NOTHING"
)


class _Place(NamedTuple):
    """A place on a line of talk in a party's record."""

    name: str
    line: str
    day: str
    told: str
    record: str


class _Words(NamedTuple):
    """Words at their place, the first of an episode, given by its key."""

    place: _Place
    episode: int
    telling: Telling


def mark_words(db: Database, episodes: Sequence[int]) -> None:
    """Mark where the first words of episodes, by their keys, stand."""
    query = "SELECT name, type, day, told, record FROM said WHERE opens = 1 AND episode IN"
    rows = ask(db, query, episodes)
    db.executemany(_MARK, sorted((row["name"], find_line(SignalType(row["type"])), *[*row][2:]) for row in rows))


def mark_all_words(db: Database) -> None:
    """Mark all words that are the first of their episodes."""
    for line, kinds in list_lines().items():
        marks = ", ".join("?" * len(kinds))
        db.execute(
            "INSERT INTO said_mark (name, line, day, told, record) SELECT name, ?, day, told, record FROM said"
            f" WHERE opens = 1 AND type IN ({marks}) ON CONFLICT (name, line, day, told, record) DO NOTHING",
            (line, *kinds),
        )


def settle_words(db: Database) -> None:
    """Place all marked words anew, some in a transaction; begins none where nothing is marked."""
    while db.execute("SELECT 1 FROM said_mark LIMIT 1").fetchone():
        with db.transaction():
            for _ in range(_AT_ONCE):
                if not place_marked(db):
                    break


def place_marked(db: Database) -> bool:
    """Place the words from the next mark on anew, inside the caller's transaction; tell whether there was one.

    Words hang on `MOST_BACK` before them. Where other marks lie among those placed, as many after the last are next.
    """
    row = db.execute("SELECT name, line, day, told, record FROM said_mark ORDER BY 1, 2, 3, 4, 5 LIMIT 1").fetchone()
    if row is None:
        return False
    mark = _Place(*row)
    words = _list_words(db, mark, f"{_FROM} ORDER BY {_ORDER} LIMIT {MOST_BACK + 1}")
    end = words[-1].place if len(words) > MOST_BACK else None
    _note(db, mark, words)
    among, values = "name = ? AND line = ? AND (day, told, record) >= (?, ?, ?)", [*mark]
    if end:
        among, values = f"{among} AND (day, told, record) <= (?, ?, ?)", [*mark, *end[2:]]
    number = db.execute(f"SELECT count(*) FROM said_mark WHERE {among}", values).fetchone()[0]
    db.execute(f"DELETE FROM said_mark WHERE {among}", values)
    if end and number > 1:
        db.execute(_MARK, end)
    return True


def _note(db: Database, first: _Place, words: Sequence[_Words]) -> None:
    """Note what words are, of those that their last party alone gives a part in series; they follow a place."""
    before = _list_words(db, first, f"{_BEFORE} ORDER BY {_ORDER_BACK} LIMIT {MOST_BACK}")
    placed = place_words((one.telling for one in reversed(before)), (one.telling for one in words))
    db.executemany(
        "UPDATE graded SET novelty = ? WHERE episode = ? AND track = 'words'",
        [
            (novelty.value, one.episode)
            for one, (telling, novelty) in zip(words, placed, strict=True)
            if telling.actors[-1] == first.name
        ],
    )


_ORDER = "s.day, s.told, s.record"
_ORDER_BACK = "s.day DESC, s.told DESC, s.record DESC"
_FROM, _BEFORE = f" AND ({_ORDER}) >= (?, ?, ?)", f" AND ({_ORDER}) < (?, ?, ?)"
_WORDS = (
    "SELECT s.day, s.told, s.record, s.episode, t.json FROM said s CROSS JOIN telling t ON t.record = s.record"
    " AND t.standing = 1 WHERE s.kind = 'party' AND s.name = ? AND s.opens = 1 AND s.type IN ({marks})"
)


def _list_words(db: Database, mark: _Place, which: str) -> list[_Words]:
    kinds = list_lines()[mark.line]
    query = _WORDS.format(marks=", ".join("?" * len(kinds))) + which
    return [_make(mark, row) for row in db.execute(query, (mark.name, *kinds, *mark[2:]))]


def _make(mark: _Place, row: Row) -> _Words:
    place = _Place(mark.name, mark.line, row["day"], row["told"], row["record"])
    return _Words(place, row["episode"], decode(row["json"], Telling))


def check_words(db: Database) -> Iterator[str]:
    """Yield one line for every party of whose words is noted what they are not, those apart that wait to be placed."""
    waiting = {(row["name"], row["line"]) for row in db.execute("SELECT DISTINCT name, line FROM said_mark")}
    names = [name for (name,) in db.execute("SELECT DISTINCT name FROM said WHERE opens = 1 ORDER BY name").fetchall()]
    for name in names:
        for line in list_lines():
            if (name, line) not in waiting and not _are_placed(db, _Place(name, line, "", "", "")):
                yield f"words of {name}: are not noted as they are in its record; rebuild the tallies"


def _are_placed(db: Database, start: _Place) -> bool:
    words = _list_words(db, start, f"{_FROM} ORDER BY {_ORDER}")
    mine = {
        one.episode: novelty.value
        for one, (telling, novelty) in zip(words, place_words((), (each.telling for each in words)), strict=True)
        if telling.actors[-1] == start.name
    }
    query = "SELECT episode, novelty FROM graded WHERE track = 'words' AND episode IN"
    return all(row["novelty"] == mine[row["episode"]] for row in ask(db, query, sorted(mine)))
