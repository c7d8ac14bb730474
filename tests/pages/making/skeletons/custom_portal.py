"""A big broadcaster's own system: components with hashed class names, no article element, sections between sections."""

import json
from html import escape

from tests.pages.making.bulk import make_drawing, make_sheet, make_tracking, make_tree
from tests.pages.making.story import Page


def make(page: Page) -> str:
    mark = f"{page.random.getrandbits(28):07x}"  # the build's hash stands in all class names
    parts = [_render(page, mark, kind, text) for kind, text in page.flow(page.open("{place} – "))]
    return f"""<!doctype html><html lang="ar" dir="rtl" class="no-js"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width,initial-scale=1"/><title>{escape(page.title)} - {page.outlet}</title>
{_metas(page)}<link rel="canonical" href="{page.url}"/>
<script type="application/ld+json">{json.dumps(_data(page), ensure_ascii=False)}</script>
<style data-emotion="bbl {mark}">{make_sheet(page.random, f"bbl-{mark}-", 170)}</style><script>{
        make_tracking(page.random)
    }</script>
</head><body><div id="root">{make_drawing(page.random, 30)}
<div data-component="consent" class="bbl-{mark}-1a" role="region" aria-label="الموافقة"><h2>نود أن نطلعك</h2><p>{
        page.beside(page.around["cookies"][1])
    }</p><button>موافق</button></div>
<a href="#content" class="bbl-{mark}-sk">إذهب إلى المحتوى</a>
{_navigation(page, mark)}
{_live(page, mark) if page.has("livebar") else ""}
<main id="content"><div class="bbl-{mark}-g1"><div class="bbl-{mark}-g2">
<div data-component="headline-block" class="bbl-{mark}-b"><h1 id="main-heading" tabindex="-1" class="bbl-{mark}-h">{
        escape(page.title)
    }</h1></div>
{_facts(page, mark)}
{"".join(parts)}
<div data-component="topic-list" class="bbl-{mark}-b"><h2>مواضيع ذات صلة</h2><ul role="list">{
        "".join(f'<li><a href="/topics/{n}">{escape(t)}</a></li>' for n, t in enumerate(page.some("tags", 6)))
    }</ul></div>
</div>
<div class="bbl-{mark}-g3" data-component="features">{_cards(page, mark, "اخترنا لكم", 7)}</div></div></main>
<div data-component="links-block" class="bbl-{mark}-b">{_ranks(page, mark)}</div>
{_footer(page, mark)}
</div><script>window.__STATE__={json.dumps(make_tree(page.random, 220))}</script></body></html>
"""


def _metas(page: Page) -> str:
    names = {
        "og:title": page.title,
        "og:site_name": page.outlet,
        "og:url": page.url,
        "og:type": "article",
        "description": page.event["leads"][1],
        "twitter:card": "summary_large_image",
    }
    return "".join(f'<meta property="{name}" content="{escape(text)}"/>' for name, text in names.items())


def _data(page: Page) -> dict[str, object]:
    hour = page.random.randint(4, 19)
    data = {
        "@context": "http://schema.org",
        "@graph": [
            {
                "@type": "LiveBlogPosting" if page.has("live") else "ReportageNewsArticle",
                "url": page.url,
                "publisher": {"@type": "NewsMediaOrganization", "name": page.outlet, "logo": {"@type": "ImageObject"}},
                "headline": page.title,
                "inLanguage": "ar",
                "mainEntityOfPage": {"@type": "WebPage", "name": page.title},
                "datePublished": f"{page.day.isoformat()}T{hour:02}:31:09.000Z",
                "dateModified": f"{page.later(1).isoformat()}T{hour:02}:02:00.000Z",
                "author": {"@type": "Person", "name": page.byline}
                if page.byline
                else {"@type": "NewsMediaOrganization", "name": page.outlet},
            }
        ],
    }
    return {} if page.has("nometa") else data


def _navigation(page: Page, mark: str) -> str:
    links = "".join(
        f'<li class="bbl-{mark}-li"><a href="/arabic/{n}" class="bbl-{mark}-a">{escape(name)}</a></li>'
        for n, name in enumerate(page.around["sections"])
    )
    drawer = "".join(
        f'<li><a href="/region/{n}">{escape(name)}</a></li>' for n, name in enumerate(page.around["countries"])
    )
    return (
        f'<header role="banner"><div><a href="/arabic"><span>{page.outlet}</span></a></div><nav role="navigation" '
        f'aria-label="{page.outlet}"><ul role="list">{links}</ul><div hidden><ul>{drawer}</ul></div></nav></header>'
    )


def _live(page: Page, mark: str) -> str:
    rows = "".join(
        f'<div class="bbl-{mark}-lv"><span>منذ {n + 2} دقائق</span><p>{page.beside(lead)}</p></div>'
        for n, (_, lead) in enumerate(page.others(4))
    )
    return f'<div data-component="live-strip" class="bbl-{mark}-l"><span>مباشر</span>{rows}</div>'


def _facts(page: Page, mark: str) -> str:
    date = f'<time datetime="{page.day.isoformat()}" class="bbl-{mark}-t">{page.printed()}</time>'
    if page.has("relative"):
        date = f'<span class="bbl-{mark}-t">قبل 3 ساعات</span>'
    if page.has("updated"):
        date += f'<span class="bbl-{mark}-t">آخر تحديث {page.printed(day=page.later(1))}</span>'
    name = (
        f'<section role="region" aria-label="معلومات عن كاتب المقال"><ul class="bbl-{mark}-by"><li><span>Author,</span> '
        f"<span>{page.byline}</span></li><li><span>Role,</span> <span>محرر الشؤون الدولية</span></li></ul></section>"
    )
    return f'<div class="bbl-{mark}-b">{date}</div>{name if page.byline else ""}'


def _render(page: Page, mark: str, kind: str, text: object) -> str:
    match kind:
        case "p":
            stress = page.body(text)
            inside = f"<b>{stress}</b>" if len(page.bodies) == 1 and not page.has("noplace") else stress
            return f'<div dir="rtl" class="bbl-{mark}-b"><p dir="rtl" class="bbl-{mark}-p">{inside}</p></div>'
        case "h":
            return f'<div class="bbl-{mark}-b"><h2 id="s{len(page.bodies)}" tabindex="-1">{page.body(text, whole=False)}</h2></div>'
        case "li":
            items = "".join(f'<li role="listitem">{page.body(item, whole=False)}</li>' for item in text)
            return f'<div dir="rtl" class="bbl-{mark}-b"><ul role="list">{items}</ul></div>'
        case "rows":
            rows = "".join(
                f'<div role="row">{"".join(f"""<div role="cell">{page.body(cell)}</div>""" for cell in row)}</div>'
                for row in text
            )
            return f'<div class="bbl-{mark}-b" role="table">{rows}</div>'
        case "also":
            return _podcast(page, mark, text)
        case "ad":
            return (
                f'<div data-component="ad-slot" class="bbl-{mark}-b"><span>إعلان</span><a href="#" rel="sponsored">'
                f"{page.beside(text)}</a></div>"
            )
        case "pull":
            return f'<div data-component="quote-block"><figure class="bbl-{mark}-q"><q>{page.beside(text)}</q></figure></div>'
        case "post":
            return (
                f'<div data-component="social-embed" class="bbl-{mark}-b"><p>تخطى المحتوى من منصة X</p><blockquote><p>'
                f"{page.beside(text)}</p></blockquote><p>نهاية المحتوى من منصة X</p></div>"
            )
        case _:
            return (
                f'<figure class="bbl-{mark}-f"><div><picture><source srcset="/ws/240/x.webp 240w"><img alt="" src="/ws/x.jpg">'
                f'</picture><p class="bbl-{mark}-cr"><span>صدر الصورة، Mithal Images</span></p></div><figcaption><span '
                f'class="vh">التعليق على الصورة،</span><p>{page.beside(text)}</p></figcaption></figure>'
            )


def _podcast(page: Page, mark: str, title: str) -> str:
    """The broadcaster's box in the midst of the text: most read stories, or an invitation as long as a paragraph."""
    items = "".join(f"<li><a href='#'>{page.beside(text)}</a></li>" for text in (title, *page.some("headlines", 4)))
    pitch = page.some("teasers", 1)[0]
    return (
        f'<section role="region" aria-label="قصص مقترحة" class="bbl-{mark}-rec"><a href="#end-of-rec">تخطى قصص مقترحة</a>'
        f"<strong>قصص مقترحة</strong><ul>{items}</ul><p>نهاية قصص مقترحة</p></section>"
        f'<section aria-label="بودكاست" class="bbl-{mark}-pod"><strong>البودكاست</strong><div><p>{page.beside(pitch)}</p>'
        f"<a>الحلقات</a></div></section>"
    )


def _cards(page: Page, mark: str, title: str, many: int) -> str:
    cards = "".join(
        f'<li class="bbl-{mark}-card"><div><h3><a href="#"><span>{page.beside(head)}</span></a></h3><p>'
        f"{page.beside(lead)}</p><time>{page.printed(day=page.later(n))}</time></div></li>"
        for n, (head, lead) in enumerate(page.others(many))
    )
    return f'<section><h2>{title}</h2><ul role="list">{cards}</ul></section>'


def _ranks(page: Page, mark: str) -> str:
    items = "".join(
        f'<li><span>{n + 1}</span><a href="#">{page.beside(text)}</a></li>'
        for n, text in enumerate(page.some("headlines", 10))
    )
    return f"<section><h2>الأكثر قراءة</h2><ol>{items}</ol></section>"


def _footer(page: Page, mark: str) -> str:
    note, mail = page.around["rights"][1], page.some("newsletters", 1)[0]
    return (
        f'<div class="bbl-{mark}-nl"><h2>النشرة</h2><p>{page.beside(mail)}</p></div><footer role="contentinfo"><p>'
        f"{page.beside(page.around['rights'][0])}</p><p>{page.beside(note)}</p></footer>"
    )
