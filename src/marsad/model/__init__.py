"""The nouns: frozen, typed, without behaviour beyond their own consistency. Imports nothing of marsad.

They are loaded when first asked for, so that the command line's help, which needs two of them, answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.model.article import Article, Block, BlockKind, Capture
    from marsad.model.check import Check, CheckVerdict, Fact
    from marsad.model.codec import CodecError, decode, encode
    from marsad.model.identity import make_article_id, make_digest, make_record_id
    from marsad.model.kinds import Modality, SignalType
    from marsad.model.reading import Reading
    from marsad.model.record import (
        Abstention,
        DateMention,
        Figure,
        Provenance,
        Signal,
        SourceMention,
        Statement,
    )
    from marsad.model.span import Span
    from marsad.model.story import Copy, Credit, CreditKind, Judgement, Maker, Story, Undo, Upstream, Verdict
    from marsad.model.when import Basis, Precision, When

__all__ = [
    "Abstention",
    "Article",
    "Basis",
    "Block",
    "BlockKind",
    "Capture",
    "Check",
    "CheckVerdict",
    "CodecError",
    "Copy",
    "Credit",
    "CreditKind",
    "DateMention",
    "Fact",
    "Figure",
    "Judgement",
    "Maker",
    "Modality",
    "Precision",
    "Provenance",
    "Reading",
    "Signal",
    "SignalType",
    "SourceMention",
    "Span",
    "Statement",
    "Story",
    "Undo",
    "Upstream",
    "Verdict",
    "When",
    "decode",
    "encode",
    "make_article_id",
    "make_digest",
    "make_record_id",
]

_ROOMS = {
    "article": (
        "Article",
        "Block",
        "BlockKind",
        "Capture",
    ),
    "check": (
        "Check",
        "CheckVerdict",
        "Fact",
    ),
    "codec": (
        "CodecError",
        "decode",
        "encode",
    ),
    "identity": (
        "make_article_id",
        "make_digest",
        "make_record_id",
    ),
    "kinds": (
        "Modality",
        "SignalType",
    ),
    "reading": ("Reading",),
    "record": (
        "Abstention",
        "DateMention",
        "Figure",
        "Provenance",
        "Signal",
        "SourceMention",
        "Statement",
    ),
    "span": ("Span",),
    "story": (
        "Copy",
        "Credit",
        "CreditKind",
        "Judgement",
        "Maker",
        "Story",
        "Undo",
        "Upstream",
        "Verdict",
    ),
    "when": (
        "Basis",
        "Precision",
        "When",
    ),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a noun when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad.model' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"marsad.model.{_HOMES[name]}"), name)
    return found
