"""The limits as `without.toml` tells them, and the table of docs/limits.md that is made of it."""

import tomllib
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import fields

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "limits.md"
_HEAD = """# Limits

What is taken of pages, feeds, sitemaps, archives and robots.txt files of strangers. Made of `tests/limits/without.toml`
by `python -m tests.limits.prove --write`; without that option it disables each limit in a copy of the source and shows
that its test fails then. To change a limit, change the source and its row.

| limit | default | why | test |
|---|--:|---|---|
"""


class Row(NamedTuple):
    """A limit: its name, default (None where it is no number), reason, test, and how it is disabled in the source."""

    id: str
    why: str
    test: str
    path: str
    cut: str
    by: str
    value: float | list[int] | None = None


def load_rows():
    rows = tomllib.loads(Path(__file__).with_name("without.toml").read_text(encoding="utf-8"))["limit"]
    return [Row(**row) for row in rows]


def find_value(name):
    """Return the default of the limit of that name: a constant, or a field of a noun or of a constant."""
    module, _, path = name.partition(":")
    value = import_module(f"marsad.{module}")
    for step in path.split("."):
        defaults = {field.name: field.default for field in fields(value)} if isinstance(value, type) else {}
        value = defaults[step] if step in defaults else getattr(value, step)
    return sorted(value) if isinstance(value, frozenset) else value


def make_table():
    lines = [f"| `{row.id}` | {_show(row.value)} | {row.why} | `{row.test}` |" for row in load_rows()]
    return _HEAD + "\n".join(lines) + "\n"


def _show(value):
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "" if value is None else f"{value:,.12g}"
