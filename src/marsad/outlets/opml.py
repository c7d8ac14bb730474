"""Lists of feeds in OPML 2.0, in which feed readers exchange them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import msgspec
from lxml import etree

from marsad.fetch import Refusal
from marsad.outlets import fields
from marsad.outlets.naming import make_id
from marsad.outlets.nouns import Outlet, OutletError, Ownership
from marsad.sources.safe_xml import read_elements

LARGEST = 10_000_000  # bytes of an OPML file
MOST = 20_000  # feeds of one
_CATEGORIES = {"outlet": fields.read_id, "country": fields.read_country, "ownership": fields.read_ownership}


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """The outlets of an OPML file, in its order, and what was left out, a line each."""

    outlets: tuple[Outlet, ...]
    problems: tuple[str, ...]


_Line = dict[str, str]  # the attributes of an outline that names a feed, by name in small letters


def read_opml(body: bytes, where: str) -> Listing:
    """Return the outlets of an OPML file: feeds with one `htmlUrl` are one outlet's; raise OutletError."""
    if len(body) > LARGEST:
        raise OutletError(f"{where}: more than {LARGEST} bytes; split the file")
    lines: list[_Line] = []
    problems: list[str] = []

    def take(element: etree._Element) -> bool:
        line = _read_line(element)
        if line.get("xmlurl"):
            lines.append(line)
        return len(lines) <= MOST

    try:
        root, problem = read_elements(body, ("outline",), take)
    except Refusal as refusal:
        raise OutletError(f"{where}: {refusal.message}; export the list anew") from refusal
    if root != "opml":
        raise OutletError(f"{where}: not OPML but {root or 'something else'}; name an OPML file")
    if len(lines) > MOST:
        problems.append(f"{where}: more than the {MOST} feeds that are taken of one file")
    if problem:
        problems.append(f"{where}: {problem.message}")
    groups = _group(lines[:MOST], problems)
    return Listing(outlets=tuple(_make_outlets(groups)), problems=tuple(problems))


def _read_line(element: etree._Element) -> _Line:
    return {str(key).lower(): str(value) for key, value in islice(element.items(), 50)}


def _group(lines: Iterable[_Line], problems: list[str]) -> list[list[_Line]]:
    """Put lines of one home together; leave out bad addresses and those that stand there twice."""
    groups: dict[str, list[_Line]] = {}
    seen: set[str] = set()
    for line in lines:
        try:
            feed = fields.read_web(line["xmlurl"])
        except ValueError as error:
            problems.append(f"left out: {error}")
            continue
        key = fields.make_key(feed)
        if key in seen:
            problems.append(f"left out: {feed[:100]!r} stands there twice")
            continue
        seen.add(key)
        home = _find_home(line)
        groups.setdefault(fields.make_key(home) if home else urlsplit(feed).netloc.lower(), []).append(line)
    return list(groups.values())


def _find_home(line: _Line) -> str | None:
    try:
        return fields.read_web(line.get("htmlurl", ""))
    except ValueError:
        return None


def _make_outlets(groups: Iterable[list[_Line]]) -> Iterator[Outlet]:
    taken: set[str] = set()
    for lines in groups:
        first, feeds = lines[0], tuple(line["xmlurl"] for line in lines)
        home = _find_home(first)
        facts = _read_categories(first)
        given = facts.pop("outlet", None)
        identity = given if given and given not in taken else make_id(home or feeds[0], taken)
        taken.add(identity)
        name = fields.make_name(first.get("title") or first.get("text") or "") or identity
        yield Outlet(id=identity, name=name, home=home, feeds=feeds, **facts, **_read_language(first))


def _read_categories(line: _Line) -> dict[str, Any]:
    """Return what we write into categories; those of others are not ours to understand."""
    facts: dict[str, Any] = {}
    for path in line.get("category", "").split(",")[:50]:
        kind, _, value = path.strip().strip("/").partition("/")
        if kind in _CATEGORIES:
            try:
                facts[kind] = _CATEGORIES[kind](value)
            except ValueError:
                continue
    return facts


def _read_language(line: _Line) -> dict[str, Any]:
    code = line.get("language", "").replace("_", "-").partition("-")[0].lower()
    return {"language": code} if code in fields.load_languages() else {}


def make_opml(outlets: Iterable[Outlet], title: str) -> bytes:
    """Return the outlets' feeds as OPML 2.0, an outlet of several feeds as a folder of them."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for outlet in outlets:
        parent = body if len(outlet.feeds) < 2 else etree.SubElement(body, "outline", text=outlet.name)
        for feed in outlet.feeds:
            etree.SubElement(parent, "outline", _describe(outlet, feed))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _describe(outlet: Outlet, feed: str) -> dict[str, str]:
    categories = [f"/outlet/{outlet.id}"]
    if outlet.country:
        categories.append(f"/country/{outlet.country}")
    if outlet.ownership is not Ownership.UNKNOWN:
        categories.append(f"/ownership/{outlet.ownership}")
    text = outlet.name if len(outlet.feeds) < 2 else urlsplit(feed).path.strip("/") or outlet.name
    values = {"text": text, "type": "rss", "title": outlet.name, "xmlUrl": feed, "htmlUrl": outlet.home}
    return {k: v for k, v in (values | {"language": outlet.language, "category": ",".join(categories)}).items() if v}
