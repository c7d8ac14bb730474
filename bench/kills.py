"""`kill -9` of `marsad watch` at random moments, again and again: ledger and archive verify each time, nothing is lost.

After each kill, of watch and workers at once: both open and have nothing wrong, they agree, nothing that was in them is
gone, and no page that the archive had whole is asked for again. Prints what came of it; exit code 1 on any problem.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec

from bench.hostile.checking import check_stores, check_world, count_articles, list_kept, load_articles, pass_days
from bench.hostile.running import LEDGER, count_asked, list_descendants, serving, start_watch, write_list
from bench.hostile.world import GOOD, World

_SOON = 2.0  # seconds after the start, the first question or the first article in which a kill comes
_BEAT = 0.02
_LONGEST = 240.0  # seconds until workers must be gone


class Kills(msgspec.Struct, kw_only=True):
    """What the kills showed: `articles` in the ledger at each, pages `again` asked for that were in flight at one."""

    good: int
    articles: list[int] = []
    again: int = 0
    problems: list[str] = []


class Watcher:
    """Starts a watch in `folder`, kills it, and compares what it left with what was there."""

    def __init__(self, world: World, folder: Path, seed: int, jobs: int, patience: float | None) -> None:
        """Kill at moments that `seed` gives."""
        self._world = world
        self._folder = folder
        self._dice = random.Random(seed)
        self._jobs = jobs
        self._patience = patience
        self._good = {url for url, comes, page in world.expected() if page and comes == GOOD}
        self._kept: dict[str, int] = {}  # how often a good page had been asked for when the archive first had it
        self._read: set[str] = set()
        self.found = Kills(good=len(self._good))

    def kill_once(self) -> bool:
        """Run a watch, kill it in the midst, and check what it left; tell whether it was not at its end before."""
        signs = (time.monotonic, self._count_all_asked, self._count_articles)  # the first one never stands still
        count = signs[len(self.found.articles) % len(signs)]
        before = count()
        run = start_watch(self._folder, jobs=self._jobs, patience=self._patience)
        while run.poll() is None and count() == before:
            time.sleep(_BEAT)
        until = time.monotonic() + self._dice.uniform(0, _SOON)
        while run.poll() is None and time.monotonic() < until:
            time.sleep(_BEAT)
        below = list_descendants(run.pid)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        if run.wait() != -signal.SIGKILL:
            return False
        self._wait_for(below)
        self.check()
        return True

    def _count_all_asked(self) -> float:
        return sum(self._count().values())

    def _count_articles(self) -> float:
        return count_articles(self._folder)

    def _count(self) -> dict[str, int]:
        return count_asked(self._world)["asked"]

    def _wait_for(self, pids: list[int]) -> None:
        """Wait until the workers are gone; they die with the watch, a moment later."""
        until = time.monotonic() + _LONGEST
        while any(Path(f"/proc/{pid}").exists() for pid in pids):
            if time.monotonic() > until:
                self.found.problems.append("workers outlive the watch")
                return
            time.sleep(_BEAT)

    def check(self) -> None:
        """Check the stores as they lie, and that they have all they had before."""
        tell = self.found.problems.append
        number = len(self.found.articles) + 1
        for problem in check_stores(self._folder):
            tell(f"kill {number}: {problem}")
        read = set(load_articles(self._folder)) if (self._folder / LEDGER).exists() else set()
        for url in self._read - read:
            tell(f"kill {number}: {url} was in the ledger, and is not")
        self._read = read
        self.found.articles.append(len(read))
        asked = self._count()
        for url in list_kept(self._world, self._folder):
            self._kept.setdefault(url, asked[url])

    def finish(self) -> None:
        """Let the watch come to its end, twice as the soak does, and check that all came as it had to."""
        for turn in range(2):
            code = start_watch(self._folder, jobs=self._jobs, patience=self._patience).wait()
            if code not in (0, 1):
                self.found.problems.append(f"the run after the kills ends with {code}")
            if not turn:
                pass_days(self._folder)
        asked = self._count()
        for url, before in self._kept.items():
            if asked[url] > before:
                self.found.problems.append(f"{url}: asked for again, though the archive had it")
        kills = len(self.found.articles)
        self.found.again = sum(asked[url] > 1 for url in self._good)
        self.found.problems += check_stores(self._folder)
        self.found.problems += check_world(self._world, self._folder, asked, again=kills)


def kill(
    folder: Path,
    *,
    seed: int,
    times: int,
    outlets: int,
    pages: int,
    jobs: int,
    patience: float | None = None,
    calm: bool = False,
) -> Kills:
    """Kill a watch so many times, or until it has come to its end before, and let it finish.

    `calm` leaves bad pages and outlets out; `patience` is as for `start_watch`.
    """
    with serving(seed, outlets, pages, calm=calm) as world:
        write_list(world, folder)
        watcher = Watcher(world, folder, seed, jobs, patience)
        while len(watcher.found.articles) < times and watcher.kill_once():
            pass
        watcher.finish()
    return watcher.found


def main() -> int:
    """Run the kills; return 1 where anything is not as it had to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--outlets", type=int, default=40)
    parser.add_argument("--pages", type=int, default=1_500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, help="seconds for a silent host; shortens other waits, too")
    options = vars(parser.parse_args())
    with tempfile.TemporaryDirectory() as folder:
        found = kill(Path(folder), **options)
    print(
        f"{len(found.articles)} kills; {found.good} good pages, of which {found.again} were asked for more than once. "
        f"Articles in the ledger at each kill: {' '.join(map(str, found.articles))}. Problems: {len(found.problems)}."
    )
    print("".join(f"- {problem}\n" for problem in found.problems[:50]), end="")
    return 1 if found.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
