"""A running account: entries with their hours, newest first or last, shares under each, other running accounts beside."""

import json
from html import escape

from tests.pages.making.bulk import make_sheet, make_tree
from tests.pages.making.story import Page


def make(page: Page) -> str:
    items = [
        item
        for item in page.flow(page.open("{place}: "))
        if item[0] in ("p", "h", "figure", "ad", "also", "post", "li")
    ]
    first, *rest = items
    intro = f'<div class="lb-summary"><p>{page.body(str(first[1]))}</p></div>'
    entries = "".join(_entry(page, n, kind, text) for n, (kind, text) in enumerate(rest))
    return f"""<!DOCTYPE html>
<html lang=ar dir=rtl>
<head>
<meta charset=utf-8>
<title>مباشر | {escape(page.title)} - {page.outlet}</title>
<meta property=og:site_name content="{page.outlet}">
<meta property=og:title content="{escape(page.title)}">
<script type=application/ld+json>{json.dumps(_data(page), ensure_ascii=False)}</script>
<style>{make_sheet(page.random, "lb-", 140)}</style>
</head>
<body class=live-page>
<div class=hd><a href=/>{page.outlet}</a><ul>{"".join(f"<li><a href=/{n}>{escape(s)}" for n, s in enumerate(page.around["sections"]))}</ul></div>
<div class=urgent><b>عاجل</b>{_urgent(page)}</div>
<div class=lb-head><span class=lb-badge>تغطية مباشرة</span><h1>{escape(page.title)}</h1>{_facts(page)}</div>
{intro}
<div class=lb-key><h2>أبرز التطورات</h2><ul>{"".join(f"<li><a href=#e{n}>{escape(head)}</a></li>" for n, head in enumerate(page.event["heads"]))}</ul></div>
<div class=lb-tabs><a>كل التحديثات</a><a>الأهم</a><a>فيديو</a></div>
<ol class="lb-stream" reversed>
{entries}
</ol>
<div class=lb-more><button>تحميل المزيد</button></div>
{_others(page)}
{_voices(page)}
<div class=ft><p>{page.beside(page.around["rights"][0])}<p>{page.beside(page.around["rights"][1])}</div>
<script>var LB={json.dumps(make_tree(page.random, 170))}</script>
</body></html>
"""


def _data(page: Page) -> dict[str, object]:
    day = page.day.isoformat()
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": page.title,
        "coverageStartTime": f"{day}T05:00:00+03:00",
        "coverageEndTime": f"{page.later(1).isoformat()}T00:10:00+03:00",
        "datePublished": f"{day}T05:00:00+03:00",
        "dateModified": f"{page.later(1).isoformat()}T00:10:00+03:00",
        "author": {"@type": "Organization", "name": page.byline or page.outlet},
        "publisher": {"@type": "Organization", "name": page.outlet},
    }


def _facts(page: Page) -> str:
    return f"<p class=lb-by>{f'تغطية: {page.byline} | ' if page.byline else ''}<span>{page.printed(weekday=True)}</span> | آخر تحديث قبل 4 دقائق</p>"


def _urgent(page: Page) -> str:
    return "".join(f"<span>{page.beside(lead)}</span>" for _, lead in page.others(5))


def _entry(page: Page, n: int, kind: str, text: object) -> str:
    clock = f"{21 - n // 2:02}:{(47 - n * 13) % 60:02}"
    tail = "<div class=lb-share><a>فيسبوك</a><a>إكس</a><a>واتساب</a><a>رابط</a></div>"
    match kind:
        case "p":
            inside = f"<p>{page.body(text)}</p>" if not page.has("divs") else f"<div>{page.body(text)}</div>"
        case "h":
            inside = f"<h3>{page.body(text, whole=False)}</h3>"
        case "li":
            inside = "<ul>" + "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text) + "</ul>"
        case "figure":
            inside = f"<figure><img data-src=/x.jpg><figcaption>{page.beside(text)}</figcaption></figure>"
        case "ad":
            return f"<li class=lb-ad><div>إعلان</div><p>{page.beside(text)}</p></li>"
        case _:
            inside = f"<div class=lb-embed><p>{page.beside(text)}</p></div>"
    return f"<li id=e{n} class=lb-entry><div class=lb-clock>{clock} بتوقيت غرينتش</div><div class=lb-text>{inside}</div>{tail}</li>\n"


def _others(page: Page) -> str:
    return (
        "<div class=lb-others><h2>تغطيات أخرى</h2>"
        + "".join(
            f"<div class=lb-entry><div class=lb-clock>{page.printed(day=page.later(-n))}</div><div class=lb-text><h3>{page.beside(head)}</h3><p>"
            f"{page.beside(lead)}</p></div></div>"
            for n, (head, lead) in enumerate(page.others(8))
        )
        + "</div>"
    )


def _voices(page: Page) -> str:
    return (
        "<div class=lb-chat><h2>أسئلتكم</h2>"
        + "".join(
            f"<div><b>{nick}</b><p>{page.beside(text)}</p></div>"
            for nick, text in zip(page.some("nicks", 10), page.some("comments", 10), strict=True)
        )
        + "</div>"
    )
