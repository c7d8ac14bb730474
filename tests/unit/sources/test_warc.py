"""Web archives: pages taken, other records passed, broken places set aside and the rest read, within bounds."""

import gzip
import io
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from tests.apart import measure_peak

from marsad.extract import decode_body, extract_article
from marsad.model import Basis, Capture
from marsad.sources import SetAside
from marsad.sources.warc import WarcSource, wacz
from marsad.warc import Exchange, Limits, make_info, make_record, make_response

ID = UUID(int=9)
AT = datetime(2024, 3, 5, 23, 30, tzinfo=UTC)
TEXT = "قال ناطق باسم حكومة نوردستان إن بلاده تراقب الوضع."
PAGE = f"<!doctype html><html><body><p>{TEXT}</p></body></html>".encode()


def make(number=0, body=PAGE, status="200 OK", media="text/html; charset=utf-8", *more, url=None):
    lines = (f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *more)
    head = "\r\n".join([*lines, "", ""]).encode()
    return make_response(
        Exchange(url=url or f"https://nord.example/{number}", at=AT, head=head, body=body), UUID(int=number)
    )


def write(path: Path, *parts: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(parts))
    return path


def pack(path: Path, entries, compress=ZIP_STORED) -> Path:
    with ZipFile(path, "w") as packed:
        for name, data in entries.items():
            packed.writestr(name, data, compress)
    return path


def fetch(*places, limits=None):
    return list(WarcSource(limits or Limits()).fetch([str(place) for place in places]))


def tell(items):
    return [item.reason if isinstance(item, SetAside) else int(item.url.rsplit("/", 1)[1]) for item in items]


def test_a_page_comes_with_its_address_its_day_and_the_charset_of_its_headers(tmp_path):
    path = write(tmp_path / "a.warc.gz", make_info([], "a", AT, UUID(int=5)), make(1))
    (item,) = fetch(path)
    assert isinstance(item, Capture)
    assert (item.body, item.url, item.media, item.charset) == (PAGE, "https://nord.example/1", "html", "utf-8")
    assert (item.published.start, item.published.basis) == (date(2024, 3, 5), Basis.STAMP)
    assert item.origin.startswith(f"{path}:")
    assert TEXT in extract_article(item).text


def test_a_charset_that_only_the_headers_name_is_used(tmp_path):
    odd = "œœœœ".encode("iso8859-15")  # four bytes that could be anything
    (item,) = fetch(write(tmp_path / "a.warc.gz", make(1, odd, media="text/plain; charset=ISO-8859-15")))
    assert decode_body(item.body, item.charset).text == "œœœœ"
    assert decode_body(item.body).text != "œœœœ"


def test_a_charset_that_the_headers_name_wrongly_is_not_believed(tmp_path):
    (item,) = fetch(write(tmp_path / "a.warc.gz", make(1, TEXT.encode("cp1256"), media="text/html; charset=latin-1")))
    assert item.charset == "iso8859-1"
    assert decode_body(item.body, item.charset).text == TEXT


@pytest.mark.parametrize("other", [
    make(9, status="404 Not Found"),
    make(9, status="301 Moved"),
    make(9, status="206 Partial Content"),
    make(9, media="image/png"),
    make(9, media="application/pdf"),
    make(9, media=None),
    make(9, url="dns:nord.example"),
    make_record("request", (("WARC-Target-URI", "https://nord.example/9"),), b"GET / HTTP/1.1\r\n\r\n", AT, ID),
    make_record("revisit", (("WARC-Target-URI", "https://nord.example/9"),), b"HTTP/1.1 200 OK\r\n\r\n", AT, ID),
    make_record("conversion", (("WARC-Target-URI", "https://nord.example/9"),), b"text", AT, ID),
])  # fmt: skip
def test_other_records_pass(tmp_path, other):
    assert tell(fetch(write(tmp_path / "a.warc.gz", make(1), other, make(2)))) == [1, 2]


@pytest.mark.parametrize(("media", "kind"), [
    ("TEXT/HTML", "html"),
    ("application/xhtml+xml;charset=utf-8", "html"),
    ("text/plain", "text"),
])  # fmt: skip
def test_pages_are_html_or_plain_text(tmp_path, media, kind):
    (item,) = fetch(write(tmp_path / "a.warc.gz", make(1, media=media)))
    assert item.media == kind


def test_codings_are_undone_and_what_cannot_be_is_set_aside(tmp_path):
    packed = make(1, gzip.compress(PAGE, mtime=0), "200 OK", "text/html", "Content-Encoding: gzip")
    bomb = make(2, gzip.compress(b"\0" * 500_000, mtime=0), "200 OK", "text/html", "Content-Encoding: gzip")
    foreign = make(3, b"\x1b\x00", "200 OK", "text/html", "Content-Encoding: br")
    broken = make(4, b"\x1f\x8b\x08" + b"x" * 20, "200 OK", "text/html", "Content-Encoding: gzip")
    items = fetch(write(tmp_path / "a.warc.gz", packed, bomb, foreign, broken, make(5)), limits=Limits(block=100_000))
    assert tell(items) == [1, "too_large", "encoding", "corrupt", 5]
    assert items[0].body == PAGE
    assert "https://nord.example/2" in items[1].message


def test_a_large_page_is_set_aside_and_a_large_film_passes(tmp_path):
    path = write(tmp_path / "a.warc.gz", make(1, b"x" * 200_000), make(2, b"x" * 200_000, media="video/mp4"), make(3))
    assert tell(fetch(path, limits=Limits(block=100_000))) == ["too_large", 3]


def test_broken_records_are_set_aside_by_their_place_and_the_rest_is_read(tmp_path):
    first, broken = make(1), bytearray(make(2))
    broken[-3] ^= 0xFF
    path = write(tmp_path / "a.warc.gz", first, bytes(broken), make(3), make(4)[:-30])
    items = fetch(path, write(tmp_path / "b.warc.gz", make(5)))
    assert tell(items) == [1, "corrupt", 3, "truncated", 5]
    assert items[1].origin == f"{path}:{len(first)}"


def test_a_file_without_pages_says_so(tmp_path):
    nothing, rubbish = write(tmp_path / "a.warc.gz"), write(tmp_path / "b.warc", b"rubbish\r\n" * 3)
    pictures = write(tmp_path / "c.warc.gz", make(1, media="image/png"))
    assert tell(fetch(nothing, rubbish, pictures)) == ["empty", "truncated", "empty"]


def test_missing_files_and_folders_without_archives_are_set_aside(tmp_path):
    (tmp_path / "folder").mkdir()
    assert tell(fetch(tmp_path / "none.warc", tmp_path / "folder", tmp_path / "*.wacz")) == [
        "missing",
        "empty_folder",
        "missing",
    ]


def test_an_error_of_the_disk_costs_one_file(tmp_path, monkeypatch):
    bad, good = write(tmp_path / "a.warc.gz", make(1)), write(tmp_path / "b.warc.gz", make(2))
    opened = Path.open

    class Failing(io.BytesIO):
        def read(self, size=-1):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda path, *a, **k: Failing() if path == bad else opened(path, *a, **k))
    assert tell(fetch(bad, good)) == ["unreadable", 2]


def test_folders_and_patterns(tmp_path):
    write(tmp_path / "s" / "b.warc.gz", make(2))
    write(tmp_path / "a.WARC", gzip.decompress(make(1)))
    pack(tmp_path / "c.wacz", {"archive/c.warc.gz": make(3)})
    assert tell(fetch(tmp_path)) == [1, 3, 2]
    assert tell(fetch(tmp_path / "**" / "*.warc.gz")) == [2]


def test_it_takes_what_is_named_like_an_archive_and_folders_of_nothing_else(tmp_path):
    accepts = WarcSource().accepts
    for name in ("a.warc", "a.warc.gz", "A.WACZ", "crawl/*.warc.gz"):
        assert accepts(name), name
    for name in ("-", "https://nord.example/a.warc.gz", "a.gz", "a.html", ".", "\0", str(tmp_path)):
        assert not accepts(name), name
    write(tmp_path / "a.warc.gz", make(1))
    assert accepts(str(tmp_path))
    write(tmp_path / "s" / "a.html", PAGE)
    assert not accepts(str(tmp_path))  # its pages would be passed over in silence


def test_the_archives_in_a_wacz_are_read_and_nothing_else_in_it(tmp_path):
    entries = {
        "pages/pages.jsonl": "{}",
        "archive/b.warc.gz": make(1),
        "archive/a.warc": gzip.decompress(make(2)),
        "indexes/index.warc.gz": make(3),
    }
    path = pack(tmp_path / "a.wacz", entries)
    items = fetch(path)
    assert tell(items) == [1, 2]
    assert items[0].origin == f"{path}!archive/b.warc.gz:0"


def test_archives_compressed_once_more_are_not_unpacked(tmp_path):
    path = pack(tmp_path / "a.wacz", {"archive/a.warc": gzip.decompress(make(1))}, ZIP_DEFLATED)
    assert tell(fetch(path)) == ["unsupported"]


@pytest.mark.parametrize("data", [b"", b"rubbish", make(1), b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_wacz_is_malformed(tmp_path, data):
    assert tell(fetch(write(tmp_path / "a.wacz", data))) == ["malformed"]


def test_a_wacz_cut_anywhere_never_raises(tmp_path):
    whole = pack(tmp_path / "a.wacz", {"archive/a.warc.gz": make(1)}).read_bytes()
    for cut in range(0, len(whole), 7):
        assert tell(fetch(write(tmp_path / "b.wacz", whole[:cut]))) == ["malformed"]


def test_entries_laid_over_one_another_are_refused(tmp_path):
    data = pack(tmp_path / "a.wacz", {"archive/a.warc.gz": make(1), "archive/b.warc.gz": make(2)}).read_bytes()
    second = data.index(b"PK\x03\x04", 4)
    laid_over = data.replace(second.to_bytes(4, "little") + b"archive/b", bytes(4) + b"archive/b")
    assert laid_over != data
    assert tell(fetch(write(tmp_path / "b.wacz", laid_over))) == [1, "malformed"]


def test_a_list_of_contents_without_bound_is_not_taken_in(tmp_path, monkeypatch):
    path = pack(tmp_path / "a.wacz", {f"archive/{n}.warc.gz": make(n) for n in range(40)})
    monkeypatch.setattr(wacz, "_DIRECTORY", 1000)
    assert tell(fetch(path)) == ["too_large"]


def count_pages(path):
    return sum(1 for _ in WarcSource().fetch([str(path)]))


def test_memory_does_not_grow_with_the_archive(tmp_path):
    noise = [make(n, PAGE + bytes(range(256)) * 200) for n in range(10)]
    peaks = []
    for name, times in (("few.warc.gz", 1), ("many.warc.gz", 60)):
        peak, pages = measure_peak(count_pages, write(tmp_path / name, *noise * times))
        assert pages == 10 * times
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 200_000
