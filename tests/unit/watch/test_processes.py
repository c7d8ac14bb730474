"""`marsad watch` in a process of its own: stopped, killed, started twice, with a list that changes."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import marsad
from marsad.archive import Archive

from .press import make_page, write_list
from .running import check_all, list_articles

ROOT = Path(__file__).parents[3]
LONGEST = 240  # seconds for anything here, on a machine that has much else to do


def make_environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    paths = os.pathsep.join([str(ROOT), str(Path(marsad.__file__).parents[1])])
    return kept | {"NO_COLOR": "1", "COLUMNS": "200", "PYTHONPATH": paths}


@contextmanager
def starting(folder, *words):
    """Run the command line beside the test, and end it with it."""
    command = [sys.executable, "-m", "tests.unit.watch.quick", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=folder, env=make_environment(), start_new_session=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def run(folder, *words):
    with starting(folder, *words) as process:
        out, err = process.communicate(timeout=LONGEST)
    return process.returncode, out, err


def wait_until(is_true):
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if is_true():
            return
        time.sleep(0.005)
    raise AssertionError("it never came true")


def count_pages(folder, status):
    """Return how many pages have come so far, in a state that is being written."""
    if not (folder / "marsad.watch").exists():
        return -1
    with closing(sqlite3.connect(folder / "marsad.watch", timeout=5)) as db:
        try:
            return db.execute("SELECT count(*) FROM page WHERE status = ?", (status,)).fetchone()[0]
        except sqlite3.OperationalError:
            return -1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["TERM", "INT"])
def test_a_signal_ends_it_in_good_order(presses, path, tmp_path, number, code):
    with starting(tmp_path, "watch") as process:
        wait_until(lambda: count_pages(tmp_path, "read") == 9)
        os.killpg(process.pid, number)  # as a terminal or a supervisor does: workers too
        out, err = process.communicate(timeout=LONGEST)
    assert process.returncode == code
    assert "in all: looked at 3 places; 9 new pages, 9 fetched, 9 read" in out
    assert err == ("marsad: stopped\n" if code else "")
    shown, status, _ = run(tmp_path, "sources", "status", "--json")
    assert (shown, json.loads(status)["watch"].split()[0]) == (0, "ended")
    check_all(tmp_path)


def test_what_is_in_hand_is_finished_and_a_second_signal_ends_it_at_once(presses, path, tmp_path):
    asked, go = threading.Event(), threading.Event()

    def slow(handler):
        asked.set()
        go.wait(LONGEST)
        return 200, {"Content-Type": "text/html"}, make_page(1)

    presses[0].rest["/1.html"] = slow
    with starting(tmp_path, "watch") as process:
        assert asked.wait(LONGEST)
        process.send_signal(signal.SIGTERM)
        go.set()
        process.communicate(timeout=LONGEST)
        assert process.returncode == 0
    assert presses[0].url("/1.html") in list_articles(tmp_path)
    go.clear()
    presses[0].pages["/4.html"] = b""
    presses[0].rest["/4.html"] = slow
    asked.clear()
    with closing(sqlite3.connect(tmp_path / "marsad.watch")) as db, db:
        db.execute("UPDATE place SET due = 0")
    with starting(tmp_path, "watch") as process:
        assert asked.wait(LONGEST)
        until = time.monotonic() + LONGEST
        while process.poll() is None and time.monotonic() < until:  # two that come at once may be taken for one
            process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
        process.communicate(timeout=LONGEST)
        assert process.returncode == 128 + signal.SIGTERM
    go.set()
    check_all(tmp_path)


MOMENTS = {
    "as it begins": lambda folder: count_pages(folder, "wanted") >= 0,
    "after the first page": lambda folder: count_pages(folder, "read") >= 1,
    "in the midst": lambda folder: count_pages(folder, "read") >= 20,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_it_fetches_nothing_twice_and_loses_nothing(presses, path, tmp_path, moment):
    for press in presses:
        press.add(*range(4, 20))
    with starting(tmp_path, "watch", "--once") as process:
        wait_until(lambda: MOMENTS[moment](tmp_path))
        process.kill()
        process.communicate()
    with Archive.open(tmp_path / "marsad.archive") as archive:
        kept = {entry.url for entry in archive.entries()}
    code, _, err = run(tmp_path, "watch", "--once")
    assert (code, err) == (0, "")
    pages = sorted(press.url(page) for press in presses for page in press.pages)
    assert list_articles(tmp_path) == pages
    sent = {press.url(page): press.whole[page] for press in presses for page in press.pages}
    assert {url: count for url, count in sent.items() if count > 1 and url in kept} == {}
    assert sum(sent.values()) <= len(pages) + 3  # what was on its way to each outlet
    check_all(tmp_path)


def test_two_watches_on_one_state(presses, path, tmp_path):
    with starting(tmp_path, "watch") as process:
        wait_until(lambda: count_pages(tmp_path, "read") == 9)
        code, out, err = run(tmp_path, "watch", "--once")
        assert (code, out) == (2, "")
        assert err == "marsad: marsad.watch: another watch is running on it; stop that one first\n"
        _, status, _ = run(tmp_path, "sources", "status")
        assert "the watch: running for" in status
        process.terminate()
        process.communicate(timeout=LONGEST)


def replace(path, text):
    """Change a file at once: nobody sees it half-written."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)


def test_a_changed_list_is_followed_and_a_broken_one_is_not(presses, path, tmp_path):
    whole = path.read_text()
    write_list(path, {"out-0": {"feeds": [presses[0].url("/feed")], "every": "1s"}})
    with starting(tmp_path, "watch", "--for", f"{LONGEST}s") as process:
        wait_until(lambda: count_pages(tmp_path, "read") == 3)
        replace(path, "[[outlet]\n")
        assert "the list as it was before holds" in process.stderr.readline()
        replace(path, whole)
        wait_until(lambda: count_pages(tmp_path, "read") == 9)
        process.terminate()
        out, err = process.communicate(timeout=LONGEST)
    assert process.returncode == 0
    assert "the watch list has changed: 3 outlets now" in err
    assert out.count("looked at") >= 2


def test_it_ends_after_the_time_given_and_speaks_json(presses, path, tmp_path):
    for seconds in (2, 10, 50):  # all may not be done in the first ones where the machine does much else
        folder = tmp_path / str(seconds)
        folder.mkdir()
        shutil.copy(path, folder)
        code, out, err = run(folder, "watch", "--for", f"{seconds}s", "--json")
        lines = [json.loads(line) for line in out.splitlines()]
        if lines[-1]["read"] == 9:
            break
    assert (code, err) == (0, "")
    assert (lines[0]["looked"], lines[0]["read"]) == (3, 9)
    assert lines[-1]["watch"]["fetched"] == 9
    assert lines[-1]["read"] == 9


def test_what_keeps_it_from_starting_is_one_line(tmp_path):
    (tmp_path / "marsad.watch").write_bytes(b"no database at all" * 100)
    write_list(tmp_path / "sources.toml", {"a": {"pages": ["http://127.0.0.1:9/"]}})
    code, _, err = run(tmp_path, "watch", "--once")
    assert (code, err) == (2, "marsad: marsad.watch is not the state of a watch (not a SQLite file)\n")
