"""A page that takes for ever costs its own time and nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.patience import try_limits

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
    wanted = ["a", "timeout", "b", "timeout", "c", "d"]
    outcomes = []

    def run(limit):
        outcomes[:] = engine.run(items, read, jobs, limit=limit)
        return tell(outcomes)

    start = time.monotonic()
    told, limit = try_limits(run, wanted)
    assert told == wanted
    assert outcomes[1].message == f"not read within {limit:g} seconds"
    assert (outcomes[1].origin, outcomes[1].name, len(outcomes[1].digest)) == ("page 1", "1", 64)
    assert time.monotonic() - start < 300


def test_several_workers_have_a_limit_unasked(monkeypatch):
    assert local.LIMIT == 60
    (engine,) = load_engines()

    def run(limit):
        monkeypatch.setattr(local, "LIMIT", limit)
        return tell(engine.run([page("sleep", 0), page("a", 1)], read, 2))

    wanted = ["timeout", "a"]
    assert try_limits(run, wanted)[0] == wanted


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
    assert time.monotonic() - start < 120


def read_with_loop(folder, seconds, *words):
    """Read two good pages and one that loops, with so many seconds for each."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    for name in ("a.html", "loop.html", "z.html"):
        (pages / name).write_bytes(make_page(title=name))
    (folder / "looping.py").write_text(LOOPING, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "looping.py", "read", "pages", "--timeout", str(seconds), *words],
        cwd=folder,
        env=make_environment(PYTHONPATH=str(Path(__file__).parents[1])),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["--jobs", "2"]])
def test_the_command_line_sets_the_page_aside_and_goes_on(tmp_path, words):
    for seconds in (3, 12, 48):  # a good page may meet the first ones where the machine does much else
        folder = tmp_path / str(seconds)
        shown = read_with_loop(folder, seconds, *words)
        if shown.stderr.count("not read within") == 1:
            break
    told = f"marsad: set aside pages/loop.html: not read within {seconds} seconds\n"
    assert (shown.returncode, shown.stderr) == (1, told)
    assert "timeout 1" in shown.stdout
    assert check_whole(folder / "marsad.ledger") == 2
    assert list_asides(folder / "marsad.ledger") == [("loop.html", "timeout")]


def test_a_limit_below_a_second_is_refused(tmp_path):
    failed = run_marsad("read", ".", "--timeout", "0", cwd=tmp_path)
    assert failed.returncode == 2
    assert failed.stderr.startswith("marsad: Invalid value for '--timeout'")
    assert failed.stderr.count("\n") == 1
