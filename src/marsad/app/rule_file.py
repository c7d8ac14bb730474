"""Rules and channels of alerts that were made in the browser, in a file beside the ledger; all changes are noted."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from marsad.alerts import Channel, Condition, Rule, Rules
from marsad.app.errors import AppError
from marsad.app.sidefile import SideFile, open_side

_FILE = SideFile(
    application=0x4D525352,  # "MRSR" in the file's header
    what="rules",
    schema=(
        "CREATE TABLE rule (id TEXT PRIMARY KEY, by TEXT NOT NULL, at TEXT NOT NULL, json TEXT NOT NULL)",
        "CREATE TABLE channel (id TEXT PRIMARY KEY, by TEXT NOT NULL, at TEXT NOT NULL, json TEXT NOT NULL,"
        " shown TEXT NOT NULL)",
        "CREATE TABLE change (key INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, did TEXT NOT NULL,"
        " id TEXT NOT NULL, title TEXT NOT NULL, json TEXT NOT NULL)",
    ),
)
_Kind = TypeVar("_Kind", Rule, Channel)


class KeptRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, with who made it last what it is, and when (ISO 8601)."""

    rule: Rule
    by: str
    at: str


class KeptChannel(msgspec.Struct, frozen=True, kw_only=True):
    """A channel with where it leads, secrets taken out, as it may be `shown`."""

    channel: Channel
    shown: str
    by: str
    at: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done to rules or channels: `did` is "make", "change" or "delete"; no secret stands in it."""

    at: str
    by: str
    did: str
    id: str
    title: str
    json: str


class RuleFile:
    """The rules and channels of a ledger that were made in the browser."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`, which need not be there."""
        self._path = path

    @contextmanager
    def _open(self, *, reading: bool = False) -> Iterator[sqlite3.Connection]:
        with open_side(self._path, _FILE, reading=reading) as db:
            yield db

    def _ask(self, query: str) -> list[sqlite3.Row]:
        if not self._path.exists():
            return []
        with self._open(reading=True) as db:
            return db.execute(query).fetchall()

    def rules(self) -> tuple[KeptRule, ...]:
        """Return the rules in the order of their titles; raise AppError where one cannot be read."""
        rows = self._ask("SELECT by, at, json FROM rule ORDER BY id")
        kept = [KeptRule(rule=self._read(row["json"], Rule), by=row["by"], at=row["at"]) for row in rows]
        return tuple(sorted(kept, key=lambda one: (one.rule.title, one.rule.id)))

    def channels(self) -> tuple[KeptChannel, ...]:
        """Return the channels in the order of their titles; raise AppError where one cannot be read."""
        rows = self._ask("SELECT by, at, json, shown FROM channel ORDER BY id")
        kept = [
            KeptChannel(channel=self._read(row["json"], Channel), shown=row["shown"], by=row["by"], at=row["at"])
            for row in rows
        ]
        return tuple(sorted(kept, key=lambda one: (one.channel.title, one.channel.id)))

    def _read(self, text: str, kind: type[_Kind]) -> _Kind:
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.MsgspecError as error:
            raise AppError(f"{self._path}: a rule that this version of marsad cannot read ({error})") from error

    def changes(self, limit: int) -> tuple[Change, ...]:
        """Return what was done, the last first."""
        rows = self._ask(f"SELECT at, by, did, id, title, json FROM change ORDER BY key DESC LIMIT {int(limit)}")
        return tuple(Change(**dict(row)) for row in rows)

    def put_rule(self, rule: Rule, by: str, at: str) -> None:
        """Add a rule, or put it in the place of the one with its id."""
        text = msgspec.json.encode(_drop_free(rule)).decode()
        with self._open() as db:
            did = "change" if db.execute("SELECT 1 FROM rule WHERE id = ?", (rule.id,)).fetchone() else "make"
            db.execute(
                "INSERT INTO rule (id, by, at, json) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET by = excluded.by, at = excluded.at, json = excluded.json",
                (rule.id, by, at, text),
            )
            _note(db, at, by, did, (rule.id, rule.title, text))

    def put_channel(self, channel: Channel, shown: str, by: str, at: str) -> None:
        """Add a channel, or put it in the place of the one with its id."""
        text = msgspec.json.encode(channel).decode()
        with self._open() as db:
            did = "change" if db.execute("SELECT 1 FROM channel WHERE id = ?", (channel.id,)).fetchone() else "make"
            db.execute(
                "INSERT INTO channel (id, by, at, json, shown) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET by = excluded.by, at = excluded.at, json = excluded.json, shown = excluded.shown",
                (channel.id, by, at, text, shown),
            )
            _note(db, at, by, did, (channel.id, channel.title, shown))

    def remove_rule(self, id_: str, by: str, at: str) -> bool:
        """Take a rule away; return whether there was one such."""
        with self._open() as db:
            return _remove(db, "rule", id_, by, at)

    def remove_channel(self, id_: str, by: str, at: str) -> bool:
        """Take a channel away; return whether there was one such."""
        with self._open() as db:
            return _remove(db, "channel", id_, by, at)


def _drop_free(rule: Condition) -> dict[str, object]:
    """Return what a rule or condition says, without what it leaves as it is where nothing is said."""
    said = {field.name: (getattr(rule, field.name), field.default) for field in msgspec.structs.fields(rule)}
    kept = {name: value for name, (value, default) in said.items() if value != default}
    return kept | ({"any": [_drop_free(one) for one in rule.any]} if isinstance(rule, Rule) and rule.any else {})


def _remove(db: sqlite3.Connection, table: str, id_: str, by: str, at: str) -> bool:
    row = db.execute(f"SELECT json FROM {table} WHERE id = ?", (id_,)).fetchone()
    if row is None:
        return False
    db.execute(f"DELETE FROM {table} WHERE id = ?", (id_,))
    _note(db, at, by, "delete", (id_, msgspec.json.decode(row["json"]).get("title", ""), ""))
    return True


def _note(db: sqlite3.Connection, at: str, by: str, did: str, what: tuple[str, str, str]) -> None:
    db.execute("INSERT INTO change (at, by, did, id, title, json) VALUES (?, ?, ?, ?, ?, ?)", (at, by, did, *what))


def join_rules(file: Rules, own: RuleFile) -> Rules:
    """Return the rules of a file with those made in the browser, which may go to the file's channels, too.

    Channels that are no more are left out of rules, and rules that go nowhere then are left out.
    """
    taken = {*(one.id for one in file.channel), *(one.id for one in file.rule)}
    channels = (*file.channel, *(one.channel for one in own.channels() if one.channel.id not in taken))
    known = {channel.id for channel in channels}
    rules = [_keep_known(one.rule, known) for one in own.rules() if one.rule.id not in taken]
    return msgspec.structs.replace(file, channel=channels, rule=(*file.rule, *(rule for rule in rules if rule.to)))


def _keep_known(rule: Rule, channels: set[str]) -> Rule:
    return msgspec.structs.replace(rule, to=tuple(name for name in rule.to if name in channels))
