"""A ministry's portal on a document server: web parts in tables in zones, rich text fields, no article, no meta of use."""

from html import escape

from tests.pages.making.bulk import make_blob, make_settings, make_sheet
from tests.pages.making.dates import name_hijri
from tests.pages.making.story import Page

_UNSEEN = "\u200b"


def make(page: Page) -> str:
    story = "".join(_render(page, kind, text) for kind, text in page.flow(page.open("{place}، {day} - ")))
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar-SA">
<head><meta name="GENERATOR" content="Microsoft SharePoint" /><meta http-equiv="Content-type" content="text/html; charset=utf-8" />
<meta http-equiv="X-UA-Compatible" content="IE=10" /><title>
\t{page.outlet} - تفاصيل الخبر
</title>
<style>{make_sheet(page.random, "ms-", 110)}</style>
<script type="text/javascript">//<![CDATA[
{make_settings(page.random, "_spPageContextInfo", 110)}
//]]></script>
</head>
<body onhashchange="if (typeof(_spBodyOnHashChange) != 'undefined') _spBodyOnHashChange();">
<form method="post" action="./details.aspx?ID={page.number}" onsubmit="return _spFormOnSubmitWrapper();" id="aspnetForm">
<input type="hidden" name="__REQUESTDIGEST" value="0x{page.random.getrandbits(400):X}" />
<input type="hidden" name="__VIEWSTATE" value="{make_blob(page.random, 9000)}" />
<div id="s4-ribbonrow" style="height:0px"><div class="ms-cui-ribbon" aria-hidden="true"><span>استعراض</span><span>صفحة</span></div></div>
<div id="s4-workspace"><div id="s4-bodyContainer">
<div id="DeltaTopNavigation"><div class="ms-core-listMenu-horizontalBox">{_navigation(page)}</div></div>
<div class="ms-dialogHidden ms-noList">{_services(page)}</div>
<div id="contentBox"><a id="mainContent" tabindex="-1"></a><div id="DeltaPlaceHolderMain">
<table class="ms-core-tableNoSpace ms-webpartPage-root" width="100%"><tr><td id="_invisibleIfEmpty" valign="top" width="100%">
{_part(page, "WPQ1", _stand(page, story))}
{_part(page, "WPQ2", _list(page))}
{_part(page, "WPQ3", _minister(page))}
</td><td valign="top">{_part(page, "WPQ4", _tiles(page))}</td></tr></table>
</div></div>
<div id="foot"><div class="container">{_foot(page)}</div></div>
</div></div></form></body></html>
"""


def _navigation(page: Page) -> str:
    names = (
        "عن الوزارة",
        "الهيكل التنظيمي",
        "الأنظمة واللوائح",
        "الخدمات الإلكترونية",
        "المركز الإعلامي",
        "المنافسات والمشتريات",
        "الوظائف",
        "البيانات المفتوحة",
        "المشاركة المجتمعية",
        "الأسئلة الشائعة",
        "اتصل بنا",
    )
    return "".join(
        f'<ul class="root ms-core-listMenu-root static"><li class="static dynamic-children"><a class="static menu-item">'
        f'<span class="menu-item-text">{name}</span></a><ul class="dynamic">'
        + "".join(f"<li><a><span>{escape(c)}</span></a></li>" for c in page.some("countries", 8))
        + "</ul></li></ul>"
        for name in names
    )


def _services(page: Page) -> str:
    texts = (
        "تتيح خدمة حجز المواعيد للمستفيدين اختيار اليوم والساعة والفرع الأقرب إلى مقر إقامتهم، وتصل رسالة تأكيد إلى الجوال المسجل في الحساب الموحد خلال دقائق.",
        "يمكن للشركات الاستعلام عن حالة المطالبات المالية وتقديم الاعتراضات إلكترونياً، على أن تُرفق المستندات المطلوبة بصيغة واضحة وبحجم لا يتجاوز خمسة ميغابايت.",
        "دليل المستخدم لخدمة التصديق الرقمي متاح باللغتين العربية والإنجليزية، ويشرح خطوات التسجيل والدفع وتتبع الطلب حتى تسلم الوثيقة المصدقة.",
    )
    return "".join(
        f'<div class="srv"><h2>خدمة</h2><p>{page.beside(text)}</p><a>ابدأ الخدمة</a></div>' for text in texts
    )


def _part(page: Page, name: str, inside: str) -> str:
    return (
        f'<div class="ms-webpart-chrome ms-webpart-chrome-vertical"><div id="WebPart{name}" class="ms-WPBody ms-wpContentDivSpace" '
        f'allowDelete="false"><div id="ctl00_m_g_{page.random.getrandbits(64):x}">{inside}</div></div></div>'
    )


def _stand(page: Page, story: str) -> str:
    date = "" if page.has("undated") else f'<div class="nDate">{name_hijri(page.day)} | {page.printed()}</div>'
    return (
        f'<div class="nTitle"><div class="ms-rtestate-field">{escape(page.title)}</div></div>{date}<div class="nImg"><img '
        f'src="/PublishingImages/x.jpg" alt="" /><div>{page.beside(page.event["caption"])}</div></div><div class="ms-rtestate-field" '
        f'style="display:inline"><div class="ExternalClass{page.random.getrandbits(60):X}">{story}</div></div>'
        f'<div class="rate">هل كان هذا المحتوى مفيداً؟ نعم لا — آخر تعديل {page.printed(day=page.later(30))}</div>'
    )


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p" if page.has("table"):
            return f"<table><tbody><tr><td>{page.body(text)}</td></tr></tbody></table>"
        case "p":
            return f'<div style="text-align:justify"><span class="ms-rteFontSize-3">{_UNSEEN}{page.body(text)}</span></div><div>{_UNSEEN}<br/></div>'
        case "h":
            return f'<div><strong class="ms-rteForeColor-2">{_UNSEEN}{page.body(text, whole=False)}</strong></div>'
        case "li":
            return (
                '<ul class="ms-list">' + "".join(f"<li>{page.body(item, whole=False)}</li>" for item in text) + "</ul>"
            )
        case "rows":
            rows = "".join(
                "<tr>" + "".join(f'<td class="ms-rteTable-default">{page.body(cell)}</td>' for cell in row) + "</tr>"
                for row in text
            )
            return f'<table class="ms-rteTable-default"><tbody>{rows}</tbody></table>'
        case _:
            return ""


def _list(page: Page) -> str:
    rows = "".join(
        f'<tr class="ms-itmhover"><td class="ms-vb2"><a>{page.beside(head)}</a></td><td class="ms-vb2">{page.beside(lead)}</td>'
        f'<td class="ms-vb2">{name_hijri(page.later(-n))}</td></tr>'
        for n, (head, lead) in enumerate(page.others(9))
    )
    return f'<table class="ms-listviewtable"><tr><th>العنوان</th><th>الملخص</th><th>التاريخ</th></tr>{rows}</table>'


def _minister(page: Page) -> str:
    text = (
        "نعمل في هذه الوزارة على تقديم خدمة تليق بالمواطن، ونستمع إلى ملاحظاته، ونقيس أثر ما نفعله، ونعلن الأرقام كما هي. وإن بدا الطريق "
        "طويلاً فإن الخطوة الأولى قد قُطعت، وشركاؤنا في القطاع الخاص يعرفون أن أبوابنا مفتوحة لهم كل يوم."
    )
    return f"<h3>كلمة الوزير</h3><p>{page.beside(text)}</p><p>{page.beside(page.around['background'][0])}</p>"


def _tiles(page: Page) -> str:
    return "".join(f'<div class="tile"><p>{page.beside(text)}</p></div>' for text in page.some("teasers", 7))


def _foot(page: Page) -> str:
    return f"<p>{page.beside(page.around['rights'][0])}</p><p>{page.beside(page.around['rights'][1])}</p><p>عدد الزوار 1203344</p>"
