"""Connections to PostgreSQL: made for one ledger, tidied, and kept a while for the next."""

import atexit
import os
from threading import Lock

import psycopg
from psycopg import pq
from psycopg.types.numeric import Int8Dumper

from marsad.ledger.errors import LedgerError
from marsad.ledger.place import ServerPlace
from marsad.ledger.stores.postgresql.errors import explain_refusal
from marsad.ledger.stores.postgresql.rows import NamedRow, make_rows

Connection = psycopg.Connection[NamedRow]

_SECONDS = 10  # in which a server must answer
_MOST_PREPARED = 500  # questions that the server keeps a plan for
_MOST_IDLE = 8  # connections that wait for another ledger to be opened at the same place

_idle: dict[tuple[int, ServerPlace, bool], list[Connection]] = {}  # by process: a fork must not use its parent's
_lock = Lock()


class Connector:
    """Makes connections to one place, for reading or for writing too; takes them back."""

    def __init__(self, place: ServerPlace, patience: float, *, readonly: bool) -> None:
        """Have a writer wait `patience` seconds for another one."""
        self.place = place
        self.readonly = readonly
        self._patience = patience

    def connect(self) -> Connection:
        """Return a connection that is known to work; raise LedgerError."""
        while kept := self._take():
            try:
                self._settle(kept)
            except psycopg.Error:  # it was lost while it waited
                kept.close()
            else:
                return kept
        db = _connect(self.place)
        try:
            self._settle(db)
        except BaseException as error:
            db.close()
            raise explain_refusal(error, self.place.name) if isinstance(error, psycopg.Error) else error from error
        return db

    def _take(self) -> Connection | None:
        with _lock:
            waiting = _idle.get((os.getpid(), self.place, self.readonly))
            return waiting.pop() if waiting else None

    def release(self, db: Connection) -> None:
        """Keep a connection for the next ledger, unless it is broken or enough are kept."""
        if _tidy(db):
            with _lock:
                waiting = _idle.setdefault((os.getpid(), self.place, self.readonly), [])
                if len(waiting) < _MOST_IDLE:
                    waiting.append(db)
                    return
        db.close()

    def _settle(self, db: Connection) -> None:
        """Have a connection see one schema only, and write nothing where it only reads."""
        (row,) = db.execute(
            b"SELECT current_setting('server_encoding'), set_config('search_path', $1, false),"
            b" set_config('lock_timeout', $2, false), set_config('default_transaction_read_only', $3, false),"
            b" set_config('jit', 'off', false)",  # to compile a question takes longer than to answer most of ours
            (f'"{self.place.schema}"', str(round(self._patience * 1000)), "on" if self.readonly else "off"),
        ).fetchall()
        if row[0] != "UTF8":
            raise LedgerError(f"{self.place.name} is kept in {row[0]}; a ledger needs a database in UTF8")


def _connect(place: ServerPlace) -> Connection:
    try:
        db = psycopg.Connection[NamedRow].connect(
            place.address,
            autocommit=True,
            row_factory=make_rows,
            cursor_factory=psycopg.RawCursor,
            connect_timeout=_SECONDS,
            application_name="marsad",
            client_encoding="utf8",
        )
    except psycopg.ProgrammingError:  # what the driver says of an address may quote its password
        raise LedgerError(f"{place.name}: an address with a mistake; check its signs and options") from None
    except psycopg.Error as error:
        raise explain_refusal(error, place.name) from error
    db.prepared_max = _MOST_PREPARED
    # Of numbers the driver would tell small from large ones, and have a question prepared for each mixture of them.
    db.adapters.register_dumper(int, Int8Dumper)
    return db


def _tidy(db: Connection) -> bool:
    """Leave nothing open on a connection; tell whether it can be used again."""
    try:
        if db.pgconn.transaction_status == pq.TransactionStatus.INTRANS:
            db.execute(b"ROLLBACK")
        if db.pgconn.transaction_status != pq.TransactionStatus.IDLE:
            return False
        db.execute(b"CLOSE ALL")
    except psycopg.Error:
        return False
    return True


def close_idle() -> None:
    """Close the connections that wait."""
    with _lock:
        for (process, *_), waiting in _idle.items():
            while waiting:
                db = waiting.pop()
                if process == os.getpid():
                    db.close()


atexit.register(close_idle)
