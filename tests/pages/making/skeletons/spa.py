"""An application in the browser: hashed classes, all data once more as JSON, sometimes nothing printed at all."""

import json
from html import escape

from tests.pages.making.bulk import make_sheet, make_tree
from tests.pages.making.story import Page


def make(page: Page) -> str:
    printed = "".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} - ")))
    if page.has("empty"):
        printed = '<div class="Skeleton_row__2Kd"></div>' * 12
    state, shell = _state(page), _shell(page, printed)
    inside = shell
    if page.has("blank"):  # nothing is printed until scripts run
        inside = ""
        page.furniture.clear()
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/>
<title>{escape(page.title)} | {page.outlet}</title>{_metas(page)}
<link rel="preload" href="/_next/static/css/{
        page.random.getrandbits(64):x}.css" as="style"/><style data-styled="" data-styled-version="5.3.5">{
        make_sheet(page.random, "sc-", 120)
    }</style></head>
<body><div id="__next">{
        inside
    }</div><noscript>يحتاج هذا التطبيق إلى تفعيل جافا سكريبت في متصفحك كي يعمل على الوجه الصحيح</noscript>
{state}</body></html>
"""


def _metas(page: Page) -> str:
    stamp = f"{page.day.isoformat()}T{page.random.randint(6, 18):02}:20:00.000Z"
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "url": page.url,
        "datePublished": stamp,
        "publisher": {"@type": "Organization", "name": page.outlet},
    }
    if page.byline:
        data["author"] = {"@type": "Person", "name": page.byline}
    if page.has("empty") or page.has("blank"):
        data["articleBody"] = "\n\n".join(page.bodies)
    if page.has("nojsonld"):
        return f'<meta name="description" content="{escape(page.event["leads"][1])}"/>'
    return (
        f'<meta property="og:title" content="{escape(page.title)}"/><meta property="og:site_name" content="{page.outlet}"/>'
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    )


def _state(page: Page) -> str:
    article = {
        "id": page.number,
        "title": page.title,
        "body": [{"type": "p", "html": text} for text in page.bodies],
        "publishedAt": page.day.isoformat(),
        "author": page.byline,
    }
    related = [{"title": head, "summary": lead} for head, lead in page.others(8)]
    props = {
        "props": {"pageProps": {"article": article, "related": related, "config": make_tree(page.random, 150)}},
        "page": "/[section]/[slug]",
        "buildId": f"{page.random.getrandbits(60):x}",
    }
    if page.has("nuxt"):
        return f"<script>window.__NUXT__={json.dumps(props, ensure_ascii=False)}</script>"
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(props, ensure_ascii=False)}</script>'


def _shell(page: Page, printed: str) -> str:
    links = "".join(
        f'<a class="NavLink_a__{n:x}Tq" href="/{n}"><div>{escape(name)}</div></a>'
        for n, name in enumerate(page.around["sections"])
    )
    return (
        f'<div class="Layout_root__1Zx"><div class="Header_bar__9sD"><a href="/"><div>{page.outlet}</div></a><div>{links}</div></div>'
        f'<div class="Ticker_line__3Cx">{_ticker(page)}</div><div class="Story_grid__8Uu"><div class="Story_left__2m4">'
        f'<div class="Story_kicker__x1">عالم</div><h1 class="sc-1h6 kTqAbc">{escape(page.title)}</h1>{_facts(page)}'
        f'<div class="sc-9f1 jWmQzz">{printed}</div>{_tags(page)}{_more(page)}{_talk(page)}</div><div class="Rail_box__7Ya">'
        f'{_rail(page)}</div></div><div class="Foot_all__0b">{_foot(page)}</div></div>'
    )


def _ticker(page: Page) -> str:
    return "".join(f"<span>{page.beside(text)}</span>" for text in page.some("headlines", 7))


def _facts(page: Page) -> str:
    shown = "منذ يومين" if page.has("relative") else page.printed()
    date = "" if page.has("undated") else f'<div class="sc-2d">{shown}<span> · 4 دقائق قراءة</span></div>'
    return date + (
        f'<div class="sc-3n"><a href="/author/x"><span>{page.byline}</span></a></div>' if page.byline else ""
    )


def _render(page: Page, kind: str, text: object) -> str:
    mark = f"sc-{page.number % 4096:x}"
    match kind:
        case "p" if page.has("divs"):
            return f'<div class="{mark} bXyZ"><div>{page.body(text)}</div></div>'
        case "p":
            return f'<p class="{mark} bXyZ">{page.body(text)}</p>'
        case "h":
            return f'<h2 class="{mark} hHeAd">{page.body(text, whole=False)}</h2>'
        case "li":
            return "".join(
                f'<div class="{mark} lIsT"><span>{page.body(item, whole=False)}</span></div>' for item in text
            )
        case "rows":
            return "".join(
                f'<div class="{mark} rOw">{"".join(f"<div>{page.body(cell)}</div>" for cell in row)}</div>'
                for row in text
            )
        case "also":
            head, lead = page.others(1)[0]
            return (
                f'<div class="{mark} cArD"><a href="#"><div>{page.beside(text)}</div></a><a href="#"><div>{page.beside(head)}</div>'
                f"<p>{page.beside(lead)}</p></a></div>"
            )
        case "ad":
            return f'<div class="{mark} aDvT" id="gpt-1"><p>{page.beside(text)}</p></div>'
        case "pull":
            return f'<div class="{mark} pUlL"><p>{page.beside(text)}</p></div>'
        case "post":
            return f'<div class="{mark} eMbD"><div><p>{page.beside(text)}</p><span>@mithal</span></div></div>'
        case _:
            return (
                f'<div class="{mark} iMg"><span><img alt="" src="data:image/gif;base64,R0lGODlh" decoding="async"/><noscript><img '
                f'src="/_next/image"/></noscript></span><div>{page.beside(text)}</div></div>'
            )


def _tags(page: Page) -> str:
    return f"<div>{''.join(f'<a><span>{escape(tag)}</span></a>' for tag in page.some('tags', 6))}</div>"


def _more(page: Page) -> str:
    return (
        "<div><div>المزيد</div>"
        + "".join(
            f'<div class="MoreCard_c__5t"><h3>{page.beside(head)}</h3><p>{page.beside(lead)}</p></div>'
            for head, lead in page.others(6)
        )
        + "</div>"
    )


def _talk(page: Page) -> str:
    if page.has("quiet"):
        return ""
    return (
        "<div><div>شارك في النقاش</div>"
        + "".join(
            f"<div><div>{nick}</div><div>{page.beside(text)}</div></div>"
            for nick, text in zip(page.some("nicks", 7), page.some("comments", 7), strict=True)
        )
        + "</div>"
    )


def _rail(page: Page) -> str:
    return "".join(f"<div><p>{page.beside(text)}</p></div>" for text in page.some("teasers", 5))


def _foot(page: Page) -> str:
    mail = page.beside(page.some("newsletters", 1)[0])
    return f"<p>{mail}</p><p>{page.beside(page.around['rights'][0])}</p><p>{page.beside(page.around['rights'][1])}</p>"
