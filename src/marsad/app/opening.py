"""Ledgers opened for looking into them."""

from marsad.app.errors import AppError
from marsad.ledger import Ledger, LedgerAddress, find_place


def open_ledger(address: LedgerAddress) -> Ledger:
    """Open the ledger at `address` without changing it; raise AppError where there is none, LedgerError elsewhere."""
    return _open(address, readonly=True)


def open_written(address: LedgerAddress) -> Ledger:
    """Open the ledger at `address` for additions; raise AppError where there is none, LedgerError where it fails."""
    return _open(address, readonly=False)


def _open(address: LedgerAddress, *, readonly: bool) -> Ledger:
    place = find_place(address)
    if not place.may_be_there():
        raise AppError(f"{place}: no such ledger; read pages first, or name one with --ledger")
    return Ledger.open(place, create=False, readonly=readonly)
