"""Errors as one line for people."""

import errno
from typing import Final

FINE: Final = 0
ASIDE: Final = 1  # the run went on, but something was set aside or found wrong
STOPPED: Final = 2  # usage, ledger, disk: the command could not do what it was asked


class AppError(Exception):
    """The command cannot go on; the message says what, where, and what to do."""


def explain_error(error: Exception, command: str) -> str:
    """Return one line telling of `error`, with what to do about it; empty where the help was printed instead."""
    if say := getattr(error, "format_message", None):  # the command-line library's own errors
        words = str(say()).rstrip(".")
        return f"{words}; see `{find_command(error, command)} --help`" if words else ""
    from marsad.archive import ArchiveError

    if isinstance(error, ArchiveError):
        return str(error).replace("rebuild the index", "rebuild it by marsad verify --rebuild-index")
    if isinstance(error, _list_ours()):
        return str(error)
    if isinstance(error, OSError):
        return _explain_system(error)
    kind, words = type(error).__name__, str(error).partition("\n")[0][:200]
    return f"unexpected {kind}: {words}; run `{command} --debug …` to see where, and report it"


def _list_ours() -> tuple[type[Exception], ...]:
    """Return the errors whose words are for people; only now, since every command loads this module and few fail."""
    from marsad.alerts import AlertError
    from marsad.engines import EngineError
    from marsad.exporters import ExportError
    from marsad.ledger import LedgerError
    from marsad.lexicon import LexiconError
    from marsad.measure import AnnotationError
    from marsad.outlets import OutletError
    from marsad.reconcile.stories import EditError
    from marsad.shards import ShardError
    from marsad.watch import WatchError

    ours = (AppError, EditError, LedgerError, LexiconError, AnnotationError)
    return (*ours, AlertError, EngineError, ExportError, OutletError, ShardError, WatchError)


def find_command(error: Exception, command: str) -> str:
    """Return the command that a usage error arose in."""
    context = getattr(error, "ctx", None)
    return str(getattr(context, "command_path", command))


def _explain_system(error: OSError) -> str:
    where = f": {error.filename}" if error.filename else ""
    advice = {
        errno.ENOSPC: "free some space and run again; the ledger is complete up to the last page",
        errno.EACCES: "check who may write there",
        errno.EROFS: "choose another place with --ledger or --out",
        errno.ENOENT: "check the path",
        errno.EISDIR: "name a file, not a folder",
    }.get(error.errno or 0, "check the path and the disk")
    return f"{(error.strerror or 'input/output error').lower()}{where}; {advice}"
