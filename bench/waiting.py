"""How long readers of `marsad serve` wait while another process adds pages to the ledger.

    python -m bench.waiting LEDGER [--readers 20] [--seconds 60] [--think 1 3] [--no-adding] [--programs]
    python -m bench.waiting --made 100000

The site is the command itself, on a free port of this machine, over a copy of the ledger. Each reader asks for one page
after another, of all kinds in turn of chance, with random filters and things that the ledger holds, and thinks in
between (`--think 0 0`: without a pause). `--made` makes a ledger first, which takes some minutes. Meanwhile `marsad
read` adds made pages, one run after another. Printed are what readers wait in milliseconds, and the server's CPU time
a page. `--programs` asks for the lists of the interface for programs, too.
"""

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2

from bench.made_ledger import BASE, make_ledger, make_texts, read_base
from bench.visits import list_pages, list_questions, load_pool
from marsad.ledger import Ledger

_MARSAD = (sys.executable, "-m", "marsad")
_WAIT = 120.0  # seconds for the server to start, and for one answer
_LATER = 503  # the status of an answer that is to be asked for again
_ADDED_AT_ONCE = 60  # pages of one run of `marsad read`

Times = dict[str, list[float]]
Asks = Mapping[str, Callable[[], str]]


@contextmanager
def serving(path: Path) -> Iterator[tuple[str, int]]:
    """Run `marsad serve`; give its address and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*_MARSAD, "serve", "--ledger", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await_answer(f"http://127.0.0.1:{port}/en/reviews", process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(30)


def _await_answer(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx2.get(address, timeout=5).raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the site could not be started")


class Adding(threading.Thread):
    """Adds made pages to a ledger by `marsad read` until it is told to stop."""

    def __init__(self, path: Path, seed: int) -> None:
        """Make ready to add pages; each seed makes other ones."""
        super().__init__()
        self._path, self._seed, self._ended = path, seed, threading.Event()
        self.added = 0
        self.rounds = 0

    def run(self) -> None:
        """Read one folder of pages after another."""
        with tempfile.TemporaryDirectory() as folder:
            while not self._ended.is_set():
                self.rounds += 1
                place = Path(folder) / str(self.rounds)
                place.mkdir()
                for one in make_texts(_ADDED_AT_ONCE, self._seed + self.rounds):
                    (place / f"{one.number}.txt").write_text(f"{one.title}\n\n{one.text}", encoding="utf-8")
                    self.added += 1
                command = [*_MARSAD, "read", str(place), "--ledger", str(self._path), "--jobs", "1"]
                subprocess.run(command, check=True, capture_output=True)

    def stop(self) -> None:
        """Let the run in hand be the last one."""
        self._ended.set()
        self.join(_WAIT)


class Reader(threading.Thread):
    """Asks for pages until a time, and notes how long each takes."""

    def __init__(self, site: str, asks: Asks, until: float, think: tuple[float, float], dice: random.Random) -> None:
        """Make ready to ask."""
        super().__init__()
        self._site, self._asks, self._until, self._think, self._dice = site, asks, until, think, dice
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self.later = 0  # answers to ask again, as programs get them

    def run(self) -> None:
        """Ask, think, and ask again."""
        with httpx2.Client(timeout=_WAIT) as client:
            time.sleep(self._dice.uniform(0, self._think[1]))
            while time.monotonic() < self._until:
                kind = self._dice.choice(sorted(self._asks))
                address = self._asks[kind]()
                begun = time.perf_counter()
                try:
                    status = client.get(self._site + address).status_code
                except httpx2.HTTPError as error:
                    self.failed.append(f"{type(error).__name__} {address}")
                    continue
                self.times[kind].append((time.perf_counter() - begun) * 1_000)
                if status == _LATER:
                    self.later += 1
                elif status != 200:
                    self.failed.append(f"{status} {address}")
                time.sleep(self._dice.uniform(*self._think))


def make_asks(path: Path, seed: int, readers: int, *, programs: bool) -> list[Asks]:
    """Return for each reader how it makes addresses."""
    pool = load_pool(path, seed)
    made: list[Asks] = []
    for number in range(readers):
        dice = random.Random(f"{seed} {number}")
        made.append(list_pages(pool, dice) | (list_questions(pool, dice) if programs else {}))
    return made


def find_share(times: Sequence[float], share: float) -> float:
    """Return the time within which this share of answers came."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def measure_cpu(pid: int) -> float:
    """Return the seconds of CPU time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def print_times(times: Times) -> None:
    """Print a line for each kind, and one for all."""
    print(f"{'page':16}{'asked':>7}{'p50':>9}{'p95':>9}{'p99':>9}  ms")
    for kind, each in [*sorted(times.items()), ("all", [one for some in times.values() for one in some])]:
        shares = "".join(f"{find_share(each, share):9.1f}" for share in (0.5, 0.95, 0.99))
        print(f"{kind:16}{len(each):7}{shares}")


def main() -> None:
    """Serve, add, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path, nargs="?")
    parser.add_argument("--made", type=int, metavar="ARTICLES", help="make a ledger of so many articles")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, nargs=2, default=(1.0, 3.0), metavar=("FROM", "TO"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-adding", dest="adding", action="store_false")
    parser.add_argument("--programs", action="store_true")
    asked = parser.parse_args()
    if (asked.ledger is None) == (asked.made is None):
        parser.error("name a ledger, or with --made how many articles one is to be made of")
    with tempfile.TemporaryDirectory(dir=asked.ledger.parent if asked.ledger else None) as folder:
        path = Path(folder) / "copy.ledger"
        if asked.ledger:
            shutil.copyfile(asked.ledger, path)
        else:
            make_ledger(path, read_base(BASE, asked.seed), asked.made)
        with Ledger.open(path) as ledger:
            sizes = ledger.sizes()
        asks = make_asks(path, asked.seed, asked.readers, programs=asked.programs)
        with serving(path) as (site, pid):
            adding = Adding(path, seed=1_000 * asked.seed)
            if asked.adding:
                adding.start()
            begun, used = time.monotonic(), measure_cpu(pid)
            readers = [
                Reader(site, asks[at], begun + asked.seconds, asked.think, random.Random(f"{asked.seed}-{at}"))
                for at in range(asked.readers)
            ]
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join(asked.seconds + _WAIT)
            took, used = time.monotonic() - begun, measure_cpu(pid) - used
            if asked.adding:
                adding.stop()
    times: Times = defaultdict(list)
    for reader in readers:
        for kind, each in reader.times.items():
            times[kind] += each
    total = sum(map(len, times.values()))
    print(f"{sizes.articles:,} articles, {sizes.episodes:,} episodes; {asked.readers} readers, seed {asked.seed}")
    print(f"thinking {asked.think[0]:g} to {asked.think[1]:g} s; {adding.added} pages added meanwhile")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print_times(times)
    print(f"\n{total / took:.1f} pages/s; server {used / total * 1_000:.1f} ms of CPU a page, {used / took:.2f} cores")
    failed = [each for reader in readers for each in reader.failed]
    print(f"told to ask again: {sum(reader.later for reader in readers)}")
    print(f"failed: {len(failed)}", *failed[:5], sep="\n")


if __name__ == "__main__":
    main()
