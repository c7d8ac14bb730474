"""Runs that are killed, and runs beside one another: the ledger stays whole."""

import os
import signal
import subprocess
import sys
import time

import pytest

from marsad.ledger import Ledger, LedgerError

from .test_reading import STORY, make_line

LONGEST = 240  # seconds for anything here, on a machine that has much else to do
MARSAD = [sys.executable, "-m", "marsad.app.cli"]


def is_group_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def make_lines(name, count):
    return [make_line(id=f"{name}{number}", text=f"{STORY} نسخة {name} {number}.") + "\n" for number in range(count)]


def count_articles(path):
    try:
        with Ledger.open(path, readonly=True) as ledger:
            return ledger.counts().articles
    except LedgerError:  # not yet made
        return 0


def wait_for(condition):
    until = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_leaves_a_whole_ledger_and_the_next_one_finishes(tmp_path, jobs):
    ledger = tmp_path / "marsad.ledger"
    lines = make_lines("a", 40)
    command = [*MARSAD, "read", "-", "--jobs", jobs]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, cwd=tmp_path, stdout=subprocess.DEVNULL, start_new_session=True
    )
    process.stdin.write("".join(lines[:30]).encode())
    process.stdin.flush()
    wait_for(lambda: count_articles(ledger) >= 10)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    wait_for(lambda: not is_group_alive(process.pid))
    with Ledger.open(ledger) as opened:
        assert opened.check() == ()
        assert 10 <= opened.counts().articles <= 30
    subprocess.run(command, input="".join(lines).encode(), cwd=tmp_path, check=True, capture_output=True)
    with Ledger.open(ledger) as opened:
        assert opened.check() == ()
        assert opened.counts().articles == 40


def test_two_runs_may_write_at_once(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text("".join(make_lines(name, 30)), encoding="utf-8")
    runs = [
        subprocess.Popen([*MARSAD, "read", f"{name}.jsonl"], cwd=tmp_path, stdout=subprocess.DEVNULL)
        for name in ("a", "b")
    ]
    assert [run.wait(timeout=LONGEST) for run in runs] == [0, 0]
    with Ledger.open(tmp_path / "marsad.ledger") as opened:
        assert opened.check() == ()
        assert opened.counts().articles == 60


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_tells_what_was_done_and_leaves_no_workers(tmp_path, jobs):
    command = [*MARSAD, "read", "-", "--jobs", jobs]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, **pipes)
    process.stdin.write("".join(make_lines("a", 30)).encode())
    process.stdin.flush()
    wait_for(lambda: count_articles(tmp_path / "marsad.ledger") >= 10)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    process.wait(timeout=LONGEST)
    out, err = process.stdout.read().decode(), process.stderr.read().decode()
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()
    assert (process.returncode, err) == (130, "marsad: stopped\n")
    assert "on topic" in out
    wait_for(lambda: not is_group_alive(process.pid))
