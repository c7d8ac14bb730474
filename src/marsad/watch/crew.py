"""Threads that ask: each takes a task, does it, and reports; none outlives the process."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from marsad.fetch import Refusal

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class Crew(Generic[Task, Answer]):
    """At most `size` threads, started as tasks come. Whoever gives tasks gives no more than `size` at once.

    They are daemons: one that hangs in an exchange keeps no process from ending.
    """

    def __init__(
        self, size: int, ask: Callable[[Task], Answer], report: Callable[[Task, Answer | Refusal], None]
    ) -> None:
        """Take what does a task, which may raise Refusal, and whom to report to, from the thread that did it."""
        self.size = size
        self._ask = ask
        self._report = report
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self.busy = 0

    def give(self, task: Task) -> None:
        """Have a task done."""
        self.busy += 1
        self._tasks.put(task)
        if len(self._threads) < min(self.busy, self.size):
            thread = Thread(target=self._work, name=f"ask-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def done(self) -> None:
        """Note that a report was heard."""
        self.busy -= 1

    def close(self) -> None:
        """Let the threads go as they finish."""
        for _ in self._threads:
            self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._report(task, self._do(task))

    def _do(self, task: Task) -> Answer | Refusal:
        try:
            return self._ask(task)
        except Refusal as refusal:
            return refusal
        except Exception as error:  # no page stops a watch
            return Refusal("error", f"{type(error).__name__}: {error}")
