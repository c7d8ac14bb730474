"""A paper behind a wall: a few paragraphs, then a fade and offers; sometimes the rest lies in the page, hidden or not."""

import json
from html import escape

from tests.pages.making.bulk import make_sheet, make_tracking, make_tree
from tests.pages.making.story import Page

_OFFERS = (
    "هذا المحتوى متاح للمشتركين فقط. اشترك الآن لتقرأ المقال كاملاً وتصل إلى أرشيف الصحيفة منذ عام 1961 وإلى جميع النشرات المتخصصة.",
    "الاشتراك الرقمي: سنة كاملة بسعر تسعة أشهر، مع نسخة مصورة من الطبعة الورقية كل صباح وتطبيق بلا إعلانات على ثلاثة أجهزة.",
    "مشترك بالفعل؟ سجّل الدخول بالبريد الإلكتروني أو برقم العضوية، وإذا واجهتك مشكلة فراسل خدمة القراء على مدار الساعة.",
)


def make(page: Page) -> str:
    items = page.flow(page.open("{place} - "))
    shown = 99 if page.has("open") else int(page.quirks.get("shown", "3"))
    free = "\n".join(_render(page, kind, text) for kind, text in items[:shown])
    rest = ""
    if page.has("behind"):  # the rest is printed and only covered: whoever reads the page's text has it
        rest = "\n".join(_render(page, kind, text) for kind, text in items[shown:])
        rest = f'<div class="premium-content blurred" data-locked="true">{rest}</div>'
    return f"""<!DOCTYPE html>
<html lang="ar-LB" dir="rtl" class="is-locked">
<head><meta charset="utf-8">
<title>{escape(page.title)} — {page.outlet}</title>
<meta property="og:title" content="{escape(page.title)}"><meta name="application-name" content="{page.outlet}">
<meta property="article:content_tier" content="locked">
<script type="application/ld+json">{json.dumps(_data(page), ensure_ascii=False)}</script>
<style>{make_sheet(page.random, "pw-", 120)}.fade{{mask-image:linear-gradient(#000,transparent)}}</style>
<script>{make_tracking(page.random)}</script><script>window.__METER={json.dumps(make_tree(page.random, 120))}</script>
</head>
<body>
<div class="masthead"><a href="/">{page.outlet}</a><a class="cta" href="/subscribe">اشترك بخمسة دنانير شهرياً</a></div>
<div class="sections">{"".join(f'<a href="/{n}">{escape(s)}</a>' for n, s in enumerate(page.around["sections"]))}</div>
<div class="opening">{_strip(page)}</div>
<div class="grid">
<div class="col-main">
<p class="kicker">للمشتركين</p>
<h1 class="ttl">{escape(page.title)}</h1>
<div class="by-line">{f'<span class="who">{page.byline}</span>' if page.byline else ""}<span class="when">{
        page.printed(weekday=True)
    }</span></div>
<div class="txt{" fade" if not page.has("open") else ""}">
{free}
</div>
{rest}
{_wall(page)}
</div>
<div class="col-side">{_side(page)}</div>
</div>
{_more(page)}
<div class="btm"><p>{page.beside(page.around["rights"][0])}</p><p>{page.beside(page.around["rights"][1])}</p></div>
</body></html>
"""


def _data(page: Page) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "isAccessibleForFree": False,
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".premium-content"},
        "datePublished": f"{page.day.isoformat()}T05:00:00+02:00",
        "publisher": {"@type": "Organization", "name": page.outlet},
        **({"author": {"@type": "Person", "name": page.byline}} if page.byline else {}),
    }


def _strip(page: Page) -> str:
    return "".join(
        f"<article><h3>{page.beside(head)}</h3><p>{page.beside(lead)}</p></article>" for head, lead in page.others(4)
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p":
            return f'<p class="pp">{page.body(text)}</p>'
        case "h":
            return f'<h2 class="sub">{page.body(text, whole=False)}</h2>'
        case "li":
            return "<ul>" + "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text) + "</ul>"
        case "also":
            return f'<aside class="see"><span>للمزيد</span><a href="#">{page.beside(text)}</a></aside>'
        case "figure":
            return f'<figure><img src="/x.jpg"><figcaption>{page.beside(text)}</figcaption></figure>'
        case "ad":
            return f'<div class="house-ad"><p>{page.beside(text)}</p></div>'
        case "pull":
            return f'<aside class="big-quote"><p>{page.beside(text)}</p></aside>'
        case _:
            return ""


def _wall(page: Page) -> str:
    bio = f'<div class="bio"><p>{page.beside(page.some("bios", 1)[0])}</p></div>'
    if page.has("open"):
        return bio
    offers = "".join(
        f'<div class="offer"><h3>باقة {n}</h3><p>{page.beside(text)}</p><a>اختر</a></div>'
        for n, text in enumerate(_OFFERS, 1)
    )
    voices = "".join(f"<blockquote><p>{page.beside(text)}</p></blockquote>" for text in page.some("comments", 3))
    return f'<section class="wall"><h2>أكمل القراءة</h2>{offers}<h3>ماذا يقول مشتركونا</h3>{voices}</section>{bio}'


def _side(page: Page) -> str:
    return "".join(
        f'<div class="op"><h4>{name}</h4><h3>{page.beside(head)}</h3><p>{page.beside(lead)}</p></div>'
        for name, (head, lead) in zip(page.some("authors", 6), page.others(6), strict=True)
    )


def _more(page: Page) -> str:
    heads = "".join(f"<li>{page.beside(text)}</li>" for text in page.some("headlines", 18))
    notes = "".join(
        f"<div class='reader'><b>{nick}</b><p>{page.beside(text)}</p></div>"
        for nick, text in zip(page.some("nicks", 6), page.some("comments", 6), strict=True)
    )
    return (
        f'<div class="most"><h2>الأكثر قراءة بين المشتركين</h2><ol>{heads}</ol></div><div class="readers">{notes}</div>'
    )
