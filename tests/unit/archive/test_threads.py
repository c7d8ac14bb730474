"""One archive shared by threads: nothing lost, nothing mixed up."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from marsad.archive import Archive, ArchiveError, check_archive

from .test_archive import make

PAGES, THREADS = 200, 8


def test_threads_append_and_read_at_once(tmp_path):
    def work(number):
        exchange = make(number)
        entry = archive.append(exchange)
        assert archive.load(entry) == exchange
        assert archive.captures(exchange.url) == (entry,)
        return entry, archive.find_page(entry.page)

    with Archive.open(tmp_path, rotate=5_000) as archive:
        with ThreadPoolExecutor(THREADS) as pool:
            done = list(pool.map(work, range(PAGES)))
        entries = list(archive.entries())
    assert all(found == (entry,) for entry, found in done)
    assert sorted(entry.url for entry in entries) == sorted(make(number).url for number in range(PAGES))
    assert list(check_archive(tmp_path)) == []


def test_entries_may_be_listed_while_others_append(tmp_path, monkeypatch):
    monkeypatch.setattr("marsad.archive.store._BATCH", 3)
    with Archive.open(tmp_path) as archive:
        for number in range(10):
            archive.append(make(number))
        listing = archive.entries()
        first = next(listing)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda number: archive.append(make(number)), range(90, 99)))
        urls = [entry.url for entry in (first, *listing)]
    assert urls == sorted(make(number).url for number in (*range(10), *range(90, 99)))


def test_a_closed_archive_says_so_and_closes_again(tmp_path):
    archive = Archive.open(tmp_path)
    archive.close()
    archive.close()
    with pytest.raises(ArchiveError, match="closed already"):
        archive.append(make(1))
    with pytest.raises(ArchiveError, match="closed already"):
        next(archive.entries())
