"""What lists an outlet's pages: feeds and sitemaps in every form, and robots.txt."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

from bench.hostile.answers import answer, make_bomb
from bench.hostile.world import Site, World

_DAY = "2026-06-01T08:00:00+03:00"
_DAY_RSS = "Mon, 01 Jun 2026 08:00:00 +0300"
_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (at + 1, b"&a%d;" % at * 10 if at else b"&a;" * 10) for at in range(9))
    + b"]><rss><channel><item><link>&a9;</link></item></channel></rss>"
)


def list_urls(world: World, site: Site) -> list[str]:
    """Return the addresses that a site's list names, some of them twice."""
    return [world.url(site, page.path) for page in site.pages for _ in range(2 if page.kind == "twice_listed" else 1)]


def make_rss(world: World, site: Site) -> bytes:
    """Return an RSS feed."""
    items = "".join(f"<item><link>{url}</link><pubDate>{_DAY_RSS}</pubDate></item>" for url in list_urls(world, site))
    return answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), kind="application/rss+xml")


def make_atom(world: World, site: Site) -> bytes:
    """Return an Atom feed."""
    items = "".join(
        f'<entry><link href="{url}"/><published>{_DAY}</published></entry>' for url in list_urls(world, site)
    )
    return answer(f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'.encode(), kind="application/atom+xml")


def make_json(world: World, site: Site) -> bytes:
    """Return a JSON Feed."""
    items = [{"url": url, "date_published": _DAY} for url in list_urls(world, site)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    return answer(json.dumps(feed).encode(), kind="application/feed+json")


def make_sitemap(world: World, site: Site) -> bytes:
    """Return a gzipped sitemap."""
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{_DAY}</lastmod></url>" for url in list_urls(world, site))
    return answer(gzip.compress(f"<urlset>{rows}</urlset>".encode(), mtime=0), kind="application/gzip")


def make_index(world: World, site: Site) -> bytes:
    """Return an index that names a sitemap, and itself."""
    names = (world.url(site, "/pages.xml.gz"), world.place(site))
    rows = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    return answer(f"<sitemapindex>{rows}</sitemapindex>".encode(), kind="application/xml")


LISTS: dict[str, Callable[[World, Site], bytes]] = {
    "/rss.xml": make_rss,
    "/atom.xml": make_atom,
    "/feed.json": make_json,
    "/sitemap.xml.gz": make_sitemap,
    "/sitemap_index.xml": make_index,
    "/pages.xml.gz": make_sitemap,
}
SHUT_LISTS: dict[str, bytes] = {
    "entities": answer(_ENTITIES, kind="application/rss+xml"),
    "no_feed": answer(b"<html><body><p>x</p></body></html>"),
    "throttled": answer(b"", "Retry-After: 90000", status="429 Too Many Requests"),
}


def make_list(world: World, site: Site, path: str) -> bytes | None:
    """Return the answer to `path` where it is one of a site's lists; None where it is not, or has no end."""
    if path == "/robots.txt":
        return _make_robots(site)
    if site.shut == "bomb_sitemap" and path in LISTS:
        return answer(make_bomb(), kind="application/gzip")
    if site.shut in SHUT_LISTS and path in LISTS:
        return SHUT_LISTS[site.shut]
    make = None if site.shut else LISTS.get(path)
    return make(world, site) if make else None


def _make_robots(site: Site) -> bytes:
    if site.shut == "robots_error":
        return answer(b"", status="500 Error")
    rules = "Disallow: /" if site.shut == "robots_shut" else "Disallow: /closed/"
    return answer(f"User-agent: *\n{rules}\n".encode(), kind="text/plain")
