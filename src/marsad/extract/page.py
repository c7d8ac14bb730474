"""An HTML page as the list of texts it prints, in their order, and the regions of the page they stand in.

The walk is a loop, not a recursion, so that depth of nesting cannot hurt it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from lxml import etree, html

from marsad.extract.limits import Limits
from marsad.extract.markup import find_roles

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "select", "option", "datalist", "button", "textarea", "input", "title",
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
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER_FURNITURE = frozenset(("html", "body", "article", "main"))
_NESTING = re.compile(r"<(/?)(?!(?:p|h[1-6]|title|meta|script|style|time|br|figcaption)\b)[a-zA-Z][^<>]*>")
_VOID = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LAST_TAGS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


class Piece(msgspec.Struct):
    """One printed block: its text with blanks collapsed, how much of it is link text, its tag and roles."""

    text: str
    tag: str
    linked: int
    roles: set[str]

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
    """A parsed page: its tree, pieces and regions; `is_flat` where its nesting was too deep to be
    kept, `is_cut` where it had more blocks than the limit."""

    tree: html.HtmlElement
    pieces: list[Piece]
    regions: list[Region]
    is_flat: bool = False
    is_cut: bool = False


def make_page(markup: str, limits: Limits) -> Page | None:
    """Parse a page; None where nothing at all can be parsed."""
    tree, too_deep = _parse(markup)
    if too_deep:
        tree, _ = _parse(flatten_markup(markup))
    if tree is None:
        return None
    pieces, regions = _collect(tree, limits)
    _mark(pieces, regions)
    return Page(tree, pieces, regions, too_deep, len(pieces) >= limits.pieces)


def flatten_markup(markup: str) -> str:
    """Return the markup with every nesting tag turned into a paragraph break.

    libxml2 drops what is nested deeper than 256 elements; flattened, the text survives.
    """
    return _NESTING.sub("<p>", _VOID.sub("", markup))


def _parse(markup: str) -> tuple[html.HtmlElement | None, bool]:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    # libxml2 drops what follows the end of the document; browsers show it, and templates glued together print it.
    data = _LAST_TAGS.sub("", _XML_DECLARATION.sub("", markup)).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, False
    return tree, any("depth" in entry.message.lower() for entry in parser.error_log)


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.regions: list[Region] = []
        self.open: list[tuple[str, frozenset[str], int]] = []
        self.blocks: list[str] = ["body"]
        self.buffer: list[str] = []
        self.linked = 0
        self.links = 0

    def add(self, text: str | None) -> None:
        if text:
            self.buffer.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self) -> None:
        if not self.buffer:
            return
        lines = "".join(self.buffer).split("\n")
        for line in lines:
            if text := " ".join(line.split()):
                share = self.linked if len(lines) == 1 else min(self.linked, len(text))
                self.pieces.append(Piece(text, self.blocks[-1], share, set()))
        self.buffer.clear()
        self.linked = 0

    def start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
            self.blocks.append(tag)
        elif tag == "br":
            self.buffer.append("\n")
        if tag == "a":
            self.links += 1
        roles = self._find_roles(element)
        if roles and tag not in _BLOCKS:
            self.flush()
        self.open.append((tag, roles, len(self.pieces)))
        self.add(_printed(element.text))

    def _find_roles(self, element: html.HtmlElement) -> frozenset[str]:
        """An inline element with a role (a byline, a date) makes a piece of its own, but never tears a paragraph."""
        if element.tag not in _BLOCKS and self.blocks[-1] in _PARAGRAPHS:
            return frozenset()
        return _find_element_roles(element)

    def end(self, element: html.HtmlElement) -> None:
        tag, roles, first = self.open.pop()
        if tag in _BLOCKS:
            self.flush()
            self.blocks.pop()
        elif roles:
            self.flush()
        if tag == "a":
            self.links -= 1
        if roles or tag in ("article", "main"):
            self.regions.append(Region(tag, roles, first, len(self.pieces)))
        self.add(_printed(element.tail))


def _printed(text: str | None) -> str | None:
    """A line break in the source is a blank on the page."""
    return text.replace("\n", " ") if text else None


def _find_element_roles(element: html.HtmlElement) -> frozenset[str]:
    get = element.get
    named = " ".join((get("class", ""), get("id", ""), get("role", "")))
    return _join_roles(element.tag, named, get("itemprop", ""))


@lru_cache(maxsize=4096)
def _join_roles(tag: str, named: str, item: str) -> frozenset[str]:
    """Return the roles that an element has by tag and attributes; an outlet's pages repeat them."""
    roles = {*find_roles(named), *find_roles(item)}
    if tag in _TAG_ROLES:
        roles.add(_TAG_ROLES[tag])
    if tag in _NEVER_FURNITURE or "body" in roles:
        roles.discard("furniture")
    return frozenset(roles)


def _collect(tree: html.HtmlElement, limits: Limits) -> tuple[list[Piece], list[Region]]:
    walk = _Walk()
    for event, element in _events(tree):
        if event == "start":
            walk.start(element)
        elif event == "end":
            walk.end(element)
        else:
            walk.add(_printed(element.tail))
        if len(walk.pieces) >= limits.pieces:
            break
    walk.flush()
    return walk.pieces, walk.regions


def _events(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    events = etree.iterwalk(tree, events=("start", "end"))
    skipped: html.HtmlElement | None = None
    for event, element in events:
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                yield "skip", element
        elif event == "start" and (element.tag in _SKIPPED or _is_hidden(element)):
            skipped = element
            events.skip_subtree()
        else:
            yield event, element


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and "display:none" in style.replace(" ", "").lower())


def _mark(pieces: list[Piece], regions: list[Region]) -> None:
    """Give each piece the roles of the regions around it; a furniture region that holds most of the text is none."""
    lengths = [0]
    for piece in pieces:
        lengths.append(lengths[-1] + max(0, len(piece.text) - piece.linked))
    for region in regions:
        share = lengths[region.last] - lengths[region.first]
        roles = set(region.roles)
        if share * 2 > lengths[-1]:
            roles -= {"furniture", "caption", "byline", "dateline", "title"}
        for piece in pieces[region.first : region.last]:
            piece.roles |= roles
