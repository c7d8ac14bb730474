"""Speed and memory of the whole line on one core, beside the foundation, the bare floor and libraries.

    python -m bench.run [--quick] [--plot FILE]

Each size runs in a process of its own, so that its peak memory is its own. Ratios are taken within one run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from bench.against import compare
from bench.beside import make_report
from bench.pages import make_captures
from bench.plots import draw_bars
from bench.stages import STAGES, Stopwatch, read_timed
from marsad.engines.memory import settle_memory

SIZES = (1_000, 5_000, 20_000)
STAGE_PAGES = 500
LINEAR_SLACK = 1.25  # CPU time per page at the largest size over that at the smallest
MEMORY_LIMIT = 400  # MB
RATIO_LIMIT = 1.25  # CPU time of the whole line over the foundation's in the same run


def measure_line(pages: int) -> dict[str, float]:
    """Read `pages` pages into a ledger; return seconds, sentences' count and peak memory (MB) of this process."""
    from marsad import pipeline
    from marsad.ledger import Ledger

    for capture in make_captures(20, seed=1):
        pipeline.read_capture(capture)
    settle_memory()
    signals = 0
    with tempfile.TemporaryDirectory() as folder:
        start, cpu = perf_counter(), process_time()
        with Ledger.open(Path(folder) / "bench.ledger") as ledger:
            for capture in make_captures(pages):
                reading = pipeline.read_capture(capture)
                ledger.add(reading, run="bench", at="2026-01-01T00:00:00Z")
                signals += len(reading.signals)
        seconds, cpu = perf_counter() - start, process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "seconds": seconds, "cpu": cpu, "signals": signals, "peak_mb": peak}


def measure_stages() -> tuple[dict[str, float], int, int]:
    """Return seconds by stage, pages and sentences, after a warm-up."""
    for capture in make_captures(20, seed=1):
        read_timed(capture, Stopwatch())
    settle_memory()
    watch = Stopwatch()
    sentences = sum(read_timed(capture, watch) for capture in make_captures(STAGE_PAGES))
    return watch.seconds, STAGE_PAGES, sentences


def run_child(pages: int) -> dict[str, float]:
    """Measure one size in a fresh process."""
    command = [sys.executable, "-m", "bench.run", "--child", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def make_stage_table(seconds: dict[str, float], pages: int, sentences: int) -> list[str]:
    """Return the table of the stages' shares."""
    total = sum(seconds.values())
    text = total - seconds["extract"]
    rows = ["| stage | ms a page | share |", "|---|--:|--:|"]
    rows += [f"| {stage} | {1000 * seconds[stage] / pages:.2f} | {seconds[stage] / total:.0%} |" for stage in STAGES]
    rows += [
        f"| **all** | {1000 * total / pages:.2f} | 100% |",
        "",
        f"{pages / total:.0f} pages/s, {sentences / total:.0f} sentences/s for the whole line without the ledger; "
        f"text stages (all but extract) {sentences / text:.0f} sentences/s on one core.",
    ]
    return rows


def make_size_table(runs: list[dict[str, float]]) -> list[str]:
    """Return the table of growth."""
    rows = [
        "| pages | seconds | CPU seconds | pages/s | CPU ms a page | signals | peak MB |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for run in runs:
        rate = run["pages"] / run["seconds"]
        rows.append(
            f"| {run['pages']:.0f} | {run['seconds']:.1f} | {run['cpu']:.1f} | {rate:.0f} | "
            f"{1000 * run['cpu'] / run['pages']:.2f} | {run['signals']:.0f} | "
            f"{run['peak_mb']:.0f} |"
        )
    return rows


def check(runs: list[dict[str, float]]) -> list[str]:
    """Return what falls short of the limits, one line each."""
    per_page = [run["cpu"] / run["pages"] for run in runs]  # CPU time: other work on the machine slows the clock
    problems = []
    if per_page[-1] > LINEAR_SLACK * per_page[0]:
        problems.append(f"CPU time per page grows {per_page[-1] / per_page[0]:.2f} times from the smallest size")
    if max(run["peak_mb"] for run in runs) > MEMORY_LIMIT:
        problems.append(f"peak memory is over {MEMORY_LIMIT} MB")
    return problems


def main() -> int:
    """Run the benchmark; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plot", type=Path, help="draw what takes how long into this SVG file")
    parser.add_argument("--quick", action="store_true", help="1,000 and 2,000 pages only")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure_line(options.child)))
        return 0
    seconds, pages, sentences = measure_stages()
    runs = [run_child(size) for size in ((1_000, 2_000) if options.quick else SIZES)]
    problems = check(runs)
    beside, ratio = compare()
    if ratio is not None and ratio > RATIO_LIMIT:
        problems.append(f"the whole line takes {ratio:.2f} times the foundation's CPU time, over {RATIO_LIMIT}")
    report = make_report(5, 51)
    lines = [
        "## Stages",
        "",
        *make_stage_table(seconds, pages, sentences),
        "",
        "## Whole line into a ledger",
        "",
        *make_size_table(runs),
        "",
        *(f"- short of the limit: {problem}" for problem in problems),
        *([""] if problems else []),
        *report.lines,
        "",
        "## Beside the foundation",
        "",
        "CPU time, both trees in turns within this run, the fastest of three rounds each.",
        "",
        *beside,
    ]
    print("\n".join(lines))
    if options.plot:
        draw_bars(options.plot, report.bars, name="what", value="CPU ms a page", log=True)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
