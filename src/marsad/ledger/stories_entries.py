"""What was judged: the rule's links between two texts, and what persons say of articles."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from marsad.ledger.errors import LedgerError
from marsad.ledger.gathered import Entry, Gathered, Judged, decode_entry, gather, load_reasons, read_link
from marsad.ledger.stores.base import Database
from marsad.model.story import Judgement, Undo
from marsad.reconcile.stories import make_judgement_id

_LINKS = (
    "SELECT a.id AS a_id, b.id AS b_id, l.rule, l.verdict, l.score, l.why FROM link l"
    " JOIN article a ON a.trace = l.one JOIN article b ON b.trace = l.other"
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
        links = (_name(read_link(row, row["a_id"], row["b_id"])) for row in db.execute(_LINKS))
        found = [link for link in links if link.id.startswith(prefix)]
    if len(found) != 1:
        raise LedgerError(f"{'several judgements begin' if found else 'no judgement begins'} with {prefix!r}")
    return found[0]


ARTICLES = Judged(
    standing="SELECT trace, id FROM article WHERE trace IS NOT NULL",
    key="trace",
    name="id",
    links="link",
    together=(
        "SELECT b.id, x.judgement FROM article a JOIN judged x ON x.article = a.key"
        " JOIN judged y ON y.judgement = x.judgement JOIN article b ON b.key = y.article WHERE a.id IN"
    ),
    persons="judgement",
)


def load_entries(db: Database, articles: Collection[str]) -> Iterator[Entry]:
    """Yield all that was judged of some of `articles`: the rule's first, then persons', as appended."""
    wanted = set(articles)
    gathered = gather(db, ARTICLES, wanted)
    for entry in (*map(_name, load_reasons(db, ARTICLES, gathered)), *gathered.said):
        if not wanted.isdisjoint(list_judged(db, entry)):
            yield entry


def _name(link: Judgement) -> Judgement:
    return msgspec.structs.replace(link, id=make_judgement_id(link.verdict, link.left, link.right, link.by, ""))


def iterate_gathered(db: Database) -> Iterator[Gathered]:
    """Yield all articles that hang together with others, each once."""
    rows = db.execute(
        "SELECT a.id FROM article a WHERE EXISTS (SELECT 1 FROM link WHERE one = a.trace AND verdict = 'same')"
        " OR a.key IN (SELECT article FROM judged) ORDER BY a.id"
    )
    seen: set[str] = set()
    for (article,) in rows.fetchall():
        if article not in seen:
            gathered = gather(db, ARTICLES, (article,))
            seen |= gathered.names
            yield gathered
