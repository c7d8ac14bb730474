"""Ledgers that cannot be used or cannot grow: one line, nothing touched, nothing half-written."""

import resource
import signal
import sqlite3
import subprocess

import pytest

from marsad.ledger import Ledger

from .made import DEMO, LONGEST, check_whole, export, make_command, make_environment, make_page, run_marsad

LOOKING = [["timeline"], ["show", "si00"], ["search", "نووي"], ["export"]]
ALL = [["read", "page.html"], *LOOKING]


def make_newer(path):
    with Ledger.open(path):
        pass
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()


def make_foreign(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE notes (note TEXT)")
    db.close()


UNUSABLE = {
    "newer": (make_newer, "marsad.ledger was written by a newer marsad (schema 999); update marsad"),
    "another program's": (make_foreign, "marsad.ledger is a SQLite file of another program, not a ledger"),
    "a page": (lambda path: path.write_bytes(make_page() * 20), "marsad.ledger is not a ledger (not a SQLite file)"),
    "a folder": (lambda path: path.mkdir(), "marsad.ledger cannot be opened: it is a folder"),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_what_is_no_ledger_of_ours_is_left_alone(tmp_path, kind):
    make, says = UNUSABLE[kind]
    path = tmp_path / "marsad.ledger"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    (tmp_path / "page.html").write_bytes(make_page())
    for words in ALL:
        failed = run_marsad(*words, cwd=tmp_path)
        assert (failed.returncode, failed.stdout) == (2, ""), words
        assert failed.stderr.startswith(f"marsad: {says}")
        assert failed.stderr.count("\n") == 1
    assert before is None or path.read_bytes() == before
    left = {entry.name for entry in tmp_path.iterdir() if not entry.name.endswith(("-shm", "-wal"))}
    assert left == {"marsad.ledger", "page.html"}


def test_no_ledger_at_all(tmp_path):
    for words in LOOKING:
        failed = run_marsad(*words, cwd=tmp_path)
        assert (failed.returncode, failed.stdout) == (2, "")
        assert failed.stderr.startswith("marsad: marsad.ledger: no such ledger")
        assert failed.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def limit_files(size):
    """Return what makes every file of a new process stop growing at `size` bytes, as a full disk would."""

    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


@pytest.mark.parametrize("size", [0, 70_000, 700_000, 2_000_000])
def test_a_full_disk_stops_the_run_in_one_line_and_the_next_one_completes_it(tmp_path, undisturbed, size):
    failed = run_marsad(
        "read", DEMO, "--jobs", "2" if size == 700_000 else "1", cwd=tmp_path, prepare=limit_files(size)
    )
    assert failed.returncode == 2
    (line,) = failed.stderr.splitlines()
    assert line.startswith("marsad: marsad.ledger cannot ")
    assert "no room to grow" in line or "disk is full" in line
    entered = check_whole(tmp_path / "marsad.ledger")
    assert entered < 51
    assert (f"│ {entered} │" in failed.stdout.replace("  ", " ")) == (entered > 0)
    assert run_marsad("read", DEMO, cwd=tmp_path).returncode == 0
    assert check_whole(tmp_path / "marsad.ledger") == 51
    assert export(tmp_path / "marsad.ledger", tmp_path) == undisturbed


def test_an_export_that_finds_no_room_leaves_the_older_file(tmp_path, undisturbed):
    run_marsad("read", DEMO / "nil", cwd=tmp_path)
    (tmp_path / "out.jsonl").write_text("older\n", encoding="utf-8")
    words = ("export", "--out", "out.jsonl")
    failed = run_marsad(*words, cwd=tmp_path, prepare=limit_files(40_000))
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.startswith("marsad: file too large")
    assert failed.stderr.count("\n") == 1
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "older\n"
    assert not [entry.name for entry in tmp_path.iterdir() if not entry.name.startswith(("marsad.ledger", "out.jsonl"))]
    assert check_whole(tmp_path / "marsad.ledger") == 6


def test_output_that_cannot_be_written_is_one_line(tmp_path):
    run_marsad("read", DEMO / "nil", cwd=tmp_path)
    for words in (["read", DEMO / "nil"], ["code", DEMO / "nil"], ["export"], ["timeline"]):
        with open("/dev/full", "w") as full:  # noqa: PTH123
            failed = subprocess.run(
                make_command(*words),
                cwd=tmp_path,
                env=make_environment(),
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert failed.returncode == 2, words
        assert failed.stderr.startswith("marsad: no space left on device")
        assert failed.stderr.count("\n") == 1
    assert check_whole(tmp_path / "marsad.ledger") == 6


def test_two_runs_write_at_once_and_no_record_is_lost(tmp_path, undisturbed):
    """Both read all pages, from both ends; whoever comes second to a page finds it there."""
    outlets = sorted(DEMO.iterdir())
    runs = [
        subprocess.Popen(
            make_command("read", *places),
            cwd=tmp_path,
            env=make_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for places in (outlets, outlets[::-1])
    ]
    for run in runs:
        out, err = run.communicate(timeout=LONGEST)
        assert (run.returncode, err) == (0, "")
        assert "read" in out
    assert check_whole(tmp_path / "marsad.ledger") == 51
    found = export(tmp_path / "marsad.ledger", tmp_path)
    drop = [line.partition('"article":{')[0] for line in sorted(found.splitlines())]
    assert drop == [line.partition('"article":{')[0] for line in sorted(undisturbed.splitlines())]


def test_two_runs_make_the_ledger_at_once(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_bytes(make_page(title=f"عنوان {name}"))
    pairs = [("a.html", "b.html")] * 3
    for number, names in enumerate(pairs):
        ledger = f"{number}.ledger"
        runs = [
            subprocess.Popen(
                make_command("read", name, "--ledger", ledger),
                cwd=tmp_path,
                env=make_environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for name in names
        ]
        assert [(run.communicate(timeout=LONGEST)[1], run.returncode) for run in runs] == [("", 0), ("", 0)]
        assert check_whole(tmp_path / ledger) == 2


def test_a_folder_that_may_not_be_written_is_one_line(tmp_path):
    (tmp_path / "page.html").write_bytes(make_page())
    failed = run_marsad("read", "page.html", "--ledger", "nowhere/marsad.ledger", cwd=tmp_path)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.startswith("marsad: nowhere/marsad.ledger cannot be opened")
    assert failed.stderr.count("\n") == 1


def test_the_number_of_bytes_is_kept_with_each_capture(tmp_path):
    bodies = {"a.html": make_page(title="أول"), "b.html": b"", "c.html": make_page(printed="utf-16")}
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    for jobs in ("1", "2"):
        run_marsad("read", ".", "--jobs", jobs, "--ledger", f"{jobs}.ledger", cwd=tmp_path)
        with sqlite3.connect(tmp_path / f"{jobs}.ledger") as db:
            sizes = dict(db.execute("SELECT origin, size FROM capture"))
        db.close()
        assert sizes == {name: len(bodies[name]) for name in ("a.html", "c.html")}
