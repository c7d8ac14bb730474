"""A Dask cluster of processes of its own on the loopback interface, whose workers can be killed one by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 240.0  # seconds for the cluster to stand


class Cluster:
    """A scheduler and workers that nobody restarts."""

    def __init__(self, folder: Path, workers: int) -> None:
        """Start them in a folder."""
        self._folder = folder
        self._file = folder / "scheduler.json"
        common = ("--host", "127.0.0.1", "--scheduler-file", str(self._file), "--dashboard-address", "127.0.0.1:0")
        self.scheduler = self._start("dask_scheduler", *common, "--port", "0")
        try:
            self.address = self._find_address()
            self.workers = [self._start_worker() for _ in range(workers)]
        except BaseException:
            self.scheduler.kill()
            raise

    def wait(self) -> None:
        """Wait until all workers are there."""
        from distributed import Client

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Client(self.address, timeout=PATIENCE) as client:
                client.wait_for_workers(len(self.workers), timeout=PATIENCE)

    def replace(self, number: int) -> None:
        """Kill a worker, and start another one in its place."""
        self.workers[number].kill()
        self.workers[number].wait(PATIENCE)
        self.workers[number] = self._start_worker()

    def close(self) -> None:
        """Kill them all."""
        for process in (*self.workers, self.scheduler):
            process.kill()
        for process in (*self.workers, self.scheduler):
            process.wait(PATIENCE)

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return self._start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *words],
            cwd=self._folder,
            env=make_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _find_address(self) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return str(json.loads(self._file.read_text(encoding="utf-8"))["address"])
            except (FileNotFoundError, json.JSONDecodeError):
                if self.scheduler.poll() is not None:
                    raise SystemExit("the scheduler has ended") from None
                time.sleep(0.05)
        raise SystemExit("the scheduler does not stand")


def make_environment() -> dict[str, str]:
    """Return the environment of the cluster's processes: this one's, without settings of Marsad's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path)}


@contextmanager
def standing(folder: Path, workers: int) -> Iterator[Cluster]:
    """Have a cluster stand for a while."""
    folder.mkdir(exist_ok=True)
    cluster = Cluster(folder, workers)
    try:
        cluster.wait()
        yield cluster
    finally:
        cluster.close()
