"""What was judged of records: the rule's links between two tellings, and what persons say of episodes."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_entries import VERDICTS, Entry, decode_entry, encode_value
from marsad.model.story import Judgement, Maker, Undo, Verdict

_LINKS = (
    "SELECT a.record AS a_id, b.record AS b_id, l.rule, l.verdict, l.score, l.why FROM telling_link l"
    " JOIN telling a ON a.revision = l.one JOIN telling b ON b.revision = l.other"
    " WHERE a.standing = 1 AND b.standing = 1"
)


_FILED = (  # by its revisions: tellings that stand no more, too, are not found by their record at once
    "SELECT 1 FROM record r JOIN telling t ON t.revision = r.key WHERE r.id = ?"
)


def write_links(db: Database, judgements: Iterable[Judgement]) -> None:
    """Append what the rule says of pairs of standing tellings; what it has said before stays."""
    judged = list(judgements)
    records = sorted({side[0] for each in judged for side in (each.left, each.right)})
    standing = ask(db, "SELECT record, revision FROM telling WHERE standing = 1 AND record IN", records)
    revisions = {row["record"]: row["revision"] for row in standing}
    db.executemany(
        "INSERT INTO telling_link (one, other, rule, verdict, score, why) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [
            (
                *sorted((revisions[each.left[0]], revisions[each.right[0]])),
                *(each.by, each.verdict.value, each.score, encode_value(each.why)),
            )
            for each in judged
        ],
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


class Gathered(NamedTuple):
    """Records that hang together by "same" or a person's word, and what was judged of them and of nobody else."""

    records: set[str]
    entries: tuple[Entry, ...]


def gather(db: Database, records: Iterable[str]) -> Gathered:
    """Return all on which the episodes of `records` hang, with what was judged: the rule's first, then persons'."""
    found, ahead = set(records), sorted(set(records))
    links: dict[tuple[str, str, str], Row] = {}
    keys: set[int] = set()
    while ahead:
        near: set[str] = set()
        for row in (*ask(db, f"{_LINKS} AND a.record IN", ahead), *ask(db, f"{_LINKS} AND b.record IN", ahead)):
            links[row["rule"], row["a_id"], row["b_id"]] = row
            near |= {row["a_id"], row["b_id"]} if row["verdict"] == Verdict.SAME.value else set()
        for row in ask(db, _JUDGED, ahead):
            keys.add(row["judgement"])
            near.add(row["record"])
        ahead = sorted(near - found)
        found |= near
    within = (row for _, row in sorted(links.items()) if row["a_id"] in found and row["b_id"] in found)
    persons = ask(db, "SELECT key, json FROM episode_judgement WHERE key IN", sorted(keys))
    said = [decode_entry(row["json"]) for row in sorted(persons, key=lambda row: row["key"])]
    return Gathered(found, (*map(_read_link, within), *said))


_JUDGED = (
    "SELECT y.record, y.judgement FROM episode_judged x JOIN episode_judged y ON y.judgement = x.judgement"
    " WHERE x.record IN"
)


def _read_link(row: Row) -> Judgement:
    left, right = sorted((row["a_id"], row["b_id"]))
    return Judgement(
        id="",
        verdict=VERDICTS[row["verdict"]],
        left=(left,),
        right=(right,),
        maker=Maker.RULE,
        by=row["rule"],
        why=tuple(msgspec.json.decode(row["why"])),
        score=row["score"],
    )


def load_entries(db: Database, records: Collection[str]) -> tuple[Entry, ...]:
    """Return all that was judged of some of `records`."""
    wanted = set(records)
    entries = gather(db, wanted).entries
    return tuple(entry for entry in entries if wanted.intersection(list_judged(db, entry)))
