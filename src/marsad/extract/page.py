"""An HTML page as the list of texts it prints, in their order, and the regions of the page they stand in.

The walk is a loop, not a recursion, so that depth of nesting cannot hurt it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

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
_PICTURES = frozenset(("img", "picture", "amp-img"))
_UNDER_PICTURE = 3  # blocks from a picture up to the one that holds its caption as well
_CAPTION = 200
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ARTICLES = frozenset(("article", "main"))
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
    roles: set[str]
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


class Page(msgspec.Struct):
    """A parsed page: its tree, pieces and regions.

    Of each block element `parents` has the block around it and `marks` its tag and names, by which parts of one kind
    are known. `is_flat` where its nesting was too deep to be kept, `is_cut` where it had more blocks than the limit.
    """

    tree: etree._Element
    pieces: list[Piece]
    regions: list[Region]
    parents: list[int]
    marks: list[Mark]
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
    return Page(tree, walk.pieces, walk.regions, walk.parents, walk.marks, too_deep, len(walk.pieces) >= limits.pieces)


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


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.regions: list[Region] = []
        self.parents: list[int] = [0]
        self.marks: list[Mark] = [("body", ())]
        self.open: list[tuple[str, frozenset[str], int]] = []
        self.blocks: list[tuple[str, int]] = [("body", 0)]
        self.buffer: list[str] = []
        self.linked = 0
        self.links = 0
        self.pictured: list[int] = []

    def add(self, text: str) -> None:
        """Print a text; a line break in the source is a blank on the page."""
        if text.isspace():
            if self.buffer:
                self.buffer.append(" ")
            return
        self.buffer.append(text.replace("\n", " "))
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the block of text printed so far."""
        lines = "".join(self.buffer).split("\n")
        tag, block = self.blocks[-1]
        for line in lines:
            if text := " ".join(line.split()):
                share = self.linked if len(lines) == 1 else min(self.linked, len(text))
                self.pieces.append(Piece(text, tag, share, set(), block))
        self.buffer.clear()
        self.linked = 0

    def start(self, mark: Mark, roles: frozenset[str]) -> None:
        tag = mark[0]
        if tag in _BLOCKS:
            if self.buffer:
                self.flush()
            self.parents.append(self.blocks[-1][1])
            self.marks.append(mark)
            self.blocks.append((tag, len(self.marks) - 1))
        elif tag == "br":
            self.buffer.append("\n")
        elif tag in _PICTURES:
            self.pictured.append(self.blocks[-1][1])
        else:
            if tag == "a":
                self.links += 1
            if roles:
                # An inline element with a role (a byline) makes a piece of its own, but never tears a paragraph.
                if self.blocks[-1][0] in _PARAGRAPHS:
                    roles = _NONE
                elif self.buffer:
                    self.flush()
        self.open.append((tag, roles, len(self.pieces)))

    def end(self) -> None:
        tag, roles, first = self.open.pop()
        if tag in _BLOCKS:
            if self.buffer:
                self.flush()
            self.blocks.pop()
        else:
            if roles and self.buffer:
                self.flush()
            if tag == "a":
                self.links -= 1
        if roles or tag in _ARTICLES:
            self.regions.append(Region(tag, roles, first, len(self.pieces)))


def _collect(tree: etree._Element, limits: Limits) -> _Walk:
    walk = _Walk()
    start, end, add, pieces, most = walk.start, walk.end, walk.add, walk.pieces, limits.pieces
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "end":
            end()
            text = element.tail
        elif (printed := _read_printed(element)) is None:
            events.skip_subtree()
            next(events)
            text = element.tail
        else:
            start(*printed)
            text = element.text
        if text:
            add(text)
        if len(pieces) >= most:
            break
    walk.flush()
    return walk


def _read_printed(element: etree._Element) -> tuple[Mark, frozenset[str]] | None:
    """Return an element's mark and roles; None where it is not printed, nor what stands in it."""
    tag = element.tag
    if tag in _SKIPPED:
        return None
    told = element.items()
    if told:
        told = [(name, value[:_LONGEST_NAME]) for name, value in told if name in _TELLING]
    return _judge(tag, tuple(told))


@lru_cache(maxsize=16_384)
def _judge(tag: str, told: tuple[tuple[str, str], ...]) -> tuple[Mark, frozenset[str]] | None:
    """The same for an element by what its attributes tell; an outlet's pages repeat it."""
    if any(name == "hidden" or (name == "style" and _HIDING.search(value)) for name, value in told):
        return None
    names = tuple(value for name, value in told if name in _NAMING)
    roles = {role for value in names for role in find_roles(value)}
    if tag in _TAG_ROLES:
        roles.add(_TAG_ROLES[tag])
    if tag in _NEVER_FURNITURE or "body" in roles:
        roles.discard("furniture")
    return (tag, names), frozenset(roles)


def _mark(pieces: list[Piece], regions: list[Region]) -> None:
    """Give each piece the roles of the regions around it; a furniture region that holds most of the text is none."""
    lengths = [0]
    for piece in pieces:
        lengths.append(lengths[-1] + max(0, len(piece.text) - piece.linked))
    for region in regions:
        if region.first == region.last or not region.roles:
            continue
        share = lengths[region.last] - lengths[region.first]
        roles = set(region.roles)
        if share * 2 > lengths[-1]:
            roles -= {"furniture", "caption", "byline", "dateline", "title"}
        for piece in pieces[region.first : region.last]:
            piece.roles |= roles


def _mark_captions(walk: _Walk) -> None:
    """What a picture's own box prints beside it, a line or two without a full stop, is its caption."""
    printed: dict[int, list[Piece]] = {}
    boxes = {block for start in walk.pictured for block in _find_around(walk.parents, start)}
    for piece in walk.pieces if boxes else ():
        for block in _find_around(walk.parents, piece.block):
            if block in boxes:
                printed.setdefault(block, []).append(piece)
    for start in walk.pictured:
        found = next((printed[block] for block in _find_around(walk.parents, start) if block in printed), ())
        if len(found) <= 2 and all(len(piece.text) <= _CAPTION and piece.text[-1] not in ".؟?!:" for piece in found):
            for piece in found:
                if piece.tag not in HEADINGS and not piece.is_linked:
                    piece.roles.add("caption")


def _find_around(parents: list[int], block: int) -> Iterator[int]:
    """A block and the next ones around it."""
    for _ in range(_UNDER_PICTURE):
        yield block
        if not block:
            return
        block = parents[block]
