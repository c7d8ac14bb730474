import sqlite3
from contextlib import closing

import pytest

from marsad.ledger import Ledger, LedgerError, migrate
from marsad.ledger.stores.sqlite.database import APPLICATION, split_statements

from .made import AT, make_reading

BROKEN = "CREATE TABLE later (x);\nNONSENSE;"
NEXT = len(migrate.load_migrations()) + 1
LATER = "-- a later schema\nCREATE TABLE later (note TEXT);\nCREATE INDEX later_by_note ON later (note)"


def test_migrations_are_numbered_without_gap():
    assert [int(name[:4]) for name in sorted(names())] == list(range(1, len(migrate.load_migrations()) + 1))


def names():
    return [file.name for file in migrate.files("marsad.ledger.migrations").iterdir() if file.name.endswith(".sql")]


def test_a_trigger_is_one_statement():
    (script, *_) = migrate.load_migrations()
    statements = list(split_statements(script))
    triggers = [statement for statement in statements if "CREATE TRIGGER" in statement]
    assert len(triggers) == 2
    assert all("END;" in trigger for trigger in triggers)


@pytest.fixture
def later(monkeypatch):
    """What a later release would have: one more migration."""
    both = (*migrate.load_migrations(), LATER)

    def begin():
        for module in ("migrate", "connection"):
            monkeypatch.setattr(f"marsad.ledger.{module}.load_migrations", lambda: both)

    return begin


def test_an_older_ledger_is_brought_up_to_date_with_its_records(tmp_path, later):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(), run="run", at=AT)
    later()
    with pytest.raises(LedgerError, match="older marsad; open it once for writing"):
        Ledger.open(path, readonly=True)
    with Ledger.open(path) as ledger:
        assert ledger.counts().articles == 1
        assert ledger._db.execute("SELECT schema_version FROM meta").fetchone()[0] == NEXT
        assert ledger._db.execute("PRAGMA user_version").fetchone()[0] == NEXT
        assert list(ledger._db.execute("SELECT note FROM later")) == []
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.check() == ()


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(tmp_path, later, monkeypatch):
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    later()
    monkeypatch.setattr("marsad.ledger.migrate.load_migrations", lambda: ("",) * (NEXT - 1) + (BROKEN,))
    with pytest.raises(LedgerError, match="syntax error"):
        Ledger.open(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == NEXT - 1
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0] == 0
    db.close()


def test_migrating_twice_does_nothing(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        migrate.migrate(ledger._db, str(path))
        assert ledger.check() == ()


def test_captures_of_the_first_schema_are_carried_over(tmp_path):
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as db:
        for statement in split_statements(migrate.load_migrations()[0]):
            db.execute(statement)
        db.execute("INSERT INTO meta VALUES (1, 1)")
        db.execute("INSERT INTO run VALUES (1, 'r', 't')")
        db.execute("INSERT INTO article (id, digest, origin, on_topic, reading, run) VALUES ('a1', 'd', 'o', 1, 1, 1)")
        db.execute("INSERT INTO capture VALUES ('a1', 'page.html', NULL, 'd', 5, 1)")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with Ledger.open(path) as ledger:
        (capture,) = ledger.captures()
    assert (capture.article, capture.origin, capture.size, capture.at) == ("a1", "page.html", 5, None)


def test_what_waits_for_a_row_to_come_is_found_without_looking_at_all(tmp_path):
    """Adding a row that a deferred reference may point to looks for those that do."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%DEFERR%'"
        tables = dict(ledger._db.execute(query).fetchall())
        assert list(tables) == ["article"]
        plan = ledger._db.execute("EXPLAIN QUERY PLAN SELECT 1 FROM article WHERE reading = 7").fetchone()
    assert "USING COVERING INDEX article_by_reading" in plan["detail"]
