"""A newspaper's pages of the turn of the century: tables in tables, FONT tags, unclosed cells, windows-1256, no metadata."""

from html import escape

from tests.pages.making.bulk import make_sheet
from tests.pages.making.dates import name_hijri
from tests.pages.making.story import Page


def make(page: Page) -> str:
    story = "\n".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place} - {outlet} - ")))
    charset = page.quirks.get("says", "windows-1256")
    meta = "" if charset == "none" else f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">'
    return f"""<HTML>
<HEAD>
{meta}
<TITLE>{page.outlet} - {escape(page.title)}</TITLE>
<META NAME="GENERATOR" CONTENT="Microsoft FrontPage 4.0">
<SCRIPT LANGUAGE="JavaScript">
<!--
{_script(page)}
//-->
</SCRIPT>
<STYLE TYPE="text/css"><!--
{make_sheet(page.random, "st", 40)}
--></STYLE>
</HEAD>
<BODY BGCOLOR="#FFFFFF" TOPMARGIN="0" LEFTMARGIN="0" LINK="#003366" VLINK="#660066" dir="rtl">
<CENTER>
<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0" WIDTH="780" BACKGROUND="images/bg.gif">
<TR><TD WIDTH="780" COLSPAN="3"><IMG SRC="images/top.jpg" WIDTH="780" HEIGHT="96" ALT="{page.outlet}">
<TR><TD COLSPAN="3" BGCOLOR="#003366" ALIGN="center">{_bar(page)}
<TR><TD COLSPAN="3" ALIGN="left"><FONT SIZE="2" COLOR="#666666">{_issue(page)}</FONT></TD></TR>
<TR>
<TD WIDTH="150" VALIGN="top" BGCOLOR="#EEEEEE">{_left(page)}</TD>
<TD WIDTH="480" VALIGN="top">
{_story(page, story)}
</TD>
<TD WIDTH="150" VALIGN="top" BGCOLOR="#F5F5E0">{_right(page)}</TD>
</TR>
<TR><TD COLSPAN="3">{_bottom(page)}</TD></TR>
</TABLE>
</CENTER>
</BODY>
</HTML>
"""


def _script(page: Page) -> str:
    images = "\n".join(
        f'img{n}on = new Image(); img{n}on.src = "images/b{n}_on.gif"; img{n}off = new Image(); '
        f'img{n}off.src = "images/b{n}.gif";'
        for n in range(90)
    )
    return f"function over(n) {{ document[n].src = eval(n + 'on.src'); }}\n{images}"


def _bar(page: Page) -> str:
    return " | ".join(
        f'<A HREF="s{n}.htm" ONMOUSEOVER="over(\'img{n}\')"><FONT COLOR="#FFFFFF" FACE="Tahoma" SIZE="2">'
        f"<B>{name}</B></FONT></A>"
        for n, name in enumerate(page.around["sections"][:16])
    )


def _issue(page: Page) -> str:
    if page.has("undated"):
        return f"العدد {page.number % 9000}"
    return f"{page.printed(weekday=True)} م - {name_hijri(page.day)} - العدد {page.number % 9000}"


def _story(page: Page, story: str) -> str:
    title = f'<FONT FACE="Simplified Arabic" SIZE="6" COLOR="#003366"><B>{escape(page.title)}</B></FONT>'
    if page.has("splithead"):  # a line above the headline, in its own size
        title = f'<FONT SIZE="3" COLOR="red">{page.beside(page.event["heads"][0])}</FONT><BR>{title}'
    byline = (
        f'<BR><FONT SIZE="3"><B>{"كتبت" if page.number % 2 else "بقلم"}: {page.byline}</B></FONT>'
        if page.byline
        else ""
    )
    return f"""<TABLE WIDTH="100%" CELLPADDING="6"><TR><TD ALIGN="center">{title}{byline}<HR SIZE="1" NOSHADE>
<TR><TD ALIGN="justify">{_picture(page) if page.has("figure") else ""}
{story}
<TR><TD ALIGN="center"><A HREF="javascript:window.print()"><IMG SRC="print.gif" ALT="طباعة الصفحة"></A>
<A HREF="mailto:?subject=x"><FONT SIZE="2">أرسل هذا الخبر إلى صديق</FONT></A> <A HREF="#top"><FONT SIZE="2">إلى الأعلى</FONT></A>
</TABLE>"""


def _picture(page: Page) -> str:
    return (
        f'<TABLE ALIGN="left" WIDTH="200"><TR><TD><IMG SRC="photos/{page.number}.jpg" WIDTH="200"></TD></TR>'
        f'<TR><TD ALIGN="center"><FONT SIZE="1">{page.beside(page.event["caption"])}</FONT></TD></TR></TABLE>'
    )


def _render(page: Page, kind: str, text: object) -> str:
    font = '<FONT FACE="Simplified Arabic" SIZE="4">'
    match kind:
        case "p" if page.has("breaks"):
            return f"{page.body(text)}<BR><BR>"
        case "p" if page.has("unclosed"):
            return f'<P ALIGN="justify">{font}{page.body(text)}'
        case "p":
            return f'<P ALIGN="justify">{font}{page.body(text)}</FONT></P>'
        case "h" if page.has("breaks"):
            return f'<FONT COLOR="#800000"><B>{page.body(text, whole=False)}</B></FONT><BR><BR>'
        case "h":
            return f'<P ALIGN="right"><FONT SIZE="4" COLOR="#800000"><B>{page.body(text, whole=False)}</B></FONT></P>'
        case "li":
            return "<UL>" + "".join(f"<LI>{page.body(item, whole=False)}" for item in text) + "</UL>"
        case "rows":
            rows = "".join("<TR>" + "".join(f"<TD>{page.body(cell)}" for cell in row) for row in text)
            return f'<TABLE BORDER="1" ALIGN="center">{rows}</TABLE>'
        case "also":
            return f'<TABLE ALIGN="left" BGCOLOR="#FFFFCC"><TR><TD><A HREF="1.htm">{page.beside(text)}</A></TD></TR></TABLE>'
        case "ad":
            return f'<CENTER><TABLE BORDER="1"><TR><TD><FONT SIZE="2">{page.beside(text)}</FONT></TD></TR></TABLE></CENTER>'
        case "pull":
            return (
                f'<TABLE WIDTH="160" ALIGN="right"><TR><TD BGCOLOR="#DDDDDD"><FONT SIZE="5"><I>{page.beside(text)}</I></FONT>'
                f"</TD></TR></TABLE>"
            )
        case _:
            return ""


def _left(page: Page) -> str:
    links = "".join(
        f'<TR><TD><FONT SIZE="2">&bull; <A HREF="{n}.htm">{page.beside(text)}</A></FONT></TD></TR>'
        for n, text in enumerate(page.some("headlines", 18))
    )
    return (
        f'<TABLE WIDTH="100%"><TR><TD BGCOLOR="#003366"><FONT COLOR="white"><B>في هذا العدد</B></FONT></TD></TR>{links}'
        f"</TABLE>"
    )


def _right(page: Page) -> str:
    texts = "".join(
        f'<TR><TD><FONT SIZE="2"><B>{page.beside(title)}</B><BR>{page.beside(lead)} <A HREF="2.htm">التفاصيل</A>'
        f"</FONT><HR></TD></TR>"
        for title, lead in page.others(6)
    )
    notes = "".join(f'<TR><TD><FONT SIZE="2">{page.beside(text)}</FONT></TD></TR>' for text in page.some("teasers", 4))
    return f'<TABLE WIDTH="100%">{texts}{notes}</TABLE>'


def _bottom(page: Page) -> str:
    voices = ""
    if page.has("voices"):
        voices = "".join(
            f'<TABLE WIDTH="100%" BORDER="1"><TR><TD BGCOLOR="#CCCCCC"><FONT SIZE="2">{nick} - {page.printed(day=page.later(3))}'
            f'</FONT></TD></TR><TR><TD><FONT SIZE="3">{page.beside(text)}</FONT></TD></TR></TABLE>'
            for nick, text in zip(page.some("nicks", 8), page.some("comments", 8), strict=True)
        )
    countries = " - ".join(page.around["countries"])
    return (
        f'{voices}<HR><CENTER><FONT SIZE="1">{countries}<BR>{page.beside(page.around["rights"][0])}<BR>'
        f"{page.beside(page.around['rights'][1])}<BR>أفضل مشاهدة للموقع بدقة 800×600</FONT></CENTER>"
    )
