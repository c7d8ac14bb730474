"""The made internet served, and `marsad watch` run on it in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from bench.hostile.world import World, make_world

ROOT = Path(__file__).resolve().parents[2]
LEDGER, ARCHIVE, STATE, LIST = "soak.ledger", "soak.archive", "soak.watch", "sources.toml"
_KB_IN_PAGE = os.sysconf("SC_PAGE_SIZE") / 1024 if hasattr(os, "sysconf") else 4.0


@contextmanager
def serving(seed: int, outlets: int, pages: int, *, calm: bool = False) -> Iterator[World]:
    """Serve a world in another process."""
    words = ["--seed", str(seed), "--outlets", str(outlets), "--pages", str(pages)]
    command = [sys.executable, "-m", "bench.hostile.server", *words, *(["--calm"] if calm else [])]
    with subprocess.Popen(
        command, cwd=ROOT, env=make_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield make_world(seed, outlets, pages, int(server.stdout.readline()), calm=calm)
        finally:
            server.kill()


def count_asked(world: World) -> dict[str, dict[str, int]]:
    """Return how often each address was asked, and answered whole."""
    first = next(site for site in world.sites if site.shut != "dead")
    with urllib.request.urlopen(world.url(first, "/_asked")) as answer:
        told: dict[str, dict[str, int]] = json.load(answer)
    return told


def write_list(world: World, folder: Path) -> None:
    """Write the watch list of a world."""
    tables = []
    for site in world.sites:
        key = "sitemaps" if "sitemap" in site.form else "feeds"
        name = f"outlet-{site.number:04}"
        tables.append(
            f'[[outlet]]\nid = "{name}"\nname = "{name}"\nallow = true\ndelay = "0s"\nevery = "1d"\n'
            f'{key} = ["{world.place(site)}"]\n'
        )
    (folder / LIST).write_text("\n".join(tables), encoding="utf-8")


def make_environment() -> dict[str, str]:
    """Return the environment of a run: ours without what would change it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    paths = os.pathsep.join(filter(None, (str(ROOT / "src"), str(ROOT), kept.get("PYTHONPATH"))))
    return kept | {"PYTHONPATH": paths, "NO_COLOR": "1", "COLUMNS": "120"}


def start_watch(folder: Path, *, jobs: int = 1, patience: float | None = None) -> subprocess.Popen[str]:
    """Start `marsad watch --once` in `folder`, in a process group of its own; its words go to files there.

    With `patience` it is hurried, and waits so many seconds for a silent host.
    """
    program = ["bench.hostile.hurried", str(patience)] if patience else ["marsad"]
    words = ["watch", LIST, "--once", "--ledger", LEDGER, "--archive", ARCHIVE, "--jobs", str(jobs), "--json"]
    with (folder / "out").open("a") as out, (folder / "err").open("a") as err:
        return subprocess.Popen(
            [sys.executable, "-m", *program, *words],
            cwd=folder,
            env=make_environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
            text=True,
        )


class Sampler:
    """Samples the memory of a process and its descendants until it is left."""

    def __init__(self, pid: int, seconds: float = 0.5, tell: Callable[[float, float], None] | None = None) -> None:
        """Look at `pid` every so many seconds; `tell` gets the seconds since the beginning and the MB at each."""
        self._pid = pid
        self._seconds = seconds
        self._tell = tell
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self.main: list[float] = []  # MB of the process itself
        self.all: list[float] = []  # and with its descendants

    def __enter__(self) -> Sampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        begun = time.monotonic()
        while not self._over.wait(self._seconds):
            own = read_memory(self._pid)
            if own:
                self.main.append(own)
                self.all.append(own + sum(map(read_memory, list_descendants(self._pid))))
                if self._tell:
                    self._tell(time.monotonic() - begun, self.all[-1])


def read_memory(pid: int) -> float:
    """Return the MB that a process has in memory; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _KB_IN_PAGE / 1024
    except (OSError, IndexError):
        return 0.0


def list_descendants(pid: int) -> list[int]:
    """Return the processes below one."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        below.setdefault(int(words[1]), []).append(int(path.parent.name))
    found, waiting = list[int](), [pid]
    while waiting:
        children = below.get(waiting.pop(), [])
        found += children
        waiting += children
    return found
