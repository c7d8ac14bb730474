"""What a second process brings to `marsad code` and `marsad read`: the same pages by one and by more.

    python -m bench.processes [--pages 510 5100] [--jobs 1 2] [--rounds 3] [--commands code read]

Whole runs of the command, start-up included, in turns; of each the fastest of the rounds, since other work on the
machine only slows. What the runs print or write must be the same for any number of processes. What this machine can
give at all is told by two commands at once, half of the pages each, that know nothing of one another.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from bench.pages import make_captures
from marsad.ledger import Ledger

_MARSAD = (sys.executable, "-m", "marsad")
_GOAL = 1.8  # times as fast by two processes as by one


class Run(NamedTuple):
    """Seconds by the clock, and the digest of what came out."""

    clock: float
    digest: str


def write_pages(folder: Path, count: int) -> Path:
    """Write so many demonstration pages with variations."""
    folder.mkdir()
    for number, capture in enumerate(make_captures(count)):
        (folder / f"{number:06}.html").write_bytes(capture.body)
    return folder


def halve(pages: Path, folder: Path) -> tuple[Path, Path]:
    """Hand out the pages to two folders, by turns."""
    halves = folder / "first", folder / "second"
    for nth, half in enumerate(halves):
        half.mkdir()
        for page in sorted(pages.iterdir())[nth::2]:
            (half / page.name).write_bytes(page.read_bytes())
    return halves


def run_apart(halves: Sequence[Path]) -> float:
    """Return the seconds in which two commands at once print the records of half of the pages each."""
    begun = perf_counter()
    words = [[*_MARSAD, "code", str(half), "--jobs", "1", "--jsonl"] for half in halves]
    running = [subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for each in words]
    if any(one.wait() for one in running):
        raise SystemExit("one of two commands at once failed")
    return perf_counter() - begun


def run_code(pages: Path, jobs: int, folder: Path) -> Run:
    """Print the records of the pages as JSON Lines."""
    out = folder / "out.jsonl"
    clock = _run("code", str(pages), "--jobs", str(jobs), "--jsonl", out=out)
    return Run(clock, hashlib.sha256(out.read_bytes()).hexdigest())


def run_read(pages: Path, jobs: int, folder: Path) -> Run:
    """Read the pages into a fresh ledger."""
    path = folder / "made.ledger"
    for old in folder.glob("made.ledger*"):
        old.unlink()
    clock = _run("read", str(pages), "--jobs", str(jobs), "--ledger", str(path), out=folder / "out")
    with Ledger.open(path, readonly=True) as ledger:
        ids = "\n".join(entry.signal.id for entry in ledger.timeline())
    return Run(clock, hashlib.sha256(ids.encode()).hexdigest())


def _run(*words: str, out: Path) -> float:
    begun = perf_counter()
    with out.open("wb") as file:
        subprocess.run([*_MARSAD, *words], stdout=file, stderr=subprocess.DEVNULL, check=True)
    return perf_counter() - begun


_COMMANDS = {"code": run_code, "read": run_read}


def measure(counts: Sequence[int], jobs: Sequence[int], rounds: int, commands: Sequence[str]) -> Iterator[str]:
    """Yield the rows of the table, and what was not as it has to be."""
    problems = []
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pages = write_pages(folder / "pages", count)
            for command in commands:
                run = _COMMANDS[command]
                tried = [{number: run(pages, number, folder) for number in jobs} for _ in range(rounds)]
                if len({each.digest for one in tried for each in one.values()}) > 1:
                    problems.append(f"{command} of {count} pages gave other things by other numbers of processes")
                clocks = {number: min(one[number].clock for one in tried) for number in jobs}
                for number in jobs:
                    yield make_row(f"`{command} --jobs {number}`", count, clocks[number], clocks[jobs[0]])
                if command == "code" and 2 in jobs:
                    halves = halve(pages, folder)
                    apart = min(run_apart(halves) for _ in range(rounds))
                    yield make_row(f"two `{command} --jobs 1` at once, half each", count, apart, clocks[jobs[0]])
                    met = "met" if clocks[jobs[0]] / clocks[2] >= _GOAL else "**not met**"
                    problems.append(f"`code` of {count} pages, two beside one: goal at least {_GOAL} times; {met}")
    yield ""
    yield from (f"- {problem}" for problem in problems)


def make_row(name: str, pages: int, clock: float, alone: float) -> str:
    """Return the line of one way to read so many pages, which one process reads in `alone` seconds."""
    return f"| {name} | {pages} | {clock:.2f} | {pages / clock:.0f} | {alone / clock:.2f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[510, 5_100])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commands", nargs="+", choices=_COMMANDS, default=[*_COMMANDS])
    asked = parser.parse_args()
    print("| | pages | wall s | pages/s | times one job |\n|---|--:|--:|--:|--:|")
    for line in measure(asked.pages, asked.jobs, asked.rounds, asked.commands):
        print(line, flush=True)
    print(f"\nLoad of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
