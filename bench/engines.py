"""What existing engines cost that spread work over machines: prints a table of Dask, Ray Data and PySpark.

Each runs in a process of its own with two workers on this machine, on the same made documents and with the same
function, a checksum, so that all but next to nothing of the time is the engine's. CPU seconds are those of all its
processes. Those that are not installed are left out.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distributed import Client

DOCUMENTS = 4_000
SIZE = 20_000  # bytes of a document
SHARDS = 40
WORKERS = 2
PATIENCE = 420  # seconds for one engine
Measured = dict[str, Any]


def write_shards(folder: Path) -> list[str]:
    """Write made documents as Parquet, so many a shard; return the files."""
    import pyarrow
    from pyarrow import parquet

    dice = random.Random(7)
    for number in range(SHARDS):
        rows = [dice.randbytes(SIZE) for _ in range(DOCUMENTS // SHARDS)]
        parquet.write_table(pyarrow.table({"body": rows}), folder / f"{number:03}.parquet")
    return sorted(str(path) for path in folder.glob("*.parquet"))


def check_document(body: bytes) -> int:
    """Stand for the reading of a document."""
    return zlib.crc32(body)


def read_shard(path: str) -> int:
    """Do all documents of a shard."""
    from pyarrow import parquet

    return sum(check_document(body) for body in parquet.read_table(path)["body"].to_pylist()) & 0xFFFFFFFF


def die_once(path: str) -> int:
    """Kill the process that reads the first shard, where nobody has yet."""
    mark = Path(path).with_suffix(".died")
    if path.endswith("000.parquet") and not mark.exists():
        mark.touch()
        os._exit(1)
    return read_shard(path)


def die_always(path: str) -> int:
    """Kill every process that reads the first shard."""
    if path.endswith("000.parquet"):
        os._exit(1)
    return read_shard(path)


class Stopwatch:
    """Wall and CPU seconds of this process and all below it, from one mark to the next."""

    def __init__(self) -> None:
        """Begin."""
        self.out: Measured = {}
        self._at = (perf_counter(), _count_cpu())

    def mark(self, name: str) -> None:
        """Note what passed since the last mark."""
        now = (perf_counter(), _count_cpu())
        self.out[name] = {"s": now[0] - self._at[0], "cpu": now[1] - self._at[1]}
        self._at = now

    def attempt(self, name: str, do: Callable[[], object]) -> None:
        """Note what came of something that may fail."""
        try:
            self.out[name] = do()
        except Exception as error:  # engines raise all kinds, and which one is the answer
            self.out[name] = type(error).__name__
        self.mark(f"{name}, time")


def _count_cpu() -> float:
    import psutil

    me = psutil.Process()
    total = 0.0
    for process in (me, *me.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def measure_dask(paths: list[str], watch: Stopwatch) -> None:
    """Use futures, a shard each; documents by a bag."""
    import dask
    from dask import bag
    from distributed import Client, LocalCluster

    dask.config.set({"distributed.scheduler.allowed-failures": 2})
    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster) as client,
    ):
        client.submit(check_document, b"").result()
        watch.mark("start")
        watch.out["sum"] = sum(client.gather(client.map(read_shard, paths))) & 0xFFFFFFFF
        watch.mark("shards")
        bodies = bag.from_sequence(_iterate(paths), npartitions=SHARDS)
        watch.out["sum by document"] = sum(bodies.map(check_document).compute(scheduler=client)) & 0xFFFFFFFF
        watch.mark("documents")
        watch.attempt("dies once", lambda: sum(client.gather(client.map(die_once, paths))) & 0xFFFFFFFF)
        watch.attempt("dies always", lambda: _gather_dask(client, paths))


def _gather_dask(client: Client, paths: list[str]) -> str:
    futures = client.map(die_always, paths)
    from distributed import wait

    wait(futures)
    failed = [type(future.exception()).__name__ for future in futures if future.status == "error"]
    return f"{len(paths) - len(failed)} of {len(paths)} done, {' '.join(failed)}"


def measure_ray(paths: list[str], watch: Stopwatch) -> None:
    """Use tasks, a shard each; documents by Ray Data."""
    import ray

    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    read = ray.remote(max_retries=2)(read_shard)
    ray.get(ray.remote(check_document).remote(b""))
    watch.mark("start")
    watch.out["sum"] = sum(ray.get([read.remote(path) for path in paths])) & 0xFFFFFFFF
    watch.mark("shards")
    table = ray.data.read_parquet(paths, override_num_blocks=SHARDS)
    sums = table.map(lambda row: {"sum": check_document(row["body"])}).take_all()
    watch.out["sum by document"] = sum(row["sum"] for row in sums) & 0xFFFFFFFF
    watch.mark("documents")
    once, always = ray.remote(max_retries=2)(die_once), ray.remote(max_retries=2)(die_always)
    watch.attempt("dies once", lambda: sum(ray.get([once.remote(path) for path in paths])) & 0xFFFFFFFF)
    watch.attempt("dies always", lambda: _gather_ray(ray, [always.remote(path) for path in paths]))
    ray.shutdown()


def _gather_ray(ray: ModuleType, found: list[Any]) -> str:
    failed = []
    for each in found:
        try:
            ray.get(each)
        except Exception as error:
            failed.append(type(error).__name__)
    return f"{len(found) - len(failed)} of {len(found)} done, {' '.join(failed)}"


def measure_pyspark(paths: list[str], watch: Stopwatch) -> None:
    """Use an RDD of shards; documents by one of rows."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = SparkSession.builder.master(f"local[{WORKERS}, 3]").config("spark.ui.enabled", "false")
    spark = made.config("spark.log.level", "OFF").getOrCreate()
    context = spark.sparkContext
    context.parallelize([b""], 1).map(check_document).collect()
    watch.mark("start")
    shards = context.parallelize(paths, SHARDS)
    watch.out["sum"] = sum(shards.map(read_shard).collect()) & 0xFFFFFFFF
    watch.mark("shards")
    rows = spark.read.parquet(*paths).rdd.map(lambda row: check_document(bytes(row["body"])))
    watch.out["sum by document"] = sum(rows.collect()) & 0xFFFFFFFF
    watch.mark("documents")
    watch.attempt("dies once", lambda: sum(shards.map(die_once).collect()) & 0xFFFFFFFF)
    watch.attempt("dies always", lambda: sum(shards.map(die_always).collect()) & 0xFFFFFFFF)
    spark.stop()


ENGINES: dict[str, tuple[str, Callable[[list[str], Stopwatch], None]]] = {
    "dask": ("distributed", measure_dask),
    "ray": ("ray", measure_ray),
    "pyspark": ("pyspark", measure_pyspark),
}


def _iterate(paths: list[str]) -> Iterator[bytes]:
    from pyarrow import parquet

    for path in paths:
        yield from parquet.read_table(path)["body"].to_pylist()


def measure_size(name: str) -> float:
    """Return the MB that a package takes without what it needs."""
    files = importlib.metadata.files(name) or []
    return sum(path.stat().st_size for file in files if (path := Path(str(file.locate()))).is_file()) / 1e6


def run_child(name: str, folder: Path) -> Measured:
    """Measure one engine in a process of its own, in a copy of the shards' folder's marks."""
    for mark in folder.glob("*.died"):
        mark.unlink()
    command = [sys.executable, "-m", "bench.engines", "--child", name, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def print_table(found: dict[str, Measured]) -> None:
    """Print what was measured, an engine a column."""
    load = os.getloadavg()[0]
    print(f"{DOCUMENTS} documents of {SIZE} bytes in {SHARDS} shards, {WORKERS} workers; load {load:.1f}\n")
    print("| | " + " | ".join(found) + " |\n|---|" + "--:|" * len(found))
    for key in ("version", "MB installed"):
        print(f"| {key} | " + " | ".join(str(each[key]) for each in found.values()) + " |")
    for key, per, unit in (("start", 1, "s"), ("shards", SHARDS / 1000, "ms"), ("documents", DOCUMENTS / 1000, "ms")):
        times = (f"{each[key]['cpu'] / per:.2f} ({each[key]['s'] / per:.2f})" for each in found.values())
        print(f"| {key}: CPU {unit} each (wall) | " + " | ".join(times) + " |")
    for key in ("dies once", "dies always"):
        told = (f"{'all done' if each[key] == each['sum'] else each[key]}" for each in found.values())
        print(f"| {key} | " + " | ".join(told) + " |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        watch = Stopwatch()
        ENGINES[options.child][1](sorted(map(str, options.folder.glob("*.parquet"))), watch)
        print(json.dumps(watch.out))
        return
    found = {}
    with tempfile.TemporaryDirectory() as name:
        paths = write_shards(Path(name))
        wanted = sum(read_shard(path) for path in paths) & 0xFFFFFFFF
        for engine, (package, _) in ENGINES.items():
            try:
                about = {"version": importlib.metadata.version(package), "MB installed": round(measure_size(package))}
            except importlib.metadata.PackageNotFoundError:
                continue
            found[engine] = about | run_child(engine, Path(name))
            if {found[engine]["sum"], found[engine]["sum by document"]} != {wanted}:
                raise SystemExit(f"{engine} has another sum")
    print_table(found)


if __name__ == "__main__":
    main()
