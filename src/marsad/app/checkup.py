"""`marsad doctor`: whether this installation can do its work."""

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version

import msgspec
from rich.table import Table

from marsad import __version__
from marsad.app.brief_check import check_brief
from marsad.app.errors import ASIDE, FINE
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.ledger import LedgerError, LedgerPlace
from marsad.lexicon import load_table
from marsad.model import Reading, SignalType

LIBRARIES = ("pyahocorasick", "lxml", "msgspec", "python-bidi", "rich", "trafilatura", "typer", "hijridate")


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: whether it is in order, and what was seen or what to do."""

    name: str
    fine: bool
    says: str


class SelfTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of our own and the signal that stands in it."""

    id: str
    text: str
    type: SignalType
    actor: str
    date: str


def run_doctor(screen: Screen, path: LedgerPlace, *, as_json: bool) -> int:
    """Look at everything and print what was found; return the exit code."""
    found = list(examine(screen, path))
    if as_json:
        screen.raw(msgspec.json.encode(found).decode())
    else:
        print_findings(screen, found)
    return FINE if all(one.fine for one in found) else ASIDE


def examine(screen: Screen, path: LedgerPlace) -> Iterator[Finding]:
    """Yield the findings in the order in which things depend on one another; no failure hides the next."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("marsad", lambda: __version__),
        ("python", lambda: f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        ("libraries", list_libraries),
        ("search in sqlite", check_search),
        ("standard output", lambda: check_output(screen)),
        ("ledger", lambda: check_ledger(path)),
        ("limits on pages", check_limits),
        ("word lists", check_lists),
        ("briefs", check_brief),
        ("reading", check_reading),
    )
    for name, check in checks:
        try:
            yield Finding(name, True, check())
        except Exception as error:  # whatever is wrong here is what the user wants to know
            yield Finding(name, False, f"{type(error).__name__}: {error}")


def list_libraries() -> str:
    """Return the versions of the libraries that results depend on."""
    return ", ".join(f"{name} {_find_version(name)}" for name in LIBRARIES)


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def check_search() -> str:
    """Return SQLite's version; raise where it has no full-text search."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def check_output(screen: Screen) -> str:
    """Return what is printed to; raise where it cannot take Arabic."""
    encoding = sys.stdout.encoding or "unknown"
    "\u0645".encode(encoding)
    kind = "a terminal" if screen.out.is_terminal else "a file or a pipe"
    order = "lines put into visual order by us" if screen.reorder else "logical order"
    return f"{kind}, {encoding}, {order}"


def check_ledger(place: LedgerPlace) -> str:
    """Return what the ledger holds, or that one can be made; raise where it is broken or cannot be written."""
    path = place.file
    if not place.may_be_there():
        folder = path.absolute().parent
        if not os.access(folder, os.W_OK):
            raise LedgerError(f"{folder} cannot be written; choose another place with --ledger")
        return f"{place}: none yet, can be made"
    with open_ledger(place) as ledger:
        counts, store = ledger.counts(), ledger.store
    if place.server is None and not os.access(path, os.W_OK):
        raise LedgerError(f"{path} can be read but not written; check its rights")
    return f"{place}: {counts.articles} articles, {sum(counts.records.values())} records, in {store}"


def check_limits() -> str:
    """Return what a page from the network or a web archive may take of this machine."""
    from marsad.engines.base import MEMORY
    from marsad.engines.local.engine import LIMIT
    from marsad.engines.memory import holds_memory

    memory = f"{MEMORY // 1_000_000} MB" if holds_memory() else "no limit on memory (this platform keeps none)"
    return f"a page from the network or a web archive has {LIMIT:g} seconds and {memory}"


def check_lists() -> str:
    """Return the sizes of the word lists; raise where one cannot be loaded."""
    from marsad.app.words import find_lists  # loads every list, and so can fail
    from marsad.pipeline import load_index

    return f"{sum(1 for _ in find_lists())} files, {load_index().size} patterns"


def check_reading() -> str:
    """Return what was read in the sentence of our own; raise where it is not what stands there."""
    from marsad.extract.capture import make_capture
    from marsad.pipeline import read_capture

    (wanted,) = load_table("marsad.app", "selftest.toml", SelfTest)
    reading = read_capture(make_capture(wanted.text))
    if not is_right(reading, wanted):
        got = ", ".join(f"{one.type.value} {'+'.join(one.actors)}" for one in reading.signals) or "nothing"
        raise ValueError(f"expected {wanted.type.value} {wanted.actor} {wanted.date}, got {got}")
    return f"the test sentence is read rightly: {wanted.type.value} {wanted.actor} {wanted.date}"


def is_right(reading: Reading, wanted: SelfTest) -> bool:
    """Tell whether the signal wanted is among those read."""
    return any(
        one.type is wanted.type
        and wanted.actor in one.actors
        and one.date is not None
        and one.date.iso() == wanted.date
        for one in reading.signals
    )


def print_findings(screen: Screen, found: list[Finding]) -> None:
    """Print the findings as a table."""
    table = Table(show_header=False, box=None)
    for one in found:
        table.add_row("[green]ok[/]" if one.fine else "[red]no[/]", one.name, one.says.replace("[", "\\["))
    screen.out.print(table)
    wrong = sum(not one.fine for one in found)
    screen.say(f"{wrong} of {len(found)} are not in order" if wrong else "all in order", style="bold")
