"""Dates: what is found, and what it resolves to."""

from datetime import date

import pytest

from marsad.find.dates import FoundDate, find_dates
from marsad.find.scan import Scan, make_scan
from marsad.languages.ar import calendar, numbers
from marsad.languages.ar.clitics import vary
from marsad.model import Article, Basis, Block, BlockKind, When
from marsad.text.match import PhraseIndex

INDEX = PhraseIndex((*calendar.phrases(), *numbers.phrases()), vary)
FRIDAY = "2024-06-28"


def scan_text(text: str) -> Scan:
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    return make_scan(Article(id="a", digest="d", origin="-", text=text, blocks=(block,)), INDEX)


def find(text: str, published: str | None = FRIDAY) -> tuple[FoundDate, ...]:
    when = When.day(date.fromisoformat(published), Basis.GIVEN) if published else None
    return find_dates(scan_text(text), when)


def values(text: str, published: str | None = FRIDAY) -> list[str | None]:
    return [found.when.iso() if found.when else None for found in find(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقع الاتفاق في 13أكتوبر 2022 بالعاصمة.", ["2022-10-13"]),
        ("كتبه سامر العلي13 يناير 2022آخر تحديث", ["2022-01-13"]),
        ("جرى ذلك في تشرين الثاني/نوفمبر 2023.", ["2023-11"]),
        ("جرى ذلك في حزيران (يونيو) 2021.", ["2021-06"]),
        ("عقد اللقاء في ٢٤ فبراير ٢٠٢٢.", ["2022-02-24"]),
        ("وقعت في الثالث والعشرين من أغسطس 2023.", ["2023-08-23"]),
        ("اندلعت في الفاتح من نوفمبر 1954.", ["1954-11-01"]),
        ("نشر في 13/10/2022 أولا ثم في 2022-10-14.", ["2022-10-13", "2022-10-14"]),
        ("نشر في 14.03.2024.", ["2024-03-14"]),
        ("بدأت المناورات في مارس عام 2014.", ["2014-03"]),
        ("جرى في فبراير ومارس 2022.", ["2022-02", "2022-03"]),
        ("بين عامي 2009 و2010 تفاوض الجانبان.", ["2009/2010"]),
        ("حكم بين 2008 و2012 ثم عاد.", ["2008/2012"]),
        ("خلال ولايته 2008-2012 وقع المعاهدة.", ["2008/2012"]),
        ("تستمر من 27 حزيران حتى 3 تموز 2024.", ["2024-06-27/2024-07-03"]),
        ("في عام ألف وتسعمائة وخمسة وأربعين.", ["1945"]),
        ("في الربع الأول من عام 2024 زاد الإنفاق.", ["2024-01/2024-03"]),
        ("في تسعينيات القرن الماضي انهارت المحادثات.", ["1990/1999"]),
        ("صدر في 14 رمضان 1444هـ.", ["2023-04-05"]),
        ("حرر في 25 ذي القعدة 1445 هـ الموافق 2 يونيو 2024.", ["2024-06-02"]),
        ("ألغي اللقاء خلال 2020 و2021 بسبب الجائحة.", ["2020", "2021"]),
        ("القاضي سالم العلي (1895م-1971م) أحد الرواد.", ["1895/1971"]),
        ("في الربع الأخير من 2023 ارتفع الإنفاق.", ["2023-10/2023-12"]),
        ("في الأسبوع الأول من مارس 2024 عقد اللقاء.", ["2024-03"]),
        ("يومي 5 و8 سبتمبر 2015 يلعب الفريق.", ["2015-09-05", "2015-09-08"]),
        ("1963 - استقلال البلاد.", ["1963"]),
        ("في عام .2011 وقع الحادث.", ["2011"]),
        ("بدأ عام 1446هـ في القرية.", ["2024-07-07/2025-06-25"]),
        ("في صيف عام 2023 زار الوفد القاعدة.", ["2023-06/2023-08"]),
    ],
)
def test_full_dates_need_no_publication_date(text: str, expected: list[str]) -> None:
    assert values(text, None) == expected
    assert all(found.when and found.when.basis is Basis.STATED for found in find(text, None))


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("أعلن الوزير الجمعة أن بلاده سترد.", FRIDAY, "2024-06-28"),
        ("أعلن الوزير الخميس أن بلاده سترد.", FRIDAY, "2024-06-27"),
        ("أعلن ذلك الجمعة الماضي.", FRIDAY, "2024-06-21"),
        ("سيعقد الاجتماع الثلاثاء في العاصمة.", FRIDAY, "2024-07-02"),
        ("تعقد الجلسة الثلاثاء المقبل.", FRIDAY, "2024-07-02"),
        ("قال مساء أمس الخميس إن الردع قائم.", FRIDAY, "2024-06-27"),
        ("وصل الوفد أمس الأول.", FRIDAY, "2024-06-26"),
        ("تبدأ المحادثات غداً السبت.", FRIDAY, "2024-06-29"),
        ("قال أمس الأربعاء إنه سيرد.", "2015-07-31", "2015-07-29"),
        ("بدأت المناورات في مارس من العام الماضي.", FRIDAY, "2023-03"),
        ("زار الوفد القاعدة الأسبوع الماضي.", FRIDAY, "2024-06-17/2024-06-23"),
        ("أجريت التدريبات الشهر الماضي.", FRIDAY, "2024-05"),
        ("علقت المعاهدة العام الماضي.", FRIDAY, "2023"),
        ("تنتهي مطلع العام المقبل.", FRIDAY, "2025"),
        ("بحلول نهاية العام ستنتهي المهمة.", FRIDAY, "2024"),
        ("أعلن ذلك قبل يومين.", FRIDAY, "2024-06-26"),
        ("بدأت قبل ثلاثة أشهر.", FRIDAY, "2024-03"),
        ("وقع الاتفاق منذ عشر سنوات.", FRIDAY, "2014"),
        ("قالها في فبراير/شباط.", FRIDAY, "2024-02"),
        ("سيجري التدريب في نوفمبر.", FRIDAY, "2024-11"),
        ("جرى التدريب في نوفمبر.", FRIDAY, "2023-11"),
        ("قدمها في ديسمبر الماضي.", "2022-01-13", "2021-12"),
        ("القمة من 15 إلى 16 يونيو/حزيران في سويسرا.", FRIDAY, "2024-06-15/2024-06-16"),
        ("جرى ذلك الأسبوع قبل الماضي.", FRIDAY, "2024-06-10/2024-06-16"),
        ("تعقد السبت بعد المقبل.", FRIDAY, "2024-07-06"),
        ("قالها مساء الخميس الموافق 13 يونيو.", FRIDAY, "2024-06-13"),
        ("أعلن قبل يوم واحد.", FRIDAY, "2024-06-27"),
        ("من الإثنين إلى الجمعة تدرب الجنود.", FRIDAY, "2024-06-24/2024-06-28"),
        ("في الفترة من أبريل إلى يونيو من العام الماضي.", FRIDAY, "2023-04/2023-06"),
        ("أمامهم حتى 17 سبتمبر للرد.", "2015-07-27", "2015-09-17"),
        ("في 15 من الشهر المقبل تعقد الجلسة.", FRIDAY, "2024-07-15"),
        ("خلال الساعات الـ24 الماضية رصدت تحركات.", FRIDAY, "2024-06-27/2024-06-28"),
        ("خلال الأشهر الأربعة الماضية تغير الكثير.", "2015-07-25", "2015-03/2015-07"),
    ],
)
def test_relative_dates(text: str, published: str, expected: str) -> None:
    assert values(text, published) == [expected]
    found = find(text, published)[0].when
    assert found is not None
    assert found.basis is Basis.RELATIVE


@pytest.mark.parametrize(
    "text",
    [
        "مارس الجيش حقه في التدريب.",
        "آب الجنود إلى ثكناتهم.",
        "فتح باب الحوار أمام الطرفين.",
        "قصفت الطائرات مفاعل تموز في الصحراء.",
        "تلتقي النائبة كلارا ماي الوفد.",
        "الخطط الحالية أعلنت مؤخرا وقريبا تنفذ الآن.",
        "رصدت المنصات قبل أيام.",
        "غادر قبل يومين من الانتخابات.",
        "وصلت مقاتلات من طراز ميراج 2000 إلى القاعدة.",
        "قال الرئيس رجب صالح إن الوضع صعب.",
        "نشرت شبكة روسيا اليوم تقريرا.",
        "في اليوم التالي عاد الوفد.",
        "حضر ثلاثون ممثلا عن الدول.",
        "يضخ الحقل مليون برميل في اليوم.",
        "هتف ثوار ميدان 6 أكتوبر طويلا.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


def test_without_publication_date_relative_ones_are_listed_unresolved() -> None:
    assert values("أعلن اليوم الجمعة وفي مارس/آذار الماضي وفي 24 فبراير.", None) == [None, None, None]


def test_publication_month_is_no_day_to_count_from() -> None:
    month = When.month(2024, 6, Basis.METADATA)
    assert [found.when for found in find_dates(scan_text("أعلن أمس ذلك."), month)] == [None]


def test_the_words_are_those_on_the_page() -> None:
    scan = scan_text("قالها، يومَ الأربعاءِ، في كانونَ الثانِي ٢٠٢٤.")
    found = find_dates(scan, None)
    assert [scan.span(date.start, date.end).quote for date in found] == ["يومَ الأربعاءِ", "كانونَ الثانِي ٢٠٢٤"]


def test_dateline_is_marked() -> None:
    text = "مرصد الأخبار – كييف – 13 أكتوبر 2022 – حذر مسؤول من الخطر في 12 أكتوبر 2022 مجددا."
    assert [found.role for found in find(text)] == ["dateline", None]


def test_impossible_days_stay_unresolved() -> None:
    assert values("وقع في 31 فبراير 2022 كما زعم.") == [None]
