"""JSON Lines: every record of every layer on a line of its own, complete."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedArticle, ExportedEntry, ExportedRecord
from marsad.model import Basis, DateMention, Figure, Signal, SourceMention, Statement, encode


class _Article(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of an article.

    id: id of the article
    digest: SHA-256 of the bytes captured
    url: address of the page
    outlet: who published it
    title: headline
    published: ISO day, month or year of publication
    published_basis: what the day of publication rests on
    copy_of: id of the article whose body it repeats word for word
    earlier: whether the page was edited since and reads otherwise now
    story: id of the story that the article tells, alone or with others
    counted: whether the article counts for its story, and is no copy within it
    """

    id: str
    digest: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    published_basis: Basis | None
    copy_of: str | None
    earlier: bool
    story: str | None
    counted: bool


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line.

    layer: statement, signal, figure, date or source
    record: the record, see record(statement), record(signal) and so on
    article: the article that it was read from
    """

    layer: str
    record: ExportedRecord
    article: _Article


class JsonlExporter:
    """One JSON object a line, UTF-8 without byte order mark: `layer`, `record` (as the model encodes it), `article`."""

    name = "jsonl"
    stem = "records"
    suffix = ".jsonl"
    layers = frozenset({"statement", "signal", "figure", "date", "source"})
    beside = frozenset[str]()
    around = 0
    rows: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
        {
            "": _Line,
            "record(statement)": Statement,
            "record(signal)": Signal,
            "record(figure)": Figure,
            "record(date)": DateMention,
            "record(source)": SourceMention,
        }
    )

    def export(self, entries: Iterable[ExportedEntry], out: BinaryIO) -> int:
        """Write the records and return how many there are."""
        written = 0
        for entry in entries:
            line = _Line(layer=entry.layer, record=entry.record, article=_make_article(entry.article))
            out.write(encode(line) + b"\n")
            written += 1
        return written


def _make_article(article: ExportedArticle) -> _Article:
    when = article.published
    return _Article(
        id=article.id,
        digest=article.digest,
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        published=when.iso() if when else None,
        published_basis=when.basis if when else None,
        copy_of=article.copy_of,
        earlier=article.earlier,
        story=article.story,
        counted=article.counted,
    )
