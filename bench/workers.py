"""What it costs to read pages of strangers in a process of their own, with one job: prints a table.

CPU time of this process and the worker together, in turns within one run, the least of three rounds each.
"""

from __future__ import annotations

import argparse
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from msgspec.structs import replace

from bench.pages import make_captures
from marsad.engines import load_engines
from marsad.engines.memory import settle_memory
from marsad.model import Capture
from marsad.pipeline import read_capture

ROUNDS = 3


def measure(captures: list[Capture]) -> float:
    """Return the CPU seconds that reading took, in this process and in workers that it started."""
    (engine,) = load_engines()
    before = _count_seconds()
    for _ in engine.run(captures, read_capture, 1):
        pass
    return _count_seconds() - before


def _count_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    pages = list(make_captures(parser.parse_args().pages))
    for capture in pages[:50]:
        read_capture(capture)
    settle_memory()
    outside = [replace(page, outside=True) for page in pages]
    rows = {"in this process": pages, "in a worker": outside, "a worker for one page": outside[:1]}
    print("| | pages | CPU s | ms a page |\n|---|--:|--:|--:|")
    for name, captures in rows.items():
        seconds = min(measure(captures) for _ in range(ROUNDS))
        print(f"| {name} | {len(captures)} | {seconds:.2f} | {1000 * seconds / len(captures):.2f} |")


if __name__ == "__main__":
    main()
