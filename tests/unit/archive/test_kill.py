"""What must not hurt an archive: a process killed at any moment, other writers, a full disk."""

import contextlib
import multiprocessing
import random
import sqlite3
import time

import pytest

from marsad.archive import Archive, ArchiveError, check_archive
from marsad.archive import index as indexing
from marsad.archive.settle import settle_file

from .test_archive import files, fill, make

SPAWN = multiprocessing.get_context("spawn")


def append_many(folder, numbers, tell):
    with Archive.open(folder, rotate=20_000) as archive:
        for number in numbers:
            archive.append(make(number))
            tell.send(number)
    tell.close()


def start(folder, numbers):
    hear, tell = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=append_many, args=(folder, numbers, tell))
    process.start()
    tell.close()
    return process, hear


def hear_out(hear):
    heard = []
    with contextlib.suppress(EOFError):
        while True:
            heard.append(hear.recv())
    return heard


def numbers_in(folder):
    with Archive.open(folder, readonly=True) as archive:
        return sorted(int(entry.url.rsplit("/", 1)[1]) for entry in archive.entries())


def test_killed_at_random_moments_it_loses_nothing_that_it_confirmed(tmp_path):
    told, rng = [], random.Random(4)
    for turn in range(6):
        process, hear = start(tmp_path, range(turn * 100_000, (turn + 1) * 100_000))
        told.append(hear.recv())
        time.sleep(rng.random() * 0.05)
        process.kill()
        process.join()
        told += hear_out(hear)
        Archive.open(tmp_path).close()
        assert list(check_archive(tmp_path)) == []
        assert set(told) <= set(numbers_in(tmp_path))
    assert len(files(tmp_path)) > 1


def test_two_writers_wait_for_one_another(tmp_path):
    writers = [start(tmp_path, numbers) for numbers in (range(60), range(100, 160))]
    for process, hear in writers:
        hear_out(hear)
        process.join()
        assert process.exitcode == 0
    assert numbers_in(tmp_path) == [*range(60), *range(100, 160)]
    assert list(check_archive(tmp_path)) == []


def test_a_record_torn_at_any_byte_is_cut_off(tmp_path):
    first, last = fill(tmp_path, range(2))
    path = tmp_path / first.file
    whole = path.read_bytes()
    with Archive.open(tmp_path) as archive:
        for cut in range(last.offset + 1, len(whole)):
            path.write_bytes(whole[:cut])
            indexing.set_end(archive._db, path.name, last.offset)
            assert settle_file(archive._db, path) == (last.offset, False), cut
            assert path.read_bytes() == whole[: last.offset], cut


@pytest.mark.parametrize("lost", [1, 4, 9, 150, 300])
def test_a_torn_record_is_cut_off_on_opening_and_the_next_goes_in_its_place(tmp_path, lost):
    first, last = fill(tmp_path, range(2))
    path = tmp_path / first.file
    forget(tmp_path, last)
    path.write_bytes(path.read_bytes()[:-lost])
    with Archive.open(tmp_path) as archive:
        assert path.stat().st_size == last.offset
        assert list(archive.entries()) == [first]
        assert archive.append(make(5)).offset == last.offset
    assert list(check_archive(tmp_path)) == []


def forget(folder, entry):
    """Leave the index as it is when the process dies between writing and confirming."""
    db = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
    db.execute("DELETE FROM record WHERE offset = ?", (entry.offset,))
    db.execute("UPDATE file SET end = ?", (entry.offset,))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def test_a_record_written_and_not_confirmed_is_kept(tmp_path):
    entries = fill(tmp_path, range(2))
    forget(tmp_path, entries[1])
    assert list(check_archive(tmp_path)) == []  # nobody was told that it is kept
    with Archive.open(tmp_path) as archive:
        assert list(archive.entries()) == entries
    assert list(check_archive(tmp_path)) == []


def test_a_first_file_torn_in_its_first_record_is_begun_again(tmp_path):
    (entry,) = fill(tmp_path, [1])
    path = tmp_path / entry.file
    whole = path.read_bytes()
    for cut in (0, 1, 2, 30, entry.offset - 1):
        for name in tmp_path.glob("index*"):
            name.unlink()
        path.write_bytes(whole[:cut])
        with Archive.open(tmp_path) as archive:
            assert archive.append(make(2)).file == entry.file
        assert list(check_archive(tmp_path)) == [], cut


def test_another_damage_at_the_end_is_left_as_evidence_and_a_new_file_begun(tmp_path):
    (entry,) = fill(tmp_path, [1])
    path = tmp_path / entry.file
    damaged = path.read_bytes() + b"\0" * 500
    path.write_bytes(damaged)
    with Archive.open(tmp_path) as archive:
        assert archive.append(make(2)).file != entry.file
        assert archive.load(entry) == make(1)
    assert path.read_bytes() == damaged
    assert [line.partition(":")[0] for line in check_archive(tmp_path)] == [entry.file]


def test_a_file_shorter_than_the_index_knows_is_named_and_not_written_to(tmp_path):
    first, last = fill(tmp_path, range(2))
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[: last.offset])
    with Archive.open(tmp_path) as archive:
        assert archive.append(make(2)).file != first.file
        with pytest.raises(ArchiveError):
            archive.load(last)
    assert list(check_archive(tmp_path)) == [
        f"{first.file}:{last.offset}: the index has a record here, and the file none"
    ]


def test_a_record_inside_a_torn_page_is_not_taken_for_one(tmp_path):
    from uuid import UUID

    from marsad.warc import make_response

    forged = make_response(make(666), UUID(int=1))
    noise = random.Random(1).randbytes(70_000)  # does not compress, so that what stands in it is written as it is
    (entry,) = fill(tmp_path, [1])
    with Archive.open(tmp_path) as archive:
        evil = archive.append(make(2, noise + forged + noise))
    forget(tmp_path, evil)
    path = tmp_path / evil.file
    path.write_bytes(path.read_bytes()[:-100])
    assert forged in path.read_bytes()
    with Archive.open(tmp_path) as archive:
        assert list(archive.entries()) == [entry]
    assert path.stat().st_size == evil.offset


def test_a_full_disk_costs_the_page_and_nothing_else(tmp_path, monkeypatch):
    with Archive.open(tmp_path) as archive:
        first = archive.append(make(1))
        write = Archive._write

        def write_half(self, name, offset, record):
            with (self._folder / name).open("ab") as file:
                file.write(record[: len(record) // 2])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Archive, "_write", write_half)
        with pytest.raises(ArchiveError, match="no space left"):
            archive.append(make(2))
        monkeypatch.setattr(Archive, "_write", write)
        third = archive.append(make(3))
        assert third.offset == first.offset + first.length
    assert list(check_archive(tmp_path)) == []


def test_a_writer_that_waits_in_vain_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "PATIENCE", 0.01)
    with Archive.open(tmp_path) as first, Archive.open(tmp_path) as second:
        first._db.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with pytest.raises(ArchiveError, match="being written by another program"):
            second.append(make(1))
        assert time.monotonic() - begun < 60
        first._db.execute("ROLLBACK")
        second.append(make(1))
