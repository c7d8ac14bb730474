"""A sitemap's bytes to what it lists: pages, or further sitemaps."""

from datetime import date

import msgspec
from lxml import etree

from marsad.fetch import Refusal
from marsad.sources.safe_xml import find_text, local_name, read_elements
from marsad.sources.stamps import read_day

_ROOTS = frozenset({"urlset", "sitemapindex"})


class Listed(msgspec.Struct, frozen=True):
    """A page or, where `index`, a further sitemap; `changed` is the last day that the sitemap gives for it."""

    link: str
    index: bool = False
    published: date | None = None
    changed: date | None = None


class Sitemap(msgspec.Struct, frozen=True):
    """What a sitemap lists, in its order, each address once; `problem` where it could be read in part only."""

    listed: tuple[Listed, ...]
    problem: Refusal | None = None


def read_sitemap(body: bytes, most: int) -> Sitemap:
    """Return the first `most` addresses of a sitemap in XML or plain text; raise Refusal."""
    listed: dict[str, Listed] = {}
    cut: Refusal | None = None
    left = 2 * most + 100  # rows looked at, doubles and empty ones too

    def add(found: Listed) -> bool:
        nonlocal cut, left
        left -= 1
        if left < 0 or (found.link not in listed and len(listed) >= most):
            cut = Refusal("limit", f"more than the {most} addresses that are taken of one sitemap")
        elif found.link:
            listed.setdefault(found.link, found)
        return cut is None

    def take(element: etree._Element) -> bool:
        return add(_read_element(element))

    problem = None
    if body[:8].lower().startswith((b"http://", b"https://")):
        all(add(Listed(line.strip())) for line in body.decode("utf-8", "replace").splitlines())
    else:
        root, problem = read_elements(body, ("url", "sitemap"), take)
        if root not in _ROOTS:
            raise Refusal("malformed", f"not a sitemap but {root or 'something else'}")
    return Sitemap(tuple(listed.values()), cut or problem)


def _read_element(element: etree._Element) -> Listed:
    published = read_day(find_text(element, "publication_date"))
    days = [day for day in (published, read_day(find_text(element, "lastmod"))) if day]
    return Listed(
        link=find_text(element, "loc") or "",
        index=local_name(element) == "sitemap",
        published=published,
        changed=max(days, default=None),
    )
