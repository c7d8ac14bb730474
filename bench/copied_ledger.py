"""A ledger written many times over: all rows of one again, under other ids, on other days, in other outlets.

What a row's columns mean says `_COLUMNS`; texts and JSON are cut once at what differs from copy to copy. The traces of
stories differ as in `bench.stories_ledger`: phrases of everybody stay, a text's own shingles become others. So `check`
finds such a ledger whole but for its traces, which it says to be of another text.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.made_episodes import load_moulds
from bench.stories_ledger import MASK, mark_own
from marsad.ledger import Ledger
from marsad.ledger.stories_traces import make_trace_of
from marsad.reconcile.stories import Trace, make_keys, make_story_id
from marsad.reconcile.stories.trace import unpack

LETTERS = "بجحخدرزسشص"
NAMES = 8  # under which an outlet stands
_KEYS = ("run", "article", "edition", "reading", "record", "passage", "version", "story", "episode")
_TEXT = "text"
_COLUMNS = {  # whose key a number is, or that a text is to be looked through; all else stays
    "run": {"number": "run", "name": "name", "at": _TEXT},
    "article": dict.fromkeys(
        ("id", "digest", "origin", "url", "outlet", "title", "published", "published_start", "published_end"), _TEXT
    )
    | {
        "body_hash": _TEXT,
        "copy_of": _TEXT,
        "key": "article",
        "reading": "reading",
        "claimed": "reading",
        "reconciled": "reading",
        "run": "run",
        "trace": "trace",
    },
    "claim": {"article": "article", "day": _TEXT, "json": _TEXT},
    "capture": dict.fromkeys(("article", "origin", "url", "digest", "at"), _TEXT) | {"run": "run"},
    "edition": {"key": "edition", "article": _TEXT, "run": "run", "json": _TEXT},
    "reading": {"key": "reading", "article": _TEXT, "edition": "edition", "run": "run"},
    "record": dict.fromkeys(("id", "article", "quote", "date_start", "date_end", "json"), _TEXT)
    | dict.fromkeys(("key", "superseded_by"), "record")
    | dict.fromkeys(("valid_from_run", "valid_to_run"), "run")
    | {"edition": "edition"},
    "party": {"record": "record"},
    "abstention": {"reading": "reading", "quote": _TEXT},
    "passage": {"key": "passage", "article": _TEXT, "terms": _TEXT},
    "version": {"key": "version", "item": _TEXT, "article": _TEXT, "first": _TEXT, "last": _TEXT, "run": "run"},
    "link": {"one": "trace", "other": "trace"},
    "story": {"key": "story", "id": _TEXT, "first": _TEXT, "last": _TEXT, "outlet": _TEXT, "upstream": _TEXT},
    "member": {"article": "article", "story": "story"},
    "telling": {"revision": "record", "episode": "episode"}
    | dict.fromkeys(("record", "article", "source", "upstream", "published", "json"), _TEXT),
    "telling_link": {"one": "record", "other": "record"},
    "telling_place": {"place": "day", "telling": "record"},
    "episode": {"key": "episode", "id": _TEXT, "since": _TEXT, "until": _TEXT, "json": _TEXT},
    "episode_part": {"episode": "episode", "id": _TEXT, "since": _TEXT, "until": _TEXT},
    "said": {"day": _TEXT, "told": _TEXT, "record": _TEXT, "episode": "episode"},
    "record_link": {"source": _TEXT, "target": _TEXT, "within": "episode"},
}


class Copy(NamedTuple):
    """Which copy, how many days later, and how many keys each table's rows take in one."""

    number: int
    days: int
    sizes: dict[str, int]


class Kept(NamedTuple):
    """A trace of the ledger that is copied: its place, its article's key, its facts, what of its shingles differs."""

    place: int
    key: int
    trace: Trace
    facts: str
    mark: int


def make_word(number: int) -> str:
    """Return a word that stands in one story alone."""
    return "ظ" + "".join(LETTERS[int(digit)] for digit in f"{number:07}")


class Mover:
    """What becomes of texts and numbers in a copy; `of` has for ids of stories what they are made of."""

    def __init__(self, of: dict[str, str], outlets: list[str]) -> None:
        """Begin with the stories of the ledger that is copied, and the names of its outlets."""
        self._of = of
        self._parts: dict[str, list[str]] = {}
        self._known: dict[str, str] = {}
        self._copy, self._days = 0, 0
        names = "|".join(sorted(map(re.escape, outlets), key=len, reverse=True))
        self._cut = re.compile(
            r"(\b(?:a|e|t|st|si|fi|da|so)[0-9a-f]{18}\b|\b20\d\d-\d\d-\d\d|outlet\d+\.example/\d+"
            rf"|ظ[{LETTERS}]{{7}}|\b[0-9a-f]{{64}}\b|\b[0-9a-f]{{32}}\b"
            rf'|(?<=")(?:{names})(?=")|^(?:{names})$)'
        )

    def begin(self, copy: Copy) -> None:
        """Turn to a copy."""
        self._copy, self._days, self._known = copy.number, copy.days, {}

    def name(self, text: str) -> str:
        """Return the name of a run."""
        return f"{text}-{self._copy:04}"

    def text(self, text: str | None) -> str | None:
        """Return a text, JSON too, as it is in the copy."""
        if text is None:
            return None
        parts = self._parts.get(text)
        if parts is None:
            parts = self._parts[text] = self._cut.split(text)
        return "".join([self._move(part) if at % 2 else part for at, part in enumerate(parts)])

    def _move(self, part: str) -> str:
        moved = self._known.get(part)
        if moved is None:
            moved = self._known[part] = self._find(part)
        return moved

    def _find(self, part: str) -> str:
        if part in self._of:
            return make_story_id(self._move(self._of[part]))
        if part[0] == "ظ":
            return make_word(int(f"{self._copy:03}{''.join(str(LETTERS.index(each)) for each in part[4:])}"))
        if part.startswith("outlet"):
            site, number = part.split(".example/")
            return f"{site}-{self._copy % NAMES}.example/{self._copy}-{number}"
        if re.fullmatch(r"20\d\d-\d\d-\d\d", part):
            return (date.fromisoformat(part) + timedelta(self._days)).isoformat()
        if re.fullmatch(r"[a-z]{0,2}[0-9a-f]{18,64}", part):
            return f"{part[:-4]}{int(part[-4:], 16) ^ self._copy:04x}"
        return f"{part} {self._copy % NAMES}" if self._copy % NAMES else part


def copy_rows(source: Path, target: Path, copies: int, *, apart: int) -> None:
    """Write the rows of the ledger `source` so many times more into `target`, a copy of it, each `apart` days later."""
    with Ledger.open(source, readonly=True) as ledger:
        outlets = [name for name in ledger.outlet_names() if name in load_moulds()["outlets"]]
    db = sqlite3.connect(target, isolation_level=None)
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = OFF", "cache_size = -400000"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("ATTACH ? AS base", (str(source),))
    mover = Mover(_find_origins(db), outlets)
    db.create_function("moved", 1, mover.text, deterministic=False)
    db.create_function("named", 1, mover.name, deterministic=False)
    made = _drop_indices(db)
    sizes = {table: _find_size(db, table) for table in _KEYS}
    traces = _load_traces(db)
    db.execute("CREATE TEMP TABLE placed (old INTEGER PRIMARY KEY, new INTEGER)")
    db.execute("CREATE TEMP TABLE filed (key INTEGER, place INTEGER)")
    for number in range(1, copies + 1):
        place = Copy(number, number * apart, sizes)
        mover.begin(place)
        db.execute("BEGIN")
        db.execute("DELETE FROM placed")
        _copy_traces(db, mover, traces, place)
        for table, columns in _COLUMNS.items():
            db.execute(_write_copy(db, table, columns, place))
        db.execute("COMMIT")
    db.execute("INSERT INTO main.trace_key (key, place) SELECT key, place FROM filed ORDER BY key, place")
    for statement in made:
        db.execute(statement)
    db.execute("INSERT INTO passage_index (passage_index) VALUES ('rebuild')")
    db.execute("INSERT OR IGNORE INTO word (term) SELECT term FROM passage_term")
    db.execute("UPDATE meta SET scale = ''")  # on other days other officeholders speak: levels are found anew
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    with Ledger.open(target) as ledger:
        ledger.regrade()
        ledger.rebuild_tallies()


def _find_origins(db: sqlite3.Connection) -> dict[str, str]:
    """Return of which article, its earliest one, the id of each story is made."""
    tables = "base.story s JOIN base.member m ON m.story = s.key JOIN base.article a ON a.key = m.article"
    members = db.execute(f"SELECT s.id, a.id FROM {tables}")
    return {story: article for story, article in members if make_story_id(article) == story}


def _load_traces(db: sqlite3.Connection) -> list[Kept]:
    tables = "base.trace t JOIN base.article a ON a.trace = t.place"
    rows = db.execute(f"SELECT a.id, t.shingles, t.words, t.facts, t.place, a.key FROM {tables}").fetchall()
    traces = [make_trace_of(row) for row in rows]
    counts = Counter(shingle for trace in traces for shingle in unpack(trace.shingles))
    marks = [mark_own(unpack(trace.shingles), counts) for trace in traces]
    return [Kept(row[4], row[5], trace, row[3], mark) for row, trace, mark in zip(rows, traces, marks, strict=True)]


def _copy_traces(db: sqlite3.Connection, mover: Mover, traces: list[Kept], place: Copy) -> None:
    mask = (2_654_435_761 * place.number) & MASK
    for kept in traces:
        shingles = int.from_bytes(kept.trace.shingles, "little") ^ kept.mark * mask
        trace = msgspec.structs.replace(
            kept.trace,
            article=mover.text(kept.trace.article) or "",
            day=kept.trace.day + place.days,
            shingles=shingles.to_bytes(len(kept.trace.shingles), "little"),
        )
        facts = msgspec.json.decode(mover.text(kept.facts) or "") | {"day": trace.day}
        db.execute("INSERT INTO placed (old, new) VALUES (?, ?)", (kept.place, trace.place))
        db.execute(
            "INSERT INTO main.trace (place, article, shingles, words, facts) VALUES (?, ?, ?, ?, ?)",
            (
                trace.place,
                kept.key + place.number * place.sizes["article"],
                trace.shingles,
                trace.words,
                msgspec.json.encode(facts).decode(),
            ),
        )
        db.executemany("INSERT INTO filed VALUES (?, ?)", [(key, trace.place) for key in {*make_keys(trace)}])


def _drop_indices(db: sqlite3.Connection) -> list[str]:
    """Take away what would be brought up to date with every row; return how to make it again."""
    rows = db.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('index', 'trigger') AND sql NOT NULL"
    )
    found = rows.fetchall()
    for kind, name, _ in found:
        db.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in found]


def _find_size(db: sqlite3.Connection, table: str) -> int:
    key = "number" if table == "run" else "key"
    return int(db.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM base.{table}").fetchone()[0])


def _write_copy(db: sqlite3.Connection, table: str, columns: dict[str, str], place: Copy) -> str:
    """Return the statement that writes a copy of a table's rows."""
    names = [row[1] for row in db.execute(f"PRAGMA base.table_info({table})")]
    moved = []
    for name in names:
        match columns.get(name):
            case None:
                moved.append(name)
            case "text":
                moved.append(f"moved({name})")
            case "name":
                moved.append(f"named({name})")
            case "trace":
                moved.append(f"(SELECT new FROM placed WHERE old = {name})")
            case "day":
                moved.append(f"CASE WHEN {name} > 0 THEN {name} + {place.days} ELSE {name} END")
            case kind:
                moved.append(f"{name} + {place.number * place.sizes[kind]}")
    return f"INSERT INTO main.{table} ({', '.join(names)}) SELECT {', '.join(moved)} FROM base.{table}"
