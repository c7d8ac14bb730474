"""An aggregator that collects and translates: several stories one after the other, all as deep, the page's own first."""

from html import escape

from tests.pages.making.bulk import make_settings, make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    story = "".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} — ")))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-6">
<title>{escape(page.title)} | أخبار مترجمة | {page.outlet}</title>
<style>{make_sheet(page.random, "x", 130)}</style><script>{make_settings(page.random, "q", 140)}</script></head>
<body dir="rtl"><div class="t1"><div class="t2"><a href="/">{page.outlet}</a> <span>كل الأخبار في مكان واحد</span></div>
<div class="t3">{" ".join(f'<a href="/c{n}">{escape(s)}</a>' for n, s in enumerate(page.around["sections"]))}</div></div>
<div class="m1"><div class="m2">
{_card(page, escape(page.title), story, own=True)}
{"".join(_card(page, page.beside(head), _alien(page, lead), own=False) for head, lead in page.others(5))}
</div><div class="m3">{_side(page)}</div></div>
<div class="z1">{page.beside("هذه الصفحة مترجمة آلياً وقد تحتوي على أخطاء، ولا يتحمل الموقع مسؤولية ما ينشره الآخرون.")}<br>{page.beside(page.around["rights"][1])}</div>
</body></html>
"""


def _card(page: Page, title: str, inside: str, *, own: bool) -> str:
    source = page.random.choice(("موقع أجنبي", "صحيفة محلية", "مدونة"))
    when = (
        page.printed(region="egypt")
        if own and not page.has("undated")
        else ""
        if own
        else page.printed(day=page.later(-3))
    )
    name = f"ترجمة: {page.byline}" if own and page.byline else ""
    return (
        f'<div class="k{page.number % 100}"><div class="k1"><span>{source}</span> <span>{when}</span> <span>{name}</span></div><div '
        f'class="k2">{"<h1>" + title + "</h1>" if own and page.has("h1") else "<b>" + title + "</b>"}</div><div class="k3">{inside}</div><div class="k4"><span>إعجاب</span> '
        f"<span>تعليق</span> <span>حفظ</span> <span>إبلاغ عن خطأ في الترجمة</span></div></div>"
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p" if page.has("spans"):
            return f'<span class="s"><span>{page.body(text)}</span></span><br><br>'
        case "p":
            return f'<div class="s">{page.body(text)}</div>'
        case "h":
            return f'<div class="s"><i>{page.body(text, whole=False)}</i></div>'
        case "li":
            return "".join(f'<div class="s">{page.body("• " + item, whole=False)}</div>' for item in text)
        case "rows":
            return "".join(f'<div class="s">{page.body(" | ".join(row))}</div>' for row in text)
        case "also":
            return f'<div class="s"><a href="#">{page.beside(text)}</a></div>'
        case "ad" | "post":
            return f'<div class="s a">{page.beside(text)}</div>'
        case _:
            return ""


def _alien(page: Page, lead: str) -> str:
    texts = (lead, *page.some("teasers", 2), *page.some("comments", 1))
    return "".join(f'<div class="s">{page.beside(text)}</div>' for text in texts)


def _side(page: Page) -> str:
    return "".join(
        f'<div class="y"><a href="#">{page.beside(text)}</a></div>' for text in page.some("headlines", 20)
    ) + "".join(f'<div class="y">{page.beside(text)}</div>' for text in page.some("newsletters", 2))
