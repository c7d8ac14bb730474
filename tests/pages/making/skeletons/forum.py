"""A forum on which somebody pasted a report: the first post is the story, the answers are as long, signatures between."""

from html import escape

from tests.pages.making.bulk import make_settings, make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    story = _first(page)
    posts = _post(page, 1, page.byline, story) + "".join(
        _post(page, n, nick, _answer(page, n, text))
        for n, (nick, text) in enumerate(zip(page.some("nicks", 9), page.some("comments", 9), strict=True), 2)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" dir="rtl" lang="ar">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1256" />
<meta name="generator" content="vBulletin 3.8.7" />
<meta name="keywords" content="{", ".join(page.title.split())}" />
<title>{escape(page.title)} - {page.outlet}</title>
<style type="text/css" id="vbulletin_css">{make_sheet(page.random, "vb_", 120)}</style>
<script type="text/javascript"><!--
{make_settings(page.random, "vbphrase", 80)}
// --></script>
</head>
<body>
<table width="100%"><tr><td><a href="index.php"><img src="logo.gif" alt="{page.outlet}" /></a></td></tr></table>
<div align="center"><div class="page" style="width:100%; text-align:right"><div style="padding:0px 25px 0px 25px">
<table class="tborder" cellpadding="6" width="100%"><tr><td class="alt1"><div class="smallfont"><strong><a href="index.php">{page.outlet}</a>
</strong> &gt; <a href="forumdisplay.php?f=4">قسم الأخبار</a> &gt; <strong>{escape(page.title)}</strong></div></td>
<td class="alt2" nowrap="nowrap"><form action="login.php">اسم العضو <input type="text" /> كلمة المرور <input type="password" /></form></td></tr></table>
<table class="tborder" width="100%"><tr align="center"><td class="vbmenu_control"><a>التسجيل</a></td><td class="vbmenu_control"><a>التعليمات</a></td>
<td class="vbmenu_control"><a>قائمة الأعضاء</a></td><td class="vbmenu_control"><a>اجعل كافة الأقسام مقروءة</a></td></tr></table>
<div class="smallfont">{page.beside("مرحباً بك زائرنا الكريم: إذا كانت هذه زيارتك الأولى فيرجى قراءة القوانين ثم التسجيل كي تتمكن من المشاركة وتنزيل المرفقات.")}</div>
{posts}
{_tools(page)}
{_similar(page)}
<div class="smallfont" align="center">الساعة الآن 09:14 PM.<br />{page.beside(page.around["rights"][1])}</div>
<select name="f">{"".join(f'<option value="{n}">-- {escape(s)}</option>' for n, s in enumerate(page.around["sections"]))}</select>
</div></div></div>
</body>
</html>
"""


def _first(page: Page) -> str:
    parts = [_render(page, kind, text) for kind, text in page.flow(page.open("{place} : "))]
    greeting = page.beside(
        "السلام عليكم ورحمة الله وبركاته إخواني الأعضاء، هذا الخبر قرأته اليوم وأحببت أن أشارككم به:"
    )
    source = "المصدر: وكالات" if page.has("credit") else "منقول للفائدة"
    return (
        f'<div align="center"><font size="4" color="Blue">{greeting}</font></div><br />\n{"".join(parts)}'
        f'<div align="center"><font color="red">{source}</font></div>'
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p":
            return f'<font face="Arial" size="5">{page.body(text)}</font><br />\n<br />\n'
        case "h":
            return f'<font color="Red"><b>{page.body(text, whole=False)}</b></font><br />\n<br />\n'
        case "li":
            return "".join(f"{page.body(item, whole=False)}<br />\n" for item in text) + "<br />\n"
        case "figure":
            return '<div align="center"><img src="http://img.example/up/1.jpg" border="0" alt="" /></div>\n'
        case "post":
            return (
                f'<div style="margin:20px"><div class="smallfont">اقتباس:</div><table><tr><td class="alt2">{page.beside(text)}</td></tr>'
                f"</table></div>\n"
            )
        case _:
            return ""


def _answer(page: Page, n: int, text: str) -> str:
    quoted = ""
    if n % 3 == 0:  # an answer that repeats the story's beginning
        quoted = (
            f'<div style="margin:20px"><div class="smallfont">اقتباس: المشاركة الأصلية كتبت بواسطة {page.byline}</div><table><tr>'
            f'<td class="alt2">{escape(page.bodies[0])}</td></tr></table></div>'
        )
    return f'{quoted}<font size="4">{page.beside(text)}</font>'


def _post(page: Page, n: int, nick: str, inside: str) -> str:
    sign = page.random.choice(
        ("اللهم بلغنا رمضان", "من جدّ وجد ومن زرع حصد", "القراءة غذاء الروح، فلا تبخلوا على أرواحكم بالطعام")
    )
    when = page.printed() if n == 1 and not page.has("undated") else "" if n == 1 else page.printed(day=page.later(n))
    return f"""<table class="tborder" id="post{page.number + n}" cellpadding="6" width="100%" align="center">
<tr><td class="thead"><div class="normal" style="float:left">#<a href="showpost.php?p={n}"><strong>{n}</strong></a></div>
<div class="normal">{when}{", 08:30 PM" if when else ""}</div></td></tr>
<tr><td class="alt2"><table width="100%"><tr><td nowrap="nowrap"><div id="postmenu_{n}"><a class="bigusername" href="member.php?u={n}">{nick}</a>
</div><div class="smallfont">عضو نشيط</div></td><td width="100%">&nbsp;</td><td><div class="smallfont"><div>تاريخ التسجيل: Jan 2009</div>
<div>المشاركات: {page.random.randint(10, 4000)}</div></div></td></tr></table></td></tr>
<tr><td class="alt1" id="td_post_{n}"><div class="smallfont"><strong>{escape(page.title) if n == 1 else "رد: " + escape(page.title)}</strong></div>
<hr size="1" /><div id="post_message_{n}">{inside}</div>
<div>__________________<br />{page.beside(sign)}</div></td></tr></table>
"""


def _tools(page: Page) -> str:
    return (
        '<table class="tborder" width="100%"><tr><td class="thead">تعليمات المشاركة</td></tr><tr><td class="alt1"><div>لا تستطيع إضافة '
        "مواضيع جديدة</div><div>لا تستطيع الرد على المواضيع</div><div>كود [IMG] متاحة</div></td></tr></table>"
    )


def _similar(page: Page) -> str:
    rows = "".join(
        f'<tr><td class="alt1"><a href="showthread.php?t={n}" title="{escape(lead)}">{page.beside(head)}</a></td><td class="alt2">'
        f"{nick}</td><td>{page.printed(day=page.later(-n))}</td></tr>"
        for n, ((head, lead), nick) in enumerate(zip(page.others(6), ("", "", "", *page.some("nicks", 3)), strict=True))
    )
    return f'<table class="tborder" width="100%"><tr><td class="tcat">المواضيع المتشابهة</td></tr>{rows}</table>'
