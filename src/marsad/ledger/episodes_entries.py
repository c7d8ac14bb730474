"""What was judged of records: the rule's links between two tellings, and what persons say of episodes."""

from collections.abc import Collection, Sequence

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError
from marsad.ledger.gathered import Entry, Judged, decode_entry, gather, load_reasons
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_entries import encode_value
from marsad.model.story import Undo
from marsad.reconcile.episodes import VERSION, Weighed

_FILED = (  # by its revisions: tellings that stand no more, too, are not found by their record at once
    "SELECT 1 FROM record r JOIN telling t ON t.revision = r.key WHERE r.id = ?"
)


def write_links(db: Database, weighed: Sequence[Weighed]) -> None:
    """Append what the rule finds of pairs of standing tellings; what it has said before stays."""
    records = sorted({record for left, right, _ in weighed for record in (left, right)})
    standing = ask(db, "SELECT record, revision FROM telling WHERE standing = 1 AND record IN", records)
    revisions = dict(map(tuple, standing))
    reasons: dict[tuple[str, ...], str] = {}  # few, for many pairs
    rows = []
    for left, right, (verdict, why, score) in weighed:
        one, other = revisions[left], revisions[right]
        if why not in reasons:
            reasons[why] = encode_value(why)
        pair = (one, other) if one < other else (other, one)
        rows.append((*pair, VERSION, verdict.value, score, reasons[why]))
    db.executemany(
        "INSERT INTO telling_link (one, other, rule, verdict, score, why) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        sorted(rows),  # as the table has them: in any other order it takes twice as long
    )


def append(db: Database, entry: Entry) -> tuple[str, ...]:
    """Append what a person says and return the records that it is about; raise LedgerError."""
    records = list_judged(db, entry)
    if db.execute("SELECT 1 FROM episode_judgement WHERE id = ?", (entry.id,)).fetchone():
        raise LedgerError(f"judgement {entry.id} is in the ledger already")
    for record in records:
        if db.execute(_FILED, (record,)).fetchone() is None:
            raise LedgerError(f"no signal {record} among the episodes")
    key = db.insert("episode_judgement", {"id": entry.id, "json": encode_value(entry)})
    db.executemany("INSERT INTO episode_judged (record, judgement) VALUES (?, ?)", [(one, key) for one in set(records)])
    return records


def list_judged(db: Database, entry: Entry) -> tuple[str, ...]:
    """Return the records that an entry, or the one that it takes back, is about; raise LedgerError."""
    while isinstance(entry, Undo):
        entry = find_entry(db, entry.of)
    return (*entry.left, *entry.right)


def find_entry(db: Database, prefix: str) -> Entry:
    """Return the person's judgement or undoing whose id begins so; raise LedgerError for none or several."""
    query = "SELECT json FROM episode_judgement WHERE id >= ? AND id < ?"
    found = [decode_entry(row["json"]) for row in db.execute(query, (prefix, prefix + "\U0010ffff"))] if prefix else []
    if len(found) != 1:
        raise LedgerError(f"{'several judgements begin' if found else 'no judgement begins'} with {prefix!r}")
    return found[0]


RECORDS = Judged(
    standing="SELECT revision, record FROM telling WHERE standing = 1",
    key="revision",
    name="record",
    links="telling_link",
    together=(
        "SELECT y.record, y.judgement FROM episode_judged x JOIN episode_judged y ON y.judgement = x.judgement"
        " WHERE x.record IN"
    ),
    persons="episode_judgement",
)


def load_entries(db: Database, records: Collection[str]) -> tuple[Entry, ...]:
    """Return all that was judged of some of `records`: the rule's first, then persons', as appended."""
    wanted = set(records)
    gathered = gather(db, RECORDS, wanted)
    entries = (*load_reasons(db, RECORDS, gathered), *gathered.said)
    return tuple(entry for entry in entries if wanted.intersection(list_judged(db, entry)))
