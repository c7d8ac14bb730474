"""Data files into typed rows, or one clear line saying what is wrong where."""

import csv
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from marsad.lexicon.errors import LexiconError
from marsad.lexicon.local import merge_rows, read_own

Row = TypeVar("Row")

_ROW = "[[entry]]"
_decode = msgspec.json.Decoder().decode


@cache
def load_rows(package: str, file: str) -> tuple[dict[str, Any], ...]:
    """Return the raw `[[entry]]` rows of a TOML file in `package`; raise LexiconError."""
    try:
        text = files(package).joinpath(file).read_text(encoding="utf-8")
        rows = _read_plain(text) or tomllib.loads(text).get("entry", [])
    except FileNotFoundError as error:
        raise LexiconError(f"{package}/{file}: no such data file") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{package}/{file}: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise LexiconError(f"{package}/{file}: no [[entry]] rows")
    return tuple(rows)


def _read_plain(text: str) -> list[dict[str, Any]]:
    """Return the rows of a file that has only rows with one value a line, which JSON writes alike; else none.

    Several times as fast as the general reader, which takes what this one leaves.
    """
    rows: list[dict[str, Any]] = []
    for line in text.splitlines():
        if line == _ROW:
            rows.append({})
        elif line and not line.startswith("#"):
            key, equals, value = line.partition(" = ")
            if not rows or not equals or not key.isidentifier() or key in rows[-1] or value == "null":
                return []
            try:
                rows[-1][key] = _decode(value)
            except msgspec.DecodeError:
                return []
    return rows


def load_table(package: str, file: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a TOML file as `kind` (a msgspec Struct), the user's own among them; raise LexiconError."""
    return tuple(_convert(row, kind, f"{package}/{file}") for row in _merge(load_rows(package, file), package, file))


def _merge(rows: Iterable[dict[str, Any]], package: str, file: str) -> Iterable[dict[str, Any]]:
    own = read_own(package, file)
    return merge_rows(rows, own) if own else rows


def load_tsv(package: str, file: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a tab-separated file with a header line as `kind`, the user's own among them.

    Empty cells are left out. Raise LexiconError naming the row.
    """
    try:
        text = files(package).joinpath(file).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"{package}/{file}: no such data file") from error
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    full = ({key: cell for key, cell in row.items() if cell} for row in rows)
    return tuple(_convert(row, kind, f"{package}/{file}") for row in _merge(full, package, file))


def _convert(row: dict[str, Any], kind: type[Row], where: str) -> Row:
    try:
        return msgspec.convert(row, kind, strict=False)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{where}: row {row.get('id', '?')}: {error}") from error
