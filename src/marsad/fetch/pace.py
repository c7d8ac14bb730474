"""Turns at a host: so many at once, so many seconds apart, and none while it asks to be left alone."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Event, Lock

from marsad.fetch.rules import Manners, Refusal

_MOST = 4096  # hosts remembered


class _Gate:
    def __init__(self, seats: int) -> None:
        self.seats = BoundedSemaphore(seats)
        self.lock = Lock()
        self.free_at = 0.0
        self.users = 0


class Pacer:
    """Makes callers wait; safe to share between threads."""

    def __init__(
        self,
        manners: Manners,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        """Tell the time by `now` and pass it by `sleep`."""
        self._manners = manners
        self._now = now
        self._stopped = Event()
        self._sleep = sleep or self._stopped.wait
        self._gates: dict[str, _Gate] = {}
        self._lock = Lock()

    def stop(self) -> None:
        """Refuse every turn from now on and end the waits."""
        self._stopped.set()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for a turn at `host` and hold it; `delay` is the time that it wants between two. Raise Refusal."""
        gate = self._enter(host)
        try:
            with gate.seats:
                self._wait(gate, host, delay)
                try:
                    yield
                finally:
                    self._free_after(gate, delay)
        finally:
            with self._lock:
                gate.users -= 1

    def hold(self, host: str, seconds: float) -> None:
        """Leave `host` alone for `seconds`."""
        gate = self._enter(host)
        self._free_after(gate, seconds)
        with self._lock:
            gate.users -= 1

    def _enter(self, host: str) -> _Gate:
        with self._lock:
            if host not in self._gates:
                self._forget()
                self._gates[host] = _Gate(self._manners.per_host)
            gate = self._gates[host]
            gate.users += 1
            return gate

    def _forget(self) -> None:
        if len(self._gates) >= _MOST:
            now = self._now()
            self._gates = {host: gate for host, gate in self._gates.items() if gate.users or gate.free_at > now}

    def _wait(self, gate: _Gate, host: str, delay: float) -> None:
        with gate.lock:
            now = self._now()
            wait = max(0.0, gate.free_at - now)
            if wait <= self._manners.patience:
                gate.free_at = now + wait + delay
        if wait > self._manners.patience:
            raise Refusal("host_wait", f"{host} wants to be left alone for {wait:.0f} seconds more", wait)
        if wait and not self._stopped.is_set():
            self._sleep(wait)
        if self._stopped.is_set():
            raise Refusal("stopped", "the run was stopped before this page")

    def _free_after(self, gate: _Gate, seconds: float) -> None:
        with gate.lock:
            gate.free_at = max(gate.free_at, self._now() + seconds)
