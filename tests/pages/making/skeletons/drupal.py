"""Drupal: regions, blocks, views and fields, each in its own boxes; the body in a field of the node."""

import json
from html import escape

from tests.pages.making.bulk import make_sheet, make_tree
from tests.pages.making.dates import name_hijri
from tests.pages.making.story import Page


def make(page: Page) -> str:
    opening = page.open("{place}، {outlet} - ")
    items = page.flow(opening)
    deck = ""
    if page.has("deck"):
        text = page.event["leads"][1 - int(page.quirks.get("lead", "0"))]
        deck = f'<div class="field field--name-field-deck field--type-text-long field__item">{page.body(text)}</div>'
    body = "\n".join(_render(page, kind, text) for kind, text in items)
    teaser = "" if page.has("nometa") else f'<meta name="description" content="{escape(page.event["leads"][1])}" />'
    stamp = f"{page.day.isoformat()}T{page.random.randint(10, 20)}:05:00+0300"
    if page.has("utc"):  # the night's report carries the day before in UTC
        stamp = f"{page.later(-1).isoformat()}T22:40:00Z"
    metas = (
        ""
        if page.has("nometa")
        else (
            f'<meta property="article:published_time" content="{stamp}" />\n'
            f'<meta property="article:modified_time" content="{page.later(3).isoformat()}T09:00:00+0300" />'
        )
    )
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl" prefix="content: http://purl.org/rss/1.0/modules/content/ dc: http://purl.org/dc/terms/">
<head>
<meta charset="utf-8" />
{teaser}
<link rel="canonical" href="{page.url}" />
<link rel="shortlink" href="https://{page.host}/node/{page.number}" />
<meta property="og:site_name" content="{page.outlet}" />
<meta property="og:title" content="{escape(page.title)}" />
{metas}
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)" />
<title>{escape(page.title)} | {page.outlet}</title>
<style media="all">{make_sheet(page.random, "layout-", 160)}</style>
</head>
<body class="path-node page-node-type-article">
<a href="#main-content" class="visually-hidden focusable skip-link">تجاوز إلى المحتوى الرئيسي</a>
<div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas><div class="layout-container">
<header role="banner">{_region(page, "header", _mega(page))}</header>
{
        _region(
            page,
            "breadcrumb",
            '<nav role="navigation" aria-labelledby="system-breadcrumb"><ol><li><a href="/">الرئيسية</a>'
            '</li><li><a href="/news">الأخبار</a></li></ol></nav>',
        )
    }
{_region(page, "highlighted", _ticker(page))}
<main role="main"><a id="main-content" tabindex="-1"></a>
<div class="layout-content"><div class="region region-content">
<div id="block-page-title" class="block block-core block-page-title-block">
<h1 class="page-header"><span class="field field--name-title field--type-string field--label-hidden">{
        escape(page.title)
    }
</span></h1></div>
<div id="block-content" class="block block-system block-system-main-block">
<div data-history-node-id="{page.number}" class="node node--type-article node--view-mode-full clearfix">
<div class="node__meta">{_meta(page)}</div>
{_service(page)}
<div class="node__content">{deck}
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">
{body}
</div>
<div class="field field--name-field-tags field--type-entity-reference"><div class="field__label">كلمات مفتاحية</div>
{
        "".join(
            f'<div class="field__item"><a href="/t/{n}">{escape(t)}</a></div>'
            for n, t in enumerate(page.some("tags", 7))
        )
    }
</div></div>
{_discussion(page)}
</div></div>
{_view(page, "المزيد من القسم", page.others(5))}
</div></div>
{_second(page)}
</main>
<footer role="contentinfo">{_region(page, "footer", _foot(page))}</footer>
</div></div>
<script type="application/json" data-drupal-selector="drupal-settings-json">{
        json.dumps(make_tree(page.random, 160))
    }</script>
</body>
</html>
"""


def _region(page: Page, name: str, inside: str) -> str:
    return (
        f'<div class="region region-{name}"><div id="block-{name}-{page.number % 7}" class="block block-block-content">'
        f'<div class="content">{inside}</div></div></div>'
    )


def _mega(page: Page) -> str:
    columns = []
    sections, countries = page.around["sections"], page.around["countries"]
    for at in range(0, 40, 8):
        links = "".join(
            f'<li class="tbm-item level-2"><a class="tbm-link" href="/s/{at}"><span>{escape(name)}</span></a></li>'
            for name in (*sections[at : at + 8], *countries[at : at + 8])
        )
        lead = page.some("teasers", 1)[0]
        columns.append(
            f'<li class="tbm-item level-1"><span class="tbm-link no-link">{sections[at]}</span><div '
            f'class="tbm-submenu tbm-row"><ul>{links}</ul><div class="tbm-column-inner"><p>{page.beside(lead)}</p>'
            f"</div></div></li>"
        )
    return (
        f'<nav class="tbm tbm-main" role="navigation"><ul class="tbm-nav level-0 items-5">{"".join(columns)}</ul></nav>'
    )


def _ticker(page: Page) -> str:
    rows = "".join(
        f'<div class="views-row"><span class="field-content"><a href="#">{page.beside(text)}</a></span></div>'
        for text in page.some("headlines", 8)
    )
    return (
        f'<div class="views-element-container"><div class="view view-urgent view-display-id-block_1">{rows}</div></div>'
    )


def _meta(page: Page) -> str:
    printed = page.printed(weekday=True)
    if page.has("hijri"):
        printed = f"{printed} - {name_hijri(page.day)}"
    date = "" if page.has("undated") else f'<span class="field field--name-created">{printed} - 21:40</span>'
    byline = f'<span class="field field--name-uid"><span lang="" typeof="schema:Person">{page.byline}</span></span>'
    return f"{date}{byline if page.byline else ''}"


def _service(page: Page) -> str:
    names = ("فيسبوك", "تويتر", "واتساب", "أرسل بالبريد", "نسخة للطباعة", "تكبير الخط", "تصغير الخط")
    return (
        '<div class="a2a_kit a2a_default_style">' + "".join(f'<a class="a2a_button">{n}</a>' for n in names) + "</div>"
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p" if page.has("divs"):
            return f"<div>{page.body(text)}</div><div>&nbsp;</div>"
        case "p":
            return f'<p class="text-align-justify">{page.body(text)}</p>'
        case "h" if page.has("boldheads"):
            return f"<p><strong>{page.body(text, whole=False)}</strong></p>"
        case "h":
            return f"<h3>{page.body(text, whole=False)}</h3>"
        case "li":
            return "<ol>" + "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text) + "</ol>"
        case "rows":
            head, *rest = text
            first = "".join(f"<th>{page.body(cell)}</th>" for cell in head)
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}</td>" for cell in row) + "</tr>" for row in rest)
            return f'<table class="table"><thead><tr>{first}</tr></thead><tbody>{rows}</tbody></table>'
        case "also":
            return (
                f'<div class="paragraph paragraph--type--related-inline"><div class="field__label">مواضيع ذات صلة</div>'
                f'<article class="node node--view-mode-mini-teaser"><h4><a href="#"><span>{page.beside(text)}</span></a>'
                f"</h4></article></div>"
            )
        case "ad":
            return (
                f'<div class="block block-simpleads"><div class="simplead-label">إعلان</div>{page.beside(text)}</div>'
            )
        case "pull":
            return f'<div class="paragraph paragraph--type--quote"><div class="field__item">«{page.beside(text)}»</div></div>'
        case "post":
            return (
                f'<div class="media media--type-social"><blockquote class="instagram-media"><p>{page.beside(text)}</p>'
                f"<a>@mithal</a></blockquote></div>"
            )
        case _:
            return (
                f'<article class="media media--type-image align-center"><div class="field__item"><img loading="lazy" '
                f'src="/sites/default/files/styles/x.jpg" alt=""></div><div class="field field--name-field-media-legend">'
                f"{page.beside(text)} &copy; أرشيف</div></article>"
            )


def _discussion(page: Page) -> str:
    if page.has("quiet"):
        return ""
    notes = "".join(
        f'<article class="comment js-comment"><footer class="comment__meta"><p class="comment__author">{nick}</p>'
        f'<p class="comment__time">{page.printed(day=page.later(1))} - 08:1{n % 10}</p></footer><div class="comment__content">'
        f'<h3><a href="#">رأي</a></h3><div class="field field--name-comment-body field__item"><p>{page.beside(text)}</p></div>'
        f"</div></article>"
        for n, (nick, text) in enumerate(zip(page.some("nicks", 10), page.some("comments", 10), strict=True))
    )
    return (
        f'<section class="field field--name-comment comment-wrapper"><h2 class="title">التعليقات</h2>{notes}</section>'
    )


def _view(page: Page, title: str, rows: list[tuple[str, str]]) -> str:
    made = "".join(
        f'<div class="views-row"><div class="node node--type-article node--promoted node--view-mode-teaser"><h2>'
        f'<a href="#"><span>{page.beside(head)}</span></a></h2><div class="node__content"><div class="field '
        f'field--name-body field__item"><p>{page.beside(lead)}</p></div></div></div></div>'
        for head, lead in rows
    )
    return f'<div class="block block-views"><h2>{title}</h2><div class="view-content">{made}</div></div>'


def _second(page: Page) -> str:
    most = "".join(
        f'<li><span class="views-field-title"><a href="#">{page.beside(text)}</a></span></li>'
        for text in page.some("headlines", 12)
    )
    texts = "".join(f"<p>{page.beside(text)}</p>" for text in page.some("teasers", 4))
    return (
        f'<div class="layout-sidebar-second" role="complementary">{_region(page, "sidebar-second", f"<ol>{most}</ol>")}'
        f"{_region(page, 'promo', texts)}{_region(page, 'news-letter', page.beside(page.some('newsletters', 1)[0]))}</div>"
    )


def _foot(page: Page) -> str:
    links = "".join(f'<li class="menu-item"><a href="#">{escape(n)}</a></li>' for n in page.around["countries"])
    return (
        f'<ul class="menu">{links}</ul><p>{page.beside(page.around["rights"][0])}</p><p>{page.beside(page.around["rights"][1])}'
        f'</p><div class="eu-cookie-compliance-banner"><p>{page.beside(page.around["cookies"][1])}</p></div>'
    )
