"""What was captured, and the article read from it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from marsad.model.span import Span
from marsad.model.when import When


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as they arrived, before anybody interpreted them.

    `origin` says where they came from for people (a path, an address, `-` for standard input);
    `url` is the page's address where the caller knows it; `name` is an id the caller gave; `charset` the encoding that
    the server named, which may be wrong; `at` is when the page stood so at its address, where the source knows it;
    `outside` tells that strangers made the bytes (network, web archives): they are read in a process of their own.
    """

    origin: str
    body: bytes
    url: str | None = None
    name: str | None = None
    title: str | None = None
    published: When | None = None
    media: str = "html"  # html | text
    charset: str | None = None
    at: datetime | None = None
    outside: bool = False


class BlockKind(StrEnum):
    """What part of a page a block of text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"  # menus, share bars, related items, comment rules, ads
    UNREAD = "unread"  # what lies beyond the length that is read of a page


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A run of `Article.text` of one kind, half-open."""

    start: int
    end: int
    kind: BlockKind


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One page's text as printed, with its parts told apart.

    `text` is the original wording: for HTML the text of the page's blocks joined by blank lines, for plain
    text the input itself. Every span in a reading points into it. `digest` is the SHA-256 of the captured
    bytes. Only blocks of kind body are coded. `notes` are warnings for people, one line each.
    """

    id: str
    digest: str
    origin: str
    text: str
    blocks: tuple[Block, ...]
    name: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    place: str | None = None
    published: When | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span of this article's text from `start` to `end`."""
        return Span.cut(self.text, start, end)
