"""The body of a page, in any language: what is told there, without what stands around and in it."""

from collections.abc import Sequence

import msgspec

from marsad.extract.cascade import Choice, find_body
from marsad.extract.encoding import decode_body
from marsad.extract.limits import DEFAULT, Limits
from marsad.extract.lines import Line, classify_lines
from marsad.extract.metadata import Metadata, find_metadata
from marsad.extract.page import HEADINGS, Page, Piece, make_page
from marsad.model.article import BlockKind

Part = tuple[str, BlockKind]

_WHOLLY = 0.9  # of a text in links: it leads elsewhere and tells nothing itself
_ITEMS = frozenset(("li", "td", "th", "dd", "dt"))
_ROLE_KINDS = (
    ("furniture", BlockKind.FURNITURE),
    ("caption", BlockKind.CAPTION),
    ("byline", BlockKind.BYLINE),
    ("dateline", BlockKind.DATELINE),
    ("title", BlockKind.TITLE),
)


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a page, a paragraph a line; which extractor of the cascade found it, and whether it was sure."""

    text: str
    rung: str
    sure: bool


def extract_body(data: bytes, *, charset: str | None = None, limits: Limits = DEFAULT) -> Body:
    """Return the body of an HTML page in any language; without text where the page has none.

    Raises ExtractError where the capture is empty or binary.
    """
    page = make_page(decode_body(data, charset).markup, limits)
    if page is None:
        return Body(text="", rung="all", sure=False)
    metadata = find_metadata(page.tree, find_printed(page))
    chosen, parts = find_parts(page, metadata, metadata.title, limits)
    return Body(
        text="\n".join(text for text, kind in parts if kind is BlockKind.BODY), rung=chosen.rung, sure=chosen.sure
    )


def find_printed(page: Page) -> set[str]:
    """Return the texts that a page prints outside of its furniture."""
    return {piece.text for piece in page.pieces if "furniture" not in piece.roles}


def find_parts(page: Page, metadata: Metadata, title: str | None, limits: Limits) -> tuple[Choice, list[Part]]:
    """Return the pieces chosen for the body, and the body with all that stands in it, each with its kind."""
    chosen = find_body(page, limits, title)
    body = tell_parts([page.pieces[index] for index in chosen.pieces], title)
    if metadata.body and _is_missing(metadata.body, body):
        lines = [line.strip() for line in metadata.body.splitlines() if line.strip()]
        body = list(zip(lines, classify_lines([Line(line) for line in lines], title), strict=True))
    return chosen, body


def tell_parts(pieces: Sequence[Piece], title: str | None) -> list[Part]:
    """Return the pieces of a page with the kind of each."""
    kinds = classify_lines([make_line(piece) for piece in pieces], title)
    return [(piece.text, kind) for piece, kind in zip(pieces, kinds, strict=True)]


def make_line(piece: Piece) -> Line:
    """Return a piece of a page as a line, with what markup says of it."""
    return Line(
        piece.text,
        next((kind for role, kind in _ROLE_KINDS if role in piece.roles), None) if piece.roles else None,
        linked=piece.is_linked,
        heading=piece.tag in HEADINGS,
        wholly_linked=piece.linked >= _WHOLLY * len(piece.text),
        item=piece.tag in _ITEMS,
    )


def _is_missing(stated: str, printed: Sequence[Part]) -> bool:
    """Whether the body that the head states is far longer than all that the page prints: a page built by script."""
    return sum(len(text) for text, kind in printed if kind is BlockKind.BODY) * 3 < len(stated)
