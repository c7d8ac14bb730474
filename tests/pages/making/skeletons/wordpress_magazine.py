"""A magazine made with a page builder: widgets in columns in sections, table of contents, galleries, footnotes."""

from html import escape

from tests.pages.making.bulk import make_sheet, make_tree
from tests.pages.making.story import Page


def make(page: Page) -> str:
    story = "\n".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} ــ ")))
    return f"""<!doctype html>
<html dir="rtl" lang="ar">
<head>
<meta charset="UTF-8">
<title>{escape(page.title)} &#8211; {page.outlet}</title>
<link rel="alternate" type="application/json+oembed" href="https://{page.host}/wp-json/oembed/1.0/embed?url=x" />
<style id="elementor-frontend-inline-css">{make_sheet(page.random, "elementor-", 150)}</style>
{_metas(page)}
</head>
<body class="rtl single elementor-default elementor-kit-6 elementor-page-{page.number % 900}">
{
        _box(
            "header",
            _widget("nav-menu", _menu(page)) + _widget("search-form", '<input type="search" placeholder="ابحث" />'),
        )
    }
<div data-elementor-type="single-post" class="elementor elementor-location-single post-{
        page.number
    } post type-post hentry">
{
        _box(
            "hero",
            _widget("theme-post-featured-image", '<img src="/wp-content/uploads/x.jpg" alt="">')
            + _widget(
                "theme-post-title",
                f'<h1 class="elementor-heading-title elementor-size-default">{escape(page.title)}</h1>',
            )
            + _widget("post-info", _info(page)),
        )
    }
{
        _box(
            "cols",
            _widget("table-of-contents", _contents(page))
            + _widget("theme-post-content", story)
            + _widget("gallery", _gallery(page)),
        )
    }
{
        _box(
            "end",
            _widget("share-buttons", "<span>شارك عبر فيسبوك</span><span>شارك عبر واتساب</span>")
            + _widget("author-box", _author(page))
            + _widget("post-navigation", _next(page)),
        )
    }
{_box("posts", _widget("posts", _posts(page)))}
{_box("talk", _widget("post-comments", _comments(page)))}
</div>
{_box("footer", _widget("text-editor", _footer(page)))}
<div data-elementor-type="popup" class="elementor-location-popup"><div class="pp"><h3>قبل أن تغادر</h3><p>{
        page.beside(page.some("newsletters", 1)[0])
    }</p></div></div>
<script>var elementorFrontendConfig = {make_tree(page.random, 200)};</script>
</body></html>
"""


def _box(name: str, inside: str) -> str:
    return (
        f'<section class="elementor-section elementor-top-section elementor-element-{name}" data-element_type="section"><div '
        f'class="elementor-container elementor-column-gap-default"><div class="elementor-column elementor-col-100"><div '
        f'class="elementor-widget-wrap elementor-element-populated">{inside}</div></div></div></section>'
    )


def _widget(name: str, inside: str) -> str:
    return (
        f'<div class="elementor-element elementor-widget elementor-widget-{name}" data-widget_type="{name}.default"><div '
        f'class="elementor-widget-container">\n{inside}\n</div></div>'
    )


def _metas(page: Page) -> str:
    if page.has("nometa") or page.has("undated"):
        return f'<meta property="og:site_name" content="{page.outlet}">' if page.has("undated") else ""
    stamp = f"{page.day.isoformat()}T11:00:00+01:00"
    return (
        f'<meta property="og:site_name" content="{page.outlet}"><meta property="article:published_time" content="{stamp}">'
        f'<meta property="article:modified_time" content="{page.later(20).isoformat()}T11:00:00+01:00">'
        f'<meta name="twitter:label1" content="كُتب بواسطة"><meta name="twitter:data1" content="{page.byline}">'
    )


def _menu(page: Page) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="#" class="elementor-item">{escape(name)}</a></li>' for name in page.around["sections"])
        + "</ul>"
    )


def _info(page: Page) -> str:
    name = f'<li itemprop="author"><span class="elementor-icon-list-text elementor-post-info__item--type-author">{page.byline}</span></li>'
    date = (
        f'<li itemprop="datePublished"><a href="/{page.day.year}/"><span class="elementor-post-info__item--type-date">'
        f"{page.printed()}</span></a></li>"
    )
    return f'<ul class="elementor-inline-items">{name if page.byline else ""}{"" if page.has("undated") else date}<li>5 دقائق قراءة</li></ul>'


def _contents(page: Page) -> str:
    heads = [*page.event["heads"], "خلفية"]
    return "<h4>محتويات المقال</h4><ol>" + "".join(f"<li><a>{escape(head)}</a></li>" for head in heads) + "</ol>"


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p":
            first = len(page.bodies) == 0 and page.has("dropcap")
            made = page.body(text)
            return f'<p><span class="dropcap">{made[0]}</span>{made[1:]}</p>' if first else f"<p>{made}</p>"
        case "h":
            return f'<h3><span id="h{len(page.bodies)}"></span>{page.body(text, whole=False)}</h3>'
        case "li":
            return "<ul>" + "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text) + "</ul>"
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}</td>" for cell in row) + "</tr>" for row in text)
            return f'<div class="tablepress-scroll"><table class="tablepress">{rows}</table></div>'
        case "also":
            head, lead = page.others(1)[0]
            return (
                f'<section class="elementor-section elementor-inner-section"><div><div class="elementor-widget-image-box"><h3>'
                f'<a href="#">{page.beside(head)}</a></h3><p>{page.beside(lead)}</p></div><div><a>{page.beside(text)}</a></div></div>'
                f"</section>"
            )
        case "ad":
            return f'<div class="code-block code-block-1" style="margin: 8px auto; text-align: center;">{page.beside(text)}</div>'
        case "pull":
            return (
                f'<div class="elementor-widget-blockquote"><blockquote class="elementor-blockquote"><p '
                f'class="elementor-blockquote__content">{page.beside(text)}</p><cite>من المقال</cite></blockquote></div>'
            )
        case "post":
            return f'<div class="wp-block-group has-background"><p><em>{page.beside(text)}</em></p></div>'
        case _:
            return (
                f'<div id="attachment_{page.number}" class="wp-caption aligncenter"><img src="/x.jpg"><p class="wp-caption-text">'
                f"{page.beside(text)}</p></div>"
            )


def _gallery(page: Page) -> str:
    if not page.has("gallery"):
        return ""
    captions = [event["caption"] for event in (page.event, *page.events)] + [lead for _, lead in page.others(4)]
    return "".join(
        f'<a class="e-gallery-item" data-elementor-lightbox-title="x"><div class="elementor-gallery-item__title">'
        f"{page.beside(text)}</div></a>"
        for text in dict.fromkeys(captions)
    )


def _author(page: Page) -> str:
    if not page.byline:
        return ""
    bio = page.beside(page.some("bios", 1)[0])
    return f'<h4 class="elementor-author-box__name">{page.byline}</h4><div class="elementor-author-box__bio"><p>{bio}</p></div>'


def _next(page: Page) -> str:
    one, two = page.some("headlines", 2)
    return f"<span>السابق</span><span>{page.beside(one)}</span><span>التالي</span><span>{page.beside(two)}</span>"


def _posts(page: Page) -> str:
    return "".join(
        f'<article class="elementor-post elementor-grid-item post type-post"><div class="elementor-post__text"><h3 '
        f'class="elementor-post__title"><a>{page.beside(head)}</a></h3><div class="elementor-post__excerpt"><p>{page.beside(lead)}</p>'
        f'<p>{page.beside(tail)}</p></div><div class="elementor-post__meta-data"><span class="elementor-post-date">'
        f"{page.printed(day=page.later(n))}</span></div></div></article>"
        for n, ((head, lead), tail) in enumerate(zip(page.others(8), page.some("teasers", 8), strict=True))
    )


def _comments(page: Page) -> str:
    rows = "".join(
        f'<li id="comment-{n}"><article class="comment-body"><footer><b class="fn">{nick}</b> <span class="says">يقول:</span>'
        f'</footer><div class="comment-content"><p>{page.beside(text)}</p></div></article></li>'
        for n, (nick, text) in enumerate(zip(page.some("nicks", 9), page.some("comments", 9), strict=True))
    )
    return (
        f'<section id="comments"><h3 class="title-comments">9 ردود</h3><ol class="comment-list">{rows}</ol></section>'
    )


def _footer(page: Page) -> str:
    return f"<p>{page.beside(page.around['rights'][0])}</p><p>{page.beside(page.around['rights'][1])}</p>"
