"""A blog on a hosted service: widgets, line breaks instead of paragraphs, text pasted from a word processor."""

from html import escape

from tests.pages.making.bulk import make_settings, make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    body = "".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place}: ")))
    date = "" if page.has("undated") else f"<h2 class='date-header'><span>{page.printed(weekday=True)}</span></h2>"
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE html>
<html dir='rtl' lang='ar' xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b'>
<head>
<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<meta content='blogger' name='generator'/>
<link href='{page.url}' rel='canonical'/>
<link rel="alternate" type="application/atom+xml" title="{page.outlet} - Atom" href="https://{
        page.host
    }/feeds/posts/default" />
<meta content='{page.url}' property='og:url'/>
<meta content='{escape(page.title)}' property='og:title'/>
<meta content='{escape(page.event["leads"][1])}' property='og:description'/>
<title>{page.outlet}: {escape(page.title)}</title>
<style id='page-skin-1' type='text/css'><!--
{_variables(page)}
{make_sheet(page.random, "main-", 150)}
--></style>
</head>
<body class='loading'>
<div class='navbar section' id='navbar'><div class='widget Navbar' data-version='1'><script type="text/javascript">{
        make_settings(page.random, "setAttributeOnload", 30)
    }</script></div></div>
<div class='body-fauxcolumns'><div class='fauxcolumn-outer'><div class='cap-top'></div></div></div>
<div class='content'><div class='content-inner'>
<header><div class='header section' id='header'><div class='widget Header' id='Header1'><div class='titlewrapper'>
<h1 class='title'><a href='https://{page.host}/'>{page.outlet}</a></h1></div><div class='descriptionwrapper'><p
class='description'><span>خواطر وقراءات في السياسة الدولية والحد من التسلح، يكتبها هاوٍ لا يدعي علماً</span></p></div></div></div></header>
<div class='tabs-outer'>{_pages(page)}</div>
<div class='main-outer'><div class='columns fauxcolumns'><div class='column-center-outer'><div class='main section' id='main'>
<div class='widget Blog' data-version='1' id='Blog1'><div class='blog-posts hfeed'>
<div class="date-outer">{date}<div class="date-posts"><div class='post-outer'>
<div class='post hentry uncustomized-post-template' itemprop='blogPost' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'>
<a name='{page.number}'></a>
<h3 class='post-title entry-title' itemprop='name'>
{escape(page.title)}
</h3>
<div class='post-header'><div class='post-header-line-1'></div></div>
<div class='post-body entry-content' id='post-body-{page.number}' itemprop='description articleBody'>
<div dir="rtl" style="text-align: right;" trbidi="on">
{body}
</div>
<div style='clear: both;'></div>
</div>
{_post_footer(page)}
</div>
{_comments(page)}
</div></div></div></div>
<div class='blog-pager' id='blog-pager'><a class='blog-pager-newer-link' href='#'>رسالة أحدث</a> <a class='home-link'
href='/'>الصفحة الرئيسية</a> <a class='blog-pager-older-link' href='#'>رسالة أقدم</a></div>
<div class='post-feeds'>الاشتراك في: <a class='feed-link' href='/feeds'>تعليقات الرسالة (Atom)</a></div>
</div></div></div>
{_columns(page)}
</div></div>
<footer><div class='widget Attribution'><div style='text-align: center;'>{page.beside(page.around["rights"][1])}
يتم التشغيل بواسطة خدمة تدوين.</div></div></footer>
</div></div>
<script type='text/javascript'>{make_settings(page.random, "_WidgetManager", 150)}</script>
</body>
</html>
"""


def _variables(page: Page) -> str:
    names = ("body.font", "link.color", "post.title.font", "tabs.color", "widget.title", "date.background")
    return (
        "/*\n"
        + "\n".join(
            f'<Variable name="{name}" description="{name}" type="font" default="normal 13px Arial"/>'
            for name in names * 8
        )
        + "\n*/"
    )


def _pages(page: Page) -> str:
    links = "".join(f"<li><a href='/p/{n}.html'>{name}</a></li>" for n, name in enumerate(page.around["sections"][:7]))
    return f"<div class='widget PageList' id='PageList1'><ul>{links}</ul></div>"


def _render(page: Page, kind: str, text: object) -> str:
    """Some paste from a word processor (spans with styles), some break lines, some use a div a line."""
    match kind:
        case "p" if page.has("word"):
            words = page.body(text)
            return (
                f'<p class="MsoNormal" dir="RTL" style="margin-bottom: .0001pt;"><span lang="AR-SA" style="font-family: '
                f'&quot;Arial&quot;,sans-serif; font-size: 14.0pt;">{words}<o:p></o:p></span></p>\n<p class="MsoNormal" '
                f'dir="RTL"><br /></p>\n'
            )
        case "p" if page.has("divs"):
            return f'<div><span style="font-size: large;">{page.body(text)}</span></div><div><br /></div>\n'
        case "p":
            return f"{page.body(text)}<br />\n<br />\n"
        case "h":
            return f'<b><span style="color: #990000; font-size: large;">{page.body(text, whole=False)}</span></b><br />\n<br />\n'
        case "li":
            return "".join(f"- {page.body('- ' + item, whole=False)[2:]}<br />\n" for item in text) + "<br />\n"
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}</td>" for cell in row) + "</tr>" for row in text)
            return f'<table border="1"><tbody>{rows}</tbody></table><br />\n'
        case "also":
            return f'<a href="#">اقرأ أيضا : {page.beside(text)}</a><br />\n<br />\n'
        case "ad":
            return (
                f'<div class="adsense"><ins class="adsbygoogle" data-ad-client="ca-pub-0"></ins><span>{page.beside(text)}</span>'
                f"</div>"
            )
        case "pull":
            return f'<blockquote class="tr_bq">{page.beside(text)}</blockquote>\n'
        case "figure":
            return (
                f'<table align="center" class="tr-caption-container"><tbody><tr><td><a href="#"><img src="https://img.example/'
                f's400/x.jpg" /></a></td></tr><tr><td class="tr-caption">{page.beside(text)}</td></tr></tbody></table>\n'
            )
        case _:
            return ""


def _post_footer(page: Page) -> str:
    hour = page.random.randint(1, 12)
    at = (
        ""
        if page.has("undated")
        else (
            f"في <a class='timestamp-link' href='{page.url}' rel='bookmark'><abbr class='published' "
            f"title='{page.day.isoformat()}T0{hour % 10}:14:00+02:00'>{hour}:14 م</abbr></a>"
        )
    )
    labels = ", ".join(f"<a href='/search/label/{n}' rel='tag'>{t}</a>" for n, t in enumerate(page.some("tags", 4)))
    byline = f"مرسلة بواسطة <span class='fn' itemprop='author'><span itemprop='name'>{page.byline}</span></span>"
    return (
        f"<div class='post-footer'><div class='post-footer-line-1'><span class='post-author vcard'>"
        f"{byline if page.byline else ''}</span> <span class='post-timestamp'>{at}</span> <span class='post-icons'>إرسال "
        f"بالبريد الإلكتروني كتابة مدونة حول هذه المشاركة المشاركة على X</span></div><div class='post-footer-line-2'>"
        f"<span class='post-labels'>التسميات: {labels}</span></div></div>"
    )


def _comments(page: Page) -> str:
    if page.has("quiet"):
        return "<div class='comments' id='comments'><h4>ليست هناك تعليقات:</h4></div>"
    rows = "".join(
        f"<li class='comment' id='c{n}'><div class='comment-block'><div class='comment-header'><cite class='user'>{nick}</cite>"
        f"<span class='datetime secondary-text'>{page.printed(day=page.later(n))} في 9:0{n % 10} ص</span></div><p "
        f"class='comment-content'>{page.beside(text)}</p><span class='comment-actions'>رد حذف</span></div></li>"
        for n, (nick, text) in enumerate(zip(page.some("nicks", 12), page.some("comments", 12), strict=True))
    )
    return f"<div class='comments' id='comments'><h4>12 تعليقًا:</h4><div id='top-ra'><ol>{rows}</ol></div></div>"


def _columns(page: Page) -> str:
    archive = "".join(
        f"<li class='archivedate collapsed'><a class='post-count-link' href='/{year}'>{year}</a> <span>({year % 37})"
        f"</span><ul>{''.join(f'<li><a href=#>{escape(t)}</a></li>' for t in page.some('headlines', 6))}</ul></li>"
        for year in range(2024, 2009, -1)
    )
    popular = "".join(
        f"<li><div class='item-content'><div class='item-title'><a href='#'>{page.beside(head)}</a></div><div "
        f"class='item-snippet'>{page.beside(lead)}</div></div></li>"
        for head, lead in page.others(5)
    )
    about = page.some("bios", 1)[0]
    return (
        f"<div class='column-right-outer'><aside><div class='widget PopularPosts'><h2>المشاركات الشائعة</h2><ul>{popular}</ul>"
        f"</div><div class='widget BlogArchive'><h2>أرشيف المدونة الإلكترونية</h2>{archive}</div><div class='widget Profile'>"
        f"<dl><dt>نبذة عني</dt><dd class='profile-textblock'>{page.beside(about)}</dd></dl></div></aside></div>"
    )
