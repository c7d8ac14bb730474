"""An HTML page as the list of texts it prints, in their order, and the regions of the page they stand in.

The walk is a loop, not a recursion, so that depth of nesting cannot hurt it.
"""

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import msgspec
from lxml import etree

from marsad.extract.limits import Limits
from marsad.extract.markup import find_roles

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "select", "option", "datalist", "button", "textarea", "input", "title", "meta", "link", "base",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_PARAGRAPHS = frozenset(("p", "li", "blockquote", "dd", "td", "pre"))
_TAG_ROLES = {"nav": "furniture", "aside": "furniture", "footer": "furniture", "form": "furniture",
              "menu": "furniture", "figcaption": "caption", "time": "dateline", "h1": "title"}  # fmt: skip
_FORMS = dict.fromkeys(_BLOCKS, "block") | {"a": "link", "br": "break"}
_FORMS |= dict.fromkeys(("img", "picture", "amp-img"), "picture")
_BREAK = "\n"
_CAPTION = 200
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ARTICLES = frozenset(("article", "main"))
_OF_MOST = frozenset(("body",))  # what a region that holds most of the text may be
_NEVER_FURNITURE = frozenset(("html", "body", "article", "main"))
_NAMING = frozenset(("class", "id", "role", "itemprop"))
_TELLING = _NAMING | {"style", "hidden"}
_LONGEST_NAME = 500  # characters: what a class attribute says beyond that is no name of a part
_NONE: frozenset[str] = frozenset()
_NESTING = re.compile(r"<(/?)(?!(?:p|h[1-6]|title|meta|script|style|time|br|figcaption)\b)[a-zA-Z][^<>]*>")
_VOID = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|right|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?:font-size|opacity)\s*:\s*0(?![.\d]))",
    re.IGNORECASE,
)
_LAST_TAGS = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s*>")  # faster than with a flag


Mark = tuple[str, tuple[str, ...]]


class Piece(msgspec.Struct):
    """One printed text: blanks collapsed, how much of it is link text, its tag and roles, the number of its block."""

    text: str
    tag: str
    linked: int
    roles: frozenset[str]
    block: int = 0

    @property
    def is_linked(self) -> bool:
        """Whether more than half of the text is link text."""
        return self.linked * 2 > len(self.text)


class Region(msgspec.Struct, frozen=True):
    """The pieces from `first` up to `last` stand in one element with these roles."""

    tag: str
    roles: frozenset[str]
    first: int
    last: int


class Block(msgspec.Struct):
    """A block element: its mark, the block around it, its pieces from `first` to `stop`, the last block in it.

    A mark is the tag with the names, by which parts of one kind are known.
    """

    mark: Mark
    above: int
    first: int
    stop: int = 0
    last: int = 0


class Page(msgspec.Struct):
    """A parsed page: its tree, pieces, regions and blocks; a block stands before those inside it.

    `is_flat` where its nesting was too deep to be kept, `is_cut` where it had more pieces than the limit.
    """

    tree: etree._Element
    pieces: list[Piece]
    regions: list[Region]
    blocks: list[Block]
    is_flat: bool = False
    is_cut: bool = False


def make_page(markup: str | bytes, limits: Limits) -> Page | None:
    """Parse a page, given as text or in UTF-8; None where nothing at all can be parsed."""
    data = markup.encode("utf-8", "replace") if isinstance(markup, str) else markup
    tree, too_deep = _parse(data)
    if too_deep:
        tree, _ = _parse(flatten_markup(data.decode()).encode())
    if tree is None:
        return None
    walk = _collect(tree, limits)
    _mark(walk.pieces, walk.regions)
    _mark_captions(walk)
    return Page(tree, walk.pieces, walk.regions, walk.blocks, too_deep, len(walk.pieces) >= limits.pieces)


def flatten_markup(markup: str) -> str:
    """Return the markup with every nesting tag turned into a paragraph break.

    libxml2 drops what is nested deeper than 256 elements; flattened, the text survives.
    """
    return _NESTING.sub("<p>", _VOID.sub("", markup))


def _parse(data: bytes) -> tuple[etree._Element | None, bool]:
    # Elements of the plain kind: those of lxml.html cost a third more to walk.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    # libxml2 drops what follows the end of the document; browsers show it, and templates glued together print it.
    data = _LAST_TAGS.sub(b"", _XML_DECLARATION.sub(b"", data))
    try:
        tree = etree.fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, False
    return tree, any("depth" in entry.message.lower() for entry in parser.error_log)


class _Part(NamedTuple):
    """What is known of an element by its tag and attributes: how it is printed, its mark and roles.

    `is_region` where the pieces in it are to be remembered together.
    """

    form: str
    mark: Mark
    roles: frozenset[str]
    is_region: bool


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.regions: list[Region] = []
        self.blocks = [Block(("body", ()), 0, 0)]
        self.at = 0  # the number of the innermost open block
        self.open: list[_Part] = []
        self.begun: list[int] = []  # of each open region its first piece
        self.buffer: list[str] = []
        self.linked = 0
        self.links = 0
        self.pictured: list[int] = []

    def flush(self) -> None:
        """End the block of text printed so far; a line break in the source is a blank on the page."""
        buffer, linked = self.buffer, self.linked
        tag, block = self.blocks[self.at].mark[0], self.at
        if _BREAK not in buffer:
            if text := " ".join("".join(buffer).split()):
                self.pieces.append(Piece(text, tag, linked, _NONE, block))
        else:
            for line in "".join([part if part is _BREAK else part.replace("\n", " ") for part in buffer]).split(_BREAK):
                if text := " ".join(line.split()):
                    self.pieces.append(Piece(text, tag, min(linked, len(text)), _NONE, block))
        buffer.clear()
        self.linked = 0

    def close(self) -> None:
        """End the innermost block."""
        if self.buffer:
            self.flush()
        block = self.blocks[self.at]
        block.stop, block.last = len(self.pieces), len(self.blocks) - 1
        self.at = block.above

    def start(self, part: _Part) -> None:
        form, mark, roles, is_region = part
        if form == "block":
            if self.buffer:
                self.flush()
            blocks = self.blocks
            block = Block(mark, self.at, len(self.pieces))
            self.at = len(blocks)
            blocks.append(block)
        elif form == "break":
            self.buffer.append(_BREAK)
        elif form == "picture":
            self.pictured.append(self.at)
        else:
            if form == "link":
                self.links += 1
            if roles:
                # An inline element with a role (a byline) makes a piece of its own, but never tears a paragraph.
                if self.blocks[self.at].mark[0] in _PARAGRAPHS:
                    part, is_region = part._replace(roles=_NONE, is_region=False), False
                elif self.buffer:
                    self.flush()
        self.open.append(part)
        if is_region:
            self.begun.append(len(self.pieces))

    def end(self) -> None:
        form, mark, roles, is_region = self.open.pop()
        if form == "block":
            self.close()
        else:
            if roles and self.buffer:
                self.flush()
            if form == "link":
                self.links -= 1
        if is_region:
            self.regions.append(Region(mark[0], roles, self.begun.pop(), len(self.pieces)))


def _collect(tree: etree._Element, limits: Limits) -> _Walk:
    walk = _Walk()
    start, end, buffer, pieces, most = walk.start, walk.end, walk.buffer, walk.pieces, limits.pieces
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "end":
            end()
            text = element.tail
        elif (part := _read_part(element)) is None:
            events.skip_subtree()
            next(events)
            text = element.tail
        else:
            start(part)
            text = element.text
        if text:
            if not text.isspace():
                buffer.append(text)
                if walk.links:
                    walk.linked += len(text.strip())
            elif buffer:
                buffer.append(" ")
        if len(pieces) >= most:
            break
    while walk.at:
        walk.close()
    walk.close()
    return walk


def _read_part(element: etree._Element) -> _Part | None:
    """Return what is known of an element; None where it is not printed, nor what stands in it."""
    tag = element.tag
    if tag in _SKIPPED:
        return None
    told = element.items()
    if told:
        told = [(name, value[:_LONGEST_NAME]) for name, value in told if name in _TELLING]
    return _judge(tag, tuple(told))


@lru_cache(maxsize=16_384)
def _judge(tag: str, told: tuple[tuple[str, str], ...]) -> _Part | None:
    """The same by what an element's attributes tell; an outlet's pages repeat it."""
    if any(name == "hidden" or (name == "style" and _HIDING.search(value)) for name, value in told):
        return None
    names = tuple(value for name, value in told if name in _NAMING)
    roles = {role for value in names for role in find_roles(value)}
    if tag in _TAG_ROLES:
        roles.add(_TAG_ROLES[tag])
    if tag in _NEVER_FURNITURE or "body" in roles:
        roles.discard("furniture")
    return _Part(_FORMS.get(tag, "inline"), (tag, names), frozenset(roles), bool(roles) or tag in _ARTICLES)


def _mark(pieces: list[Piece], regions: list[Region]) -> None:
    """Give each piece the roles of the regions around it; a furniture region that holds most of the text is none."""
    lengths = [0, *accumulate([max(0, len(piece.text) - piece.linked) for piece in pieces])]
    for region in regions:
        roles = region.roles
        if (lengths[region.last] - lengths[region.first]) * 2 > lengths[-1]:
            roles &= _OF_MOST
        if roles:
            for piece in pieces[region.first : region.last]:
                piece.roles |= roles


def _mark_captions(walk: _Walk) -> None:
    """What a picture's own box prints beside it, a line or two without a full stop, is its caption."""
    printed: dict[int, list[Piece]] = {}
    boxes = {block for start in walk.pictured for block in _find_around(walk.blocks, start)}
    for piece in walk.pieces if boxes else ():
        for block in boxes.intersection(_find_around(walk.blocks, piece.block)):
            printed.setdefault(block, []).append(piece)
    for start in walk.pictured:
        found = next((printed[block] for block in _find_around(walk.blocks, start) if block in printed), ())
        if len(found) <= 2 and all(len(piece.text) <= _CAPTION and piece.text[-1] not in ".؟?!:" for piece in found):
            for piece in found:
                if piece.tag not in HEADINGS and not piece.is_linked:
                    piece.roles |= {"caption"}


def _find_around(blocks: list[Block], block: int) -> tuple[int, int, int]:
    """A block and the next two around it: so far from a picture is the one that holds its caption as well."""
    above = blocks[block].above
    return block, above, blocks[above].above
