"""What every command has: examples in its help, a screen, the ledger's place."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.app.settings import choose_ledger, find_archive, find_cache_folder, find_reference

if TYPE_CHECKING:
    from marsad.app.terminal import Screen
    from marsad.ledger.place import LedgerPlace

CODES = "Exit codes: 0 all fine, 1 something was set aside or found wrong, 2 the command could not do its work."


def list_examples(*lines: str) -> str:
    """Return the closing lines of a command's help."""
    return "\n\n".join(("[bold]Examples[/]", *(f"  {line}" for line in lines), CODES))


def open_screen(context: typer.Context) -> "Screen":
    """Return the screen of this run."""
    from marsad.app.terminal import make_screen

    return make_screen(context.obj, os.environ)


def place_ledger(given: str | None) -> "LedgerPlace":
    """Return where the ledger is, as given or as the environment says; raise LedgerError."""
    from marsad.ledger.place import find_place

    return find_place(choose_ledger(given, os.environ))


def use_reference() -> None:
    """Take the user's own reference data and the compiled word lists into use, before any is read."""
    from marsad.lexicon import use_cache, use_folder

    use_cache(find_cache_folder(os.environ))
    if own := find_reference(os.environ):
        use_folder(own)


def begin_workers(jobs: int, *modules: str) -> None:
    """Have the process begun that workers are copies of, where there will be several: it loads while we do."""
    if (jobs or os.cpu_count() or 1) > 1:
        from marsad.early import begin

        begin(*modules)


def place_archive(given: Path | None, ledger: "LedgerPlace") -> Path:
    """Return where the ledger's archive is, as given or as the environment says."""
    return find_archive(given, ledger.file, os.environ)
