"""What every engine that works on shards keeps."""

from pathlib import Path

import pytest

from marsad.engines import EngineError, Lost, load_shard_engines
from marsad.engines.base import TRIES

ENGINES = load_shard_engines()


def double(number):
    """Work; importable by name, as workers need."""
    return 2 * number


def fail(task):
    """Fail as storage does, as often as the task says, leaving a mark each time."""
    folder, times = task
    marks = len(list(Path(folder).iterdir()))
    if marks < times:
        Path(folder, str(marks)).touch()
        raise OSError("the storage does not answer")
    return "done"


def refuse(task):
    raise ValueError("not to be done here")


@pytest.fixture(scope="module")
def cluster():
    """Workers that several tests share, which costs less than some for each."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made.scheduler_address


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def spread(request):
    if request.param.name == "local":
        return request.param.spread
    address = request.getfixturevalue("cluster")
    return lambda tasks, work, jobs=1: request.param.spread(tasks, work, jobs, address)


def test_names_are_unique():
    assert len({engine.name for engine in ENGINES}) == len(ENGINES)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_once_with_what_came_of_it(spread, jobs):
    assert sorted(spread(range(20), double, jobs)) == [(number, 2 * number) for number in range(20)]


def test_nothing_to_do(spread):
    assert list(spread([], double)) == []


def test_what_fails_is_tried_again_and_lost_in_the_end(spread, tmp_path):
    tasks = []
    for times in range(TRIES + 1):
        folder = tmp_path / str(times)
        folder.mkdir()
        tasks.append((str(folder), times))
    found = dict(spread(tasks, fail))
    assert [found[task] for task in tasks[:-1]] == ["done"] * TRIES
    lost = found[tasks[-1]]
    assert isinstance(lost, Lost)
    assert (lost.reason, lost.message) == ("error", "OSError: the storage does not answer")


def test_what_is_wrong_with_all_ends_the_run(spread):
    with pytest.raises(ValueError, match="not to be done here"):
        list(spread([1, 2], refuse))


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_a_cluster_that_is_not_there_is_an_error_in_one_line(engine, monkeypatch):
    if engine.name == "dask":
        pytest.importorskip("distributed")
        monkeypatch.setattr("marsad.engines.dask.engine._ANSWER", 0.5)
    with pytest.raises(EngineError) as caught:
        list(engine.spread([1], double, cluster="tcp://127.0.0.1:9"))
    assert "\n" not in str(caught.value)
