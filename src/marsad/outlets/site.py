"""What a page of a site says of it: name, language, and where its feeds may be."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

import msgspec
from lxml import etree, html

from marsad.extract import ExtractError, decode_body
from marsad.extract.language import find_language
from marsad.fetch import Refusal
from marsad.fetch.address import parse_address
from marsad.outlets.fields import load_languages, make_name

_ALTERNATES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml"}
)
_PATH = re.compile(r"/(?:rss|feeds?|atom)(?![a-z])|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_QUERY = re.compile(r"[?&](?:feed|format|type)=(?:feed|rss2?|atom|rdf)(?:&|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments/feed|[?&]feed=comments", re.IGNORECASE)
_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_LANGUAGES = ("og:locale", "content-language", "language")
_SEPARATOR = re.compile(r"\s+[|•·»–—-]\s+|\s*\|\s*")
_SILENT = frozenset({"script", "style", "noscript", "template"})
_LARGEST = 3_000_000  # bytes looked at: feeds are named in the head, and a tree is forty times as large as its page
_MOST = 20_000  # elements looked at
_SAMPLE = 20_000  # letters by which a language is told
_ENOUGH = 40  # letters of them, at least


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A page's word of its site; `feeds` are addresses that it names as feeds or that look so, likely ones first."""

    name: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()


def read_site(body: bytes, url: str) -> Site:
    """Return what the page at `url` says; nothing where it cannot be read."""
    try:
        markup = decode_body(body[:_LARGEST]).text.encode("utf-8", "replace")
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        tree = html.document_fromstring(markup, parser=parser)
    except (ExtractError, etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Site()
    metas = _read_metas(tree)
    named = (metas[name] for name in _NAMES if name in metas)
    return Site(
        name=next(named, None) or _read_title(tree),
        language=_find_language(tree, metas),
        feeds=tuple(dict.fromkeys(_find_feeds(tree, url))),
    )


def _read_metas(tree: html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for each in islice(tree.iter("meta"), _MOST):
        name = each.get("property") or each.get("name") or each.get("http-equiv") or ""
        if content := make_name(each.get("content") or ""):
            metas.setdefault(name.strip().lower(), content)
    return metas


def _read_title(tree: html.HtmlElement) -> str | None:
    title = next((make_name(str(each.text_content())) for each in tree.iter("title")), "")
    return _SEPARATOR.split(title)[0].strip() or None


def _find_language(tree: html.HtmlElement, metas: dict[str, str]) -> str | None:
    """Trust the script of the words more than the declaration, which templates leave at English."""
    text = _read_words(tree)
    seen = find_language(text) if len(text) >= _ENOUGH else "other"
    if seen != "other":
        return seen
    declared = (tree.get("lang"), *(metas.get(name) for name in _LANGUAGES))
    codes = (re.split("[-_]", each.strip().lower())[0] for each in declared if each)
    return next((code for code in codes if code in load_languages()), None)


def _read_words(tree: html.HtmlElement) -> str:
    words, length = [], 0
    for each in islice(tree.iter(), _MOST):
        parts = (each.text if each.tag not in _SILENT else None, each.tail)
        words += [part for part in parts if part and not part.isspace()]
        length += sum(len(part) for part in parts if part and not part.isspace())
        if length > _SAMPLE:
            break
    return " ".join(words)[:_SAMPLE]


def _find_feeds(tree: html.HtmlElement, url: str) -> Iterator[str]:
    """Yield what is declared to be a feed, then what looks like one and is on the same site."""
    base = next((each.get("href") for each in tree.iter("base") if each.get("href")), None)
    here = _join(base, url) or url
    for each in islice(tree.iter("link"), _MOST):
        declared = (each.get("type") or "").split(";")[0].strip().lower() in _ALTERNATES
        link = _join(each.get("href"), here) if declared and "alternate" in (each.get("rel") or "").lower() else None
        if link and not _COMMENTS.search(link):
            yield link
    links = (_join(each.get("href"), here) for each in islice(tree.iter("a"), _MOST))
    yield from (link for link in links if link and looks_like_feed(link) and _is_same(link, url))


def looks_like_feed(url: str) -> bool:
    """Tell whether an address looks like that of a feed of articles."""
    looks = _PATH.search(urlsplit(url).path) or _QUERY.search(url)
    return looks is not None and not _COMMENTS.search(url)


def _join(link: str | None, base: str) -> str | None:
    try:
        return parse_address(link, base).url if link else None
    except Refusal:
        return None


def _is_same(link: str, url: str) -> bool:
    """Tell whether two addresses are of one host or of one below the other."""
    host, other = (parse_address(each).host.removeprefix("www.") for each in (url, link))
    return host == other or other.endswith(f".{host}") or host.endswith(f".{other}")
