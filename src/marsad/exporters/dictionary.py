"""The data dictionary that goes with an export: one row a field, made from the structs that the export writes.

A struct's docstring tells its fields, one a line: `name: meaning`, or `name [unit]: meaning`. Names, types and values
come from the struct itself.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from io import StringIO
from typing import Any, get_args

import msgspec
from msgspec import inspect

_LINE = re.compile(r"^ {4}(\w+)(?: \[([^\]]+)\])?: (.+)$", re.MULTILINE)
_NAMES: Mapping[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "yes or no",
    inspect.DateType: "day (ISO 8601)",
    inspect.EnumType: "text",
    inspect.LiteralType: "text",
    inspect.DictType: "object",
}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an export; `values` are all that it may hold, where they are few."""

    name: str
    type: str
    unit: str
    meaning: str
    values: tuple[str, ...] = ()


def make_dictionary(rows: Mapping[str, type[msgspec.Struct]]) -> tuple[Field, ...]:
    """Return the fields of the structs that an export writes, each named after the key of its struct, if that has one."""
    return tuple(field for name, kind in rows.items() for field in _list_fields(kind, name))


def _list_fields(kind: type, before: str) -> Iterator[Field]:
    told = find_told(kind)
    for field in msgspec.structs.fields(kind):
        unit, meaning = told[field.name]
        inner, shape = _open(_inspect(field.type))
        name = f"{before}.{field.encode_name}" if before else field.encode_name
        yield Field(name=name, type=_describe(inner, shape), unit=unit, meaning=meaning, values=_list_values(inner))
        if isinstance(inner, inspect.StructType):
            yield from _list_fields(inner.cls, name + ("[]" if "list" in shape else ""))


def _inspect(kind: Any) -> inspect.Type:
    """Return what a field holds; of a choice among structs, which have keys of their own, only that it is an object."""
    choice = get_args(kind)
    if len(choice) > 1 and all(isinstance(each, type) and issubclass(each, msgspec.Struct) for each in choice):
        return inspect.DictType(inspect.StrType(), inspect.AnyType())
    return inspect.type_info(kind)


def find_told(kind: type) -> dict[str, tuple[str, str]]:
    """Return unit and meaning of each field that a struct's docstring tells."""
    return {name: (unit, meaning) for name, unit, meaning in _LINE.findall(kind.__doc__ or "")}


def _open(kind: inspect.Type) -> tuple[inspect.Type, tuple[str, ...]]:
    """Return what a field holds, and how: as a list, or perhaps not at all."""
    if isinstance(kind, inspect.VarTupleType):
        inner, shape = _open(kind.item_type)
        return inner, ("list", *shape)
    if isinstance(kind, inspect.UnionType):
        kept = [each for each in kind.types if not isinstance(each, inspect.NoneType | inspect.UnsetType)]
        inner, shape = _open(kept[0])
        return inner, (*shape, "may be missing") if len(kept) < len(kind.types) else shape
    return kind, ()


def _describe(inner: inspect.Type, shape: tuple[str, ...]) -> str:
    name = "object" if isinstance(inner, inspect.StructType) else _NAMES.get(type(inner), "any")
    listed = f"list of {name}" if "list" in shape else name
    return f"{listed}, may be missing" if "may be missing" in shape else listed


def _list_values(inner: inspect.Type) -> tuple[str, ...]:
    if isinstance(inner, inspect.EnumType) and issubclass(inner.cls, Enum):
        return tuple(str(each.value) for each in inner.cls)
    return tuple(map(str, inner.values)) if isinstance(inner, inspect.LiteralType) else ()


def write_dictionary(fields: tuple[Field, ...]) -> bytes:
    """Return a dictionary as CSV for spreadsheets."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(Field.__struct_fields__)
    table.writerows((one.name, one.type, one.unit, one.meaning, "; ".join(one.values)) for one in fields)
    return text.getvalue().encode("utf-8-sig")
