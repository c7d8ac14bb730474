"""The evidence archive: kept byte for byte, found again, readable by others, and proved."""

import gzip
import sqlite3
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import msgspec
import pytest
from warcio.archiveiterator import ArchiveIterator

from marsad.archive import Archive, ArchiveError, check_archive
from marsad.archive import store as storing
from marsad.model import make_digest
from marsad.sources.warc import WarcSource
from marsad.warc import Exchange, Limits

AT = datetime(2024, 3, 5, 23, 30, tzinfo=UTC)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd: \xe9\x80\r\n\r\n"


def make(number=0, body=None, head=HEAD):
    body = f"<p>خبر {number}</p>".encode() if body is None else body
    at = AT + timedelta(minutes=number)
    return Exchange(url=f"https://al-marfa.example/{number}", at=at, head=head, body=body)


def fill(folder, numbers, **options):
    with Archive.open(folder, **options) as archive:
        return [archive.append(make(number)) for number in numbers]


def files(folder):
    return sorted(path.name for path in folder.glob("*.warc.gz"))


def test_what_is_appended_is_loaded_byte_for_byte(tmp_path):
    bodies = [b"", b"\r\n\r\n", bytes(range(256)) * 100, "خبر".encode("cp1256"), gzip.compress(b"<p>x</p>", mtime=0)]
    with Archive.open(tmp_path) as archive:
        kept = [(archive.append(make(n, body)), make(n, body)) for n, body in enumerate(bodies)]
        for entry, exchange in reversed(kept):
            assert archive.load(entry) == exchange
            assert entry.payload == sha256(exchange.body).hexdigest()
    assert list(check_archive(tmp_path)) == []


def test_warcio_reads_it_and_proves_its_digests(tmp_path):
    fill(tmp_path, range(5))
    with (tmp_path / files(tmp_path)[0]).open("rb") as raw:
        kinds, bodies = [], []
        for record in ArchiveIterator(raw, check_digests="raise"):
            kinds.append(record.rec_type)
            bodies.append(record.content_stream().read())
    assert kinds == ["warcinfo", *["response"] * 5]
    assert bodies[1:] == [make(number).body for number in range(5)]


def test_its_files_are_a_source_and_its_digests_those_of_captures(tmp_path):
    packed = make(1, gzip.compress(b"<p>x</p>", mtime=0), HEAD[:-2] + b"Content-Encoding: gzip\r\n\r\n")
    chunked = make(2, b"4\r\nabcd\r\n0\r\n\r\n", HEAD[:-2] + b"Transfer-Encoding: chunked\r\n\r\n")
    joined = make(3, b"<p>abcd</p>", HEAD[:-2] + b"Transfer-Encoding: chunked\r\n\r\n")
    with Archive.open(tmp_path) as archive:
        entries = [archive.append(exchange) for exchange in (packed, chunked, joined)]
        captures = list(WarcSource().fetch([str(tmp_path)]))
        assert [capture.body for capture in captures] == [b"<p>x</p>", b"abcd", b"<p>abcd</p>"]
        assert [entry.page for entry in entries] == [make_digest(capture.body) for capture in captures]
        assert archive.find_page(make_digest(b"abcd")) == (entries[1],)
        assert archive.load(entries[0]) == packed


def test_what_cannot_be_decoded_is_kept_all_the_same(tmp_path):
    odd = make(1, b"\x1b\x00", HEAD[:-2] + b"Content-Encoding: br\r\n\r\n")
    with Archive.open(tmp_path) as archive:
        entry = archive.append(odd)
        assert entry.page is None
        assert archive.load(entry) == odd
    assert list(check_archive(tmp_path)) == []


def test_captures_of_an_address_come_oldest_first(tmp_path):
    newer, older = make(1, b"new"), msgspec.structs.replace(make(1, b"old"), at=AT - timedelta(days=1))
    with Archive.open(tmp_path) as archive:
        entries = [archive.append(each) for each in (newer, older, make(2))]
        assert archive.captures(newer.url) == (entries[1], entries[0])
        assert archive.captures("https://al-marfa.example/none") == ()
        assert sorted(archive.entries(), key=lambda entry: entry.offset) == entries


def test_a_full_file_is_followed_by_a_new_one(tmp_path):
    entries = fill(tmp_path, range(6), rotate=1000)
    assert len(files(tmp_path)) > 1
    assert [entry.file for entry in entries] == sorted(entry.file for entry in entries)
    assert all((tmp_path / name).stat().st_size < 2000 for name in files(tmp_path))
    assert list(check_archive(tmp_path)) == []
    for name in files(tmp_path):
        with (tmp_path / name).open("rb") as raw:
            assert next(ArchiveIterator(raw)).rec_headers["WARC-Filename"] == name


def test_the_index_is_rebuilt_from_the_files(tmp_path):
    entries = fill(tmp_path, range(6), rotate=1000)
    (tmp_path / "index.sqlite").unlink()
    with Archive.open(tmp_path) as archive:
        assert list(archive.entries()) == entries
        archive.rebuild()
        assert list(archive.entries()) == entries
        archive.append(make(7))
    assert list(check_archive(tmp_path)) == []


def test_an_archive_open_for_reading_is_not_changed(tmp_path):
    (entry,) = fill(tmp_path, [1])
    torn = tmp_path / entry.file
    torn.write_bytes(torn.read_bytes() + b"\x1f\x8b\x08 torn")
    before = torn.read_bytes()
    with Archive.open(tmp_path, readonly=True) as archive:
        assert archive.load(entry) == make(1)
        with pytest.raises(ArchiveError):
            archive.append(make(2))
    assert torn.read_bytes() == before
    with pytest.raises(ArchiveError):
        Archive.open(tmp_path / "none", readonly=True)


@pytest.mark.parametrize("wrong", [{"url": "https://nord.example/\r\nX: y"}, {"head": b"HTTP/1.1 200 OK"}])
def test_what_would_not_come_back_is_refused_and_nothing_is_written(tmp_path, wrong):
    with Archive.open(tmp_path) as archive:
        with pytest.raises(ArchiveError, match="cannot be archived"):
            archive.append(msgspec.structs.replace(make(1), **wrong))
        archive.append(make(2))
    assert list(check_archive(tmp_path)) == []


def test_a_page_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "LIMITS", Limits(block=1000))
    with Archive.open(tmp_path) as archive, pytest.raises(ArchiveError, match="more than the 1000"):
        archive.append(make(1, b"x" * 1000))


def spoil(path, at, value=None):
    data = bytearray(path.read_bytes())
    data[at] = data[at] ^ 0xFF if value is None else value
    path.write_bytes(data)


def test_every_kind_of_damage_is_found(tmp_path):
    entries = fill(tmp_path, range(4))
    path = tmp_path / entries[0].file
    whole = path.read_bytes()
    for offset in range(0, len(whole), 23):
        if offset % 10 in range(4):
            spoil(path, offset)
            if gzip_is_sound(path, whole):
                assert list(check_archive(tmp_path)) == [], offset
            else:
                assert list(check_archive(tmp_path)), offset
            path.write_bytes(whole)
    path.unlink()
    assert any("missing" in line for line in check_archive(tmp_path))


def gzip_is_sound(path, whole):
    """Some bits of a gzip header mean nothing."""
    try:
        return gzip.decompress(path.read_bytes()) == gzip.decompress(whole)
    except (OSError, EOFError, gzip.zlib.error):
        return False


def test_a_page_changed_with_its_checksum_is_found_by_its_digest(tmp_path):
    from marsad.warc import read_records

    (entry,) = fill(tmp_path, [1])
    path = tmp_path / entry.file
    whole = path.read_bytes()
    changed = gzip.decompress(whole[entry.offset :]).replace(b"</p>", b"</q>")
    path.write_bytes(whole[: entry.offset] + gzip.compress(changed, mtime=0))
    with path.open("rb") as raw:
        assert len(list(read_records(raw, lambda headers: True))) == 2  # a sound file to any reader
    problems = list(check_archive(tmp_path))
    assert any("WARC-Payload-Digest" in line for line in problems)
    assert any("WARC-Block-Digest" in line for line in problems)
    with Archive.open(tmp_path, readonly=True) as archive, pytest.raises(ArchiveError):
        archive.load(entry)


def test_an_index_that_says_otherwise_is_found(tmp_path):
    first, second = fill(tmp_path, range(2))
    with sqlite3.connect(tmp_path / "index.sqlite") as db:
        db.execute("UPDATE record SET payload = 'x' WHERE offset = ?", (first.offset,))
        db.execute("UPDATE record SET offset = offset + 1 WHERE offset = ?", (second.offset,))
    db.close()
    problems = list(check_archive(tmp_path))
    assert any("says otherwise" in line for line in problems)
    assert any("does not have it" in line for line in problems)
    assert any("the file none" in line for line in problems)
    (tmp_path / "index.sqlite").unlink()
    assert list(check_archive(tmp_path)) == [
        "index.sqlite: missing; rebuild it",
        *(f"{entry.file}:{entry.offset}: the index does not have it" for entry in (first, second)),
    ]


@pytest.mark.parametrize("change", [
    {"offset": 0}, {"offset": 7}, {"offset": 10**9}, {"length": 5}, {"payload": "0" * 64},
    {"url": "https://nord.example/"}, {"file": "marsad-000009.warc.gz"},
])  # fmt: skip
def test_a_wrong_entry_is_never_answered_with_another_page(tmp_path, change):
    entry, _ = fill(tmp_path, range(2))
    with Archive.open(tmp_path) as archive, pytest.raises(ArchiveError):
        archive.load(msgspec.structs.replace(entry, **change))


def test_an_entry_leads_to_no_file_outside_the_archive(tmp_path):
    (entry,) = fill(tmp_path / "archive", [1])
    (tmp_path / entry.file).write_bytes((tmp_path / "archive" / entry.file).read_bytes())
    outside = msgspec.structs.replace(entry, file=f"../{entry.file}")
    with Archive.open(tmp_path / "archive") as archive, pytest.raises(ArchiveError, match="is no file of an archive"):
        archive.load(outside)


def test_an_index_that_is_none_says_so(tmp_path):
    (tmp_path / "index.sqlite").write_bytes(b"rubbish" * 100)
    with pytest.raises(ArchiveError, match="rebuild"):
        Archive.open(tmp_path)
    assert any("rebuild" in line for line in check_archive(tmp_path))
