"""The engine itself: tasks to a scheduler, a bounded number at a time, and back as they are done."""

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from marsad.engines.base import TRIES, EngineError, Lost, Result, Task, say_error

if TYPE_CHECKING:
    from distributed import Client, Future

_ANSWER = 30.0  # seconds for a scheduler to answer, or for a first worker to be there
_IDLE = 120.0  # seconds that a cluster may be without any worker, while they are being replaced
_LOOK = 2.0  # seconds between two looks whether there are any
_SENT = 1_000  # tasks at the scheduler at once
_LOCAL = {"threads_per_worker": 1, "memory_limit": 0, "dashboard_address": "127.0.0.1:0", "silence_logs": 50}


class DaskEngine:
    """Workers of a Dask cluster, each of which does one task at a time."""

    name = "dask"

    def spread(
        self, tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int = 1, cluster: str | None = None
    ) -> Iterator[tuple[Task, Result | Lost]]:
        """Yield tasks as they are done by the workers at `cluster`, or by `jobs` on this machine; see `base`."""
        with _connected(jobs, cluster) as client:
            yield from _Spread(client, work).run(tasks)


class _Spread:
    """One run over tasks."""

    def __init__(self, client: "Client", work: Callable[[Any], Any]) -> None:
        self._client = client
        self._work = work
        self._done: SimpleQueue[Future] = SimpleQueue()
        self._under_way: dict[str, tuple[Any, Future]] = {}
        self._idle = 0.0  # seconds without any worker

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task with its outcome, as they are done; raise EngineError.

        Dask blames a worker's death on all tasks that were sent to it, also on those that only waited there. So each of
        these is done once more at the end, alone: it costs little, and only what kills a worker by itself is lost.
        """
        blamed = []
        for task, outcome in self._run(tasks):
            if isinstance(outcome, Lost) and outcome.reason == "crash" and len(tasks) > 1:
                blamed.append(task)
            else:
                yield task, outcome
        for task in blamed:
            yield from self._run([task])

    def _run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        waiting = iter(tasks)
        for task in islice(waiting, _SENT):
            self._submit(task)
        while self._under_way:
            future = self._hear()
            outcome = _find_outcome(future)
            if outcome is _NONE:  # the worker died with the answer, and another does it again
                future.add_done_callback(self._done.put)
                continue
            task, _ = self._under_way.pop(future.key)
            yield task, outcome
            for following in islice(waiting, 1):
                self._submit(following)

    def _submit(self, task: object) -> None:
        future = self._client.submit(self._work, task, pure=False, retries=TRIES - 1)
        self._under_way[future.key] = (task, future)
        future.add_done_callback(self._done.put)

    def _hear(self) -> "Future":
        """Return the next future that is done; raise EngineError where none can be any more."""
        while True:
            try:
                return self._done.get(timeout=_LOOK)
            except Empty:
                self._check_cluster()

    def _check_cluster(self) -> None:
        if self._client.status != "running":
            raise EngineError(_GONE)
        try:
            there = bool(self._client.sync(self._client.scheduler.identity)["workers"])
        except OSError:
            raise EngineError(_GONE) from None
        self._idle = 0.0 if there else self._idle + _LOOK
        if self._idle >= _IDLE:
            raise EngineError(f"the cluster has had no worker for {_IDLE:g} seconds; {_STANDS}")


_NONE = object()
_STANDS = "what was done stands: start it again and run the same command"
_GONE = f"the scheduler is gone; {_STANDS}"


def _find_outcome(future: "Future") -> object:
    """Return what came of a task, or `_NONE` where that cannot be had any more."""
    from distributed.scheduler import KilledWorker

    if future.status == "cancelled":
        raise EngineError(_GONE)
    try:
        if future.status != "error":
            return future.result(timeout=_ANSWER) if future.status == "finished" else _NONE
        error = future.exception(timeout=_ANSWER)
    except TimeoutError:
        return _NONE
    if isinstance(error, KilledWorker):
        return Lost(reason="crash", message=f"{TRIES} worker processes died of it")
    if isinstance(error, OSError):
        return Lost(reason="error", message=say_error(error))
    raise error


@contextmanager
def _connected(jobs: int, address: str | None) -> "Iterator[Client]":
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise EngineError("the engine dask needs: pip install 'marsad[cluster]', here and on the workers") from None
    quiet = {"distributed.scheduler.allowed-failures": TRIES - 1, "distributed.comm.timeouts.connect": _ANSWER}
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(quiet), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="distributed")
        if address:
            with _reach(Client, address) as client:
                yield client
        else:
            with (
                LocalCluster(n_workers=jobs, **_LOCAL) as cluster,
                Client(cluster) as client,
            ):
                yield client


@contextmanager
def _reach(connect: "type[Client]", address: str) -> "Iterator[Client]":
    """Give a client of a cluster that has workers."""
    try:
        client = connect(address, timeout=_ANSWER)
    except (OSError, ValueError) as error:
        raise EngineError(f"no Dask scheduler answers at {address}: {say_error(error)}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_ANSWER)
        except TimeoutError:
            raise EngineError(f"the cluster at {address} has no worker; start some: dask worker {address}") from None
        yield client
