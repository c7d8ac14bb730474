"""Whether words are new, repeated, harder or softer beside their party's record: noted with what they add to series.

What words are hangs on those before them on their line of talk. A place in a record is marked where words come to stand
or are taken away, in the same transaction; the mark stands until they and those after them are placed anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.ledger.asking import ask
from marsad.ledger.stores.base import Database
from marsad.model import SignalType, decode
from marsad.model.episode import Telling
from marsad.reconcile.sayings import MOST_BACK, find_line, list_lines, place_words

_AT_ONCE = 50  # places from which on words are placed anew in one transaction
_MARK = (
    "INSERT INTO said_mark (name, line, day, told, record) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (name, line, day, told, record) DO NOTHING"
)


class Place(NamedTuple):
    """A place on a line of talk in a party's record."""

    name: str
    line: str
    day: str
    told: str
    record: str


class Opening(NamedTuple):
    """Which episode, by its key, words open, and what is noted of them; None where they wait to be placed."""

    episode: int
    novelty: str | None


Openings = dict[Place, Opening]


class _Words(NamedTuple):
    """Words at their place, the first of an episode, given by its key.

    `noted` is what is noted of them, '' for nothing yet, None where the episode has no part in series as words.
    """

    place: Place
    episode: int
    noted: str | None
    telling: Telling


def load_openings(db: Database, episodes: Sequence[int]) -> Openings:
    """Return with what words episodes, by their keys, open."""
    query = (
        "SELECT s.name, s.type, s.day, s.told, s.record, s.episode, g.novelty FROM said s"
        " LEFT JOIN graded g ON g.episode = s.episode AND g.track = 'words' WHERE s.opens = 1 AND s.episode IN"
    )
    return {
        Place(name, str(find_line(SignalType(kind))), *place): Opening(key, novelty)
        for name, kind, *place, key, novelty in ask(db, query, episodes)
    }


def mark_words(db: Database, places: Iterable[Place]) -> None:
    """Mark places at which words come to stand or are taken away."""
    db.executemany(_MARK, sorted(places))


def follow_words(db: Database, before: Mapping[Place, Opening], episodes: Sequence[int]) -> None:
    """Mark where episodes, by their keys, open with other words than those `before` them, whose place they take.

    What is known of words that open as before is noted again.
    """
    now = load_openings(db, episodes)
    mark_words(db, before.keys() ^ now.keys())
    kept = {(before[place].novelty, now[place].episode) for place in before.keys() & now.keys()}
    _note(db, ((novelty, key) for novelty, key in kept if novelty))


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
    mark = Place(*row)
    words = list(_iterate_words(db, mark, f"{_FROM} {_IN_ORDER} LIMIT {MOST_BACK + 1}"))
    before = _iterate_words(db, mark, f"{_BEFORE} ORDER BY {_ORDER_BACK} LIMIT {MOST_BACK}")
    _note(db, _find_wrong(mark.name, (one.telling for one in before), words))
    end = words[-1].place if len(words) > MOST_BACK else None
    among, values = "name = ? AND line = ? AND (day, told, record) >= (?, ?, ?)", [*mark]
    if end:
        among, values = f"{among} AND (day, told, record) <= (?, ?, ?)", [*mark, *end[2:]]
    number = db.execute(f"SELECT count(*) FROM said_mark WHERE {among}", values).fetchone()[0]
    db.execute(f"DELETE FROM said_mark WHERE {among}", values)
    if end and number > 1:
        db.execute(_MARK, end)
    return True


def _find_wrong(name: str, before: Iterable[Telling], words: Sequence[_Words]) -> list[tuple[str, int]]:
    """Return what words of a party are where something else is noted of their episode, and its key.

    What several parties say together is what it is in the record of the last one.
    """
    placed = place_words(before, (one.telling for one in words))
    return [
        (novelty.value, one.episode)
        for one, (telling, novelty) in zip(words, placed, strict=True)
        if telling.actors[-1] == name and one.noted not in (None, novelty.value)
    ]


def _note(db: Database, found: Iterable[tuple[str, int]]) -> None:
    db.executemany("UPDATE graded SET novelty = ? WHERE episode = ? AND track = 'words'", found)


_ORDER = "s.day, s.told, s.record"
_IN_ORDER = f"ORDER BY {_ORDER}"
_ORDER_BACK = "s.day DESC, s.told DESC, s.record DESC"
_FROM, _BEFORE = f" AND ({_ORDER}) >= (?, ?, ?)", f" AND ({_ORDER}) < (?, ?, ?)"
_WORDS = (
    "SELECT s.day, s.told, s.record, s.episode, t.json,"
    " CASE WHEN g.episode IS NOT NULL THEN coalesce(g.novelty, '') END AS noted"
    " FROM said s CROSS JOIN telling t ON t.record = s.record AND t.standing = 1"
    " LEFT JOIN graded g ON g.episode = s.episode AND g.track = 'words'"
    " WHERE s.kind = 'party' AND s.name = ? AND s.opens = 1 AND s.type IN ({marks})"
)


def _iterate_words(db: Database, mark: Place, which: str) -> Iterator[_Words]:
    """Yield words of a record, each looked at when it is asked for: often few of those before others are needed."""
    kinds = list_lines()[mark.line]
    query = _WORDS.format(marks=", ".join("?" * len(kinds))) + which
    for row in db.execute(query, (mark.name, *kinds, *mark[2:])):
        place = Place(mark.name, mark.line, row["day"], row["told"], row["record"])
        yield _Words(place, row["episode"], row["noted"], decode(row["json"], Telling))


def check_words(db: Database) -> Iterator[str]:
    """Yield one line for every party of whose words is noted what they are not, those apart that wait to be placed."""
    waiting = {(row["name"], row["line"]) for row in db.execute("SELECT DISTINCT name, line FROM said_mark")}
    names = [name for (name,) in db.execute("SELECT DISTINCT name FROM said WHERE opens = 1 ORDER BY name").fetchall()]
    for name in names:
        for line in list_lines():
            start = Place(name, line, "", "", "")
            if start[:2] not in waiting and _find_wrong(name, (), [*_iterate_words(db, start, f"{_FROM} {_IN_ORDER}")]):
                yield f"words of {name}: are not noted as they are in its record; rebuild the tallies"
