"""A newspaper's WordPress theme: blocks, a plugin for each wish, JSON-LD graph, comments as a list of articles."""

import json
from html import escape

from tests.pages.making.bulk import make_drawing, make_settings, make_sheet, make_tracking
from tests.pages.making.dates import name_hijri
from tests.pages.making.story import Page


def make(page: Page) -> str:
    body = "\n".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} - ")))
    if page.has("deep"):  # a page builder's boxes around the text
        body = f'<div class="wp-block-group"><div class="wp-block-group__inner-container">{body}</div></div>'
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar" prefix="og: https://ogp.me/ns#">
{_head(page)}
<body class="rtl post-template-default single single-post postid-{page.number} single-format-standard td-standard-pack">
{make_drawing(page.random, 40)}
{_top(page)}
<div class="td-main-content-wrap td-container-wrap"><div class="td-container td-post-template-default">
<div class="td-crumb-container"><div class="entry-crumbs"><span><a class="entry-crumb" href="/">الرئيسية</a></span>
<i class="td-icon-right"></i><span><a class="entry-crumb" href="/category/world">العالم</a></span>
<i class="td-icon-right"></i><span class="td-bred-no-url-last">{escape(page.title)}</span></div></div>
<div class="td-pb-row"><div class="td-pb-span8 td-main-content" role="main"><div class="td-ss-main-content">
<article id="post-{page.number}" class="post-{page.number} post type-post status-publish format-standard hentry">
<div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="/category/world">العالم</a></li>
</ul><header class="td-post-title"><h1 class="entry-title">{escape(page.title)}</h1>
<div class="td-module-meta-info">{_byline(page)}{_date(page)}
<div class="td-post-views"><i class="td-icon-views"></i> <span>{page.random.randint(90, 9000)}</span></div></div>
</header></div>
{_share(page, "top")}
<div class="td-post-content tagdiv-type">
{body}
{_jetpack(page)}
</div>
<footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box"><li><span>الوسوم</span></li>
{"".join(f'<li><a href="/tag/{n}" rel="tag">{page.beside(t)}</a></li>' for n, t in enumerate(page.some("tags", 6)))}
</ul></div>{_share(page, "bottom")}{_neighbours(page)}{_author_box(page)}</footer></article>
{_related(page)}{_comments(page)}
</div></div>{_sidebar(page)}</div></div></div>
{_foot(page)}
</body></html>
"""


def _head(page: Page) -> str:
    random = page.random
    published = f"{page.day.isoformat()}T{random.randint(10, 18)}:12:40+03:00"
    if page.has("metalies"):  # the site moved to a new system and stamped all its old pages with that day
        published = "2026-01-11T03:00:01+00:00"
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebPage",
                "@id": page.url,
                "url": page.url,
                "name": f"{page.title} - {page.outlet}",
                "datePublished": published,
                "dateModified": f"{page.later(2).isoformat()}T08:00:00+03:00",
                "inLanguage": "ar",
            },
            {"@type": "WebSite", "@id": f"https://{page.host}/#website", "name": page.outlet},
            {
                "@type": "NewsArticle",
                "headline": page.title,
                "datePublished": published,
                "author": {"@type": "Person", "name": page.byline or page.outlet},
                "wordCount": 400,
                "publisher": {"@type": "Organization", "name": page.outlet},
            },
        ],
    }
    if page.has("nometa"):
        graph = {"@context": "https://schema.org", "@type": "WebSite", "name": page.outlet}
    times = "" if page.has("nometa") else f'<meta property="article:published_time" content="{published}" />\n'
    return f"""<head>
<meta charset="UTF-8" />
<title>{escape(page.title)} | {page.outlet}</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="pingback" href="https://{page.host}/xmlrpc.php" />
<meta name='robots' content='index, follow, max-image-preview:large' />
<link rel="canonical" href="{page.url}" />
<meta property="og:locale" content="ar_AR" /><meta property="og:type" content="article" />
<meta property="og:title" content="{escape(page.title)}" /><meta property="og:url" content="{page.url}" />
<meta property="og:site_name" content="{page.outlet}" />
{times}<script type="application/ld+json" class="seo-graph">{json.dumps(graph, ensure_ascii=False)}</script>
<style id='wp-block-library-inline-css'>{make_sheet(random, "wp-block-", 90)}</style>
<style id='global-styles-inline-css'>body{{{
        "".join(f"--wp--preset--color--c{n}:#{random.randint(0, 0xFFFFFF):06x};" for n in range(60))
    }}}</style>
<script>{make_settings(random, "tdBlocks", 90)}</script>
<script async src="https://stats.example/t.js"></script><script>{make_tracking(random)}</script>
</head>"""


def _top(page: Page) -> str:
    menu = "".join(
        f'<li class="menu-item menu-item-type-taxonomy menu-item-{n}"><a href="/category/{n}">{name}</a>'
        f'<ul class="sub-menu">{"".join(_menu_item(page, n * 10 + m) for m in range(3))}</ul></li>'
        for n, name in enumerate(page.around["sections"])
    )
    news = "".join(
        f'<div class="td-trending-now-post"><h3><a href="#">{page.beside(t)}</a></h3></div>'
        for t in page.some("headlines", 5)
    )
    return (
        f'<div id="td-outer-wrap"><div class="td-header-menu-wrap-full"><div class="td-header-sp-logo">'
        f'<a href="/"><img src="/logo.png" alt="{page.outlet}"/></a></div><div class="td-trending-now">{news}</div>'
        f'<ul id="menu-main" class="sf-menu">{menu}</ul></div></div>'
    )


def _menu_item(page: Page, number: int) -> str:
    title = page.random.choice(page.around["headlines"])
    return (
        f'<li><div class="td-module-thumb"><a href="/?p={number}"><img class="lazy" src="data:image/gif;base64,R0lG" '
        f'data-src="/wp-content/uploads/{number}.jpg"></a></div><h3 class="entry-title td-module-title">'
        f'<a href="/?p={number}" rel="bookmark">{escape(title)}</a></h3></li>'
    )


def _byline(page: Page) -> str:
    if not page.byline:
        return ""
    return (
        f'<div class="td-post-author-name"><div class="td-author-by">بواسطة</div> '
        f'<a href="/author/{page.number % 97}">{page.byline}</a><div class="td-author-line"> - </div></div>'
    )


def _date(page: Page) -> str:
    if page.has("relative"):
        return '<span class="td-post-date">منذ ساعتين</span>'
    printed = page.printed(weekday=page.has("weekday"))
    if page.has("hijri"):
        printed = f"{name_hijri(page.day)} الموافق {printed}"
    if page.has("updated"):
        printed += f'</span> <span class="td-post-date-updated">آخر تحديث: {page.printed(day=page.later(2))}'
    return f'<span class="td-post-date">{printed}</span>'


def _share(page: Page, where: str) -> str:
    names = ("Facebook", "X", "WhatsApp", "Telegram", "LinkedIn", "طباعة", "نسخ الرابط")
    return (
        f'<div class="td-post-sharing-{where}"><div class="td-post-sharing-visible">'
        + "".join(
            f'<a class="td-social-sharing-button" href="#"><div class="td-social-but-text">{name}</div></a>'
            for name in names
        )
        + "</div></div>"
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p":
            return f"<p>{page.body(text)}</p>"
        case "h":
            return f'<h2 class="wp-block-heading"><strong>{page.body(text, whole=False)}</strong></h2>'
        case "li":
            items = "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text)
            return f'<ul class="wp-block-list">{items}</ul>'
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}</td>" for cell in row) + "</tr>" for row in text)
            return f'<figure class="wp-block-table"><table><tbody>{rows}</tbody></table></figure>'
        case "also":
            return (
                f'<div class="crp_related_inline"><p>اقرأ أيضاً: <a href="/?p=1">{page.beside(text)}</a></p></div>'
                if page.has("boxed")
                else f'<p><strong>اقرأ أيضا:</strong> <a href="/?p=1">{page.beside(text)}</a></p>'
            )
        case "ad":
            return (
                f'<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- Advertisement -'
                f"</span><script>(adsbygoogle=window.adsbygoogle||[]).push({{}});</script>{page.beside(text)}</div>"
            )
        case "pull":
            return f'<blockquote class="td_pull_quote td_pull_center"><p>{page.beside(text)}</p></blockquote>'
        case "post":
            return (
                f'<figure class="wp-block-embed is-type-rich is-provider-twitter"><div class="wp-block-embed__wrapper">'
                f'<blockquote class="twitter-tweet"><p lang="ar" dir="rtl">{page.beside(text)}</p>&mdash; '
                f'{page.random.choice(page.around["nicks"])} (@mithal) <a href="#">May 1, 2023</a></blockquote>'
                f"</div></figure>"
            )
        case _:
            return (
                f'<figure class="wp-block-image size-large"><img loading="lazy" src="data:image/svg+xml,%3Csvg%3E" '
                f'data-lazy-src="/wp-content/uploads/p.jpg" alt=""><noscript><img src="/p.jpg" alt="صورة"></noscript>'
                f'<figcaption class="wp-element-caption">{page.beside(text)}</figcaption></figure>'
            )


def _jetpack(page: Page) -> str:
    posts = "".join(
        f'<div class="jp-relatedposts-post"><h4><a href="#">{page.beside(title)}</a></h4><p>{page.beside(lead)}'
        f"</p></div>"
        for title, lead in page.others(3)
    )
    return (
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">شارك هذا الموضوع:</h3><ul><li>فيس بوك</li></ul>'
        f'</div><div id="jp-relatedposts" class="jp-relatedposts"><h3><em>مرتبط</em></h3>{posts}</div>'
    )


def _neighbours(page: Page) -> str:
    before, after = page.some("headlines", 2)
    return (
        f'<div class="td-block-row td-post-next-prev"><span>المقال السابق</span><a href="#">{page.beside(before)}</a>'
        f'<span>المقال التالي</span><a href="#">{page.beside(after)}</a></div>'
    )


def _author_box(page: Page) -> str:
    if not page.byline:
        return ""
    return (
        f'<div class="author-box-wrap"><img alt="" src="/avatar.png"><div class="desc"><div class="td-author-name">'
        f'<a href="#">{page.byline}</a></div><div class="td-author-description">{page.beside(page.some("bios", 1)[0])}'
        f"</div></div></div>"
    )


def _related(page: Page) -> str:
    cards = "".join(
        f'<div class="td_module_related_posts"><h3 class="entry-title"><a href="#">{page.beside(title)}</a></h3>'
        f'<div class="td-excerpt">{page.beside(lead)}</div></div>'
        for title, lead in page.others(6)
    )
    return f'<div class="td_block_wrap td_block_related_posts"><h4 class="td-related-title">مقالات ذات صلة</h4>{cards}</div>'


def _comments(page: Page) -> str:
    notes = "".join(
        f'<li class="comment" id="comment-{n}"><article><footer><cite>{nick}</cite> <a class="comment-link" href="#">'
        f'<time>{page.printed(day=page.later(1))} At 10:{10 + n}</time></a></footer><div class="comment-content"><p>'
        f'{page.beside(text)}</p></div><a class="comment-reply-link" href="#">رد</a></article></li>'
        for n, (nick, text) in enumerate(zip(page.some("nicks", 8), page.some("comments", 8), strict=True))
    )
    return (
        f'<div class="comments" id="comments"><div class="td-comments-title-wrap"><h4>8 تعليقات</h4></div>'
        f'<ol class="comment-list">{notes}</ol><div id="respond" class="comment-respond"><h3>اترك رد</h3>'
        f'<p class="comment-notes">{page.beside(page.around["rules"][1])}</p></div></div>'
    )


def _sidebar(page: Page) -> str:
    modules = "".join(
        f'<div class="td_module_6"><div class="item-details"><h3><a href="#">{page.beside(text)}</a></h3>'
        f"<span>{page.printed(day=page.later(n))}</span></div></div>"
        for n, text in enumerate(page.some("headlines", 10))
    )
    cloud = "".join(
        f'<a class="tag-cloud-link" style="font-size:{8 + n}pt" href="#">{escape(tag)}</a> '
        for n, tag in enumerate(page.around["tags"])
    )
    teasers = "".join(f'<div class="textwidget"><p>{page.beside(text)}</p></div>' for text in page.some("teasers", 3))
    return (
        f'<div class="td-pb-span4 td-main-sidebar" role="complementary"><aside class="widget"><h4>الأكثر قراءة</h4>'
        f'{modules}</aside><aside class="widget widget_text">{teasers}</aside><aside class="widget widget_tag_cloud">'
        f'<div class="tagcloud">{cloud}</div></aside></div>'
    )


def _foot(page: Page) -> str:
    return f"""<div class="td-footer-wrapper"><div class="block-title"><span>من نحن</span></div>
<div>{page.beside(page.around["rights"][0])}</div><div>{page.beside(page.around["rights"][1])}</div></div>
<div id="cookie-notice" role="dialog"><span id="cn-notice-text">{page.beside(page.some("cookies", 1)[0])}</span></div>
<script>{make_settings(page.random, "wpData", 60)}</script>"""
