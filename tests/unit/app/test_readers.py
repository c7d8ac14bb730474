"""A ledger kept open shows what stands at the moment of asking, whatever becomes of its file."""

import shutil
import threading

import pytest

from marsad.app.errors import AppError
from marsad.app.readers import Readers
from marsad.ledger import Ledger, LedgerError

from ..ledger.made import AT, make_article, make_reading


def add(path, number):
    with Ledger.open(path) as ledger:
        ledger.add(make_reading(make_article(url=f"https://a.example/{number}")), run="run", at=AT)


def count(readers):
    with readers.open() as ledger:
        return ledger.sizes().articles


@pytest.fixture
def path(tmp_path):
    where = tmp_path / "a.ledger"
    add(where, 0)
    return where


@pytest.fixture
def opened(monkeypatch):
    """How often a ledger was opened."""
    made = []
    real = Ledger.open

    def open_noted(*given, **named):
        made.append(given)
        return real(*given, **named)

    monkeypatch.setattr(Ledger, "open", open_noted)
    return made


def test_every_addition_is_seen_though_nothing_is_opened_anew(path, opened):
    readers = Readers(path)
    with Ledger.open(path) as writer:
        assert count(readers) == 1
        before = len(opened)
        for number in range(1, 4):
            writer.add(make_reading(make_article(url=f"https://a.example/{number}")), run="run", at=AT)
            assert count(readers) == number + 1
        assert len(opened) == before


def test_readers_at_once_have_ledgers_of_their_own_also_in_other_threads(path, opened):
    readers = Readers(path)
    with readers.open() as one, readers.open() as other:
        assert one is not other
    before = len(opened)
    found = []
    thread = threading.Thread(target=lambda: found.append(count(readers)))
    thread.start()
    thread.join(240)
    assert found == [1]
    assert len(opened) == before


def test_a_file_in_its_place_is_another_ledger(path, tmp_path):
    readers = Readers(path)
    assert count(readers) == 1
    other = tmp_path / "other.ledger"
    for number in range(3):
        add(other, number)
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    other.replace(path)
    assert count(readers) == 3


def test_a_ledger_that_is_gone_or_fails_is_told_and_the_next_one_found(path, tmp_path):
    readers = Readers(path)
    assert count(readers) == 1
    kept = tmp_path / "kept"
    shutil.copyfile(path, kept)
    path.unlink()
    with pytest.raises(AppError, match="no such ledger"):
        count(readers)
    shutil.copyfile(kept, path)
    assert count(readers) == 1
    with pytest.raises(LedgerError), readers.open() as ledger:
        ledger.article("none")
    assert count(readers) == 1


def test_what_is_read_halfway_holds_up_no_writer(path):
    readers = Readers(path)
    with readers.open() as ledger:
        next(ledger.entries())
    with Ledger.open(path) as writer:
        writer.add(make_reading(make_article(url="https://a.example/9")), run="run", at=AT)
        assert writer._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert count(readers) == 2
