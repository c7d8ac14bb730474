"""What was judged: the rule's links between two texts, and what persons say of articles."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator

import msgspec

from marsad.ledger.errors import LedgerError
from marsad.model.story import Judgement, Maker, Undo, Verdict
from marsad.reconcile.stories import make_judgement_id

Entry = Judgement | Undo

_LINK = (
    "SELECT a.id AS a_id, b.id AS b_id, l.rule, l.verdict, l.score, l.why FROM link l"
    " JOIN trace s ON s.place = l.one JOIN article a ON a.key = s.article AND a.trace = s.place"
    " JOIN trace t ON t.place = l.other JOIN article b ON b.key = t.article AND b.trace = t.place"
)
_LIKE = (
    "SELECT b.id FROM article a JOIN link l ON l.{mine} = a.trace AND l.verdict = 'same'"
    " JOIN trace t ON t.place = l.{theirs} JOIN article b ON b.key = t.article AND b.trace = t.place WHERE a.id = :id"
)
_NEAR = (
    f"{_LIKE.format(mine='one', theirs='other')} UNION {_LIKE.format(mine='other', theirs='one')}"
    " UNION SELECT b.id FROM article a JOIN judged x ON x.article = a.key"
    " JOIN judged y ON y.judgement = x.judgement JOIN article b ON b.key = y.article WHERE a.id = :id"
)


def write_links(db: sqlite3.Connection, judgements: Iterable[Judgement]) -> None:
    """Append what the rule says of pairs of articles with standing traces."""
    db.executemany(
        "INSERT INTO link (one, other, rule, verdict, score, why) VALUES ("
        "(SELECT trace FROM article WHERE id = ?), (SELECT trace FROM article WHERE id = ?), ?, ?, ?, ?)",
        [
            (each.left[0], each.right[0], each.by, each.verdict.value, each.score, _encode(each.why))
            for each in judgements
        ],
    )


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def write_entry(db: sqlite3.Connection, entry: Entry, articles: Collection[str]) -> None:
    """Append what a person says of `articles`; raise LedgerError where it was said or one is not known."""
    if db.execute("SELECT 1 FROM judgement WHERE id = ?", (entry.id,)).fetchone():
        raise LedgerError(f"judgement {entry.id} is in the ledger already")
    key = db.execute("INSERT INTO judgement (id, json) VALUES (?, ?)", (entry.id, _encode(entry))).lastrowid
    for article in articles:
        row = db.execute("SELECT key FROM article WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise LedgerError(f"no article {article}")
        db.execute("INSERT INTO judged (article, judgement) VALUES (?, ?)", (row["key"], key))


def list_judged(db: sqlite3.Connection, entry: Entry) -> tuple[str, ...]:
    """Return the articles that an entry, or the one that it takes back, is about; raise LedgerError."""
    while isinstance(entry, Undo):
        entry = find_entry(db, entry.of)
    return (*entry.left, *entry.right)


def find_entry(db: sqlite3.Connection, prefix: str) -> Entry:
    """Return the judgement or undoing whose id begins with `prefix`; raise LedgerError for none or several.

    Ids of links are not kept but made again, so to find one takes a while in a large ledger.
    """
    rows = db.execute("SELECT json FROM judgement WHERE id >= ? AND id < ?", (prefix, prefix + "\U0010ffff"))
    found = [_decode(row["json"]) for row in rows] if prefix else []
    if prefix and not found:
        found = [link for link in _read_links(db.execute(_LINK), named=True) if link.id.startswith(prefix)]
    if len(found) != 1:
        raise LedgerError(f"{'several judgements begin' if found else 'no judgement begins'} with {prefix!r}")
    return found[0]


def _decode(json: str) -> Entry:
    fields = msgspec.json.decode(json)
    return msgspec.convert(fields, Undo if "of" in fields else Judgement)


def _read_links(rows: Iterable[sqlite3.Row], *, named: bool) -> Iterator[Judgement]:
    for one, other, rule, verdict, score, why in rows:
        left, right = (one,), (other,)
        yield Judgement(
            id=make_judgement_id(verdict, left, right, rule, "") if named else "",
            verdict=Verdict(verdict),
            left=left,
            right=right,
            maker=Maker.RULE,
            by=rule,
            why=tuple(msgspec.json.decode(why)) if named else (),
            score=score,
        )


def load_entries(db: sqlite3.Connection, articles: Collection[str], *, named: bool = False) -> tuple[Entry, ...]:
    """Return all that was judged of articles and of nobody else, as appended.

    Without `named` links have ids and reasons only where one was taken back.
    """
    keys = {row[0] for article in articles for row in db.execute(_JUDGED, (article,))}
    persons = [_decode(row["json"]) for key in sorted(keys) for row in db.execute(_JUDGEMENT, (key,))]
    known = {entry.id for entry in persons}
    named = named or any(isinstance(entry, Undo) and entry.of not in known for entry in persons)
    links: list[Judgement] = []
    for article in sorted(articles):
        rows = db.execute(f"{_LINK} WHERE a.id = ? ORDER BY length(l.rule), l.rule, b.id", (article,))
        links += [link for link in _read_links(rows, named=named) if link.right[0] in articles]
    return (*links, *persons)


_JUDGED = "SELECT j.judgement FROM judged j JOIN article a ON a.key = j.article WHERE a.id = ?"
_JUDGEMENT = "SELECT json FROM judgement WHERE key = ?"


def find_connected(db: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Return the articles on which the groups of `articles` hang: all that "same" or a person's word connects."""
    found = set(articles)
    ahead = list(found)
    while ahead:
        near = {row["id"] for row in db.execute(_NEAR, {"id": ahead.pop()})} - found
        found |= near
        ahead += near
    return found


def iterate_connected(db: sqlite3.Connection) -> Iterator[set[str]]:
    """Yield all sets of two articles or more that hang together, each once."""
    rows = db.execute(
        "SELECT a.id FROM article a WHERE EXISTS (SELECT 1 FROM link WHERE one = a.trace AND verdict = 'same')"
        " OR key IN (SELECT article FROM judged) ORDER BY a.id"
    )
    seen: set[str] = set()
    for (article,) in rows.fetchall():
        if article not in seen:
            connected = find_connected(db, (article,))
            seen |= connected
            yield connected
