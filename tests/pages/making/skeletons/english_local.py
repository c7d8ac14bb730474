"""A chain of local papers in English: div soup, story split by boxes, metadata in an old script, comments above the end."""

from html import escape

from tests.pages.making.bulk import make_settings, make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    story = "".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} ({outlet}) - ")))
    return f"""<html><head><title>{escape(page.title)} - {page.outlet}</title>
<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">
<meta name="publish-date" content="{page.printed(region="english")}">
<style>{make_sheet(page.random, "l-", 150)}</style>
<script>{make_settings(page.random, "chain", 200)}</script></head><body>
<div id="w"><div id="t"><div>{page.outlet}</div>{
        " ".join(f"<a href=/{n}>{s}</a>" for n, s in enumerate(page.around["sections"]))
    }</div>
<div id="l">{"".join(f"<div>{page.beside(text)}</div>" for text in page.some("headlines", 8))}</div>
<div id="c"><div class="hl">{escape(page.title)}</div><div class="by">By {page.byline} | {page.printed()}</div>
<div class="st">{story}</div>
<div class="cm">{_comments(page)}</div>
<div class="ot">{
        "".join(f"<div><b>{page.beside(h)}</b><br>{page.beside(t)}</div>" for h, t in page.others(4))
    }</div></div>
<div id="r">{"".join(f"<div>{page.beside(text)}</div>" for text in page.some("teasers", 4))}<div>{
        page.beside(page.around["newsletters"][0])
    }</div></div>
<div id="f">{page.beside(page.around["cookies"][1])} {page.beside(page.around["rights"][0])} {
        page.beside(page.around["rights"][1])
    }</div>
</div></body></html>
"""


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p" if page.has("breaks"):
            return f"{page.body(text)}<br><br>"
        case "p":
            return f"<div class=pp>{page.body(text)}</div>"
        case "h" if page.has("breaks"):
            return f"<b>{page.body(text, whole=False)}</b><br><br>"
        case "h":
            return f"<div><b>{page.body(text, whole=False)}</b></div>"
        case "li":
            return "<ul>" + "".join(f"<li>{page.body(item, whole=False)}" for item in text) + "</ul>"
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}" for cell in row) for row in text)
            return f"<table>{rows}</table>"
        case "figure":
            return f"<div class=ph><img src=x.jpg><div>{page.beside(text)}</div></div>"
        case "also":
            return f"<div class=mr>MORE: <a href=#>{page.beside(text)}</a></div>"
        case "ad":
            return f"<div class=bn>{page.beside(text)}</div>"
        case _:
            return f"<div class=qq>{page.beside(text)}</div>"


def _comments(page: Page) -> str:
    rows = zip(page.some("nicks", 6), page.some("comments", 6), strict=True)
    return "".join(f"<div>{nick} said: {page.beside(text)}</div>" for nick, text in rows)
