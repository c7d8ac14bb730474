"""Shards of web archives and corpora to Parquet, one file a shard, whichever engine spreads the work.

`find_shards` lists what is to be done, `plan` leaves out what is done, `code_shard` does one shard and is what engines
run on whatever machine, `load_coded` tells what stands in an output folder. Needs pyarrow, which also reads and writes
object storage.
"""

from marsad.shards.code import Coding, Job, code_shard
from marsad.shards.manifest import Coded, load_coded
from marsad.shards.nouns import Shard, ShardError
from marsad.shards.plan import Plan, plan
from marsad.shards.rows import PageRow, RecordRow
from marsad.shards.storage import Storage, find_shards, open_storage

__all__ = [
    "Coded",
    "Coding",
    "Job",
    "PageRow",
    "Plan",
    "RecordRow",
    "Shard",
    "ShardError",
    "Storage",
    "code_shard",
    "find_shards",
    "load_coded",
    "open_storage",
    "plan",
]
