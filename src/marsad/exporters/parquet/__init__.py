"""Parquet: the signals as a typed table, for pandas, R, DuckDB, Spark. Needs the extra `marsad[parquet]` (pyarrow).

Actors and targets are lists, days are dates, and every column keeps its meaning as metadata.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from marsad.exporters.base import ExportedEntry, ExportError
from marsad.exporters.dictionary import find_told
from marsad.exporters.table import SignalRow, make_signal_row
from marsad.model import Signal

if TYPE_CHECKING:
    import pyarrow

BATCH = 5_000  # rows of a row group: what is held in memory at a time


class ParquetExporter:
    """One signal a row, compressed by Zstandard."""

    name = "parquet"
    stem = "signals"
    suffix = ".parquet"
    layers = frozenset({"signal"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType({"": SignalRow})

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the signals among the records and return how many there are; raise ExportError without pyarrow."""
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise ExportError("parquet needs pyarrow: pip install 'marsad[parquet]', or choose another form") from None
        schema, written = make_schema(), 0
        rows = (make_signal_row(each.record, each.article) for each in entries if isinstance(each.record, Signal))
        with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
            for batch in _batch(rows):
                writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
                written += len(batch)
        return written


def _batch(rows: Iterator[SignalRow]) -> Iterator[list[dict[str, Any]]]:
    while batch := [msgspec.structs.asdict(row) for row in islice(rows, BATCH)]:
        yield batch


def make_schema() -> "pyarrow.Schema":
    """Return the table's columns with their types and, as metadata, their meanings."""
    import pyarrow

    kinds = {"actors": pyarrow.list_(pyarrow.string()), "start": pyarrow.int32(), "confidence": pyarrow.float64()}
    kinds |= {"targets": kinds["actors"], "end": kinds["start"]}
    kinds |= dict.fromkeys(("date_start", "date_end"), pyarrow.date32())
    kinds |= dict.fromkeys(("background", "earlier", "counted"), pyarrow.bool_())
    told = find_told(SignalRow)
    return pyarrow.schema(
        pyarrow.field(name, kinds.get(name, pyarrow.string()), metadata={"meaning": told[name][1]})
        for name in SignalRow.__struct_fields__
    )
