"""Marsad: a sourced ledger of nuclear signalling in the Arabic press.

`read` turns one page into a `Reading`; `Ledger` keeps readings; the nouns are in `marsad.model`.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.ledger import Ledger, LedgerError
    from marsad.model import (
        Abstention,
        Article,
        Capture,
        DateMention,
        Figure,
        Modality,
        Reading,
        Signal,
        SignalType,
        SourceMention,
        Span,
        Statement,
        When,
    )

__version__ = "0.1.0"
__all__ = [
    "Abstention",
    "Article",
    "Capture",
    "DateMention",
    "Figure",
    "Ledger",
    "LedgerError",
    "Modality",
    "Reading",
    "Signal",
    "SignalType",
    "SourceMention",
    "Span",
    "Statement",
    "When",
    "read",
]


def read(html_or_text: str | bytes, *, url: str | None = None, published: date | None = None) -> Reading:
    """Return what one Arabic page says: statements, signals, figures, dates, each tied to its words.

    `html_or_text` is a page's HTML or plain text; `url` its address, `published` its day where the caller knows them.
    Pure: no network, no clock. Raise `marsad.extract.ExtractError` (one clear line) when there is no Arabic article.
    """
    from marsad.extract.capture import make_capture
    from marsad.pipeline import read_capture

    return read_capture(make_capture(html_or_text, url=url, published=published))


def __getattr__(name: str) -> object:
    """Load the public nouns and the ledger when first asked for, so that `import marsad` stays fast."""
    if name in ("Ledger", "LedgerError"):
        return getattr(import_module("marsad.ledger"), name)
    if name in __all__:
        return getattr(import_module("marsad.model"), name)
    raise AttributeError(f"module 'marsad' has no attribute {name!r}")
