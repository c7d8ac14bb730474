"""What goes wrong with a server, in one line for people; no password is ever in it."""

import psycopg
from psycopg import errors

from marsad.ledger.errors import LedgerError, LostError

_REASONS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, "is being written by another program; try again later"),
    (errors.DiskFull, "cannot grow: the server's disk is full; the page was not added and the ledger is intact"),
    (errors.ReadOnlySqlTransaction, "cannot be written (read-only)"),
    (errors.TooManyConnections, "cannot be reached: the server has no connection left; try again later"),
    (errors.InvalidPassword, "cannot be reached: the server does not take this user's password"),
)
_LOST = "lost its connection; what was being written was not kept, unless it was at its very end; run again"


def explain_error(error: psycopg.Error, name: str, *, lost: bool = False) -> LedgerError:
    """Return the error in words, with the ledger's name first; `lost` where the connection is gone."""
    if lost:
        return LostError(f"{name} {_LOST}")
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return LedgerError(f"{name} {reason}")
    if isinstance(error, errors.InsufficientPrivilege):
        return LedgerError(f"{name} cannot be used: {_first_line(error)}; have its owner grant it")
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return LedgerError(f"{name} cannot hold a text with a NUL character")
    return LedgerError(f"{name}: {_first_line(error)}")


def explain_refusal(error: psycopg.Error, name: str) -> LedgerError:
    """Return in words why no connection could be made."""
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return LedgerError(f"{name} {reason}")
    if "password authentication failed" in str(error) or "no password supplied" in str(error):
        return LedgerError(f"{name} cannot be reached: the server does not take this user's password")
    words = _first_line(error)
    return LedgerError(f"{name} cannot be reached: {words.rpartition('FATAL:  ')[2] or words}")


def _first_line(error: psycopg.Error) -> str:
    said = error.diag.message_primary or str(error).strip().partition("\n")[0]
    return " ".join(said.split()) or type(error).__name__
