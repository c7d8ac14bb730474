"""Accelerated pages: amp elements with fallbacks, a sidebar menu, templates for lists, styles in one amp-custom."""

import json
from html import escape

from tests.pages.making.bulk import make_sheet, make_tree
from tests.pages.making.story import Page


def make(page: Page) -> str:
    body = "\n".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} | ")))
    wrapped = f'<div class="the-content">{body}</div>' if page.has("plain") else f"<section>{body}</section>"
    return f"""<!doctype html>
<html ⚡ lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<script async src="https://cdn.amp.example/v0.js"></script>
<title>{escape(page.title)}</title>
<link rel="canonical" href="{page.url.replace("/amp/", "/")}">
<meta name="viewport" content="width=device-width,minimum-scale=1">
<meta name="author" content="{page.byline or page.outlet}">
<meta property="og:site_name" content="{page.outlet}">
<script type="application/ld+json">
{json.dumps(_data(page), ensure_ascii=False, indent=2)}
</script>
<style amp-boilerplate>body{{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both}}</style>
<noscript><style amp-boilerplate>body{{-webkit-animation:none}}</style></noscript>
<style amp-custom>{make_sheet(page.random, "ampstart-", 190)}</style>
</head>
<body class="single-post amp-mode-touch">
<amp-auto-ads type="adsense" data-ad-client="ca-pub-0"></amp-auto-ads>
<amp-sidebar id="drawer" layout="nodisplay" side="right">{_drawer(page)}</amp-sidebar>
<header id="top" class="ampstart-headerbar"><div role="button" on="tap:drawer.toggle">☰</div><a href="/amp/">{
        page.outlet
    }</a></header>
<amp-consent id="consent" layout="nodisplay"><div id="consent-ui"><p>{
        page.beside(page.around["cookies"][0])
    }</p></div></amp-consent>
<article class="amp-wp-article">
<header class="amp-wp-article-header">
<h1 class="amp-wp-title">{escape(page.title)}</h1>
{_meta(page)}
</header>
<amp-social-share type="system"></amp-social-share><amp-social-share type="whatsapp"></amp-social-share>
{wrapped}
<footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-tag">الوسوم: {
        "، ".join(f'<a href="#">{escape(tag)}</a>' for tag in page.some("tags", 5))
    }</div></footer>
</article>
{_list(page)}
{_notes(page)}
<amp-user-notification id="app" layout="nodisplay"><p>حمّل تطبيق {
        page.outlet
    } لتصلك الأخبار العاجلة أولاً بأول</p></amp-user-notification>
<footer class="amp-wp-footer"><div><h2>{page.outlet}</h2><p>{page.beside(page.around["rights"][0])}</p><p>{
        page.beside(page.around["rights"][1])
    }</p></div></footer>
<amp-state id="state"><script type="application/json">{json.dumps(make_tree(page.random, 180))}</script></amp-state>
<amp-analytics type="gtag"><script type="application/json">{
        json.dumps(make_tree(page.random, 40))
    }</script></amp-analytics>
</body>
</html>
"""


def _data(page: Page) -> dict[str, object]:
    stamp = f"{page.day.isoformat()}T{page.random.randint(10, 20)}:00:00+03:00"
    data = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": page.url,
        "headline": page.title,
        "datePublished": stamp,
        "dateModified": stamp,
        "publisher": {"@type": "Organization", "name": page.outlet},
        "image": {"@type": "ImageObject", "url": f"https://{page.host}/i.jpg", "width": 1200},
    }
    if page.has("undated"):
        del data["datePublished"], data["dateModified"]
    if page.byline:
        data["author"] = [{"@type": "Person", "name": page.byline}]
    return data


def _meta(page: Page) -> str:
    date = (
        ""
        if page.has("undated")
        else (
            f'<div class="amp-wp-meta amp-wp-posted-on"><time datetime="{page.day.isoformat()}">{page.printed()}</time></div>'
        )
    )
    name = f'<div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">{page.byline}</span></div>'
    return (name if page.byline else "") + date


def _drawer(page: Page) -> str:
    rows = "".join(
        f'<li><amp-accordion><section><h4>{escape(name)}</h4><div><a href="#">{escape(text)}</a></div></section></amp-accordion></li>'
        for name in page.around["sections"]
        for text in page.some("headlines", 2)
    )
    return f"<ul>{rows}</ul><p>{page.beside(page.some('newsletters', 1)[0])}</p>"


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p":
            return f"<p>{page.body(text)}</p>"
        case "h":
            return f"<h2><span style='color:#b00'>{page.body(text, whole=False)}</span></h2>"
        case "li":
            return "<ul>" + "\n".join(f"<li><p>{page.body(item, whole=False)}</p></li>" for item in text) + "</ul>"
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}</td>" for cell in row) + "</tr>" for row in text)
            return f"<table>{rows}</table>"
        case "also":
            cards = "".join(
                f'<div class="slide"><h3>{page.beside(head)}</h3><p>{page.beside(lead)}</p></div>'
                for head, lead in page.others(2)
            )
            return (
                f'<amp-carousel height="300" layout="fixed-height" type="slides">{cards}</amp-carousel>'
                f'<p class="rd"><a href="#">شاهد أيضا | {page.beside(text)}</a></p>'
            )
        case "ad":
            return (
                f'<amp-ad width="300" height="250" type="doubleclick"><div placeholder>{page.beside(text)}</div><div fallback>'
                f"</div></amp-ad>"
            )
        case "pull":
            return f'<amp-fit-text class="pq" width="400" height="90">{page.beside(text)}</amp-fit-text>'
        case "post":
            return (
                f'<amp-twitter width="375" height="472" layout="responsive" data-tweetid="1"><blockquote placeholder>'
                f"{page.beside(text)}</blockquote></amp-twitter>"
            )
        case _:
            return (
                f'<figure><amp-img src="/i.jpg" width="800" height="450" layout="responsive"><noscript><img src="/i.jpg">'
                f"</noscript></amp-img><figcaption>{page.beside(text)}</figcaption></figure>"
            )


def _list(page: Page) -> str:
    fixed = "".join(
        f'<a class="card" href="#"><amp-img src="/i.jpg" width="90" height="60"></amp-img><div>{page.beside(head)}</div>'
        f"<div>{page.beside(lead)}</div></a>"
        for head, lead in page.others(6)
    )
    return (
        f'<amp-list src="/api/related" layout="fixed-height" height="400"><template type="amp-mustache"><a href="{{{{url}}}}">'
        f'{{{{title}}}}</a></template><div fallback>تعذر التحميل</div></amp-list><div class="also-in"><h3>في القسم نفسه</h3>'
        f"{fixed}</div>"
    )


def _notes(page: Page) -> str:
    rows = "".join(
        f'<div class="c"><b>{nick}</b><p>{page.beside(text)}</p></div>'
        for nick, text in zip(page.some("nicks", 7), page.some("comments", 7), strict=True)
    )
    return f'<amp-live-list id="comments" data-poll-interval="15000"><div items>{rows}</div></amp-live-list>'
