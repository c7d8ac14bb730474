"""A Dask cluster of processes of its own on the loopback interface, whose workers can be killed one by one."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager

from .made import make_environment

PATIENCE = 60  # seconds for the cluster to stand


class Cluster:
    """A scheduler and workers that nobody restarts."""

    def __init__(self, folder, workers):
        self.folder = folder
        self.file = folder / "scheduler.json"
        common = ("--host", "127.0.0.1", "--scheduler-file", self.file, "--dashboard-address", "127.0.0.1:0")
        self.scheduler = self._start("dask_scheduler", *common, "--port", "0")
        try:
            self.address = self._find_address()
            self.workers = [
                self._start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
                for _ in range(workers)
            ]
        except BaseException:
            self.scheduler.kill()
            raise

    def _start(self, program, *words):
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *map(str, words)],
            cwd=self.folder,
            env=make_environment(PYTHONPATH=":".join(sys.path)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _find_address(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return json.loads(self.file.read_text(encoding="utf-8"))["address"]
            except (FileNotFoundError, json.JSONDecodeError):
                assert self.scheduler.poll() is None, "the scheduler has ended"
                time.sleep(0.05)
        raise AssertionError("the scheduler does not stand")

    def close(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
        for process in (*self.workers, self.scheduler):
            process.wait(PATIENCE)


@contextmanager
def standing(folder, workers):
    folder.mkdir(exist_ok=True)
    cluster = Cluster(folder, workers)
    try:
        yield cluster
    finally:
        cluster.close()
