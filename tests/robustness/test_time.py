"""A page that takes for ever costs its own time and nothing else."""

import math
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.engines import load_engines
from marsad.engines.local import engine as local
from marsad.model import Capture, Reading
from marsad.sources import SetAside

from .made import check_whole, list_asides, make_environment, make_page, run_marsad
from .slow import read

LOOPING = """
from marsad.app import intake
from robustness.slow import read_or_loop
intake.read_capture = read_or_loop
from marsad.app.cli import main
if __name__ == "__main__":
    main()
"""


def page(words, number):
    return Capture(origin=f"page {number}", name=str(number), body=words.encode(), media="text")


def tell(outcomes):
    return [one.reason if isinstance(one, SetAside) else one.article.text for one in outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("engine", load_engines(), ids=lambda engine: engine.name)
def test_a_page_over_the_limit_is_set_aside_in_its_place(engine, jobs):
    items = [page(words, number) for number, words in enumerate(["a", "loop", "b", "sleep", "c", "d"])]
    start = time.monotonic()
    outcomes = list(engine.run(items, read, jobs, limit=0.5))
    assert tell(outcomes) == ["a", "timeout", "b", "timeout", "c", "d"]
    assert outcomes[1].message == "not read within 0.5 seconds"
    assert (outcomes[1].origin, outcomes[1].name, len(outcomes[1].digest)) == ("page 1", "1", 64)
    assert time.monotonic() - start < 20


def test_several_workers_have_a_limit_unasked(monkeypatch):
    assert local.LIMIT == 60
    monkeypatch.setattr(local, "LIMIT", 0.5)
    (engine,) = load_engines()
    assert tell(engine.run([page("sleep", 0), page("a", 1)], read, 2)) == ["timeout", "a"]


def test_one_job_reads_in_this_process_unless_a_limit_is_asked():
    (engine,) = load_engines()
    seen = []

    def note(capture):
        seen.append(os.getpid())
        return read(capture)

    assert tell(engine.run([page("a", 0)], note, 1)) == ["a"]
    assert seen == [os.getpid()]


def test_leaving_in_the_middle_waits_for_no_page():
    (engine,) = load_engines()
    run = engine.run([page("a", 0), *(page("loop", number) for number in range(1, 20))], read, 2, limit=600)
    assert isinstance(next(run), Reading)
    start = time.monotonic()
    run.close()
    assert time.monotonic() - start < 5


def find_patience(folder):
    """Return more seconds than a page without a loop takes here and now: thrice what a whole run with one took."""
    folder.mkdir()
    (folder / "page.html").write_bytes(make_page())
    start = time.monotonic()
    assert run_marsad("read", "page.html", "--jobs", "2", cwd=folder).returncode == 0
    return max(3, math.ceil(3 * (time.monotonic() - start)))


@pytest.mark.parametrize("words", [[], ["--jobs", "2"]])
def test_the_command_line_sets_the_page_aside_and_goes_on(tmp_path, words):
    seconds = find_patience(tmp_path / "before")
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("a.html", "loop.html", "z.html"):
        (pages / name).write_bytes(make_page(title=name))
    (tmp_path / "looping.py").write_text(LOOPING, encoding="utf-8")
    command = [sys.executable, "looping.py", "read", "pages", "--timeout", str(seconds), *words]
    shown = subprocess.run(
        command,
        cwd=tmp_path,
        env=make_environment(PYTHONPATH=str(Path(__file__).parents[1])),
        capture_output=True,
        text=True,
        timeout=60 + 20 * seconds,
        check=False,
    )
    told = f"marsad: set aside pages/loop.html: not read within {seconds} seconds\n"
    assert (shown.returncode, shown.stderr) == (1, told)
    assert "timeout 1" in shown.stdout
    assert check_whole(tmp_path / "marsad.ledger") == 2
    assert list_asides(tmp_path / "marsad.ledger") == [("loop.html", "timeout")]


def test_a_limit_below_a_second_is_refused(tmp_path):
    failed = run_marsad("read", ".", "--timeout", "0", cwd=tmp_path)
    assert failed.returncode == 2
    assert failed.stderr.startswith("marsad: Invalid value for '--timeout'")
    assert failed.stderr.count("\n") == 1
