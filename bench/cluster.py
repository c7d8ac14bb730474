"""`kill -9` of workers of a cluster again and again while it codes shards: nothing is lost, and nothing there twice.

    python -m bench.cluster [--shards 40] [--pages 60] [--workers 3] [--every 4] [--seed 1]

`marsad code SHARDS --out DIR` runs on a scheduler and workers that are processes of their own. After so many seconds
each time a worker of chance is killed, and another one started. What stands in the end is held against what one process
writes without a cluster. Prints what came of it; exit code 1 on any problem.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pyarrow import parquet

from bench.clusters import make_environment, standing
from bench.made_shards import write_lines, write_shards, write_table

_MARSAD = (sys.executable, "-m", "marsad")
_HERE = ("run",)  # what differs between two runs
_FINE = (0, 1)  # exit codes: one for pages that were set aside
_PATIENCE = 1_800.0  # seconds for a run

Rows = dict[tuple[str, int | None], dict[str, object]]


def write_crawl(folder: Path, shards: int, pages: int) -> Path:
    """Write web archives, and one shard of each other form, one of them torn."""
    paths = write_shards(folder, shards - 3, pages)
    write_lines(folder / "texts.jsonl", pages)
    write_table(folder / "pages.parquet", pages)
    (folder / "torn.warc.gz").write_bytes(paths[0].read_bytes()[:-40])
    return folder


def load_rows(out: Path) -> tuple[Rows, int]:
    """Return what stands in a folder by place in its shard, and how many rows stand there more than once."""
    rows = [row for path in sorted(out.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
    places = Counter((row["shard"], row["offset"]) for row in rows)
    kept: Rows = {(row["shard"], row["offset"]): {k: v for k, v in row.items() if k not in _HERE} for row in rows}
    return kept, sum(places.values()) - len(places)


def code_alone(crawl: Path, out: Path) -> float:
    """Code the shards in this machine's one process; return the seconds."""
    begun = time.monotonic()
    done = subprocess.run([*_MARSAD, "code", str(crawl), "--out", str(out)], capture_output=True, check=False)
    if done.returncode not in _FINE:
        raise SystemExit(done.stderr.decode()[-2_000:])
    return time.monotonic() - begun


def code_killed(crawl: Path, out: Path, folder: Path, workers: int, every: float, seed: int) -> tuple[int, float]:
    """Code them on a cluster of which workers are killed; return how many were, and the seconds."""
    dice, killed = random.Random(seed), 0
    with standing(folder / "cluster", workers) as cluster:
        words = ["code", str(crawl), "--out", str(out), "--engine", "dask", "--cluster", cluster.address]
        begun = time.monotonic()
        quiet = subprocess.DEVNULL
        with subprocess.Popen([*_MARSAD, *words], env=make_environment(), stdout=quiet, stderr=subprocess.PIPE) as run:
            following = begun + every
            while run.poll() is None:
                time.sleep(0.1)
                if time.monotonic() > following and run.poll() is None:
                    cluster.replace(dice.randrange(workers))
                    killed, following = killed + 1, time.monotonic() + every
                if time.monotonic() > begun + _PATIENCE:
                    run.kill()
            told = run.stderr.read().decode() if run.stderr else ""
        if run.returncode not in _FINE:
            raise SystemExit(told[-2_000:])
        return killed, time.monotonic() - begun


def main() -> int:
    """Run both and compare; return 1 where anything is lost, twice or otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, default=40)
    parser.add_argument("--pages", type=int, default=60, help="of each shard")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--every", type=float, default=4.0, help="seconds from kill to kill")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crawl = write_crawl(folder / "crawl", asked.shards, asked.pages)
        alone = code_alone(crawl, folder / "alone")
        killed, spent = code_killed(crawl, folder / "out", folder, asked.workers, asked.every, asked.seed)
        wanted, _ = load_rows(folder / "alone")
        found, twice = load_rows(folder / "out")
    lost = len(wanted.keys() - found.keys())
    other = sum(found[place] != row for place, row in wanted.items() if place in found) + len(found.keys() - wanted)
    print("| shards | pages | workers | killed | s | alone, s | lost | twice | otherwise |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    print(
        f"| {asked.shards} | {len(wanted)} | {asked.workers} | {killed} | {spent:.0f} | {alone:.0f} |"
        f" {lost} | {twice} | {other} |"
    )
    print(f"\nLoad of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 1 if lost or twice or other or not killed else 0


if __name__ == "__main__":
    raise SystemExit(main())
