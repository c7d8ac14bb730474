"""The watch list from its file: all that is wrong told, or the list."""

import tomllib
from pathlib import Path
from typing import Any

from marsad.outlets import fields
from marsad.outlets.nouns import Outlet, OutletError, WatchList
from marsad.outlets.rows import Table, list_places, name_table, read_outlet, read_table

_LARGEST = 20_000_000  # bytes of a watch list
_TABLES = ("watch", "outlet")
_WATCH = {"contact": fields.read_text, "budget": fields.read_bytes, "recheck": fields.read_ages}


def load_watch_list(path: Path) -> WatchList:
    """Return the watch list in `path`; raise OutletError for the first of what is wrong."""
    return read_watch_list(read_file(path), str(path))


def read_watch_list(body: bytes, where: str) -> WatchList:
    """Return the watch list that a file's bytes hold; `where` names it in the OutletError."""
    watch, problems = _read(_decode(body, where), where)
    if problems:
        more = f" (and {len(problems) - 1} more; `marsad sources check` lists them)" if len(problems) > 1 else ""
        raise OutletError(f"{problems[0]}{more}")
    return watch


def check_watch_list(path: Path) -> tuple[WatchList, tuple[str, ...]]:
    """Return the watch list with all that is wrong in it, a line each; raise OutletError where it is no TOML."""
    watch, problems = _read(_decode(read_file(path), str(path)), str(path))
    return watch, tuple(problems)


def read_file(path: Path) -> bytes:
    """Return a watch list's bytes; raise OutletError."""
    try:
        with path.open("rb") as stream:
            body = stream.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise OutletError(f"{path}: no such file; begin one with `marsad sources add URL --to {path}`") from error
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or "cannot be read"
        raise OutletError(f"{path}: {detail.lower()}; check the path") from error
    if len(body) > _LARGEST:
        raise OutletError(f"{path}: more than {_LARGEST} bytes; split the list")
    return body


def _decode(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise OutletError(f"{where}: not in UTF-8; save it so") from error


def _read(text: str, where: str) -> tuple[WatchList, list[str]]:
    raw = _parse(text, where)
    problems = [f"{where}: {key}: unknown; known are [watch] and [[outlet]]" for key in raw if key not in _TABLES]
    watch = _read_watch(raw.get("watch", {}), where, problems)
    outlets = _read_outlets(raw.get("outlet", []), where, problems)
    return WatchList(outlets=outlets, **watch), problems


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OutletError(f"{where}: not TOML: {error}") from error
    except (RecursionError, ValueError) as error:  # brackets without end; a number of thousands of digits
        raise OutletError(f"{where}: not TOML that can be read: nested too deep, or a number too long") from error


def _read_watch(table: object, where: str, problems: list[str]) -> dict[str, Any]:
    if not isinstance(table, dict):
        problems.append(f"{where}: watch: must be a table, [watch]")
        return {}
    found: list[str] = []
    values = read_table(table, _WATCH, found)
    problems += [f"{where}: watch: {each}" for each in found]
    return values


def _read_outlets(tables: object, where: str, problems: list[str]) -> tuple[Outlet, ...]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(f"{where}: outlet: must be a list of tables, each under [[outlet]]")
        return ()
    outlets: list[Outlet] = []
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for number, table in enumerate(tables, 1):
        found: list[str] = []
        outlet = read_outlet(table, found)
        found += _check_doubles(table, outlet, ids, owners)
        problems += [f"{where}: outlet {name_table(table, number)}: {each}" for each in found]
        outlets.append(outlet)
    return tuple(outlets)


def _check_doubles(table: Table, outlet: Outlet, ids: set[str], owners: dict[str, str]) -> list[str]:
    """Return what an outlet has in common with those before it; note what it has."""
    found = []
    if "id" in table and outlet.id in ids:
        found.append("id: stands there twice; give one of the two another")
    ids.add(outlet.id)
    for url in list_places(outlet):
        owner = owners.setdefault(fields.make_key(url), outlet.id)
        if owner != outlet.id:
            found.append(f"feeds: {url[:100]!r} is {owner!r}'s too; take it out of one of the two")
    return found
