"""Lists as tables: columns by the noun's own type, so that an empty list has the same ones."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO, StringIO
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from marsad.app.api.problems import Fault
from marsad.exporters.csv import make_cell

_SCALARS: dict[type, str] = {
    inspect.StrType: "string",
    inspect.EnumType: "string",
    inspect.IntType: "int64",
    inspect.FloatType: "float64",
    inspect.BoolType: "bool",
    inspect.DateType: "date32",
}


class Column(NamedTuple):
    """A column: its name, the path to its value, and the kind of it (`list` of texts, `json` for what is nested)."""

    name: str
    path: tuple[str, ...]
    kind: str

    def value(self, row: object) -> Any:  # noqa: ANN401 (what the noun holds)
        """Return a row's value."""
        for step in self.path:
            row = None if row is None else getattr(row, step)
        if row is None:
            return None
        if self.kind == "json":
            return msgspec.json.encode(row).decode()
        if self.kind == "list":
            return [str(each) for each in row]  # type: ignore[attr-defined]  # a tuple by its kind
        return str(row) if self.kind == "string" else row


@cache
def list_columns(kind: type) -> tuple[Column, ...]:
    """Return the columns of a noun; nouns in it become columns with its field's name before theirs."""
    return tuple(_walk(inspect.type_info(kind), ()))


def _walk(info: inspect.Type, path: tuple[str, ...]) -> Iterator[Column]:
    if isinstance(info, inspect.StructType):
        for field in info.fields:
            yield from _walk(_strip(field.type), (*path, field.name))
    else:
        yield Column("_".join(path), path, _name_kind(info))


def _strip(info: inspect.Type) -> inspect.Type:
    """Return what a field holds where it holds something."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        kinds = [_strip(each) for each in info.types if not isinstance(each, inspect.NoneType)]
        return kinds[0] if len(kinds) == 1 else info
    return info


def _name_kind(info: inspect.Type) -> str:
    if isinstance(info, inspect.VarTupleType):
        return "list" if _name_kind(_strip(info.item_type)) == "string" else "json"
    return _SCALARS.get(type(info), "json")


def write_csv(kind: type, rows: Sequence[object]) -> bytes:
    """Return the rows as CSV: a byte order mark, lines that end in CR LF, no cell that a spreadsheet runs."""
    columns, out = list_columns(kind), StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([make_cell(_flatten(column.value(row))) for column in columns])
    return out.getvalue().encode("utf-8-sig", "replace")


def _flatten(value: Any) -> Any:  # noqa: ANN401 (what the noun holds)
    if isinstance(value, list):
        return "; ".join(value)
    return value if isinstance(value, str | bool | int | float | None) else str(value)


def write_parquet(kind: type, rows: Sequence[object]) -> bytes:
    """Return the rows as Parquet; raise Fault where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise Fault(406, "form", "Parquet needs pyarrow on the server: pip install 'marsad[parquet]'") from error
    makers = {"list": lambda: pyarrow.list_(pyarrow.string()), "json": pyarrow.string, "bool": pyarrow.bool_}
    makers |= {name: getattr(pyarrow, name) for name in ("string", "int64", "float64", "date32")}
    columns = list_columns(kind)
    schema = pyarrow.schema([(one.name, makers[one.kind]()) for one in columns])
    values = {one.name: [_clean(one.value(row)) for row in rows] for one in columns}
    out = BytesIO()
    parquet.write_table(pyarrow.table(values, schema=schema), out)
    return out.getvalue()


def _clean(value: Any) -> Any:  # noqa: ANN401 (what the noun holds)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
