"""Ledgers opened for looking into them."""

from pathlib import Path

from marsad.app.errors import AppError
from marsad.ledger import Ledger


def open_ledger(path: Path) -> Ledger:
    """Open the ledger at `path` without changing it; raise AppError where there is none, LedgerError where it fails."""
    if not path.exists():
        raise AppError(f"{path}: no such ledger; read pages first, or name one with --ledger")
    return Ledger.open(path, readonly=True)


def open_written(path: Path) -> Ledger:
    """Open the ledger at `path` for additions; raise AppError where there is none, LedgerError where it fails."""
    if not path.exists():
        raise AppError(f"{path}: no such ledger; read pages first, or name one with --ledger")
    return Ledger.open(path, create=False)
