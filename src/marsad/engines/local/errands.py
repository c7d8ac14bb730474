"""Tasks done one after the other in a process beside this one, so that what kills it costs one task."""

import pickle
from collections.abc import Callable
from functools import partial
from math import inf
from types import TracebackType
from typing import Generic, NamedTuple, Self, cast

from marsad.engines.base import TRIES, Lost, Result, Task, say_error
from marsad.engines.local.processes import Fresh, Order
from marsad.engines.local.worker import Worker, WorkerLost


class _Failed(NamedTuple):
    """What a task raised."""

    error: Exception


class Errands(Generic[Task, Result]):
    """A process that does tasks by `work`, and another one when it dies."""

    def __init__(self, work: Callable[[Task], Result]) -> None:
        """Start nothing before the first task."""
        self._order = Order(cast(Callable[[object], object], partial(_do, work)))
        self._worker: Worker[Result | _Failed] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()

    def do(self, task: Task) -> Result | Lost:
        """Return what came of a task, tried again where its process dies or storage fails; raise what else it raises.

        There is no limit on time: the pages of a shard have theirs.
        """
        lost = Lost(reason="crash", message=f"{TRIES} processes died of it")
        for _ in range(TRIES):
            self._worker = self._worker or Worker(Fresh(self._order))
            try:
                outcome = cast(Result | _Failed, self._worker.read(task, inf))
            except WorkerLost:
                self._drop()
                continue
            if not isinstance(outcome, _Failed):
                return outcome
            if not isinstance(outcome.error, OSError):
                raise outcome.error
            lost = Lost(reason="error", message=say_error(outcome.error))
        return lost

    def _drop(self) -> None:
        if self._worker:
            self._worker.close()
        self._worker = None


def _do(work: Callable[[Task], Result], task: Task) -> Result | _Failed:
    try:
        return work(task)
    except Exception as error:
        return _Failed(_make_sendable(error))


def _make_sendable(error: Exception) -> Exception:
    """Return an error that comes out of a pipe as it went in, or its words where it would not."""
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):
            return error
    except Exception:  # what errors of libraries do there cannot be foreseen
        return RuntimeError(say_error(error))
    return RuntimeError(say_error(error))
