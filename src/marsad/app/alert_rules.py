"""Reading the rules of alerts: those of the file and those made in the browser."""

from pathlib import Path

from marsad.alerts import AlertError, Rules, load_rules
from marsad.app.errors import AppError
from marsad.app.rule_file import RuleFile, join_rules
from marsad.app.settings import find_own_rules


def read_rules(path: Path) -> Rules:
    """Return the rules of a file; raise AppError where there is none such, AlertError where it is wrong."""
    try:
        return load_rules(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        raise AppError(
            f"{path}: no such file; write rules into it (docs/alerts.md), or name one with --rules"
        ) from None
    except UnicodeDecodeError as error:
        raise AlertError(f"{path}: not UTF-8") from error


def gather_rules(ledger: Path, path: Path, *, given: bool = False) -> Rules:
    """Return all rules for a ledger: those of the file at `path` and those made in the browser.

    There need be no file where the latter are and it was not `given` by name. Raise AppError, AlertError.
    """
    own = find_own_rules(ledger)
    is_needed = given or path.exists() or not own.exists()
    return join_rules(read_rules(path) if is_needed else Rules(channel=(), rule=()), RuleFile(own))
