"""What stands in an output folder: an entry for every finished shard, written when its rows are safe."""

import io
from concurrent.futures import ThreadPoolExecutor

import msgspec

from marsad.model import CodecError, decode
from marsad.shards.nouns import Shard
from marsad.shards.storage import Storage
from marsad.shards.table import LAYOUT

_THREADS = 16  # object storage answers each question slowly
FOLDER = "_shards"  # programs that read folders of Parquet pass over such names


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A finished shard: of which bytes, by which version, in which file, and what was in it.

    `asides` counts pages by reason, `records` records by layer; `pages` is all of them, `on_topic` those with signals
    or nearly so.
    """

    shard: str
    size: int
    stamp: str | None
    version: str
    codebook: str
    layout: int
    run: str
    file: str
    bytes: int
    pages: int
    on_topic: int
    asides: dict[str, int]
    records: dict[str, int]

    def is_of(self, shard: Shard) -> bool:
        """Tell whether it is of the shard as it stands now."""
        return (self.shard, self.size, self.stamp) == (shard.address, shard.size, shard.stamp)

    def is_by(self, version: str, codebook: str) -> bool:
        """Tell whether it would come out the same now."""
        return (self.version, self.codebook, self.layout) == (version, codebook, LAYOUT)


def name_part(shard: Shard) -> str:
    """Return the name of the file with a shard's rows."""
    return f"part-{shard.stem}.parquet"


def store_coded(out: Storage, shard: Shard, coded: Coded) -> None:
    """Write the entry of a finished shard."""
    entry = msgspec.json.format(msgspec.json.encode(coded), indent=1)
    out.at(FOLDER).at(f"{shard.stem}.json").publish(io.BytesIO(entry))


def load_coded(out: Storage) -> dict[str, Coded]:
    """Return the entries in a folder by the shards' addresses; those whose files are as they were written."""
    sizes = {info.base_name: info.size for info in out.list()}
    names = [info.base_name for info in out.at(FOLDER).list() if info.base_name.endswith(".json")]
    with ThreadPoolExecutor(_THREADS) as threads:
        entries = threads.map(lambda name: _read_entry(out.at(FOLDER).at(name).load()), names)
        return {coded.shard: coded for coded in entries if coded and sizes.get(coded.file) == coded.bytes}


def _read_entry(data: bytes) -> Coded | None:
    """Return an entry; None for one of another form, or a broken one: its shard is coded anew."""
    try:
        return decode(data, Coded)
    except CodecError:
        return None
