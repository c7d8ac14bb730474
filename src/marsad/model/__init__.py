"""The nouns: frozen, typed, without behaviour beyond their own consistency. Imports nothing of marsad."""

from marsad.model.article import Article, Block, BlockKind, Capture
from marsad.model.check import Check, CheckVerdict, Fact
from marsad.model.codec import CodecError, decode, encode
from marsad.model.identity import make_article_id, make_digest, make_record_id
from marsad.model.reading import Reading
from marsad.model.record import (
    Abstention,
    DateMention,
    Figure,
    Modality,
    Provenance,
    Signal,
    SignalType,
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
