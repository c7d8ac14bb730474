"""Speed beside an earlier commit's, both taken in turns within one run, in CPU time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUNDATION = "5fb6152"  # the commit that the foundation's benchmark measured
ROUNDS = 3  # of which the fastest counts: other work on the machine only slows
PAGES = 300
CHILD = """
import json, time
import bench.stages as stages
stages.perf_counter = time.process_time
from bench.pages import make_captures
watch = stages.Stopwatch()
for capture in make_captures(40, seed=1):
    stages.read_timed(capture, stages.Stopwatch())
count = sum(stages.read_timed(capture, watch) for capture in make_captures(PAGES))
print(json.dumps({"sentences": count, **watch.seconds}))
"""


def compare(commit: str = FOUNDATION) -> tuple[list[str], float | None]:
    """Return a table of this tree's speed beside an earlier commit's, and the whole line's ratio of CPU time.

    A line instead and no ratio where git has not got the commit.
    """
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "earlier"
        made = subprocess.run(
            ["git", "-C", str(ROOT), "worktree", "add", "--detach", str(tree), commit], capture_output=True, check=False
        )
        if made.returncode:
            return [f"no comparison: git has no commit {commit} here"], None
        try:
            runs = [(measure(tree), measure(ROOT)) for _ in range(ROUNDS)]
        finally:
            subprocess.run(
                ["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], capture_output=True, check=False
            )
    then, now = [run[0] for run in runs], [run[1] for run in runs]
    return make_table(commit, then, now), find_fastest(now) / find_fastest(then)


def find_fastest(runs: list[dict[str, float]]) -> float:
    """Return the CPU seconds of all stages in the fastest run."""
    return min(sum(seconds for stage, seconds in run.items() if stage != "sentences") for run in runs)


def measure(tree: Path) -> dict[str, float]:
    """Return CPU seconds by stage and the number of sentences of one run in a tree."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tree), str(tree / "src")))}
    command = [sys.executable, "-c", CHILD.replace("PAGES", str(PAGES))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tree, env=environment)
    return dict(json.loads(done.stdout))


def make_table(commit: str, then: list[dict[str, float]], now: list[dict[str, float]]) -> list[str]:
    """Return the rows: milliseconds a page then and now, by stage, for the text stages and for the whole line."""
    rows = [f"| stage | {commit} ms | now ms | ratio |", "|---|--:|--:|--:|"]
    stages = [stage for stage in now[0] if stage != "sentences"]
    for name, parts in (*((s, [s]) for s in stages), ("text", [s for s in stages if s != "extract"]), ("all", stages)):
        before, after = (
            min(sum(run.get(part, 0.0) for part in parts) for run in runs) / PAGES * 1000 for runs in (then, now)
        )
        ratio = f"{after / before:.2f}" if before > 0.005 else "–"
        label = f"**{name}**" if len(parts) > 1 else name
        rows.append(f"| {label} | {before:.2f} | {after:.2f} | {ratio} |")
    return rows
