"""XML from strangers: no document type with declarations, no entities of its own, nothing fetched, nothing expanded."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Iterator
from itertools import islice

from lxml import etree

from marsad.fetch import Refusal

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.-]{1,40})["']""")
_ENCODINGS = {  # those met on Arabic sites; any other is read as UTF-8, since some of Python's codecs are no encodings
    "utf-16": "utf-16",
    "windows-1256": "cp1256",
    "cp1256": "cp1256",
    "iso-8859-6": "iso8859-6",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BEFORE = re.compile(r"(?:\s+|<\?[^?]*(?:\?(?!>)[^?]*)*\?>|<!--[^-]*(?:-(?!->)[^-]*)*-->)*")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^>\[]*>", re.IGNORECASE)
_ROOT = re.compile(r"<[^\W\d]")
_PIECE = 1 << 16
_MARKS = 2_000_000  # of elements, entities and attributes: each becomes an object of a hundred bytes
_LOOKED_AT = 2_000  # elements in one entry


def read_elements(
    body: bytes, names: Collection[str], take: Callable[[etree._Element], bool]
) -> tuple[str, Refusal | None]:
    """Call `take` with each element of a local name in `names`, until it returns False; raise Refusal.

    Elements are let go of once taken. Return the root's local name, and the problem where the document is broken and
    was read as far as it goes.
    """
    text = _make_safe(decode_xml(body))
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = ""
    for element in _pull(parser, text):
        root = root or local_name(element.getroottree().getroot())
        if not take(element):
            break
        _let_go(element)
    errors = list(parser.feed_error_log)
    problem = Refusal("malformed", f"broken XML, read as far as it goes: {errors[0].message}") if errors else None
    return root or _find_root(text), problem


def _find_root(text: bytes) -> str:
    """Return the root's local name where nothing was found in it."""
    name = re.match(rb"<([^\s/>]{1,100})", text)
    return name.group(1).decode("utf-8", "replace").rpartition(":")[2].lower() if name else ""


def decode_xml(body: bytes) -> str:
    """Return the text of an XML document: by its byte-order mark, by its declaration, else as UTF-8."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    declared = _DECLARED.match(body[:400])
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    return body.decode(_ENCODINGS.get(name, "utf-8"), "replace")


def _make_safe(text: str) -> bytes:
    """Return the document from its root on, in UTF-8; raise Refusal where what stands before declares anything."""
    text = _UNPRINTABLE.sub("", text)
    at = _end(_BEFORE.match(text))
    if doctype := _DOCTYPE.match(text, at):  # as in RSS 0.91: named, and never fetched
        at = _end(_BEFORE.match(text, doctype.end()))
    if text[at : at + 9].upper() == "<!DOCTYPE":
        raise Refusal("entities", "an XML document that declares entities or a type of its own")
    if not _ROOT.match(text, at):
        raise Refusal("malformed", "not XML")
    if sum(text.count(mark) for mark in "<&=") > _MARKS:
        raise Refusal("limit", "more markup than is taken of one document")
    return text[at:].encode("utf-8", "replace")


def _end(match: "re.Match[str] | None") -> int:
    return match.end() if match else 0


def _pull(parser: etree.XMLPullParser, text: bytes) -> Iterator[etree._Element]:
    for start in range(0, len(text) + _PIECE, _PIECE):
        if start < len(text):
            parser.feed(text[start : start + _PIECE])
        else:
            _close(parser)  # what is read only now comes after an error that was passed over
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                yield element


def _close(parser: etree.XMLPullParser) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Refusal("malformed", f"not XML: {error.msg}") from error


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; nothing for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _let_go(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def find_text(element: etree._Element, *names: str) -> str | None:
    """Return the text of the first descendant of the first of these local names that has any."""
    found: dict[str, str] = {}
    left = _LOOKED_AT  # elements within those of the names, which may lie in one another
    for each in islice(element.iterdescendants(), _LOOKED_AT):
        name = local_name(each)
        if name in names and name not in found and left > 0:
            text, passed = _read_inside(each, left)
            left -= passed
            if text:
                found[name] = text
    return next((found[name] for name in names if name in found), None)


def read_text(element: etree._Element) -> str:
    """Return the text in an element, of so many elements in it as are looked at."""
    return _read_inside(element, _LOOKED_AT)[0]


def _read_inside(element: etree._Element, most: int) -> tuple[str, int]:
    """Return the text of an element and of `most` elements in it, and how many there were."""
    parts, passed = [element.text or ""], 0
    for each in islice(element.iterdescendants(), most):
        parts += (each.text or "", each.tail or "")
        passed += 1
    return "".join(parts).strip(), passed
