"""What was judged: the rule's links between two texts, and what persons say of articles."""

from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.base import Database, Row
from marsad.model.story import Judgement, Maker, Undo, Verdict
from marsad.reconcile.stories import make_judgement_id

Entry = Judgement | Undo

VERDICTS = {verdict.value: verdict for verdict in Verdict}  # to call the enumeration takes ten times as long
_COLUMNS = "SELECT a.id AS a_id, b.id AS b_id, l.rule, l.verdict, l.score, l.why FROM"
_ALL = f"{_COLUMNS} link l JOIN article a ON a.trace = l.one JOIN article b ON b.trace = l.other"
_FROM = f"{_COLUMNS} article a JOIN link l ON l.one = a.trace JOIN article b ON b.trace = l.other WHERE a.id IN"
_AROUND = (  # of whom a link of "same" comes, with 0, and of whom a person judged together with them
    "SELECT 0, b.id FROM article a JOIN link l ON l.other = a.trace JOIN article b ON b.trace = l.one"
    " WHERE l.verdict = 'same' AND a.id IN",
    "SELECT x.judgement, b.id FROM article a JOIN judged x ON x.article = a.key"
    " JOIN judged y ON y.judgement = x.judgement JOIN article b ON b.key = y.article WHERE a.id IN",
)


def write_links(db: Database, judgements: Iterable[Judgement]) -> None:
    """Append what the rule says of pairs of articles with standing traces."""
    db.executemany(
        "INSERT INTO link (one, other, rule, verdict, score, why) VALUES ("
        "(SELECT trace FROM article WHERE id = ?), (SELECT trace FROM article WHERE id = ?), ?, ?, ?, ?)",
        [
            (each.left[0], each.right[0], each.by, each.verdict.value, each.score, encode_value(each.why))
            for each in judgements
        ],
    )


def encode_value(value: object) -> str:
    """Return a value as JSON."""
    return msgspec.json.encode(value).decode()


def write_entry(db: Database, entry: Entry, articles: Collection[str]) -> None:
    """Append what a person says of `articles`; raise LedgerError where it was said or one is not known."""
    if db.execute("SELECT 1 FROM judgement WHERE id = ?", (entry.id,)).fetchone():
        raise LedgerError(f"judgement {entry.id} is in the ledger already")
    key = db.insert("judgement", {"id": entry.id, "json": encode_value(entry)})
    for article in articles:
        row = db.execute("SELECT key FROM article WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise LedgerError(f"no article {article}")
        db.execute("INSERT INTO judged (article, judgement) VALUES (?, ?)", (row["key"], key))


def list_judged(db: Database, entry: Entry) -> tuple[str, ...]:
    """Return the articles that an entry, or the one that it takes back, is about; raise LedgerError."""
    while isinstance(entry, Undo):
        entry = find_entry(db, entry.of)
    return (*entry.left, *entry.right)


def find_entry(db: Database, prefix: str) -> Entry:
    """Return the judgement or undoing whose id begins with `prefix`; raise LedgerError for none or several.

    Ids of links are not kept but made again, so to find one takes a while in a large ledger.
    """
    rows = db.execute("SELECT json FROM judgement WHERE id >= ? AND id < ?", (prefix, prefix + "\U0010ffff"))
    found = [decode_entry(row["json"]) for row in rows] if prefix else []
    if prefix and not found:
        found = [link for link in _read_links(db.execute(_ALL), named=True) if link.id.startswith(prefix)]
    if len(found) != 1:
        raise LedgerError(f"{'several judgements begin' if found else 'no judgement begins'} with {prefix!r}")
    return found[0]


def decode_entry(json: str) -> Entry:
    """Return what a person said, or took back, from its JSON."""
    fields = msgspec.json.decode(json)
    return msgspec.convert(fields, Undo) if "of" in fields else msgspec.convert(fields, Judgement)


def _read_links(rows: Iterable[Row], *, named: bool) -> Iterator[Judgement]:
    for one, other, rule, verdict, score, why in rows:
        left, right = (one,), (other,)
        yield Judgement(
            id=make_judgement_id(verdict, left, right, rule, "") if named else "",
            verdict=VERDICTS[verdict],
            left=left,
            right=right,
            maker=Maker.RULE,
            by=rule,
            why=tuple(msgspec.json.decode(why)) if named else (),
            score=score,
        )


class Gathered(NamedTuple):
    """Articles that hang together by "same" or a person's word, and all that was judged of them and of nobody else."""

    articles: set[str]
    entries: tuple[Entry, ...]


def gather(db: Database, articles: Iterable[str], *, named: bool = False) -> Gathered:
    """Return all on which the groups of `articles` hang, with what was judged, as appended.

    Without `named` links have ids and reasons only where one was taken back.
    """
    found = set(articles)
    links: list[Row] = []
    keys: set[int] = set()
    ahead = sorted(found)
    while ahead:
        mine, around = ask(db, _FROM, ahead), ask(db, _AROUND, ahead)
        links += (fresh := list(mine))
        near = {other for _, other, _, verdict, *_ in fresh if verdict == Verdict.SAME.value}
        for key, other in around:
            keys.add(key)
            near.add(other)
        ahead = sorted(near - found)
        found |= near
    said = sorted(ask(db, _JUDGEMENTS, sorted(keys - {0})), key=itemgetter("key"))
    persons = [decode_entry(row["json"]) for row in said]
    known = {entry.id for entry in persons}
    named = named or any(isinstance(entry, Undo) and entry.of not in known for entry in persons)
    within = sorted((row for row in links if row["b_id"] in found), key=_rank)
    return Gathered(found, (*_read_links(within, named=named), *persons))


_JUDGEMENTS = "SELECT key, json FROM judgement WHERE key IN"


def _rank(link: Row) -> tuple[int, str, str, str]:
    """Return the order of links: older rules first, so that of a pair the newest one's counts."""
    return len(link["rule"]), link["rule"], link["a_id"], link["b_id"]


def iterate_gathered(db: Database) -> Iterator[Gathered]:
    """Yield all articles that hang together with others, each once."""
    rows = db.execute(
        "SELECT a.id FROM article a WHERE EXISTS (SELECT 1 FROM link WHERE one = a.trace AND verdict = 'same')"
        " OR a.key IN (SELECT article FROM judged) ORDER BY a.id"
    )
    seen: set[str] = set()
    for (article,) in rows.fetchall():
        if article not in seen:
            gathered = gather(db, (article,))
            seen |= gathered.articles
            yield gathered
