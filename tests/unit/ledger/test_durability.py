"""What must not hurt a ledger: a killed process, other writers, a full disk, files that are no ledgers."""

import contextlib
import multiprocessing
import sqlite3
import threading

import pytest

from marsad import sqlite
from marsad.ledger import AddStatus, Ledger, LedgerError
from marsad.ledger import connection as connecting
from marsad.ledger.stores.sqlite import opening

from .made import AT, TEXT, make_article, make_reading

SPAWN = multiprocessing.get_context("spawn")
RECORDS = 6  # of each numbered page


def numbered(number):
    text = TEXT.replace("خصوصاً", f"خصوصاً {number}")  # leaves two of the three signals
    return make_reading(make_article(text, url=f"https://al-marfa.example/{number}"))


def add_many(path, numbers, tell):
    with Ledger.open(path) as ledger:
        for number in numbers:
            add_numbered(ledger, [number])
            tell.send(number)
    tell.close()


def start(path, numbers):
    hear, tell = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=add_many, args=(path, numbers, tell))
    process.start()
    tell.close()
    return process, hear


def test_a_killed_process_leaves_whole_pages(tmp_path):
    path = tmp_path / "ledger.db"
    process, hear = start(path, range(100_000))
    told = [hear.recv() for _ in range(25)]
    process.kill()
    process.join()
    with Ledger.open(path) as ledger:
        assert ledger.check() == ()
        counts = ledger.counts()
        assert len(told) <= counts.articles < 100_000
        assert sum(counts.records.values()) == RECORDS * counts.articles
        again = ledger.add(numbered(told[-1]), run="again", at=AT)
        assert again.status is AddStatus.UNCHANGED
        after = ledger.add(numbered(counts.articles + 1), run="again", at=AT)
        assert after.status is AddStatus.NEW


def hear_out(hear):
    with contextlib.suppress(EOFError):
        while True:
            hear.recv()


def add_numbered(ledger, numbers):
    for number in numbers:
        ledger.add(numbered(number), run="run", at=AT)


def test_two_writers_wait_for_one_another(tmp_path):
    path = tmp_path / "ledger.db"
    writers = [start(path, numbers) for numbers in (range(30), range(20, 50))]
    for process, hear in writers:
        hear_out(hear)
        process.join()
        assert process.exitcode == 0
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.counts().articles == 50
        assert ledger.check() == ()


def test_a_writer_that_waits_in_vain_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(connecting, "PATIENCE", 0.01)
    with Ledger.open(tmp_path / "ledger.db") as first, Ledger.open(tmp_path / "ledger.db") as second:
        first._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="is being written by another program"):
            second.add(numbered(1), run="run", at=AT)
        first._db.execute("ROLLBACK")
        assert second.add(numbered(1), run="run", at=AT).status is AddStatus.NEW


def test_the_switch_to_the_write_ahead_log_waits(tmp_path):
    path = tmp_path / "ledger.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, other.execute, ["ROLLBACK"]).start()
    with Ledger.open(path) as ledger:
        assert ledger._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    other.close()


def test_a_full_disk_costs_the_page_and_nothing_else(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(numbered(0), run="run", at=AT)
        (pages,) = ledger._db.execute("PRAGMA page_count").fetchone()
        ledger._db.execute(f"PRAGMA max_page_count = {pages + 8}")
        with pytest.raises(LedgerError, match="disk is full"):
            add_numbered(ledger, range(1, 500))
        ledger._db.execute("PRAGMA max_page_count = 100000")
        counts = ledger.counts()
        assert sum(counts.records.values()) == RECORDS * counts.articles
        assert ledger.check() == ()
        assert ledger.add(numbered(counts.articles), run="run", at=AT).status is AddStatus.NEW


def test_a_disk_too_full_to_begin_leaves_no_half_ledger(tmp_path, monkeypatch):
    path = tmp_path / "ledger.db"
    opened = opening.open_file

    def open_small(*args):
        db = opened(*args)
        db.execute("PRAGMA max_page_count = 10")
        return db

    monkeypatch.setattr(opening, "open_file", open_small)
    with pytest.raises(LedgerError, match="disk is full"):
        Ledger.open(path)
    monkeypatch.undo()
    with Ledger.open(path) as ledger:
        assert ledger.check() == ()


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger._db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(LedgerError, match=r"ledger\.db was written by a newer marsad \(schema 99\); update marsad"):
            Ledger.open(path, readonly=readonly)
    assert path.read_bytes() == before


def test_files_that_are_no_ledgers(tmp_path):
    path = tmp_path / "ledger.db"
    path.write_bytes(b"<html>" * 1000)
    with pytest.raises(LedgerError, match="is not a ledger"):
        Ledger.open(path)
    assert path.read_bytes() == b"<html>" * 1000
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE notes (note TEXT)")
    db.close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger.open(other)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "nowhere" / "ledger.db")


@pytest.mark.parametrize("readonly", [False, True])
def test_a_damaged_ledger_is_one_clear_error(tmp_path, readonly):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        add_numbered(ledger, range(5))
    body = path.read_bytes()
    path.write_bytes(body[:4096] + b"\x07" * (len(body) - 4096))
    with pytest.raises(LedgerError, match="is damaged") as caught, Ledger.open(path, readonly=readonly) as ledger:
        list(ledger.entries())
    assert "\n" not in str(caught.value)


def test_a_truncated_ledger_is_seen_by_check(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        add_numbered(ledger, range(5))
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2])
    with pytest.raises(LedgerError, match="is damaged"), Ledger.open(path) as ledger:
        assert ledger.check() == ()


def test_missing_and_empty_files(tmp_path):
    path = tmp_path / "ledger.db"
    for wish in ({"create": False}, {"readonly": True}):
        with pytest.raises(LedgerError, match="no such ledger"):
            Ledger.open(path, **wish)
    assert not path.exists()
    path.touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger.open(path, readonly=True)
    with Ledger.open(path) as ledger:
        assert ledger.place.file == path
        assert ledger.check() == ()


def test_a_ledger_opened_for_reading_is_not_written(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
    before = path.read_bytes()
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.check() == ()
        assert len(list(ledger.search("نووي"))) == 4
        with pytest.raises(LedgerError, match="read-only"):
            ledger.add(numbered(2), run="run", at=AT)
    assert path.read_bytes() == before


def test_reading_goes_on_where_nothing_can_be_written_beside_the_ledger(tmp_path, monkeypatch):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
    opened = sqlite.open_file

    class Unreachable:
        def execute(self, query):
            raise sqlite3.OperationalError("unable to open database file")

        def close(self):
            pass

    def open_on_fixed_media(where, options, *rest, **more):
        return opened(where, options, *rest, **more) if options == "immutable=1" else Unreachable()

    monkeypatch.setattr(sqlite, "open_file", open_on_fixed_media)
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.counts().articles == 1
    (tmp_path / "ledger.db-wal").touch()
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(path, readonly=True)


def test_check_names_what_is_wrong(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        signal = next(iter(ledger.signals()))
        ledger._db.execute("PRAGMA foreign_keys = OFF")
        ledger._db.execute("UPDATE record SET quote = 'x' WHERE id = ?", (signal.id,))
        ledger._db.execute("UPDATE record SET json = '{' WHERE layer = 'figure'")
        ledger._db.execute("DELETE FROM capture")
        ledger._db.execute("UPDATE party SET record = 999 WHERE record = 1")
        problems = "\n".join(ledger.check())
    for words in ("columns differ", "quote is not what", "truncated", "no capture", "points to a missing record"):
        assert words in problems
