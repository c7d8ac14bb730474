"""Files, folders, patterns, JSON Lines and standard input; whatever cannot be had is set aside and the rest comes."""

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from marsad.model import Basis, Capture
from marsad.sources import SetAside
from marsad.sources.files import FilesSource, LineError, make_line_capture
from marsad.sources.files.stamp import parse_stamp

TEXT = "قال ناطق باسم حكومة نوردستان إن بلاده تراقب الوضع."


def fetch(*places, limit=1000, stdin=b""):
    return list(FilesSource(limit, lambda: io.BytesIO(stdin)).fetch([str(place) for place in places]))


def make(folder: Path, **files: str):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(items):
    return [Path(item.origin).name for item in items]


def test_a_folder_is_walked_in_order_and_only_pages_are_taken(tmp_path):
    make(tmp_path, b_html="<p>", a_txt=TEXT, sub__c_HTM="<p>", z_toml="no", sub__d_jpg="no")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    items = fetch(tmp_path)
    assert names(items) == ["a.txt", "b.html", "c.HTM"]
    assert [item.media for item in items] == ["text", "html", "html"]
    assert items[0].body.decode() == TEXT


@pytest.mark.parametrize(("name", "text", "media"), [
    ("page", "\n<!DOCTYPE html><p>x", "html"),
    ("page.asp", "<div>x", "html"),
    ("page", "5 < 6", "text"),
    ("page.txt", "<p>x", "text"),
])  # fmt: skip
def test_media_by_ending_else_by_content(tmp_path, name, text, media):
    (tmp_path / name).write_text(text)
    assert fetch(tmp_path / name)[0].media == media


def test_patterns_are_expanded_where_the_shell_left_them(tmp_path):
    make(tmp_path, a_txt=TEXT, b_txt=TEXT, s__c_txt=TEXT)
    assert names(fetch(tmp_path / "*.txt")) == ["a.txt", "b.txt"]
    assert names(fetch(tmp_path / "**/*.txt")) == ["a.txt", "b.txt", "c.txt"]
    assert names(fetch(tmp_path / "?")) == ["c.txt"]
    assert fetch(tmp_path / "*.jpg")[0].reason == "missing"


def test_a_name_with_pattern_marks_is_a_name_where_such_a_file_is(tmp_path):
    make(tmp_path, **{"a[1]_txt": TEXT})
    assert isinstance(fetch(tmp_path / "a[1].txt")[0], Capture)


def test_missing_large_and_empty_places_are_set_aside_and_the_rest_comes(tmp_path):
    make(tmp_path, big_txt="x" * 1001, good_txt=TEXT)
    (tmp_path / "empty").mkdir()
    items = fetch(tmp_path / "nothing.html", tmp_path / "big.txt", tmp_path / "empty", tmp_path / "good.txt")
    assert [item.reason for item in items[:3]] == ["missing", "too_large", "empty_folder"]
    assert "1001 bytes" in items[1].message
    assert isinstance(items[3], Capture)


def test_files_without_permission_are_set_aside(tmp_path, monkeypatch):
    make(tmp_path, shut_txt=TEXT, open_txt=TEXT)
    opened = Path.open

    def refuse(path, *arguments, **options):
        if path.name == "shut.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    items = fetch(tmp_path)
    assert [getattr(item, "reason", "read") for item in items] == ["read", "permission"]


def test_folders_that_cannot_be_listed_are_set_aside(tmp_path, monkeypatch):
    make(tmp_path, a_txt=TEXT, shut__b_txt=TEXT)
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    items = fetch(tmp_path)
    assert names(items) == ["a.txt", "shut"]
    assert items[1].reason == "permission"


def test_pipes_and_other_special_files_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert fetch(tmp_path / "pipe.txt")[0].reason == "unreadable"


def test_a_dangling_link_is_missing(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert fetch(tmp_path)[0].reason == "missing"


def test_each_line_of_json_is_a_page_and_bad_lines_are_named(tmp_path):
    good = json.dumps(
        {"id": "n1", "text": TEXT, "title": "عنوان", "url": "https://nord.example/1", "extracted": "27/07/2016"}
    )
    lines = [
        "\ufeff" + good,
        "",
        "{broken",
        "[1]",
        '{"id": "n2"}',
        '{"id": 3, "text": ""}',
        '{"text": "x", "extracted": "soon"}',
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    items = fetch(path)
    first = items[0]
    assert (first.name, first.title, first.url, first.media) == ("n1", "عنوان", "https://nord.example/1", "text")
    assert first.published.iso() == "2016-07-27"
    assert first.published.basis is Basis.STAMP
    assert [Path(item.origin).name for item in items] == [f"pages.jsonl:{n}" for n in (1, 3, 4, 5, 6, 7)]
    assert [getattr(item, "reason", "read") for item in items] == [
        "read",
        "malformed",
        "malformed",
        "malformed",
        "read",
        "malformed",
    ]
    assert (items[4].name, items[4].body) == ("3", b"")
    assert '"extracted"' in items[5].message


def test_a_line_too_long_is_set_aside_and_the_next_is_read(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"text": "x" * 3000}) + "\n" + json.dumps({"text": "y"}) + "\n")
    assert [getattr(item, "reason", "read") for item in fetch(path)] == ["too_large", "read"]


def test_lines_that_are_not_utf8_or_too_deep_are_malformed(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.write_bytes('{"text": "قال"}'.encode("cp1256") + b"\n" + b"[" * 200_000 + b"\n")
    assert [item.reason for item in fetch(path, limit=1_000_000)] == ["malformed", "malformed"]


@pytest.mark.parametrize(("given", "media", "names"), [
    (b"<html><p>x", "html", [None]),
    (TEXT.encode(), "text", [None]),
    (b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n', "text", ["a", "b"]),
])  # fmt: skip
def test_standard_input_is_a_page_or_lines(given, media, names):
    items = fetch("-", stdin=given)
    assert [item.name for item in items] == names
    assert {item.media for item in items} == {media}


def test_standard_input_is_bounded():
    assert fetch("-", stdin=b"x" * 1001)[0].reason == "too_large"


def test_counts_files_and_lines(tmp_path):
    make(tmp_path, a_txt=TEXT, b_jsonl="{}\n{}\n")
    source = FilesSource()
    assert source.count([str(tmp_path), str(tmp_path / "gone")]) == 4
    assert source.count(["-"]) is None


@pytest.mark.parametrize(("stamp", "day"), [
    ("2016-11-01T21:11:00+01:00", date(2016, 11, 1)),
    ("27/07/2016", date(2016, 7, 27)),
    ("2015-07-27 17:05:18", date(2015, 7, 27)),
    (" 2015-07-27 ", date(2015, 7, 27)),
])  # fmt: skip
def test_stamps(stamp, day):
    assert parse_stamp(stamp) == day


@pytest.mark.parametrize("stamp", ["", "soon", "2015-13-01", "31/02/2016", "20160101"])
def test_what_is_no_stamp(stamp):
    with pytest.raises(ValueError, match=r"date|day|month"):
        parse_stamp(stamp)


@pytest.mark.parametrize("raw", [None, [], {"text": 5}, {"id": True, "text": "x"}, {"text": "x", "title": []}])
def test_what_is_no_line(raw):
    with pytest.raises(LineError):
        make_line_capture(raw, "x")


def test_a_date_that_the_caller_vouches_for_goes_before_the_stamp():
    capture = make_line_capture({"text": "x", "published": "2031-03-04", "extracted": "2031-03-09"}, "x")
    assert (capture.published.iso(), capture.published.basis) == ("2031-03-04", Basis.GIVEN)


def test_addresses_are_not_its_business():
    assert not FilesSource().accepts("https://nord.example/")
    assert FilesSource().accepts("-")


def test_set_asides_tell_where():
    (item,) = fetch("/nowhere/at/all.html")
    assert item == SetAside(origin="/nowhere/at/all.html", reason="missing", message="no such file or folder")
