"""Rows as Parquet, compressed by Zstandard, a batch of them in memory at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, get_args, get_type_hints

import msgspec

from marsad.exporters.dictionary import find_told
from marsad.shards.rows import PageRow, RecordRow

if TYPE_CHECKING:
    import pyarrow

LAYOUT = 1  # goes up with any change of the columns, and then finished shards are coded anew
_BATCH = 2_000  # rows


def write_rows(rows: Iterable[PageRow], out: BinaryIO) -> int:
    """Write rows as a Parquet file and return how many there were."""
    import pyarrow
    from pyarrow import parquet

    schema, written = make_schema(), 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batch(iter(rows)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
            written += len(batch)
    return written


def _batch(rows: Iterator[PageRow]) -> Iterator[list[dict[str, Any]]]:
    while batch := [msgspec.to_builtins(row) for row in islice(rows, _BATCH)]:
        yield batch


def make_schema() -> "pyarrow.Schema":
    """Return the columns with their types and, as metadata, their meanings."""
    import pyarrow

    return pyarrow.schema(_list_columns(PageRow))


def _list_columns(kind: type[msgspec.Struct]) -> "Iterator[pyarrow.Field]":
    import pyarrow

    told = find_told(kind)
    for name, hint in get_type_hints(kind).items():
        yield pyarrow.field(name, _find_type(hint), metadata={"meaning": told[name][1]})


def _find_type(hint: Any) -> "pyarrow.DataType":  # noqa: ANN401 (a type of whatever kind)
    import pyarrow

    kinds = {*get_args(hint), hint}
    if RecordRow in kinds:
        return pyarrow.list_(pyarrow.struct(list(_list_columns(RecordRow))))
    if Ellipsis in kinds:
        return pyarrow.list_(pyarrow.string())
    found = {bool: pyarrow.bool_(), int: pyarrow.int64(), float: pyarrow.float64()}
    return next((found[each] for each in kinds if each in found), pyarrow.string())
