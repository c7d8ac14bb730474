"""What alerts remember, in a file beside the ledger: what was told to whom, and what still waits to be delivered."""

import sqlite3
from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from marsad.alerts import Known, Message, remember
from marsad.app.sidefile import SideFile
from marsad.model.kinds import Status

LEASE = 120.0  # seconds for which a delivery is its taker's
_FIRST, _LONGEST = 60.0, 21_600.0  # seconds after a failed delivery, doubled each time

FILE = SideFile(
    application=0x4D525341,  # "MRSA" in the file's header
    what="alerts",
    schema=(
        "CREATE TABLE seen (episode TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE told (key INTEGER PRIMARY KEY, rule TEXT NOT NULL, level INTEGER, status TEXT NOT NULL,"
        " sources TEXT NOT NULL)",
        "CREATE TABLE told_of (rule TEXT NOT NULL, record TEXT NOT NULL, told INTEGER NOT NULL,"
        " PRIMARY KEY (rule, record)) WITHOUT ROWID",
        "CREATE TABLE flagged (rule TEXT NOT NULL, outlet TEXT NOT NULL, flag TEXT NOT NULL,"
        " PRIMARY KEY (rule, outlet, flag)) WITHOUT ROWID",
        "CREATE TABLE alert (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made REAL NOT NULL,"
        " gathered INTEGER NOT NULL, json TEXT NOT NULL)",
        "CREATE TABLE delivery (alert INTEGER NOT NULL REFERENCES alert (key), channel TEXT NOT NULL,"
        " due REAL NOT NULL, done REAL, tries INTEGER NOT NULL DEFAULT 0, error TEXT,"
        " PRIMARY KEY (alert, channel)) WITHOUT ROWID",
        "CREATE INDEX delivery_by_due ON delivery (due) WHERE done IS NULL",
        "CREATE TABLE rules (fingerprint TEXT NOT NULL)",
    ),
)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Messages that go out together over a channel, and what is known of the last try."""

    channel: str
    keys: tuple[int, ...]
    messages: tuple[Message, ...]
    tries: int
    error: str | None


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """An alert's way over a channel: when it was taken, or how often it was tried and why it was not."""

    channel: str
    done: float | None
    tries: int
    error: str | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An alert with when it was made (seconds since 1970, UTC) and its ways."""

    message: Message
    made: float
    deliveries: tuple[Delivery, ...]


def find_state(ledger: Path) -> Path:
    """Return the file beside a ledger in which its alerts are remembered."""
    return ledger.with_suffix(".alerts")


def make_digest(text: str) -> bytes:
    """Return what an episode's text is known again by."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Memory:
    """The state, within one transaction of its file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use a file that `open_side` has opened."""
        self._db = db

    def take_rules(self, fingerprint: str) -> None:
        """Look at all episodes again where the rules are other ones than before."""
        row = self._db.execute("SELECT fingerprint FROM rules").fetchone()
        if row is None or row["fingerprint"] != fingerprint:
            self._db.execute("DELETE FROM rules")
            self._db.execute("DELETE FROM seen")
            self._db.execute("INSERT INTO rules (fingerprint) VALUES (?)", (fingerprint,))

    def list_changed(self, episodes: Iterable[tuple[str, str]]) -> list[str]:
        """Return the ids of the episodes that are new or read otherwise than when they were seen."""
        seen = {row["episode"]: row["digest"] for row in self._db.execute("SELECT episode, digest FROM seen")}
        found = {id_: make_digest(text) for id_, text in episodes}
        changed = [id_ for id_, digest in found.items() if seen.get(id_) != digest]
        self._db.executemany(
            "INSERT INTO seen (episode, digest) VALUES (?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest",
            [(id_, found[id_]) for id_ in changed],
        )
        self._db.executemany("DELETE FROM seen WHERE episode = ?", [(id_,) for id_ in seen.keys() - found.keys()])
        return changed

    def find_known(self, rule: str, records: Collection[str]) -> list[Known]:
        """Return what a rule has told of these records, what was told first first."""
        marks = ", ".join("?" * len(records))
        rows = self._db.execute(
            f"SELECT DISTINCT t.key, t.level, t.status, t.sources FROM told_of o JOIN told t ON t.key = o.told"
            f" WHERE o.rule = ? AND o.record IN ({marks}) ORDER BY t.key",
            (rule, *records),
        ).fetchall()
        return [
            Known(
                records=frozenset(records),
                level=row["level"],
                status=Status(row["status"]),
                sources=frozenset(msgspec.json.decode(row["sources"], type=list[str])),
            )
            for row in rows
        ]

    def note(self, rule: str, before: Known | None, now: Known, *, told: bool) -> None:
        """Remember that an episode was judged, and whether it was told."""
        known = remember(before, now, told=told)
        cursor = self._db.execute(
            "INSERT INTO told (rule, level, status, sources) VALUES (?, ?, ?, ?)",
            (rule, known.level, known.status.value, msgspec.json.encode(sorted(known.sources)).decode()),
        )
        self._db.executemany(
            "INSERT INTO told_of (rule, record, told) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET told = excluded.told",
            [(rule, record, cursor.lastrowid) for record in sorted(known.records)],
        )

    def tidy(self) -> None:
        """Forget what nothing leads to any more."""
        self._db.execute("DELETE FROM told WHERE key NOT IN (SELECT told FROM told_of)")

    def flag(self, rule: str, flags: set[tuple[str, str]], *, forget: bool = True) -> set[tuple[str, str]]:
        """Remember the (outlet, flag), or (track, day), that a rule sees now; return those that it did not see before.

        What it sees no more is forgotten, so that it is news when it comes again; unless told not to `forget`.
        """
        rows = self._db.execute("SELECT outlet, flag FROM flagged WHERE rule = ?", (rule,))
        before = {(row["outlet"], row["flag"]) for row in rows}
        self._db.execute("DELETE FROM flagged WHERE rule = ?", (rule,))
        marks = [(rule, outlet, name) for outlet, name in sorted(flags if forget else flags | before)]
        self._db.executemany("INSERT INTO flagged (rule, outlet, flag) VALUES (?, ?, ?)", marks)
        return flags - before

    def queue(self, message: Message, channels: Iterable[str], now: float, due: float, *, gathered: bool) -> None:
        """Have a message delivered over channels."""
        row = (message.id, now, int(gathered), msgspec.json.encode(message).decode())
        key = self._db.execute("INSERT INTO alert (id, made, gathered, json) VALUES (?, ?, ?, ?)", row).lastrowid
        rows = [(key, channel, due) for channel in dict.fromkeys(channels)]
        self._db.executemany("INSERT INTO delivery (alert, channel, due) VALUES (?, ?, ?)", rows)

    def take(self, now: float, channels: Collection[str]) -> Waiting | None:
        """Take what is due first over these channels, for so long that another one will not.

        What was gathered goes out together.
        """
        marks = ", ".join("?" * len(channels))
        rows = self._db.execute(
            "SELECT a.key, a.json, a.gathered, d.channel, d.tries, d.error FROM delivery d JOIN alert a"
            f" ON a.key = d.alert WHERE d.done IS NULL AND d.due <= ? AND d.channel IN ({marks})"
            " ORDER BY d.channel, a.key LIMIT 500",
            (now, *channels),
        ).fetchall()
        if not rows:
            return None
        first = rows[0]
        chosen = [row for row in rows if row["channel"] == first["channel"] and row["gathered"]]
        chosen = chosen if first["gathered"] else [first]
        leases = [(now + LEASE, row["key"], row["channel"]) for row in chosen]
        self._db.executemany("UPDATE delivery SET due = ? WHERE alert = ? AND channel = ?", leases)
        return Waiting(
            channel=first["channel"],
            keys=tuple(row["key"] for row in chosen),
            messages=tuple(msgspec.json.decode(row["json"], type=Message) for row in chosen),
            tries=max(row["tries"] for row in chosen),
            error=first["error"],
        )

    def settle(self, waiting: Waiting, now: float, error: str | None) -> None:
        """Remember that messages were delivered, or why not; those are tried again later, for ever."""
        due = now + min(_FIRST * 2.0 ** min(waiting.tries, 20), _LONGEST)
        change = "done = ?, error = ?" if error is None else "due = ?, error = ?, tries = tries + 1"
        values = (now if error is None else due, error and error[:300])
        marks = [(*values, key, waiting.channel) for key in waiting.keys]
        self._db.executemany(f"UPDATE delivery SET {change} WHERE alert = ? AND channel = ?", marks)

    def drop(self, channel: str) -> int:
        """Forget what waits to go over a channel that is no more; return how many deliveries that were."""
        return self._db.execute("DELETE FROM delivery WHERE channel = ? AND done IS NULL", (channel,)).rowcount

    def list_last(self, limit: int) -> list[Told]:
        """Return the last alerts, the newest first, with where each went or waits to go."""
        rows = self._db.execute("SELECT key, made, json FROM alert ORDER BY key DESC LIMIT ?", (limit,)).fetchall()
        told = []
        for row in rows:
            ways = self._db.execute(
                "SELECT channel, done, tries, error FROM delivery WHERE alert = ? ORDER BY channel", (row["key"],)
            )
            deliveries = tuple(Delivery(**dict(way)) for way in ways)
            message = msgspec.json.decode(row["json"], type=Message)
            told.append(Told(message=message, made=row["made"], deliveries=deliveries))
        return told

    def count(self) -> tuple[int, int]:
        """Return how many deliveries wait, and how many of them have failed so far."""
        row = self._db.execute("SELECT count(*), coalesce(sum(tries > 0), 0) FROM delivery WHERE done IS NULL")
        waiting, failed = row.fetchone()
        return int(waiting), int(failed)
