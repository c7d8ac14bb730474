"""Joomla: com_content's item page, article info as a definition list, modules in positions, pages of a long article."""

from html import escape

from tests.pages.making.bulk import make_settings, make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    story = "".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} ـ ")))
    charset = page.quirks.get("says", "utf-8")
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar-aa" lang="ar-aa" dir="rtl">
<head>
  <base href="{page.url}" />
  <meta http-equiv="content-type" content="text/html; charset={charset}" />
  <meta name="rights" content="{page.outlet}" />
  {f'<meta name="author" content="{page.byline}" />' if page.byline else ""}
  <meta name="generator" content="Joomla! - Open Source Content Management" />
  <title>{escape(page.title)}</title>
  <link href="/templates/ja_teline/css/template_rtl.css" rel="stylesheet" type="text/css" />
  <style type="text/css">{make_sheet(page.random, "ja-", 170)}</style>
  <script type="text/javascript">{make_settings(page.random, "JTooltips", 60)}</script>
</head>
<body id="bd" class="fs3 com_content">
<div id="ja-wrapper"><a name="Top" id="Top"></a>
<div id="ja-header"><div class="logo-text"><a href="/" title="{page.outlet}"><span>{page.outlet}</span></a>
<p class="site-slogan">كلمة عادلة لكل قارئ</p></div>{_module(page, "search", '<input name="searchword" value="بحث..." />')}</div>
<div id="ja-mainnav"><ul id="ja-cssmenu" class="clearfix">{_menu(page)}</ul></div>
<div id="ja-topslider">{_slider(page)}</div>
<ul class="breadcrumb"><li class="active">أنت هنا: &nbsp;</li><li><a class="pathway">الرئيسية</a></li><li><span>تقارير</span></li></ul>
<div id="ja-containerwrap"><div id="ja-container"><div id="ja-mainbody"><div id="ja-contentwrap"><div id="ja-content">
<div class="item-page{" blog-featured" if page.has("featured") else ""}">
<h2 class="contentheading">
\t<a href="{page.path}">{escape(page.title)}</a></h2>
<div class="icons"><ul class="actions"><li class="print-icon"><a>طباعة</a></li><li class="email-icon"><a>البريد الإلكتروني</a></li></ul></div>
{_info(page)}
<div class="content_rating"><p>تقييم المستخدم: &nbsp;<span>5</span> / <span>5</span></p></div>
{story}
{_social(page)}
<ul class="pager pagenav"><li class="previous"><a href="#">&lt; السابق</a></li><li class="next"><a href="#">التالي &gt;</a></li></ul>
</div>
{_jcomments(page)}
</div></div></div>
<div id="ja-right">{_modules(page)}</div>
</div></div>
<div id="ja-botsl">{_bottom(page)}</div>
<div id="ja-footer"><small>{page.beside(page.around["rights"][0])}</small><small>{page.beside(page.around["rights"][1])}</small></div>
</div>
</body>
</html>
"""


def _menu(page: Page) -> str:
    return "".join(
        f'<li class="havechild"><a href="/index.php?Itemid={n}"><span class="menu-title">{escape(name)}</span></a><ul>'
        + "".join(f'<li><a href="#">{escape(c)}</a></li>' for c in page.some("countries", 5))
        + "</ul></li>"
        for n, name in enumerate(page.around["sections"][:14])
    )


def _module(page: Page, kind: str, inside: str) -> str:
    return f'<div class="moduletable_{kind}"><div><div><div><h3>{kind}</h3>{inside}</div></div></div></div>'


def _slider(page: Page) -> str:
    return "".join(
        f'<div class="ja-slide-item"><a class="ja-title">{page.beside(head)}</a><span class="ja-intro">{page.beside(lead)}'
        f"</span></div>"
        for head, lead in page.others(4)
    )


def _info(page: Page) -> str:
    dates = (
        ""
        if page.has("undated")
        else (f'<dd class="create">تم إنشاءه بتاريخ {page.printed(weekday=True)} 14:2{page.number % 9}</dd>')
    )
    if page.has("updated"):
        dates += f'<dd class="modified">آخر تحديث في {page.printed(weekday=True, day=page.later(4))}</dd>'
    name = f'<dd class="createdby">كتب بواسطة: {page.byline}</dd>' if page.byline else ""
    return (
        f'<dl class="article-info"><dt class="article-info-term">التفاصيل</dt><dd class="category-name">المجموعة: <a>تقارير</a>'
        f'</dd>{dates}{name}<dd class="hits">الزيارات: {page.random.randint(90, 9000)}</dd></dl>'
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p" if page.has("spans"):
            return (
                f'<p dir="rtl" style="text-align: justify;"><span style="font-family: arial; font-size: medium;"><span '
                f'style="color: #000000;">{page.body(text)}</span></span></p>\n'
            )
        case "p" if page.has("breaks"):
            return f"{page.body(text)}<br /><br />\n"
        case "p":
            return f"<p>{page.body(text)}</p>\n"
        case "h":
            return f'<h4 style="text-align: right;">{page.body(text, whole=False)}</h4>\n'
        case "li":
            return "<ul>" + "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text) + "</ul>\n"
        case "rows":
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{page.body(cell)}</p></td>" for cell in row) + "</tr>" for row in text
            )
            return f'<table style="width: 100%;"><tbody>{rows}</tbody></table>\n'
        case "also":
            return f'<p style="background: #eee;"><strong>اقرأ أيضًا: <a href="#">{page.beside(text)}</a></strong></p>\n'
        case "ad":
            return f'<div class="bannergroup"><div class="banneritem"><a>{page.beside(text)}</a></div></div>\n'
        case "pull":
            return f'<div class="ja-quote"><span class="open">“</span>{page.beside(text)}<span class="close">”</span></div>\n'
        case "figure":
            return (
                f'<div class="img_caption left" style="float: left; width: 300px;"><img class="caption" src="images/x.jpg" '
                f'title="{escape(text)}" /><p>{page.beside(text)}</p></div>\n'
            )
        case _:
            return f'<div class="fb-post"><blockquote class="fb-xfbml-parse-ignore"><p>{page.beside(text)}</p></blockquote></div>\n'


def _social(page: Page) -> str:
    return (
        '<div class="itp-share"><span>شارك الموضوع</span><a>Facebook</a><a>Google Bookmarks</a><a>Delicious</a></div>'
        f'<p class="tag">الكلمات الدلالية: {"، ".join(f"<a>{escape(t)}</a>" for t in page.some("tags", 5))}</p>'
    )


def _jcomments(page: Page) -> str:
    rows = "".join(
        f'<div class="{"odd" if n % 2 else "even"}" id="comment-item-{n}"><div class="rbox"><div class="comment-box">'
        f'<a class="comment-anchor">#{n + 1}</a> <span class="comment-author">{nick}</span> <span class="comment-date">'
        f'{page.printed(day=page.later(n))} 11:1{n % 10}</span><div class="comment-body">{page.beside(text)}</div><span '
        f'class="comments-buttons"><a>اقتباس</a></span></div></div></div>'
        for n, (nick, text) in enumerate(zip(page.some("nicks", 11), page.some("comments", 11), strict=True))
    )
    return (
        f'<div id="jc"><div id="comments"><h4>تعليقات</h4><div class="comments-list">{rows}</div></div><form id="comments-form">'
        f"<p>{page.beside(page.around['rules'][0])}</p></form></div>"
    )


def _modules(page: Page) -> str:
    latest = "".join(f'<li class="latestnews"><a>{page.beside(text)}</a></li>' for text in page.some("headlines", 12))
    custom = "".join(f'<div class="custom"><p>{page.beside(text)}</p></div>' for text in page.some("teasers", 5))
    return (
        _module(page, "latest", f"<ul>{latest}</ul>")
        + _module(page, "text", custom)
        + _module(
            page,
            "poll",
            "<form><p>هل تتابع أخبار الحد من التسلح؟</p><input type='radio' /> نعم <input type='radio' /> لا</form>",
        )
    )


def _bottom(page: Page) -> str:
    return "".join(
        f'<div class="ja-box column"><h4>{escape(name)}</h4><p>{page.beside(lead)}</p></div>'
        for name, (_, lead) in zip(page.some("sections", 4), page.others(4), strict=True)
    )
