"""What the environment and the global options decide."""

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

LEDGER = "marsad.ledger"
REFERENCE = "marsad.reference"
WATCH_LIST = "sources.toml"
RULES = "alerts.toml"


class Bidi(StrEnum):
    """Who puts right-to-left text in order on a terminal: see `terminal`."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Format(StrEnum):
    """The forms in which a ledger is exported."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    PLOVER = "plover"
    CAMEO = "cameo"
    WEBANNOTATION = "webannotation"
    FTM = "ftm"
    ICAL = "ical"
    GRAPHML = "graphml"


class BriefFormat(StrEnum):
    """The forms of a brief."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"


class BriefLanguage(StrEnum):
    """The languages of a brief's own words."""

    ARABIC = "ar"
    ENGLISH = "en"


class Layer(StrEnum):
    """The layers of records that a ledger holds."""

    STATEMENT = "statement"
    SIGNAL = "signal"
    FIGURE = "figure"
    DATE = "date"
    SOURCE = "source"


class Settings(NamedTuple):
    """The choices that hold for one run; `color` is None where the terminal decides."""

    color: bool | None = None
    bidi: Bidi = Bidi.AUTO


def choose_ledger(given: str | None, environment: Mapping[str, str]) -> str:
    """Return the ledger's address: as given, else MARSAD_LEDGER, else `marsad.ledger` in the current folder."""
    return given or environment.get("MARSAD_LEDGER") or LEDGER


def find_reference(environment: Mapping[str, str]) -> Path | None:
    """Return the folder with facts of the user's own: MARSAD_REFERENCE, else `marsad.reference` where there is one."""
    if given := environment.get("MARSAD_REFERENCE"):
        return Path(given).absolute()
    default = Path(REFERENCE).absolute()
    return default if default.is_dir() else None


def find_cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Return where compiled word lists are kept: MARSAD_CACHE (`off`: nowhere), else the user's cache folder."""
    if given := environment.get("MARSAD_CACHE"):
        return None if given == "off" else Path(given).absolute()
    home = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if home and Path(home).is_absolute():
        return Path(home) / "marsad"
    with suppress(RuntimeError):  # there is no home
        return Path.home() / ".cache" / "marsad"
    return None


def find_archive(given: Path | None, ledger: Path, environment: Mapping[str, str]) -> Path:
    """Return the evidence archive's folder: as given, else MARSAD_ARCHIVE, else beside the ledger, `NAME.archive`."""
    return given or Path(environment.get("MARSAD_ARCHIVE") or ledger.with_suffix(".archive"))


def find_rules(environment: Mapping[str, str]) -> Path:
    """Return where the rules stand: MARSAD_ALERTS, else `alerts.toml` in the current folder."""
    return Path(environment.get("MARSAD_ALERTS") or RULES)


def find_own_rules(ledger: Path) -> Path:
    """Return the file beside a ledger that holds the rules made in the browser."""
    return ledger.with_suffix(".rules")
