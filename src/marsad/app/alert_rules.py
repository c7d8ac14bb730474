"""Reading the rules of alerts."""

from pathlib import Path

from marsad.alerts import AlertError, Rules, load_rules
from marsad.app.errors import AppError


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
