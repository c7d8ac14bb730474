"""FAMILY of engines: how reading is spread over processes and machines. The list: `local`, `dask`.

To add one: a folder with a class that keeps `base.ShardEngine` (each task done once, whatever dies meanwhile; one that
cannot be done is told with its reason, and costs itself alone), and a line in `load_shard_engines`. One that reads
pages that it is handed keeps `base.Engine` (one outcome an item, in the items' order, the same whatever the number of
workers; a page that breaks or outstays its worker costs that page alone) and has a line in `load_engines`. The contract
tests run over both lists.
"""

from marsad.engines.base import AHEAD, Engine, EngineError, Lost, Outcome, Read, Result, ShardEngine
from marsad.engines.dask import DaskEngine
from marsad.engines.local import LocalEngine

__all__ = [
    "AHEAD",
    "Engine",
    "EngineError",
    "Lost",
    "Outcome",
    "Read",
    "Result",
    "ShardEngine",
    "load_engines",
    "load_shard_engines",
]


def load_engines() -> tuple[Engine, ...]:
    """Return the engines that read pages, the usual one first."""
    return (LocalEngine(),)


def load_shard_engines() -> tuple[ShardEngine, ...]:
    """Return the engines that work on shards, the usual one first."""
    return (LocalEngine(), DaskEngine())
