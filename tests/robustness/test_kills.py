"""`kill -9` of a run at several moments: the ledger is whole up to a page, and the next run completes it."""

import os
import signal
import sqlite3
import subprocess
import time

import pytest

from .made import DEMO, check_whole, export, make_command, make_environment, run_marsad

PAGES = 51
LONGEST = 240  # seconds until workers must be gone, on a machine that does much else


def count_articles(path):
    """Return how many articles stand in a ledger that is being written; -1 before there are any tables."""
    if not path.exists():
        return -1
    try:
        with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as db:
            (count,) = db.execute("SELECT count(*) FROM article").fetchone()
    except sqlite3.Error:
        return -1
    finally:
        if "db" in locals():
            db.close()
    return count


def wait_until_gone(group):
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("workers outlive the run")


def read_and_kill(folder, is_time, *words):
    """Start reading the demonstration pages and kill the run at the first moment that `is_time`."""
    path = folder / "marsad.ledger"
    run = subprocess.Popen(
        make_command("read", DEMO, *words),
        cwd=folder,
        env=make_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while run.poll() is None and not is_time(path):
        time.sleep(0.002)
    run.kill()
    run.wait()
    wait_until_gone(run.pid)
    return run.returncode


def kill_before_the_end(tmp_path, is_time, *words):
    """Kill a run at `is_time` and return its folder. On a busy machine all pages may be read before this process has
    its turn again: then nothing was cut short, and another run is killed, in a folder of its own."""
    for attempt in range(10):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        died = read_and_kill(folder, is_time, *words)
        if died == -signal.SIGKILL and 0 <= check_whole(folder / "marsad.ledger") < PAGES:
            return folder
    raise AssertionError("ten runs had read all pages when they were killed")


MOMENTS = {
    "as the file is made": lambda path: path.exists(),
    "before the first page": lambda path: count_articles(path) == 0,
    "after the first page": lambda path: count_articles(path) >= 1,
    "after a few": lambda path: count_articles(path) >= 7,
    "halfway": lambda path: count_articles(path) >= 25,
    "near the end": lambda path: count_articles(path) >= 45,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_leaves_whole_pages_and_the_next_one_the_same_records(tmp_path, undisturbed, moment):
    folder = kill_before_the_end(tmp_path, MOMENTS[moment])
    again = run_marsad("read", DEMO, cwd=folder)
    assert (again.returncode, again.stderr) == (0, "")
    assert check_whole(folder / "marsad.ledger") == PAGES
    assert export(folder / "marsad.ledger", folder) == undisturbed


def test_a_killed_run_with_workers_takes_them_along(tmp_path, undisturbed):
    folder = kill_before_the_end(tmp_path, MOMENTS["after a few"], "--jobs", "2")
    assert check_whole(folder / "marsad.ledger") >= 7
    assert run_marsad("read", DEMO, "--jobs", "2", cwd=folder).returncode == 0
    assert export(folder / "marsad.ledger", folder) == undisturbed


def test_a_run_killed_again_and_again_ends_all_the_same(tmp_path, undisturbed):
    for count in (3, 20):
        read_and_kill(tmp_path, lambda path, count=count: count_articles(path) >= count)
        check_whole(tmp_path / "marsad.ledger")
    assert run_marsad("read", DEMO, cwd=tmp_path).returncode == 0
    assert check_whole(tmp_path / "marsad.ledger") == PAGES
    assert export(tmp_path / "marsad.ledger", tmp_path) == undisturbed
