"""What programs ask a ledger for, a page at a time."""

from datetime import date

import msgspec

from marsad.ledger.nouns import ArticleHead, Record
from marsad.model import Modality, SignalType

Place = tuple[str | int, ...]  # where a page ended, as `Pages` gave it


class RecordFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which standing records to give, of any layer; an empty tuple or None leaves a field free.

    Days are met as in SignalFilter. `parties` act or are acted upon; `persons` speak or stand behind a signal.
    """

    layers: tuple[str, ...] = ()
    article: str | None = None
    since: date | None = None
    until: date | None = None
    types: tuple[SignalType, ...] = ()
    modality: tuple[Modality, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    background: bool | None = None
    copies: bool = True
    earlier: bool = False


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles to give; `since` and `until` are met by overlap with the day of publication."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    on_topic: bool | None = None
    earlier: bool = False


class LinkFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which links between records to give: of some kinds, from or to one record."""

    kinds: tuple[str, ...] = ()
    record: str | None = None


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A standing record with its article; `since` and `until` are its own days, or else the publication's."""

    layer: str
    record: Record
    article: ArticleHead
    since: date | None = None
    until: date | None = None


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it came into the ledger: `number` only ever grows, `at` is the time of its run."""

    number: int
    at: str
    row: RecordRow
