"""From a capture to an article: the order of steps. Pure: the same bytes give the same article everywhere."""

import re
from collections.abc import Sequence
from itertools import islice

import msgspec

from marsad.extract.body import Part, find_parts, find_printed, make_line
from marsad.extract.encoding import Decoded, decode_body
from marsad.extract.language import find_language
from marsad.extract.limits import DEFAULT, ExtractError, Limits
from marsad.extract.lines import Line, classify_lines, is_date_line
from marsad.extract.look import has_arabic
from marsad.extract.metadata import Metadata, find_metadata
from marsad.extract.page import HEADINGS, Page, Piece, make_page
from marsad.extract.place import find_byline, find_place
from marsad.extract.published import Evidence, find_host, find_published
from marsad.model.article import Article, Block, BlockKind, Capture
from marsad.model.identity import make_article_id, make_digest

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|article|div|p|h[1-6]|meta|title|span|br|table|section)\b[^<]*>", re.I
)
_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OPENING = 2  # paragraphs: a deck may stand before the one that names the place
_OVER_TITLE = 3  # pieces: a date printed so close above the title is the story's where none stands below
_SEPARATOR = "\n\n"
_SMALL = 1_000  # bytes: what is smaller is looked at whole, and told more exactly
_LETTERS = 3  # words: fewer are no text
_FOREIGN = "the text is not in Arabic but {}"
_TOO_DEEP = "nested too deep: read as a flat run of paragraphs"
_TOO_MUCH = "longer than the limit: the end of the text was not read"
_TOO_LONG = "more blocks than the limit: the end of the page was not read"


class _Draft(msgspec.Struct, frozen=True):
    """What is known of an article when its text has been told apart."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    notes: tuple[str, ...]


def extract_article(capture: Capture, *, limits: Limits = DEFAULT) -> Article:
    """Return the article in a capture.

    Raises ExtractError with one clear line where the capture is empty, too large, binary, without text, or in
    another language than Arabic.
    """
    if len(capture.body) > limits.body:
        size, most = (number / 1_000_000 for number in (len(capture.body), limits.body))
        raise ExtractError("too_large", f"the capture has {size:.1f} MB, more than the limit of {most:.1f} MB")
    decoded = decode_body(capture.body, capture.charset)
    if len(capture.body) > _SMALL and not has_arabic(decoded):
        raise ExtractError("language", _FOREIGN.format("in another script"))
    if _is_markup(capture.media, decoded.text):
        return _extract_page(capture, decoded, limits)
    return _extract_text(capture, decoded, limits)


def _is_markup(media: str, text: str) -> bool:
    """Plain text is taken for HTML only where it is a whole page; text given as HTML needs one tag to be a page."""
    if media == "text":
        return _WHOLE_PAGE.match(text) is not None
    return _MARKUP.search(text) is not None


def _extract_text(capture: Capture, decoded: Decoded, limits: Limits) -> Article:
    text = re.sub(r"\r\n?", "\n", decoded.text)
    ranges = [_trim(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    ranges = [(start, end) for start, end in ranges if start < end]
    kinds = classify_lines([Line(text[start:end]) for start, end in ranges], capture.title)
    if BlockKind.BODY not in kinds:  # a line by itself is what its sender wants read
        kinds = [kind if kind is BlockKind.FURNITURE else BlockKind.BODY for kind in kinds]
    blocks = tuple(Block(start=start, end=end, kind=kind) for (start, end), kind in zip(ranges, kinds, strict=True))
    return _finish(capture, _Draft(text, blocks, Metadata(), decoded.notes), limits)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip()))


def _extract_page(capture: Capture, decoded: Decoded, limits: Limits) -> Article:
    page = make_page(decoded.markup, limits)
    if page is None:
        raise ExtractError("no_text", "no text was found in the page")
    metadata = find_metadata(page.tree, find_printed(page))
    title = metadata.title or capture.title
    parts = _find_parts(page, metadata, title, limits)
    text, blocks = _join(parts)
    notes = [note for note, holds in ((_TOO_DEEP, page.is_flat), (_TOO_LONG, page.is_cut)) if holds]
    return _finish(capture, _Draft(text, blocks, metadata, (*decoded.notes, *notes)), limits)


def _find_parts(page: Page, metadata: Metadata, title: str | None, limits: Limits) -> list[Part]:
    """The page's blocks in printed order: its head (title, byline, dates), then the body with all that stands in it."""
    chosen, body = find_parts(page, metadata, title, limits)
    head = _find_head(page.pieces[: chosen.pieces[0]] if chosen.pieces else [], title)
    if title and all(kind is not BlockKind.TITLE for _, kind in (*head, *body)):
        head.insert(0, (title, BlockKind.TITLE))
    return head + body


def _find_head(before: Sequence[Piece], title: str | None) -> list[Part]:
    """Title, byline and dates printed above the body; menus above it are no part of the text."""
    before = [piece for piece in before if piece.tag in HEADINGS or not ("furniture" in piece.roles or piece.is_linked)]
    kinds = classify_lines([make_line(piece) for piece in before], title)
    wanted = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE)
    found = [
        (index, piece.text, kind)
        for index, (piece, kind) in enumerate(zip(before, kinds, strict=True))
        if kind in wanted
    ]
    at = next((index for index, _, kind in found if kind is BlockKind.TITLE), 0)
    if not any(index > at and kind is BlockKind.DATELINE for index, _, kind in found):
        at = next((i for i, _, kind in found if at - _OVER_TITLE <= i < at and kind is BlockKind.DATELINE), at)
    return list(dict.fromkeys((text, kind) for index, text, kind in found if index >= at))


def _join(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    blocks, at = [], 0
    for text, kind in parts:
        end = at + len(text)
        blocks.append(Block(start=at, end=end, kind=kind))
        at = end + len(_SEPARATOR)
    return _SEPARATOR.join([text for text, _ in parts]), tuple(blocks)


def _finish(capture: Capture, draft: _Draft, limits: Limits) -> Article:
    text, blocks, metadata = draft.text, draft.blocks, draft.metadata
    lines: dict[BlockKind, list[str]] = {kind: [] for kind in BlockKind}
    for block in blocks:
        lines[block.kind].append(text[block.start : block.end])
    body = tuple(lines[BlockKind.BODY])
    language = _check_language(" ".join(body))
    url = capture.url or metadata.url
    evidence = Evidence(
        metadata=metadata, url=url, given=capture.published, datelines=tuple(lines[BlockKind.DATELINE]), body=body
    )
    outlet = metadata.outlet or find_host(url)
    published, date_notes = find_published(evidence)
    digest = make_digest(capture.body)
    read = _cut_body(blocks, limits.coded)
    return Article(
        id=make_article_id(capture.url, digest),
        digest=digest,
        origin=capture.origin,
        name=capture.name,
        url=url,
        text=text,
        blocks=read,
        outlet=outlet,
        title=metadata.title or capture.title or next(iter(lines[BlockKind.TITLE]), None),
        byline=find_byline([line for line in (metadata.author or "", *lines[BlockKind.BYLINE]) if line != outlet]),
        place=metadata.place or next(filter(None, map(find_place, body[:_OPENING])), None),
        published=published,
        language=language,
        notes=(*draft.notes, *date_notes, *((_TOO_MUCH,) if read != blocks else ())),
    )


def _cut_body(blocks: tuple[Block, ...], most: int) -> tuple[Block, ...]:
    """Return the blocks with what goes beyond `most` characters of body set off as unread."""
    if not blocks or blocks[-1].end <= most:
        return blocks
    out: list[Block] = []
    left = most
    for block in blocks:
        size = block.end - block.start
        if block.kind is not BlockKind.BODY or size <= left:
            out.append(block)
        else:
            cut = block.start + max(left, 0)
            out.extend([Block(start=block.start, end=cut, kind=BlockKind.BODY)] if cut > block.start else [])
            out.append(Block(start=cut, end=block.end, kind=BlockKind.UNREAD))
        left -= size if block.kind is BlockKind.BODY else 0
    return tuple(out)


def _check_language(body: str) -> str:
    words = sum(1 for _ in islice(_WORD.finditer(body), _LETTERS))
    if words < _LETTERS and not (words and is_date_line(body)):
        raise ExtractError("no_text", "no text was found in the capture")
    language = find_language(body)
    if language != "ar":
        said = "in another script" if language == "other" else f"in another language ({language})"
        raise ExtractError("language", _FOREIGN.format(said))
    return language
