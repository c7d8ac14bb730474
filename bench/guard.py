"""Guard against lost speed: Python instructions of a fixed job, held to the pinned number.

    python -m bench.guard [--write]

Some demonstration pages are read twice, and the second time every instruction is counted that Python executes, by
stage. The count is the same on a busy machine and an idle one, so that a tenth more is a loss and no noise. It does not
see what C code does within one instruction (`bench/run.py` times that), and it differs by version of Python: a version
without a pinned number is passed over with a line.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tomllib
from pathlib import Path
from types import FrameType
from typing import Any

PINNED = Path(__file__).parent / "guard.toml"
MOST = 1.10  # times the pinned number
LEAST = 0.90  # times: from here on the number is to be pinned anew, or later losses would pass
EVERY = 4  # of the demonstration pages


class Counter:
    """Counts instructions by stage, as `bench.stages.Stopwatch` does seconds."""

    def __init__(self, stages: tuple[str, ...]) -> None:
        """Start with none."""
        self.counts = dict.fromkeys(stages, 0)
        self._number = self._since = 0

    def trace(self, frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 (as sys.settrace has it)
        """Count an instruction; called by Python for each."""
        if event == "opcode":
            self._number += 1
        elif event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return self.trace

    def lap(self, stage: str) -> None:
        """Book the instructions since the last lap on `stage`."""
        self.counts[stage] += self._number - self._since
        self._since = self._number

    def skip(self) -> None:
        """Book the instructions since the last lap on nothing."""
        self._since = self._number


def count() -> dict[str, int]:
    """Return the instructions by stage of reading the pages, all caches filled by a first reading."""
    from bench.pages import load_pages
    from bench.stages import STAGES, Stopwatch, read_timed
    from marsad.model import Capture

    pages = [Capture(origin=f"page-{number}", body=page) for number, page in enumerate(load_pages()[::EVERY])]
    counter = Counter(STAGES)
    for page in pages:
        read_timed(page, Stopwatch())
    before = sys.gettrace()
    sys.settrace(counter.trace)
    try:
        for page in pages:
            read_timed(page, counter)
    finally:
        sys.settrace(before)
    return counter.counts


def compare(counts: dict[str, int], pinned: dict[str, int]) -> tuple[list[str], bool]:
    """Return a table of both and whether the whole has not lost; what has gained much is said too."""
    total, before = sum(counts.values()), sum(pinned.values())
    rows = [f"{'stage':9} {'pinned':>10} {'now':>10} ratio"]
    named = [*((stage, pinned.get(stage, 0), counts[stage]) for stage in counts), ("all", before, total)]
    rows += [f"{stage:9} {then:10} {now:10} {now / then if then else 0:.3f}" for stage, then, now in named]
    if total > MOST * before:
        rows.append(f"a loss of speed: {total / before:.2f} times the pinned instructions, over {MOST}")
    elif total < LEAST * before:
        rows.append("much faster than pinned: run `python -m bench.guard --write`, so that the gain is kept")
    return rows, total <= MOST * before


def load_pinned(version: str) -> dict[str, int] | None:
    """Return the pinned counts of a version of Python ("3.11"), None where there are none."""
    found = tomllib.loads(PINNED.read_text(encoding="utf-8")).get(f"python-{version}")
    return dict(found) if found else None


def write_pinned(version: str, counts: dict[str, int]) -> None:
    """Pin the counts of a version of Python, those of others kept."""
    known = tomllib.loads(PINNED.read_text(encoding="utf-8")) if PINNED.is_file() else {}
    known[f"python-{version}"] = counts
    lines = ["# Python instructions by stage: python -m bench.guard --write"]
    for name, stages in sorted(known.items()):
        lines += ["", f'["{name}"]', *(f"{stage} = {number}" for stage, number in stages.items())]
    PINNED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Count and compare; return 1 where speed was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="pin what is counted now")
    options = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would change from run to run
        again = [sys.executable, "-m", "bench.guard", *sys.argv[1:]]
        return subprocess.run(again, env=os.environ | {"PYTHONHASHSEED": "0"}, check=False).returncode
    version = ".".join(platform.python_version_tuple()[:2])
    if options.write:
        write_pinned(version, count())
        return 0
    pinned = load_pinned(version)
    if pinned is None:
        print(f"guard: no count is pinned for Python {version}; nothing compared")
        return 0
    rows, fine = compare(count(), pinned)
    print("\n".join(rows))
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
