"""Archives of files: their pages read as they stand, within bounds; what cannot be read is told and the rest comes."""

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from tests.apart import measure_peak

from marsad.model import Capture
from marsad.sources import load_sources
from marsad.sources.files import FilesSource
from marsad.sources.files.nouns import Limits

TEXT = "قال ناطق باسم حكومة نوردستان إن بلاده تراقب الوضع."
PAGE = f"<!doctype html><p>{TEXT}".encode()
PACKERS = {
    "tar": bytes,
    "tar.gz": gzip.compress,
    "tgz": gzip.compress,
    "tar.bz2": bz2.compress,
    "tar.xz": lzma.compress,
}
LINE = json.dumps({"id": "n1", "text": TEXT}).encode() + b"\n"


def fetch(*places, page=100_000, **limits):
    return list(FilesSource(page, packed=Limits(**limits)).fetch([str(place) for place in places]))


def tell(items):
    return [getattr(item, "reason", "read") for item in items]


def names(items):
    return [item.origin.partition("!/")[2] for item in items]


def make_zip(path: Path, members, how=ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", how) as packed:
        for name, body in members:
            packed.writestr(name, body)
    return path


def make_tar(members, **options) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", **options) as packed:
        for name, body in members:
            member = tarfile.TarInfo(name) if isinstance(name, str) else name
            member.size = len(body)
            packed.addfile(member, io.BytesIO(body))
    return out.getvalue()


def make(folder: Path, kind: str, members) -> Path:
    path = folder / f"a.{kind}"
    if kind == "zip":
        return make_zip(path, members)
    path.write_bytes(PACKERS[kind](make_tar(members)))
    return path


KINDS = pytest.mark.parametrize("kind", ["zip", *PACKERS])
MANY = [
    ("b/page.html", PAGE),
    ("a.txt", TEXT.encode()),
    ("logo.png", b"\x89PNG"),
    ("./lines.jsonl", LINE + b"{broken\n"),
    ("__MACOSX/._page.html", b"x"),
    (".hidden/page.html", PAGE),
    ("../../outside.htm", PAGE),
]


@KINDS
def test_pages_come_in_the_archives_order_as_from_outside(tmp_path, kind):
    path = make(tmp_path, kind, MANY)
    items = fetch(path)
    assert tell(items) == ["read", "read", "read", "malformed", "read"]
    assert names(items) == ["b/page.html", "a.txt", "lines.jsonl:1", "lines.jsonl:2", "../../outside.htm"]
    assert items[0].origin == f"{path}!/b/page.html"
    assert [item.media for item in items if isinstance(item, Capture)] == ["html", "text", "text", "html"]
    assert all(item.outside for item in items if isinstance(item, Capture))
    assert (items[0].body, items[2].name) == (PAGE, "n1")
    assert fetch(path) == items


@pytest.mark.parametrize(
    ("name", "body", "origins"), [("page.html.gz", PAGE, [""]), ("x.jsonl.gz", LINE * 2, ["1", "2"])]
)
def test_a_page_or_lines_under_gzip(tmp_path, name, body, origins):
    path = tmp_path / name
    path.write_bytes(gzip.compress(body[:50]) + gzip.compress(body[50:]))
    items = fetch(path)
    assert [item.origin.removeprefix(str(path)).lstrip(":") for item in items] == origins
    assert items[0].outside
    assert TEXT in items[0].body.decode()


def test_a_folder_of_nothing_but_archives_is_one_of_archives(tmp_path):
    make(tmp_path, "zip", [("1.html", PAGE)])
    make(tmp_path, "tgz", [("2.html", PAGE)])
    (tmp_path / "log.gz").write_bytes(gzip.compress(b"no page"))
    assert names(fetch(tmp_path)) == ["2.html", "1.html"]
    assert FilesSource().count([str(tmp_path)]) is None
    (tmp_path / "page.txt").write_text(TEXT)
    assert [Path(item.origin).name for item in fetch(tmp_path)] == ["page.txt"]
    assert len(fetch(tmp_path / "*.zip")) == 1


def test_web_archives_are_left_to_their_source(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(b"")
    place = str(tmp_path / "a.warc.gz")
    assert next(source.name for source in load_sources() if source.accepts(place)) == "warc"


@KINDS
def test_archives_within_archives_are_told_and_left_shut(tmp_path, kind):
    inner = make_zip(tmp_path / "inner", [("deep.html", PAGE)]).read_bytes()
    members = [("inner.zip", inner), ("x.warc.gz", b"x"), ("y.html.gz", gzip.compress(PAGE)), ("1.html", PAGE)]
    assert tell(fetch(make(tmp_path, kind, members))) == ["nested", "nested", "nested", "read"]


@KINDS
def test_an_archive_without_pages_is_told(tmp_path, kind):
    assert tell(fetch(make(tmp_path, kind, [("logo.png", b"x")]))) == ["empty"]


@KINDS
def test_what_is_no_archive_is_told_in_a_line(tmp_path, kind):
    for body in (
        b"",
        b"no archive",
        PAGE * 50,
        b"PK\x03\x04" * 200,
        b"\x1f\x8b" * 300,
        b"BZh9" * 99,
        b"\xfd7zXZ\0" * 99,
    ):
        (tmp_path / f"a.{kind}").write_bytes(body)
        (item,) = fetch(tmp_path / f"a.{kind}")
        assert item.reason in ("corrupt", "truncated")
        assert "\n" not in item.message


def test_links_are_not_followed(tmp_path):
    link = ZipInfo("1.html")
    link.external_attr = 0o120777 << 16
    assert tell(fetch(make_zip(tmp_path / "a.zip", [(link, "/etc/hostname"), ("2.html", PAGE)]))) == [
        "unsupported",
        "read",
    ]
    members = []
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
        member = tarfile.TarInfo("1.html")
        member.type, member.linkname = kind, "/etc/hostname"
        members.append((member, b""))
    (tmp_path / "a.tar").write_bytes(make_tar([*members, ("2.html", PAGE)]))
    assert tell(fetch(tmp_path / "a.tar")) == ["unsupported", "unsupported", "unsupported", "read"]


def change(path: Path, old: bytes, new: bytes) -> Path:
    body = path.read_bytes()
    assert old in body
    path.write_bytes(body.replace(old, new))
    return path


def test_damaged_members_of_a_zip_are_told_and_the_rest_is_read(tmp_path):
    members = [("1.html", b"<p>first"), ("2.html", b"<p>other"), ("3.html", PAGE)]
    path = change(make_zip(tmp_path / "a.zip", members, ZIP_STORED), b"<p>first", b"<p>worst")
    assert tell(fetch(path)) == ["corrupt", "read", "read"]
    path.write_bytes(path.read_bytes()[:-30])
    assert tell(fetch(path)) == ["corrupt"]


def test_encrypted_and_oddly_compressed_members_of_a_zip_are_told(tmp_path):
    path = make_zip(tmp_path / "a.zip", [("1.html", PAGE), ("2.html", PAGE)])
    body = bytearray(path.read_bytes())
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    path.write_bytes(body)
    assert tell(fetch(path)) == ["encrypted", "read"]
    assert tell(fetch(make_zip(path, [("1.html", PAGE)], ZIP_BZIP2))) == ["unsupported"]


def test_members_of_a_zip_that_lie_over_one_another_are_read_once(tmp_path):
    path = make_zip(tmp_path / "a.zip", [("1.html", PAGE), ("2.html", PAGE)], ZIP_STORED)
    body = bytearray(path.read_bytes())
    second = body.index(b"PK\x01\x02", body.index(b"PK\x01\x02") + 1)
    body[second + 42 : second + 46] = bytes(4)  # where its content lies: at the beginning, as the first one's
    path.write_bytes(body)
    assert tell(fetch(path)) == ["read", "malformed"]


def test_a_damaged_header_of_a_tar_costs_its_member(tmp_path):
    whole = bytearray(make_tar([("1.html", PAGE), ("2.html", PAGE), ("3.html", PAGE)]))
    whole[whole.index(b"2.html")] ^= 1
    (tmp_path / "a.tar").write_bytes(whole)
    assert tell(fetch(tmp_path / "a.tar")) == ["read", "lost", "read"]


@pytest.mark.parametrize("kind", PACKERS)
def test_a_tar_that_breaks_off_gives_what_is_whole(tmp_path, kind):
    whole = make_tar([("1.html", PAGE), ("2.html", bytes(range(256)) * 20)])
    (tmp_path / f"a.{kind}").write_bytes(PACKERS[kind](whole)[: -300 if kind != "tar" else -9000])
    told = tell(fetch(tmp_path / f"a.{kind}"))
    assert told[-1] == "truncated"
    assert "read" in told or kind == "tar.bz2"  # which is one block, and lost whole


def test_headers_that_point_backwards_end_the_reading(tmp_path):
    whole = bytearray(make_tar([("1.html", PAGE), ("2.html", PAGE)]))
    whole[124:136] = b"\xff" * 11 + b"\x00"  # a size below nothing
    whole[148:156] = b" " * 8
    whole[148:156] = b"%06o\0 " % sum(whole[:512])
    (tmp_path / "a.tar").write_bytes(whole)
    assert set(tell(fetch(tmp_path / "a.tar"))) & {"corrupt", "lost"}


@KINDS
def test_whatever_bytes_are_wrong_nothing_is_raised(tmp_path, kind):
    path = make(tmp_path, kind, MANY)
    whole, chance = path.read_bytes(), random.Random(7)
    for _ in range(60):
        body = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        path.write_bytes(body[: chance.randrange(len(body))] if chance.random() < 0.2 else body)
        assert all(item.origin.startswith(str(path)) for item in fetch(path))


@KINDS
def test_a_member_that_is_too_large_is_told_and_the_next_is_read(tmp_path, kind):
    members = [("1.html", b"x" * 2000), ("2.jsonl", LINE + b"y" * 2000 + b"\n" + LINE), ("3.html", PAGE)]
    assert tell(fetch(make(tmp_path, kind, members), page=1000)) == ["too_large", "read", "too_large", "read", "read"]


def test_a_page_under_gzip_that_is_too_large(tmp_path):
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"x" * 2000))
    assert tell(fetch(tmp_path / "a.html.gz", page=1000)) == ["too_large"]


@KINDS
def test_an_archive_of_too_many_members(tmp_path, kind):
    path = make(tmp_path, kind, [(f"{number}.html", PAGE) for number in range(5)])
    assert tell(fetch(path, members=3)) == ["read", "read", "read", "too_many"]


@KINDS
def test_an_archive_that_unfolds_to_too_much(tmp_path, kind):
    path = make(tmp_path, kind, [(f"{number}.txt", b"x" * 30_000) for number in range(5)])
    told = tell(fetch(path, unfolded=100_000))
    assert told == ["read", "read", "read", "too_large"]


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_an_archive_that_unfolds_to_far_more_than_its_size(tmp_path, kind):
    path = make(tmp_path, kind, [(f"{number}.txt", b"x" * 90_000) for number in range(60)])
    told = tell(fetch(path, ratio=10))
    assert set(told[:-1]) == {"read"}
    assert told[-1] == "too_large"
    assert len(told) < 20


def test_a_list_of_contents_without_bound_is_not_taken_in(tmp_path):
    path = make_zip(tmp_path / "a.zip", [(f"{number}.html", PAGE) for number in range(50)])
    assert tell(fetch(path, contents=1000)) == ["too_large"]


@pytest.mark.parametrize("options", [{"format": tarfile.PAX_FORMAT}, {"format": tarfile.GNU_FORMAT}])
def test_headers_without_bound_are_not_taken_in(tmp_path, options):
    whole = make_tar([("1.html", PAGE), ("n" * 50_000 + ".html", PAGE)], **options)
    (tmp_path / "a.tar").write_bytes(whole)
    assert tell(fetch(tmp_path / "a.tar", head=20_000)) == ["read", "too_large"]
    assert tell(fetch(tmp_path / "a.tar")) == ["read", "read"]


def test_an_xz_file_that_wants_much_memory_is_not_unfolded(tmp_path):
    whole = lzma.compress(make_tar([("1.html", PAGE)]), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 24}])
    (tmp_path / "a.tar.xz").write_bytes(whole)
    assert tell(fetch(tmp_path / "a.tar.xz", dictionary=1 << 22)) == ["corrupt"]
    assert tell(fetch(tmp_path / "a.tar.xz")) == ["read"]


def test_a_tar_of_nothing_but_damaged_places_is_given_up(tmp_path):
    good = make_tar([("1.html", PAGE)])[:1024]
    (tmp_path / "a.tar").write_bytes(good + (b"x" * 512 + good) * 9)
    told = tell(fetch(tmp_path / "a.tar", flaws=3))
    assert told == ["read", *["lost", "read"] * 3, "too_many_flaws"]


def count_pages(path: Path) -> int:
    return sum(1 for _ in FilesSource(packed=Limits(ratio=10_000)).fetch([str(path)]))


def test_memory_does_not_grow_with_the_archive(tmp_path):
    peaks = []
    for count in (300, 3_000):
        path = make(tmp_path, "tar.gz", [(f"{number}.txt", b"x" * 500) for number in range(count)])
        peak, pages = measure_peak(count_pages, path)
        assert pages == count
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 200_000
