"""A wire agency on web forms: a huge view state, a form around everything, labels with line breaks, terse texts."""

from html import escape

from tests.pages.making.bulk import make_blob, make_sheet
from tests.pages.making.dates import name_hijri
from tests.pages.making.story import Page


def make(page: Page) -> str:
    opening = page.open("{place} في {day} /{outlet}/ ") if page.has("dated") else page.open("{place} ({outlet}) - ")
    return f"""

<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" dir="rtl">
<head id="ctl00_Head1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>
\t{page.outlet} : {escape(page.title)}
</title><link href="/App_Themes/Default/style.css" type="text/css" rel="stylesheet" />
<style type="text/css">{make_sheet(page.random, "ctl00_", 40)}</style></head>
<body>
<form method="post" action="./Details.aspx?id={page.number}" id="aspnetForm">
<div class="aspNetHidden">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{make_blob(page.random, 24000)}" />
<input type="hidden" name="__EVENTVALIDATION" value="{make_blob(page.random, 1800)}" />
</div>
<div id="ctl00_wrapper">
<div id="ctl00_top"><table cellspacing="0" id="ctl00_Menu1"><tr>{_menu(page)}</tr></table>
<div id="ctl00_UpdatePanel1"><marquee direction="right" scrollamount="4">{_strip(page)}</marquee></div></div>
<div id="ctl00_main">
<div id="ctl00_ContentPlaceHolder1_pnlDetails">
<span id="ctl00_ContentPlaceHolder1_lblSection">سياسي / {
        page.event["heads"][0] if page.has("slugline") else "دولي"
    }</span>
<div id="ctl00_ContentPlaceHolder1_title"><span id="ctl00_ContentPlaceHolder1_lblTitle" style="font-weight:bold;">{
        escape(page.title)
    }</span></div>
<span id="ctl00_ContentPlaceHolder1_lblDate">{_date(page)}</span>
<div id="ctl00_ContentPlaceHolder1_img"><img id="ctl00_imgMain" src="/Images/{page.number}.jpg" alt="" />{
        _caption(page)
    }</div>
<div id="ctl00_ContentPlaceHolder1_tools"><a href="javascript:__doPostBack('p','')">طباعة</a> <a>إرسال</a> <a>A+</a> <a>A-</a></div>
<div id="ctl00_ContentPlaceHolder1_divText" style="text-align:justify;"><span id="ctl00_ContentPlaceHolder1_lblText">{
        _text(page, opening)
    }</span></div>
{_end(page)}
</div>
<div id="ctl00_ContentPlaceHolder1_pnlLast">{_last(page)}</div>
</div>
<div id="ctl00_side">{_side(page)}</div>
<div id="ctl00_footer"><span id="ctl00_lblCopy">{page.beside(page.around["rights"][0])}</span><br /><span>{
        page.beside(page.around["rights"][1])
    }</span></div>
</div>
</form>
</body>
</html>
"""


def _menu(page: Page) -> str:
    return "".join(
        f'<td onmouseover="Menu_HoverStatic(this)" id="ctl00_Menu1n{n}"><table><tr><td><a href="/List.aspx?s={n}">'
        f"{name}</a></td></tr></table></td>"
        for n, name in enumerate(page.around["sections"])
    )


def _strip(page: Page) -> str:
    return " *** ".join(f'<a href="#">{page.beside(text)}</a>' for text in page.some("headlines", 12))


def _date(page: Page) -> str:
    if page.has("undated"):
        return ""
    day = page.day
    forms = {
        "slashes": f"{day.day:02}/{day.month:02}/{day.year} 07:12 PM",
        "clock": f"[ {day.day}/{day.month}/{day.year} - 19:12 GMT+3 ]",
        "hijri": f"{name_hijri(day)} الموافق {page.printed()} م",
    }
    return forms.get(page.quirks.get("date", ""), page.printed(weekday=True) + " , الساعة 19:12")


def _caption(page: Page) -> str:
    return f'<span id="ctl00_lblCaption">{page.beside(page.event["caption"])}</span>' if page.has("figure") else ""


def _text(page: Page, opening: str) -> str:
    parts = []
    for kind, text in page.flow(opening):
        if kind in ("p", "h"):
            parts.append(page.body(text, whole=kind == "p"))
        elif kind == "li":
            parts += [page.body(item, whole=False) for item in text]
    return ("<br />" if page.has("single") else "<br /><br />\r\n").join(parts)


def _end(page: Page) -> str:
    ends = {
        "end": "(انتهى)",
        "hash": "//انتهى//",
        "initials": "ن م / س ح",
        "time": "19:12 ت م",
    }
    return "<br />" + "<br />".join(f"<span>{text}</span>" for quirk, text in ends.items() if page.has(quirk))


def _last(page: Page) -> str:
    rows = "".join(
        f'<tr><td><a id="ctl00_rpt_ctl0{n}_lnk" href="/Details.aspx?id={n}">{page.beside(head)}</a><br />'
        f'<span id="ctl00_rpt_ctl0{n}_sum">{page.beside(lead)}</span><br /><span>{page.printed(day=page.later(-n))}'
        f"</span></td></tr>"
        for n, (head, lead) in enumerate(page.others(8))
    )
    return f'<span>أخبار ذات صلة</span><table id="ctl00_DataList1">{rows}</table>'


def _side(page: Page) -> str:
    rows = "".join(
        f"<tr><td>{page.random.randint(10, 23)}:{page.random.randint(10, 59)} <a>{page.beside(text)}</a></td></tr>"
        for text in page.some("headlines", 16)
    )
    return (
        f'<table id="ctl00_GridView1">{rows}</table><div><input type="text" value="بحث" /><span>'
        f"{page.beside(page.some('newsletters', 1)[0])}</span></div>"
    )
