"""Watch lists and sites for tests."""

from tests.unit.fetch.server import page

RSS = "application/rss+xml"


def make_list(*rows, watch=""):
    """Return a watch list in TOML with a table for each of `rows`, which are lines below the id."""
    tables = [f'[[outlet]]\nid = "o{number}"\n{row}\n' for number, row in enumerate(rows, 1)]
    return "\n".join([watch, *tables])


def make_row(feeds='["https://nord.example/feed"]', **rest):
    """Return the lines of an outlet; values are TOML as it stands."""
    values = {"name": '"Nord"', "feeds": feeds} | rest
    return "\n".join(f"{key} = {value}" for key, value in values.items())


def make_rss(*links, kind=RSS, day="Sun, 29 Nov 2026 08:00:00 +0300"):
    """Return the answer of a feed."""
    items = "".join(f"<item><link>{link}</link><pubDate>{day}</pubDate></item>" for link in links)
    return page(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), kind=kind)


def make_site(*head, body="", lang="ar"):
    """Return the answer of a page with these elements in its head."""
    return page(f"<!doctype html><html lang='{lang}'><head>{''.join(head)}</head><body>{body}</body></html>".encode())


def alternate(href, kind=RSS):
    """Return the element by which a page names a feed."""
    return f"<link rel='alternate' type='{kind}' href='{href}'>"


def make_sitemap(*links, day=None):
    """Return the answer of a sitemap, of news where it gives a day."""
    news = f"<n:news xmlns:n='x'><n:publication_date>{day}</n:publication_date></n:news>" if day else ""
    rows = "".join(f"<url><loc>{link}</loc>{news}</url>" for link in links)
    return page(f"<urlset>{rows}</urlset>".encode(), kind="text/xml")


def make_index(*links):
    """Return the answer of an index of sitemaps."""
    rows = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    return page(f"<sitemapindex>{rows}</sitemapindex>".encode(), kind="text/xml")
