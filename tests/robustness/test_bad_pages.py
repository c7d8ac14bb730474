"""Pages that cannot be read: one line each, with the reason, and the run goes on to the good ones beside them."""

import gzip
import json
import random
import subprocess
import sys

import pytest

import marsad
from marsad.extract import ExtractError

from .made import FIRST, STORY, check_whole, list_asides, make_environment, make_page, run_marsad

NOISE = random.Random(2).randbytes(20_000)
ENGLISH = b"<html><body><p>" + b"The council met on Monday and agreed on a text about nuclear inspections. " * 20
PERSIAN = ("<p>" + "وزیر کشور گفت که این گفت‌وگوها ادامه دارد و به هر پرسشی پاسخ خواهد داد. " * 20).encode()
BAD = {
    "empty.html": (b"", "empty", "the capture is empty"),
    "blank.txt": (b" \n\t\x00", "empty", "the capture is empty"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + NOISE, "binary", "binary data"),
    "noise.html": (NOISE, "binary", "binary data"),
    "packed.html": (gzip.compress(make_page(), mtime=0), "binary", "binary data"),
    "english.html": (ENGLISH, "language", "not in Arabic but in another script"),
    "persian.html": (PERSIAN, "language", "in another language (fa)"),
    "nothing.html": (b"<html><body><script>let a = 1</script></body></html>", "no_text", "no text was found"),
    "head.html": (make_page()[:90], "no_text", "no text was found"),
    "huge.html": (b"<p>" + FIRST.encode() * 330_000, "too_large", "bytes, more than the 20000000 taken on"),
    "broken.jsonl": (b'{"id": 1, "text": "\n', "malformed", "not JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_costs_itself_and_one_line(tmp_path, name):
    body, reason, says = BAD[name]
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "0_before.html").write_bytes(make_page())
    (pages / name).write_bytes(body)
    (pages / "z_after.txt").write_text(STORY, encoding="utf-8")
    shown = run_marsad("read", "pages", "--json", cwd=tmp_path)
    assert shown.returncode == 1
    (line,) = shown.stderr.splitlines()
    assert line.startswith(f"marsad: set aside pages/{name}:")
    assert says in line
    tally = json.loads(shown.stdout)
    assert (tally["read"], tally["set_aside"]) == (2, {reason: 1})
    assert check_whole(tmp_path / "marsad.ledger") == 2
    ((aside, told),) = list_asides(tmp_path / "marsad.ledger")
    assert (aside.partition(":")[0], told) == (name, reason)


def test_all_of_them_together_and_again(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, (body, *_) in BAD.items():
        (pages / name).write_bytes(body)
    (pages / "good.html").write_bytes(make_page())
    for command in ("read", "read", "code"):
        shown = run_marsad(command, "pages", "--jobs", "2", cwd=tmp_path)
        assert shown.returncode == 1
        lines = shown.stderr.splitlines()
        assert len(lines) == len(BAD)
        assert all(line.startswith("marsad: set aside pages/") for line in lines)
    assert check_whole(tmp_path / "marsad.ledger") == 1
    assert len(list_asides(tmp_path / "marsad.ledger")) == len(BAD)


@pytest.mark.parametrize("name", [name for name in BAD if not name.endswith((".jsonl", "huge.html"))])
def test_the_library_gives_the_reason(name):
    body, reason, says = BAD[name]
    with pytest.raises(ExtractError, match=r"^[^\n]+$") as caught:
        marsad.read(body)
    assert caught.value.reason == reason
    assert says in str(caught.value)


def test_fifty_megabytes_are_refused_at_once_everywhere(tmp_path):
    body = make_page() + b" " * 50_000_000
    with pytest.raises(ExtractError, match=r"has 50\.0 MB, more than the limit of 20\.0 MB"):
        marsad.read(body)
    (tmp_path / "huge.html").write_bytes(body)
    (tmp_path / "good.html").write_bytes(make_page())
    shown = run_marsad("read", ".", cwd=tmp_path)
    assert shown.returncode == 1
    assert shown.stderr == f"marsad: set aside huge.html: {len(body)} bytes, more than the 20000000 taken on\n"
    assert check_whole(tmp_path / "marsad.ledger") == 1
    piped = subprocess.run(
        [sys.executable, "-m", "marsad", "code", "-"],
        input=body,
        env=make_environment(),
        capture_output=True,
        check=False,
    )
    assert (piped.returncode, piped.stdout) == (1, b"")
    assert piped.stderr == b"marsad: set aside -: more than 20000000 bytes\n"


UNREADABLE = {
    "no such file": ("gone.html", "gone.html: no such file or folder"),
    "dangling link": ("link.html", "link.html: no such file or folder"),
    "folder named like a page": ("folder.html", "folder.html: no .htm .html .jsonl .txt files in this folder"),
    "pattern": ("*.htm", "*.htm: no file matches this pattern"),
    "name too long": ("n" * 300 + ".html", "cannot be read: File name too long"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_places_that_cannot_be_read(tmp_path, kind):
    place, says = UNREADABLE[kind]
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "link.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "folder.html").mkdir()
    shown = run_marsad("read", place, "good.txt", cwd=tmp_path)
    assert shown.returncode == 1
    assert shown.stderr.startswith("marsad: set aside ")
    assert shown.stderr.endswith(f"{says}\n")
    assert shown.stderr.count("\n") == 1
    assert check_whole(tmp_path / "marsad.ledger") == 1


REFUSING = """
from errno import EACCES, EIO
from pathlib import Path
opened = Path.open
def refuse(path, *words, **options):
    errors = {"shut.html": PermissionError(EACCES, "Permission denied"), "worn.html": OSError(EIO, "Disk failure")}
    if path.name in errors:
        raise errors[path.name]
    return opened(path, *words, **options)
Path.open = refuse
from marsad.app.cli import main
main()
"""


def test_files_that_the_system_refuses_to_read(tmp_path):
    """The refusal is put in the system's place, so that the test holds for the superuser too."""
    for name in ("a.html", "shut.html", "worn.html", "z.html"):
        (tmp_path / name).write_bytes(make_page(title=name))
    command = [sys.executable, "-c", REFUSING, "read", "."]
    shown = subprocess.run(command, cwd=tmp_path, env=make_environment(), capture_output=True, text=True, check=False)
    assert shown.returncode == 1
    assert shown.stderr.splitlines() == [
        "marsad: set aside shut.html: no permission to read",
        "marsad: set aside worn.html: cannot be read: Disk failure",
    ]
    assert check_whole(tmp_path / "marsad.ledger") == 2
    assert list_asides(tmp_path / "marsad.ledger") == [("shut.html", "permission"), ("worn.html", "unreadable")]
