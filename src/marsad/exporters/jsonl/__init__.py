"""JSON Lines: every record of every layer on a line of its own, complete."""

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from marsad.exporters.base import ExportedArticle, ExportedEntry, ExportedRecord
from marsad.model import encode


class _Article(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    digest: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None  # ISO 8601
    published_basis: str | None
    copy_of: str | None
    earlier: bool
    story: str | None
    counted: bool


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    layer: str
    record: ExportedRecord
    article: _Article


class JsonlExporter:
    """One JSON object a line, UTF-8 without byte order mark: `layer`, `record` (as the model encodes it), `article`."""

    name = "jsonl"
    suffix = ".jsonl"
    layers = frozenset({"statement", "signal", "figure", "date", "source"})

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
