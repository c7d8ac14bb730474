"""The data dictionary that goes with an export: one row a field, made from the structs that the export writes.

A struct's docstring tells its fields, one a line: `name: meaning`, or `name [unit]: meaning`. Names, types and values
come from the struct itself.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from io import StringIO
from typing import Literal, NamedTuple, TypeGuard, get_args, get_origin

import msgspec

_LINE = re.compile(r"^ {4}(\w+)(?: \[([^\]]+)\])?: (.+)$", re.MULTILINE)
_NAMES: Mapping[object, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "yes or no",
    date: "day (ISO 8601)",
}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an export; `values` are all that it may hold, where they are few."""

    name: str
    type: str
    unit: str
    meaning: str
    values: tuple[str, ...] = ()


class _Shape(NamedTuple):
    """What a field holds: kinds to choose from, as a list or alone, always or not."""

    kinds: tuple[object, ...]
    listed: bool = False
    missing: bool = False


def make_dictionary(rows: Mapping[str, type[msgspec.Struct]]) -> tuple[Field, ...]:
    """Return the fields of the structs that an export writes, each after the key of its struct, if it has one."""
    return tuple(field for name, kind in rows.items() for field in _list_fields(kind, name))


def _list_fields(kind: type[msgspec.Struct], before: str) -> Iterator[Field]:
    told = find_told(kind)
    for field in msgspec.structs.fields(kind):
        unit, meaning = told[field.name]
        shape = _open(field.type)
        name = f"{before}.{field.encode_name}" if before else field.encode_name
        yield Field(name=name, type=_describe(shape), unit=unit, meaning=meaning, values=_list_values(shape))
        if len(shape.kinds) == 1 and _is_struct(shape.kinds[0]):
            yield from _list_fields(shape.kinds[0], name + ("[]" if shape.listed else ""))


def find_told(kind: type) -> dict[str, tuple[str, str]]:
    """Return unit and meaning of each field that a struct's docstring tells."""
    return {name: (unit, meaning) for name, unit, meaning in _LINE.findall(kind.__doc__ or "")}


def _open(kind: object) -> _Shape:
    if get_origin(kind) is tuple:
        return _open(get_args(kind)[0])._replace(listed=True)
    if get_origin(kind) is Literal:
        return _Shape((kind,))
    choice = get_args(kind) or (kind,)
    kept = tuple(each for each in choice if each is not type(None))
    inner = _open(kept[0]) if len(kept) == 1 and get_args(kind) else _Shape(kept)
    return inner._replace(missing=len(kept) < len(choice))


def _is_struct(kind: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _describe(shape: _Shape) -> str:
    first = shape.kinds[0]
    name = "object" if _is_struct(first) else _NAMES.get(first, "text")
    listed = f"list of {name}" if shape.listed else name
    return f"{listed}, may be missing" if shape.missing else listed


def _list_values(shape: _Shape) -> tuple[str, ...]:
    kind = shape.kinds[0]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(each.value) for each in kind)
    return tuple(map(str, get_args(kind))) if get_origin(kind) is Literal else ()


def write_dictionary(fields: tuple[Field, ...]) -> bytes:
    """Return a dictionary as CSV for spreadsheets."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(Field.__struct_fields__)
    table.writerows((one.name, one.type, one.unit, one.meaning, "; ".join(one.values)) for one in fields)
    return text.getvalue().encode("utf-8-sig")
