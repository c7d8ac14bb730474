"""The engine of a cluster: workers that die, and a cluster that goes away."""

import os
from pathlib import Path

import pytest
from tests.patience import LIMITS

from marsad.engines import EngineError, Lost
from marsad.engines.dask import DaskEngine, engine

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


def work(task):
    """Return the task, or kill the process, as often as it says."""
    folder, name, deaths = task
    marks = sorted(Path(folder).glob(f"{name}.*"))
    if len(marks) < deaths:
        Path(folder, f"{name}.{len(marks)}").touch()
        os._exit(1)
    return name


@pytest.fixture(scope="module")
def workers():
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as made,
    ):
        yield made


def test_a_task_whose_worker_dies_is_done_by_another_and_one_that_kills_all_of_them_alone_is_lost(workers, tmp_path):
    """Fails where those are lost, too, that only waited for a worker that died."""
    deaths = {"often": 99, "once": 1}
    tasks = [(str(tmp_path), name, deaths.get(name, 0)) for name in ("often", "once", *"abcdefgh")]
    found = [(name, result) for (_, name, _), result in DaskEngine().spread(tasks, work, 2, workers.scheduler_address)]
    assert sorted(name for name, _ in found) == sorted(name for _, name, _ in tasks)
    lost = {name: result for name, result in found if isinstance(result, Lost)}
    assert {name: each.reason for name, each in lost.items()} == {"often": "crash"}


def test_a_cluster_without_workers_is_not_waited_for(monkeypatch):
    with distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as made:
        for seconds in LIMITS:
            monkeypatch.setattr(engine, "_ANSWER", seconds)
            with pytest.raises(EngineError) as caught:
                list(DaskEngine().spread([1], str, 1, made.scheduler_address))
            if "no Dask scheduler answers" not in str(caught.value):  # on a busy machine it may take longer to answer
                break
    assert "has no worker; start some" in str(caught.value)
