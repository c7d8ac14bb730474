"""What parties and persons said, in the order of their records: of each episode the first words of it by each.

So a page of a record, and what was said before it, is read alone; where a record's words stand hangs on nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from marsad.ledger.asking import ask
from marsad.ledger.errors import QuestionError
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.view_nouns import Said, SaidFilter
from marsad.model import decode
from marsad.model.episode import Telling
from marsad.reconcile.sayings import find_place, list_placed

_COLUMNS = "kind, name, day, told, record, type, person, opens"


class SaidRow(NamedTuple):
    """Whose words, where they stand in the record, what they are, and whether as a party's they open the episode."""

    kind: str
    name: str
    day: str
    told: str
    record: str
    type: str
    person: str | None
    opens: int


def list_said(members: Iterable[Telling]) -> list[SaidRow]:
    """Return the first words of an episode by each party and person, of its tellings."""
    firsts: dict[tuple[str, str], SaidRow] = {}
    placed = list_placed(members)
    for telling in placed:
        persons = (("person", telling.person),) if telling.person else ()
        for kind, name in (*(("party", code) for code in telling.actors), *persons):
            day, told, record = find_place(telling)
            what = telling.type.value, telling.person, int(kind == "party" and telling is placed[0])
            row = SaidRow(kind, name, day.isoformat(), told.isoformat(), record, *what)
            firsts.setdefault((kind, name), row)
    return list(firsts.values())


def write_said(db: Database, episodes: Iterable[tuple[int, Iterable[Telling]]]) -> None:
    """Write what is said first in episodes, each given by its key and tellings."""
    db.executemany(
        f"INSERT INTO said ({_COLUMNS}, episode) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*row, key) for key, members in episodes for row in list_said(members)],
    )


def check_said(db: Database, key: int) -> bool:
    """Tell whether what is said in an episode stands in the records of those who say it."""
    tellings = db.execute("SELECT json FROM telling WHERE episode = ? AND standing = 1", (key,))
    rows = db.execute(f"SELECT {_COLUMNS} FROM said WHERE episode = ?", (key,))
    return {SaidRow(*row) for row in rows} == {*list_said(decode(row["json"], Telling) for row in tellings)}


_SAID = (
    "SELECT s.day, s.told, s.record, t.json, e.id FROM said s"
    " CROSS JOIN telling t ON t.record = s.record AND t.standing = 1 CROSS JOIN episode e ON e.key = s.episode"
)


def iterate_said(db: Database, wanted: SaidFilter) -> Iterator[Said]:
    """Yield what a filter lets through, in the order of the record or the other way round."""
    where, values = ["s.kind = ?", "s.name = ?"], list[object](_name(wanted))
    if wanted.types:
        where.append(f"s.type IN ({', '.join('?' * len(wanted.types))})")
        values += [kind.value for kind in wanted.types]
    for sign, place in ((">", wanted.after), ("<", wanted.before)):
        if place is not None:
            if len(place) != len(_PLACE):
                raise QuestionError("the cursor is of another list")
            where.append(f"({', '.join(_PLACE)}) {sign} ({', '.join('?' * len(place))})")
            values += place
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day is not None:
            where.append(f"s.day {sign} ?")
            values.append(day.isoformat())
    way = " DESC" if wanted.newest else ""
    order = ", ".join(f"{column}{way}" for column in _PLACE)
    query = f"{_SAID} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?"
    for row in db.execute(query, (*values, wanted.limit)):
        yield _make(row)


_PLACE = ("s.day", "s.told", "s.record")


def load_said_in(db: Database, wanted: SaidFilter, episodes: Sequence[str]) -> tuple[Said, ...]:
    """Return what somebody said first in episodes, given by their ids."""
    kind, name = _name(wanted)
    query = (
        "SELECT s.kind, s.name, s.day, s.told, s.record, t.json, e.id FROM episode e CROSS JOIN said s"
        " ON s.episode = e.key CROSS JOIN telling t ON t.record = s.record AND t.standing = 1 WHERE e.id IN"
    )
    rows = ask(db, query, sorted(set(episodes)))
    return tuple(_make(row) for row in rows if (row["kind"], row["name"]) == (kind, name))


def _name(wanted: SaidFilter) -> tuple[str, str]:
    return ("person", wanted.person) if wanted.person is not None else ("party", wanted.party or "")


def _make(row: Row) -> Said:
    place = (row["day"], row["told"], row["record"])
    return Said(place=place, telling=decode(row["json"], Telling), episode=row["id"])
