"""What an exporter is given and what it does."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, Protocol

import msgspec

from marsad.model import DateMention, Figure, Signal, SourceMention, Statement, When

ExportedRecord = Statement | Signal | Figure | DateMention | SourceMention


class ExportedArticle(Protocol):
    """What an export tells of the article that a record was read from."""

    @property
    def id(self) -> str:
        """The article's id."""

    @property
    def digest(self) -> str:
        """SHA-256 of the captured bytes."""

    @property
    def url(self) -> str | None:
        """The page's address."""

    @property
    def outlet(self) -> str | None:
        """Who published it."""

    @property
    def title(self) -> str | None:
        """Its headline."""

    @property
    def published(self) -> When | None:
        """When it was published."""

    @property
    def copy_of(self) -> str | None:
        """The article whose body it repeats word for word."""

    @property
    def earlier(self) -> bool:
        """Whether its page was edited since."""

    @property
    def story(self) -> str | None:
        """The story that it tells, of which it may be one of many articles."""

    @property
    def counted(self) -> bool:
        """Whether it counts, and is no copy within its story."""


class ExportedEntry(Protocol):
    """A record with its article; the ledger's `Entry` is one."""

    @property
    def record(self) -> ExportedRecord:
        """The record."""

    @property
    def layer(self) -> str:
        """Which layer it belongs to: statement, signal, figure, date or source."""

    @property
    def article(self) -> ExportedArticle:
        """The article that it was read from."""

    @property
    def before(self) -> str:
        """The text right before its words in their paragraph, as much of it as the exporter asks for."""

    @property
    def after(self) -> str:
        """The text right after them."""


class ExportError(Exception):
    """A form cannot be written here; the message says what to do."""


class Exporter(Protocol):
    """Writes records to a binary file; the same records in the same order give the same bytes."""

    name: str  # as in `--format NAME`
    stem: str  # the file's name in a folder, where none is given
    suffix: str  # of file names, with the dot
    layers: frozenset[str]  # what it can hold; records of other layers are passed over
    beside: frozenset[str]  # layers that it looks at, to say more of the records that it holds
    around: int  # characters of text before and after a record's words that it wants at most
    rows: Mapping[
        str, type[msgspec.Struct]
    ]  # what it writes, by name: the data dictionary is made from their docstrings

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write a whole file to `out` and return the number of records in it; takes one record at a time.

        The records of an article come one after the other. Raise ExportError.
        """
