"""Data files into typed rows, or one clear line saying what is wrong where."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

Row = TypeVar("Row")


class LexiconError(ValueError):
    """A data file of the package is missing or malformed; the message names file and row."""


@cache
def load_rows(package: str, file: str) -> tuple[dict[str, Any], ...]:
    """Return the raw `[[entry]]` rows of a TOML file in `package`; raise LexiconError."""
    try:
        data = tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LexiconError(f"{package}/{file}: no such data file") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{package}/{file}: {error}") from error
    rows = data.get("entry", [])
    if not isinstance(rows, list) or not rows:
        raise LexiconError(f"{package}/{file}: no [[entry]] rows")
    return tuple(rows)


def load_table(package: str, file: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a TOML file as `kind` (a msgspec Struct); raise LexiconError naming the row."""
    return tuple(_convert(row, kind, f"{package}/{file}") for row in load_rows(package, file))


def load_tsv(package: str, file: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a tab-separated file with a header line as `kind`; empty cells are left out."""
    try:
        text = files(package).joinpath(file).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"{package}/{file}: no such data file") from error
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    full = ({key: cell for key, cell in row.items() if cell} for row in rows)
    return tuple(_convert(row, kind, f"{package}/{file}") for row in full)


def _convert(row: dict[str, Any], kind: type[Row], where: str) -> Row:
    try:
        return msgspec.convert(row, kind, strict=False)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{where}: row {row.get('id', '?')}: {error}") from error
