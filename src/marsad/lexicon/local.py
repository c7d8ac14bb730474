"""Rows of the user's own that correct or extend data files of the package, from a folder with files of the same names.

Whoever starts the process names the folder once, before anything is read; nothing here looks for it.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec

from marsad.lexicon.errors import LexiconError

PACKAGES: Final[Mapping[str, str]] = {
    "marsad.reference": "",
    "marsad.languages.ar.actors": "ar",
    "marsad.languages.ar.things": "ar/things",
}
_NEEDED = ("basis", "source")
_SUFFIXES = (".toml", ".tsv")


class _Setting(msgspec.Struct):
    folder: Path | None = None


_SETTING = _Setting()


def use_folder(folder: Path | None) -> None:
    """Take rows from `folder` from now on in this process; raise LexiconError where it is none."""
    if folder is not None and not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder with reference data of your own")
    _SETTING.folder = folder


def find_folder() -> Path | None:
    """Return the folder in use."""
    return _SETTING.folder


def list_files(package: str) -> list[Path]:
    """Return the user's files for a package, in order of name."""
    if _SETTING.folder is None or package not in PACKAGES:
        return []
    place = _SETTING.folder / PACKAGES[package]
    return sorted(path for path in place.glob("*") if path.suffix in _SUFFIXES) if place.is_dir() else []


def list_strays() -> list[Path]:
    """Return the user's files that no data file of the package has the name of, and so are read by nobody."""
    return [
        path for package in PACKAGES for path in list_files(package) if not files(package).joinpath(path.name).is_file()
    ]


def read_own(package: str, file: str) -> tuple[dict[str, Any], ...]:
    """Return the user's rows for a data file; raise LexiconError."""
    path = next((path for path in list_files(package) if path.name == file), None)
    return tuple(_check(row, path, package) for row in _read(path)) if path else ()


def _read(path: Path) -> Sequence[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".tsv":
            return [_fill(row) for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)]
        rows = tomllib.loads(text).get("entry", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    if not isinstance(rows, list):
        raise LexiconError(f"{path}: no [[entry]] rows")
    return rows


def _fill(row: dict[str | Any, str | Any]) -> dict[str, Any]:
    return {key: cell for key, cell in row.items() if isinstance(key, str) and cell}


def _check(row: dict[str, Any], path: Path, package: str) -> dict[str, Any]:
    """Return a row that has what a fact must have; words need an id only."""
    needed = ("id", *(_NEEDED if PACKAGES[package] == "" else ()))
    missing = [name for name in needed if not row.get(name)]
    if missing:
        raise LexiconError(f"{path}: row {row.get('id', '?')}: {' and '.join(missing)} missing; every fact needs both")
    return row


def merge_rows(ours: Iterable[dict[str, Any]], own: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield our rows, those of the same id replaced by the user's, then the user's further ones."""
    theirs = {str(row["id"]): row for row in own}
    for row in ours:
        yield theirs.pop(str(row.get("id")), row)
    yield from theirs.values()
