"""The page behind a newspaper's print button: the whole site is still there, hidden by a style sheet, and a letterhead."""

from html import escape

from tests.pages.making.bulk import make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    parts = [_render(page, kind, text) for kind, text in page.flow(page.open("{place} - «{outlet}»: "))]
    address = f"<p>رابط الخبر: {page.url}</p>" if page.has("address") else ""
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">
<html dir=rtl><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<title>طباعة: {escape(page.title)}</title>
<meta name=robots content="noindex,nofollow"><base target=_blank>
<style media=print>.noprint{{display:none}} body{{font:12pt "Simplified Arabic"}}</style>
<style media=screen>{make_sheet(page.random, "pv-", 60)}</style></head>
<body onload="window.print()">
<div class=noprint>{_site(page)}</div>
<div style="display: none">{_hidden(page)}</div>
<table width=640 align=center><tr><td><img src="/logo_print.gif" alt="{page.outlet}"><td align=left><small>{_stamp(page)}</small>
<tr><td colspan=2><hr><h2 align=center>{escape(page.title)}</h2>{_names(page)}<hr>
<tr><td colspan=2 class=ptext>
{"".join(parts)}
<tr><td colspan=2><hr><small>{address}<p>طُبع هذا الخبر من موقع {page.outlet} في {page.printed(day=page.later(400))}</p>
<p>{page.beside(page.around["rights"][0])}<p>{page.beside(page.around["rights"][1])}</small></table>
<div class=noprint>{_rest(page)}</div>
</body></html>
"""


def _site(page: Page) -> str:
    links = "".join(f"<li><a href=/s/{n}>{escape(name)}</a>" for n, name in enumerate(page.around["sections"]))
    lands = "".join(f"<li><a href=/c/{n}>{escape(name)}</a>" for n, name in enumerate(page.around["countries"]))
    news = "".join(f"<dt><a href=#>{page.beside(head)}</a><dd>{page.beside(lead)}" for head, lead in page.others(7))
    return f"<ul>{links}</ul><ul>{lands}</ul><dl>{news}</dl>"


def _hidden(page: Page) -> str:
    """What other pages of the site print and this one carries along unseen."""
    return "".join(f"<p>{page.beside(text)}</p>" for text in (*page.some("teasers", 6), *page.some("comments", 6)))


def _stamp(page: Page) -> str:
    if page.has("undated"):
        return f"العدد رقم {page.number}"
    day = page.day
    if page.has("numeric"):
        return f"{day.day}-{day.month}-{day.year} | 6:3{day.day % 10} ص"
    return f"تاريخ النشر: {page.printed(weekday=True)}"


def _names(page: Page) -> str:
    return f"<p align=center><b>{page.byline}</b>" if page.byline else ""


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p" if page.has("breaks"):
            return page.body(text) + "<br><br>\n"
        case "p":
            return f"<p align=justify>{page.body(text)}\n"
        case "h":
            return (
                f"<p><b><u>{page.body(text, whole=False)}</u></b>\n"
                if not page.has("breaks")
                else (f"<b><u>{page.body(text, whole=False)}</u></b><br><br>\n")
            )
        case "li":
            return "<ul>" + "\n".join(f"<li>{page.body(item, whole=False)}" for item in text) + "</ul>\n"
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}" for cell in row) for row in text)
            return f"<table border=1>{rows}</table>\n"
        case "figure":
            return f"<div><img src=/p.jpg width=300><br><small>{page.beside(text)}</small></div>\n"
        case "also":
            return f"<div class=noprint>موضوعات متعلقة: <a href=#>{page.beside(text)}</a></div>\n"
        case "ad":
            return f"<div class=noprint align=center>{page.beside(text)}</div>\n"
        case _:
            return ""


def _rest(page: Page) -> str:
    notes = "".join(
        f"<tr><td>{nick}<td>{page.beside(text)}"
        for nick, text in zip(page.some("nicks", 12), page.some("comments", 12), strict=True)
    )
    heads = "".join(f"<li>{page.beside(text)}" for text in page.some("headlines", 20))
    return f"<table>{notes}</table><ol>{heads}</ol>"
