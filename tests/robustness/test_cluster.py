"""Shards coded on a real cluster: as on one machine, also when a worker is killed in the midst of them."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from bench.clusters import standing
from bench.made_shards import write_lines, write_shards, write_table
from marsad.engines import EngineError
from marsad.engines.dask import DaskEngine, engine

from .made import make_command, make_environment, run_marsad
from .test_kills import wait_until_gone

pytest.importorskip("distributed")
parquet = pytest.importorskip("pyarrow.parquet")

SHARDS = 6
PATIENCE = 240  # seconds for a run, on a machine that does much else
HERE = ("run",)  # what differs between two runs


def make_crawl(folder):
    write_shards(folder, SHARDS, 3)
    write_lines(folder / "texts.jsonl", 3)
    write_table(folder / "pages.parquet", 3)
    (folder / "broken.warc.gz").write_bytes((folder / "crawl-00000.warc.gz").read_bytes()[:-40])
    return folder


def read_rows(out):
    """Return what a run wrote, without its name, sorted by where it was found."""
    rows = [row for path in out.glob("*.parquet") for row in parquet.read_table(path).to_pylist()]
    for row in rows:
        for name in HERE:
            del row[name]
    return sorted(rows, key=lambda row: (row["shard"], -1 if row["offset"] is None else row["offset"]))


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    return make_crawl(tmp_path_factory.mktemp("crawl"))


@pytest.fixture(scope="module")
def alone(crawl, tmp_path_factory):
    """The rows as one machine without a cluster writes them."""
    folder = tmp_path_factory.mktemp("alone")
    shown = run_marsad("code", crawl, "--out", folder / "out", "--jobs", "2", cwd=folder)
    assert (shown.returncode, shown.stderr.count("shards,")) == (1, SHARDS + 3), shown
    return read_rows(folder / "out")


def count_parts(out):
    return len(list(Path(out).glob("_shards/*.json")))


def lose_worker(crawl, folder):
    """Code shards on a cluster of which a worker is killed; return how many were done then, and the process."""
    out = folder / "out"
    with standing(folder / "cluster", 3) as cluster:
        run = subprocess.Popen(
            make_command("code", crawl, "--out", out, "--engine", "dask", "--cluster", cluster.address),
            cwd=folder,
            env=make_environment(PYTHONPATH=os.pathsep.join(os.sys.path)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            until = time.monotonic() + PATIENCE
            while run.poll() is None and count_parts(out) < 2 and time.monotonic() < until:
                time.sleep(0.01)
            killed_at = count_parts(out)
            cluster.workers[0].kill()
            told, notes = run.communicate(timeout=PATIENCE)
        finally:
            run.kill()
    assert (run.returncode, f"{SHARDS + 3} shards coded" in told) == (1, True), (told, notes)
    return killed_at


def test_a_killed_worker_costs_nothing_and_nothing_is_there_twice(crawl, alone, tmp_path):
    for attempt in range(10):  # on a busy machine all may be done before this process has its turn to kill
        folder = tmp_path / str(attempt)
        folder.mkdir()
        killed_at = lose_worker(crawl, folder)
        if killed_at < SHARDS + 3:
            break
    assert 2 <= killed_at < SHARDS + 3
    rows = read_rows(folder / "out")
    places = [(row["shard"], row["offset"]) for row in rows]
    assert len(places) == len(set(places))
    assert rows == alone


def code_and_kill(crawl, out, folder):
    """Code shards and kill the run after three of them, unless all are done by then."""
    run = subprocess.Popen(
        make_command("code", crawl, "--out", out),
        cwd=folder,
        env=make_environment(PYTHONPATH=os.pathsep.join(os.sys.path)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + PATIENCE
    while run.poll() is None and count_parts(out) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    run.kill()
    run.wait(PATIENCE)
    wait_until_gone(run.pid)


def test_a_run_that_is_killed_goes_on_where_it_was(crawl, alone, tmp_path):
    for attempt in range(10):  # on a busy machine all may be done before this process has its turn to kill
        out = tmp_path / str(attempt)
        code_and_kill(crawl, out, tmp_path)
        if count_parts(out) < SHARDS + 3:
            break
    stood = {path: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    whole = count_parts(out)
    shown = run_marsad("code", crawl, "--out", out, cwd=tmp_path)
    assert f"{SHARDS + 3 - whole} shards coded, {whole} stood already" in shown.stdout
    assert sum(path.stat().st_mtime_ns == at for path, at in stood.items()) >= whole >= 3
    assert read_rows(out) == alone


def die(task):
    os._exit(1)


def test_a_cluster_that_has_lost_all_workers_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_ANSWER", PATIENCE)
    monkeypatch.setattr(engine, "_IDLE", 0.5)
    monkeypatch.setattr(engine, "_LOOK", 0.25)
    with (
        standing(tmp_path / "cluster", 1) as cluster,
        pytest.raises(EngineError, match=r"has had no worker for 0\.5 seconds; what was done stands"),
    ):
        list(DaskEngine().spread(["task"], die, 1, cluster.address))


def test_nor_is_a_scheduler_that_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_ANSWER", PATIENCE)
    monkeypatch.setattr(engine, "_LOOK", 0.25)
    with standing(tmp_path / "cluster", 1) as cluster:
        run = DaskEngine().spread([0, 600], time.sleep, 1, cluster.address)
        assert next(run) == (0, None)
        cluster.scheduler.kill()
        with pytest.raises(EngineError, match="the scheduler is gone"):
            list(run)
