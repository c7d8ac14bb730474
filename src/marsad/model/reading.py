"""All that was read from one capture."""

import msgspec

from marsad.model.article import Article
from marsad.model.record import Abstention, DateMention, Figure, Signal, SourceMention, Statement


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The pure result of reading one document: the same bytes give the same reading everywhere.

    `topic` tells in words why the document is on or off topic; off-topic readings have no signals.
    """

    article: Article
    on_topic: bool
    topic: str
    statements: tuple[Statement, ...] = ()
    signals: tuple[Signal, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    sources: tuple[SourceMention, ...] = ()
    abstentions: tuple[Abstention, ...] = ()
    version: str
    codebook: str
