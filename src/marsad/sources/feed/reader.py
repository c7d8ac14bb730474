"""A feed's bytes to its entries. Only what leads to pages is read; the pages themselves are what is captured."""

import json
from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from lxml import etree

from marsad.fetch import Refusal
from marsad.sources.safe_xml import find_text, local_name, read_elements, read_text
from marsad.sources.stamps import read_day

_ROOTS = frozenset({"rss", "rdf", "feed"})


class Entry(msgspec.Struct, frozen=True):
    """A page that a feed names: its address as printed there, maybe relative, and the day it gives."""

    link: str
    published: date | None = None


class Feed(msgspec.Struct, frozen=True):
    """A feed's entries in its order, each address once; `problem` where it could be read in part only."""

    entries: tuple[Entry, ...]
    problem: Refusal | None = None


def read_feed(body: bytes, most: int) -> Feed:
    """Return the first `most` entries of a feed; raise Refusal."""
    entries: dict[str, Entry] = {}
    cut: Refusal | None = None
    left = 2 * most + 100  # entries looked at, doubles and empty ones too

    def add(link: str | None, stamp: str | None) -> bool:
        nonlocal cut, left
        left -= 1
        if left < 0 or (link and link not in entries and len(entries) >= most):
            cut = Refusal("limit", f"more than the {most} entries that are taken of one feed")
        elif link:
            entries.setdefault(link, Entry(link, read_day(stamp)))
        return cut is None

    is_json = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    problem = None
    if is_json:
        _read_json(body, add)
    else:
        problem = _read_xml(body, add)
    return Feed(tuple(entries.values()), cut or problem)


def _read_xml(body: bytes, add: Callable[[str | None, str | None], bool]) -> Refusal | None:
    def take(element: etree._Element) -> bool:
        stamp = find_text(element, "pubdate", "published", "date", "issued")
        return add(_find_link(element), stamp)

    root, problem = read_elements(body, ("item", "entry"), take)
    if root not in _ROOTS:
        raise Refusal("malformed", f"not a feed but {root or 'something else'}")
    return problem


def _find_link(element: etree._Element) -> str | None:
    guid = None
    for child in islice(element, 2_000):
        name = local_name(child)
        if name == "link" and child.get("rel", "alternate") == "alternate":
            link = (child.get("href") or read_text(child)).strip()
            if link:
                return link
        if name == "guid" and child.get("isPermaLink", "true") != "false":
            guid = read_text(child)
    return guid if guid and "://" in guid else None


def _read_json(body: bytes, add: Callable[[str | None, str | None], bool]) -> None:
    try:
        raw: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal("malformed", "a JSON feed that is no JSON") from error
    items = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(raw.get("version"))[:100]:
        raise Refusal("malformed", "JSON, but not a feed")
    for item in filter(lambda item: isinstance(item, dict), items):
        if not add(_find_string(item, "url", "external_url"), _find_string(item, "date_published")):
            break


def _find_string(raw: dict[str, Any], *keys: str) -> str | None:
    return next((value.strip() for key in keys if isinstance(value := raw.get(key), str)), None)
