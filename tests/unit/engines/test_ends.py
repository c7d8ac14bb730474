"""Nothing is waited for without end: not at the exit of a run, not when its process is killed, not when none starts."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.engines.local import pool
from marsad.engines.local.pool import Pool

from .made import page, read

ROOT = Path(__file__).parents[3]
SOON = 60  # seconds, on a machine that does much else
LEAVING = """
import sys
from marsad.engines.local import LocalEngine
from tests.unit.engines.made import outside, read
sys.left = LocalEngine().run((outside("a") for _ in range(100)), read, 2)
print(next(sys.left).article.text)
"""
HANGING = """
from marsad.engines.local import LocalEngine
from tests.unit.engines.made import outside, read
list(LocalEngine().run([outside("hang")], read, 1))
"""
FOLLOWING = """
import sys, time
from marsad.engines.local.serving import follow
follow(int(sys.argv[1]), sys.argv[2])
print("follows", flush=True)
time.sleep(600)
"""


def start(script, *words):
    path = os.pathsep.join([str(ROOT), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", script, *words],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def is_running(number):
    """Tell whether a process is there and does more than wait to be buried."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(number):
    until = time.monotonic() + SOON
    while is_running(number) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_running(number)


def test_a_run_that_nobody_finishes_does_not_keep_its_process_from_ending():
    """Fails where workers are `multiprocessing` processes that ignore SIGTERM: these are waited for at exit."""
    run = start(LEAVING)
    out, err = run.communicate(timeout=SOON)
    assert (out, err, run.returncode) == ("a\n", "", 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the kernel to end a process with its parent")
def test_a_worker_that_hangs_in_c_ends_with_a_parent_that_is_killed():
    """Fails where a thread of the worker looks after the parent: whoever waits for its output would wait on."""
    run = start(HANGING)
    worker = int(run.stderr.readline())  # what a worker prints goes there
    assert is_running(worker)
    run.kill()
    run.communicate(timeout=SOON)
    assert wait_until_gone(worker)


@pytest.mark.parametrize("platform", ["linux", "any other"])
def test_a_worker_follows_its_parent_on_every_platform(platform):
    """The parent is a shell that ends at once, or has ended before it could be followed."""
    words = f'{sys.executable} -c "$1" $$ "{platform}" & echo $!'
    shell = subprocess.run(
        ["sh", "-c", words, "sh", FOLLOWING], capture_output=True, text=True, timeout=SOON, check=True
    )
    assert wait_until_gone(int(shell.stdout.split()[0]))


def test_a_pool_whose_processes_cannot_be_started_tells_so_for_every_page_and_ends(monkeypatch):
    """Fails where a thread waits for a worker that another was to give back."""

    def fail(*_):
        raise OSError("no more processes")

    monkeypatch.setattr(pool, "Worker", fail)
    with Pool(read, 2, 5.0) as made:
        answers = [made.submit(page("a", number)) for number in range(6)]
        assert [type(answer.exception(timeout=SOON)) for answer in answers] == [OSError] * 6


def test_a_closed_pool_starts_nothing():
    with Pool(read, 1, 5.0) as made:
        pass
    with pytest.raises(RuntimeError):
        made.submit(page("a"))
