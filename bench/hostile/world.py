"""What is where in the made internet, and what must come of it: a page read, or set aside for a reason."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

GOOD = "good"
# How a page is served, and what must come of it. Those of the second group are asked several times, or make wait.
KINDS = {
    "plain": GOOD, "chunked": GOOD, "gzip": GOOD, "until_close": GOOD, "early_hints": GOOD, "no_type": GOOD,
    "windows": GOOD, "wrong_charset": GOOD, "deep": GOOD, "attribute": GOOD, "moved": GOOD, "arabic_path": GOOD,
    "bare_lines": GOOD, "twice_listed": GOOD, "big_etag": GOOD, "utf16": GOOD, "nulls": GOOD,
    "endless": "too_large", "endless_gone": "too_large", "giant": "too_large", "loop": "redirects",
    "chain": "redirects", "nowhere": "malformed", "untrue": "unchanged", "garbage": "malformed",
    "flood": "malformed", "two_lengths": "malformed", "bomb": "inflated",
    "members": "inflated", "broken_gzip": "encoding", "brotli": "encoding", "pdf": "media", "picture": "binary",
    "gone": "gone", "forbidden": "forbidden", "teapot": "status", "no_content": "status",
    "to_metadata": "forbidden_address", "to_private": "forbidden_address", "to_loopback": "forbidden_address",
    "to_disguised": "forbidden_address", "to_port": "forbidden_port", "to_file": "scheme", "closed": "robots",
    "empty": "empty", "blank": "empty", "english": "language", "script": "no_text",
}  # fmt: skip
TRYING = {
    "late": GOOD, "busy_once": GOOD, "flaky": GOOD,
    "short": "incomplete", "cut_chunk": "incomplete", "half_closed": "incomplete", "reset": "incomplete",
    "nothing": "incomplete", "busy": "server_error", "error": "server_error", "silent": "timeout", "drip": "slow",
}  # fmt: skip
# Outlets of which nothing can be had, and the reason for which the place that is asked is set aside.
SHUT = {
    "entities": "entities", "endless_feed": "too_large", "no_feed": "malformed", "bomb_sitemap": "inflated",
    "robots_shut": "robots", "robots_error": "server_error", "dead": "unreachable", "throttled": "throttled",
}  # fmt: skip
_STRANGE, _TRYING = 0.1, 0.02  # shares of pages that are not plain
FORMS = ("rss.xml", "atom.xml", "feed.json", "sitemap.xml.gz", "sitemap_index.xml")


class Page(msgspec.Struct, frozen=True):
    """A page of an outlet: its path, how it is served, and what must come of it."""

    outlet: int
    number: int
    kind: str
    path: str
    comes: str


class Site(msgspec.Struct, frozen=True):
    """An outlet: its host, the form of what lists its pages, and its pages; `shut` says why there is none to be had."""

    number: int
    host: str
    form: str
    pages: tuple[Page, ...]
    shut: str | None = None


class World(msgspec.Struct, frozen=True):
    """All of it, behind one port."""

    seed: int
    port: int
    sites: tuple[Site, ...]

    def url(self, site: Site, path: str) -> str:
        """Return an address."""
        return f"http://{site.host}:{self.port}{path}"

    def place(self, site: Site) -> str:
        """Return the address of what lists a site's pages."""
        return self.url(site, f"/{site.form}")

    def expected(self) -> Iterator[tuple[str, str, Page | None]]:
        """Yield each address, what must come of it, and its page where it is one."""
        for site in self.sites:
            if site.shut:
                yield self.place(site), SHUT[site.shut], None
            for page in site.pages:
                yield self.url(site, page.path), page.comes, page


def make_world(seed: int, outlets: int, pages: int, port: int = 0, *, calm: bool = False) -> World:
    """Return a world of about `pages` pages, a `calm` one with plain pages only.

    Every kind occurs at least once where there is room for it, and as many outlets are shut as there are ways to it.
    """
    dice = random.Random(seed)
    ways = 0 if calm else min(len(SHUT), outlets // 2)
    shut = dict(zip(dice.sample(range(outlets), ways), SHUT, strict=False))
    open_sites = outlets - len(shut)
    kinds = ["plain"] * pages if calm else _choose_kinds(dice, pages)
    sites = []
    for number in range(outlets):
        share = 0 if number in shut else len(kinds) // open_sites
        mine, kinds = kinds[:share], kinds[share:]
        open_sites -= number not in shut
        form = "sitemap.xml.gz" if shut.get(number) == "bomb_sitemap" else FORMS[number % len(FORMS)]
        if shut.get(number) in ("entities", "endless_feed", "no_feed"):
            form = "rss.xml"
        made = tuple(_make_page(number, at, kind) for at, kind in enumerate(mine))
        sites.append(Site(number, _make_host(number), form, made, shut.get(number)))
    return World(seed, port, tuple(sites))


def _choose_kinds(dice: random.Random, pages: int) -> list[str]:
    strange = [kind for kind in KINDS if kind != "plain"]
    odd, slow = max(len(strange), int(pages * _STRANGE)), max(len(TRYING), int(pages * _TRYING))
    chosen = [strange[at % len(strange)] for at in range(odd)]
    chosen += [list(TRYING)[at % len(TRYING)] for at in range(slow)]
    chosen += ["plain"] * max(0, pages - len(chosen))
    dice.shuffle(chosen)
    return chosen


def _make_host(number: int) -> str:
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def _make_page(outlet: int, number: int, kind: str) -> Page:
    folder = {"closed": "closed", "arabic_path": "%D8%AE%D8%A8%D8%B1"}.get(kind, "news")
    comes = KINDS.get(kind) or TRYING[kind]
    return Page(outlet, number, kind, f"/{folder}/{number}.html", comes)
