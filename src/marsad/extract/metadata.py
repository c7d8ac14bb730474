"""What a page's head says of itself: JSON-LD, OpenGraph and other meta elements, microdata, the title element."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import cast

import msgspec
from lxml import etree

from marsad.extract.furniture import find_furniture

_ARTICLE_TYPE = re.compile(r"(Article|Posting|Report|Review)$")
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "datecreated",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "published_time", "article.published", "article:published", "article_date_original", "cxenseparse:recs:publishtime",
    "news_date", "date", "created", "rnews:datepublished",
)  # fmt: skip
_MODIFIED_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_TITLE_NAMES = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "headline", "title")
_OUTLET_NAMES = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "publisher",
    "twitter:site",
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "twitter:creator",
    "sailthru.author",
)
_URL_NAMES = ("og:url", "parsely-link", "twitter:url")
_SEPARATOR = re.compile(r"\s+(?:[|•·»–—-]|::)\s+|\s*\|\s*")
_MARKS = r"[\s|•·»–—:-]"
_EDGE = re.compile(rf"^{_MARKS}+|{_MARKS}+$")
_EDGES = re.compile(rf"\0{_MARKS}*[|•·»–—:-]|[^\0]*[|•·»–—:-]{_MARKS}*\0$")
_ASIDE = frozenset(("aside", "nav", "footer", "a", "li"))
_COMMENT_MARKS = re.compile(r"^\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")
_MOST_NODES = 5000
_OUTLET_WORDS = 5
_BLANK = re.compile(r"\s+")
_ITEM = "itemprop"
_ITEMS = etree.XPath("//@itemprop/..")  # faster than to ask every element
_TELLING = ("title", "meta", "link", "script", "time", "h1")

Told = dict[str, list[etree._Element]]


class Metadata(msgspec.Struct, kw_only=True):
    """What the head says, as printed; dates are the raw strings in order of trust."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    place: str | None = None
    url: str | None = None
    body: str | None = None
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()


def find_metadata(tree: etree._Element, printed: Set[str]) -> Metadata:
    """Return what the head of a parsed page says of itself; `printed` are the texts of its blocks."""
    told = _group_elements(tree)
    node = _find_article_node(told["script"])
    metas = _read_metas(told["meta"])
    title, beside = _find_title(told, _first(metas, _TITLE_NAMES) or _text(node.get("headline")), printed)
    return Metadata(
        title=title,
        outlet=_find_outlet(metas, node) or beside,
        author=_find_author(told, metas, node),
        place=_text(node.get("contentLocation")) or _text(node.get("locationCreated")),
        url=_find_canonical(told["link"]) or _first(metas, _URL_NAMES),
        body=_body(node.get("articleBody")),
        published=_find_dates(told, metas, node),
        modified=_distinct(_text(node.get("dateModified")), *map(metas.get, _MODIFIED_NAMES)),
    )


def _group_elements(tree: etree._Element) -> Told:
    """Return the elements that tell something, by tag, and those with an item's name: a tree is long to search."""
    told: Told = {tag: [] for tag in _TELLING}
    for element in tree.iter(*_TELLING):
        told[element.tag].append(element)
    return told | {_ITEM: cast("list[etree._Element]", _ITEMS(tree))}


def _find_outlet(metas: Mapping[str, str], node: Mapping[str, object]) -> str | None:
    return metas.get("og:site_name") or _text(node.get("publisher")) or _first(metas, _OUTLET_NAMES)


def _find_author(told: Told, metas: Mapping[str, str], node: Mapping[str, object]) -> str | None:
    """An author named by an address is no name."""
    author = _text(node.get("author")) or _first(metas, _AUTHOR_NAMES) or next(_microdata(told, "author"), None)
    return None if author and author.startswith(("http:", "https:", "www.")) else author


def _find_dates(told: Told, metas: Mapping[str, str], node: Mapping[str, object]) -> tuple[str, ...]:
    named = map(metas.get, _DATE_NAMES)
    printed = (*_microdata(told, "datepublished"), *_read_times(told["time"]))
    return _distinct(_text(node.get("datePublished")), *named, *printed)


def _distinct(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


def _read_metas(elements: Sequence[etree._Element]) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _clean(element.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _find_article_node(scripts: Sequence[etree._Element]) -> Mapping[str, object]:
    nodes = [node for script in scripts if _is_jsonld(script) for node in _load_nodes(script.text or "")]
    for node in nodes:
        if _ARTICLE_TYPE.search(_type(node)):
            return node
    return next((node for node in nodes if "datePublished" in node and "headline" in node), {})


def _is_jsonld(script: etree._Element) -> bool:
    return (script.get("type") or "").strip().lower().startswith("application/ld+json")


def _load_nodes(source: str) -> Iterator[Mapping[str, object]]:
    """All objects of a JSON-LD block, outermost first; a broken block yields none."""
    stripped = _COMMENT_MARKS.sub("", source).rstrip("; \n\t")
    try:
        queue: list[object] = [json.loads(stripped, strict=False)]
    except (ValueError, RecursionError):
        return
    for count, value in enumerate(queue):
        if isinstance(value, dict):
            yield value
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if count < _MOST_NODES:
            queue.extend(child for child in children if isinstance(child, (dict, list)))


def _type(node: Mapping[str, object]) -> str:
    kind = node.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _text(value: object) -> str | None:
    """The name in a JSON-LD value, which may be a string, an object with a name, or a list of such."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value")
        else:
            break
    return _clean(value) if isinstance(value, str) else None


def _body(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _clean(text: str | None) -> str | None:
    return _BLANK.sub(" ", text).strip() or None if text else None


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _microdata(told: Told, wanted: str) -> Iterator[str]:
    for element in told[_ITEM]:
        if element.get("itemprop", "").lower() == wanted:
            found = _clean(element.get("content") or element.get("datetime") or _text_in(element))
            if found:
                yield found


def _read_times(elements: Sequence[etree._Element]) -> Iterator[str]:
    """Dates of the page's own time elements; those of related items stand in asides, lists and links."""
    for element in elements:
        stamp = _clean(element.get("datetime"))
        if stamp and not any(above.tag in _ASIDE for above in element.iterancestors()):
            yield stamp


def _find_canonical(elements: Sequence[etree._Element]) -> str | None:
    links = (element.get("href") for element in elements if (element.get("rel") or "").lower() == "canonical")
    return next((href for href in links if href and href.startswith("http")), None)


def _find_title(told: Told, named: str | None, printed: Set[str]) -> tuple[str | None, str | None]:
    """The story's title, and the outlet's name where the page's title carries it beside the story's."""
    page, heading = _text_of(told["title"]), _text_of(told["h1"])
    parts = _SEPARATOR.split(page) if page else []
    on_page = max((part for part in parts if part in printed and len(part.split()) > 2), key=len, default=None)
    if on_page is None and page and (found := _find_printed_title(page, printed)):
        beside = _EDGE.sub("", page.replace(found, "", 1))
        return found, beside if _is_outlet(beside) else None
    title = on_page or _choose_title(page, heading, named)
    others = [part for part in (parts[:1], parts[-1:]) if len(parts) > 1 and title and part[0] not in title]
    outlet = next((part[0] for part in reversed(others) if _is_outlet(part[0])), None)
    if title and outlet is None and len(parts) > 1 and title.endswith(parts[-1]) and named is None:
        return _without_outlet(title, parts[-1]), parts[-1]
    return title, outlet


def _is_outlet(name: str) -> bool:
    return 0 < len(name.split()) <= _OUTLET_WORDS and find_furniture(name) is None


def _find_printed_title(page: str, printed: Set[str]) -> str | None:
    """Return the printed line that the page's title begins or ends with, set off by a mark from what is beside it."""
    found = (
        text for text in printed if len(text) * 2 > len(page) > len(text) and text in page and len(text.split()) > 2
    )
    return max((text for text in found if _EDGES.match(page.replace(text, "\0", 1))), key=len, default=None)


def _text_of(elements: Sequence[etree._Element]) -> str | None:
    return _clean(_text_in(elements[0])) if elements else None


def _text_in(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _choose_title(page: str | None, heading: str | None, named: str | None) -> str | None:
    """The heading where the page's title or its name for sharing agrees with it; else whichever there is."""
    whole = f"{page or ''} {named or ''}"
    if heading and (not whole.strip() or heading in whole):
        return heading
    return named or page or heading


def _without_outlet(title: str, outlet: str) -> str:
    """Return a page's title without the outlet's name at its end."""
    return re.sub(r"[\s|•·»–—:-]+$", "", title.removesuffix(outlet)) or title
