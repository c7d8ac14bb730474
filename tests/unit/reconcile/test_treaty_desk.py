"""What a page says of treaties: documented facts in our own sentences, right, wrong, and not said at all."""

from datetime import date

import pytest

import marsad
from marsad.model import Check
from marsad.reconcile.desks import check_reading


def check(text: str, day: str = "2024-05-01") -> list[Check]:
    """Return the treaty desk's checks of a text, published on a day where one is given."""
    reading = marsad.read(text, published=date.fromisoformat(day) if day else None)
    return [one for one in check_reading(reading) if one.desk == "treaty"]


def tell(checks: list[Check]) -> list[tuple[str, str]]:
    return [(one.verdict.value, one.facts[0].id if one.facts else "") for one in checks]


LIMITS = [
    ("تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 1550 رأسا نوويا.", "agrees", "new-start:warheads"),
    ("تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على ١٥٥٠ رأسا نوويا.", "agrees", "new-start:warheads"),
    ("تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 1500 رأس نووي.", "wrong_number", "new-start:warheads"),
    ("تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 700 رأس نووي.", "wrong_number", "new-start:warheads"),
    ("تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 700 صاروخ وقاذفة.", "agrees", "new-start:delivery"),
    (
        "تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 700 صاروخ باليستي عابر للقارات.",
        "narrowed",
        "new-start:delivery",
    ),
    ("تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 700 قاذفة استراتيجية.", "narrowed", "new-start:delivery"),
    (
        "تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 700 من الصواريخ العابرة للقارات"
        " والصواريخ التي تطلق من الغواصات والقاذفات الثقيلة.",
        "agrees",
        "new-start:delivery",
    ),
    (
        "تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 700 من الصواريخ العابرة للقارات والصواريخ التي تطلق من الغواصات.",
        "narrowed",
        "new-start:delivery",
    ),
    (
        "تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 700 وسيلة إيصال منشورة وغير منشورة.",
        "wrong_number",
        "new-start:delivery",
    ),
    (
        "تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 800 منصة إطلاق منشورة وغير منشورة.",
        "agrees",
        "new-start:launchers",
    ),
    ("تلزم معاهدة نيو ستارت كل طرف بما لا يزيد على 800 منصة إطلاق منشورة.", "narrowed", "new-start:launchers"),
    ("وتتيح معاهدة ستارت الجديدة ما يصل إلى 18 عملية تفتيش سنويا.", "agrees", "new-start:inspections"),
    ("وتتيح معاهدة ستارت الجديدة 10 عمليات تفتيش من النوع الأول.", "agrees", "new-start:type-one"),
    ("وتتيح معاهدة ستارت الجديدة 10 عمليات تفتيش من النوع الثاني.", "wrong_number", "new-start:type-two"),
    ("وتتيح معاهدة ستارت الجديدة 18 عملية تفتيش من النوع الأول.", "wrong_number", "new-start:type-one"),
    ("وتتيح معاهدة ستارت الجديدة ما يصل إلى 20 عملية تفتيش سنويا.", "wrong_number", "new-start:inspections"),
    ("تحظر معاهدة القوى النووية المتوسطة المدى صواريخ مداها بين 500 و5500 كيلومتر.", "agrees", "inf:ranges"),
    ("يسمح الاتفاق النووي الإيراني بتخصيب اليورانيوم حتى 3.67 بالمئة.", "agrees", "jcpoa:enrichment"),
    ("وتسري معاهدة نيو ستارت عشر سنوات مع إمكانية تمديدها خمس سنوات.", "agrees", "new-start:extension"),
]


@pytest.mark.parametrize(("text", "verdict", "fact"), LIMITS)
def test_limits_and_rights(text: str, verdict: str, fact: str) -> None:
    found = check(text)
    assert found[-1].verdict.value == verdict
    assert fact in [one.id for one in found[-1].facts]
    assert found[-1].facts[0].source or found[-1].facts[0].basis == "memory"


def test_a_narrowed_limit_says_what_is_missing() -> None:
    (found,) = check("تلزم معاهدة نيو ستارت كل طرف بنشر ما لا يزيد على 700 صاروخ باليستي عابر للقارات.")
    assert found.because == (
        "limit given as intercontinental missiles only; it counts bombers and submarine-launched missiles too",
    )
    assert found.span.quote == "700 صاروخ"


def test_a_limit_is_known_by_the_treaty_of_the_sentence_before() -> None:
    found = check("تعود معاهدة نيو ستارت إلى عهد سابق. وتلزم المعاهدة الطرفين بما لا يزيد على 700 صاروخ عابر للقارات.")
    assert tell(found) == [("narrowed", "new-start:delivery")]


ACTS = [
    ("2023-02-24", "انسحبت روسيا من معاهدة نيو ستارت هذا الأسبوع.", "wrong_act"),
    ("2023-02-24", "أعلن الرئيس الروسي انسحاب بلاده من معاهدة ستارت الجديدة يوم الثلاثاء.", "wrong_act"),
    ("2023-02-24", "قالت موسكو إنها علقت مشاركتها في معاهدة ستارت الجديدة دون أن تنسحب منها.", "agrees"),
    ("2023-11-10", "انسحبت روسيا من معاهدة الحظر الشامل للتجارب النووية الأسبوع الماضي.", "wrong_act"),
    ("2023-11-10", "سحبت روسيا تصديقها على معاهدة الحظر الشامل للتجارب النووية في 2 نوفمبر 2023.", "agrees"),
    ("2020-12-01", "علقت الولايات المتحدة مشاركتها في معاهدة الأجواء المفتوحة الشهر الماضي.", "wrong_act"),
    ("2020-12-01", "انسحبت الولايات المتحدة من معاهدة الأجواء المفتوحة في نوفمبر 2020.", "agrees"),
    ("2024-05-01", "انسحبت روسيا من معاهدة القوات التقليدية في أوروبا في نوفمبر 2023.", "agrees"),
    ("2015-05-01", "انسحبت روسيا من معاهدة القوات التقليدية في أوروبا، كما قالت موسكو.", "wrong_act"),
    ("2024-05-01", "انتهت معاهدة نيو ستارت في فبراير 2023، بحسب الخبير النووي.", "wrong_act"),
    ("2026-02-06", "انتهت معاهدة نيو ستارت يوم الخميس بعد خمسة عشر عاما.", "agrees"),
    ("2024-05-01", "وتنتهي معاهدة نيو ستارت في فبراير 2026.", "agrees"),
    ("2020-05-01", "وتنتهي معاهدة نيو ستارت في فبراير 2021 ما لم تمدد.", "agrees"),
    ("2024-05-01", "وتنتهي صلاحية معاهدة نيو ستارت في فبراير 2027.", "wrong_date"),
    ("2024-05-01", "دخلت معاهدة نيو ستارت حيز التنفيذ في عام 2010.", "wrong_date"),
    ("2024-05-01", "دخلت معاهدة نيو ستارت حيز التنفيذ في فبراير 2011.", "agrees"),
    ("2024-05-01", "وقع الرئيسان معاهدة نيو ستارت عام 2009 في العاصمة التشيكية.", "wrong_date"),
    ("2026-03-01", "قال المسؤول إن معاهدة نيو ستارت لا تزال سارية المفعول بين البلدين.", "outdated"),
    ("2026-03-01", "تعد معاهدة نيو ستارت آخر معاهدة متبقية بين البلدين.", "outdated"),
    ("2024-03-01", "قال المسؤول إن معاهدة نيو ستارت لا تزال سارية المفعول بين البلدين.", "agrees"),
    ("2022-12-01", "أجلت روسيا اجتماع اللجنة الاستشارية الثنائية لمعاهدة نيو ستارت في القاهرة.", "agrees"),
    ("2022-12-01", "علقت موسكو عمليات التفتيش في إطار معاهدة نيو ستارت في أغسطس 2022.", "agrees"),
    ("2023-02-28", "وقع الرئيس الروسي قانونا بشأن تعليق مشاركة بلاده في معاهدة «ستارت».", "agrees"),
    ("", "علقت روسيا مشاركتها في معاهدة نيو ستارت في فبراير 2023.", "agrees"),
]


@pytest.mark.parametrize(("day", "text", "verdict"), ACTS)
def test_acts_and_days(day: str, text: str, verdict: str) -> None:
    found = check(text, day)
    assert [one.verdict.value for one in found] == [verdict]
    assert found[0].facts
    assert found[0].span.quote in text


def test_a_headline_tells_in_the_present_what_happened() -> None:
    body = "أثار القرار ردود فعل واسعة في العواصم الغربية بشأن الأسلحة النووية ومستقبل ضبطها بين القوتين."
    page = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    headlines = {
        "روسيا تنسحب من معاهدة نيو ستارت": ["wrong_act"],
        "روسيا تعلق مشاركتها في معاهدة نيو ستارت": ["agrees"],
        "روسيا قد تنسحب من معاهدة نيو ستارت": [],
    }
    for headline, verdicts in headlines.items():
        assert [one.verdict.value for one in check(page.format(headline, body), "2023-02-24")] == verdicts


SILENT = [
    "هددت روسيا بالانسحاب من معاهدة نيو ستارت إذا واصلت واشنطن تسليح كييف.",
    "قد تنسحب روسيا من معاهدة نيو ستارت في فبراير 2025، كما قال الخبير.",
    "حذر الخبير من انسحاب روسيا من معاهدة نيو ستارت.",
    "لم تنسحب روسيا من معاهدة نيو ستارت.",
    "علق مسؤول أمريكي على معاهدة نيو ستارت قائلا إنها مهمة.",
    "سحبت روسيا قواتها من خيرسون، وتحدثت موسكو عن معاهدة نيو ستارت النووية.",
    "انتهى اجتماع الوزراء وناقشوا فيه بعد ذلك كله مستقبل معاهدة نيو ستارت.",
    "انسحبت إيران من معاهدة عدم الانتشار النووي، بحسب شائعة نفتها طهران.",
    "وقع انفجار قرب منشأة نووية، وتحدث الوزير عن معاهدة نيو ستارت.",
    "في المنطقة 700 صاروخ باليستي عابر للقارات، كما قال خبير في الأسلحة النووية.",
    "نشرت روسيا 20 صاروخا نوويا على حدودها مع أوكرانيا.",
    "كانت معاهدة نيو ستارت آخر معاهدة متبقية بين البلدين.",
    "لم تعد معاهدة نيو ستارت سارية منذ الشهر الماضي.",
    "علقت شركة ستارت أب الروسية مشاركتها في معرض الأسلحة النووية.",
    "ناقش الطرفان تمديد معاهدة نيو ستارت.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_not_said_is_not_checked(text: str) -> None:
    assert check(text, "2022-12-01") == []


def test_a_date_without_its_year_is_never_called_wrong() -> None:
    found = check("علقت روسيا مشاركتها في معاهدة نيو ستارت بقانون صدر في 28 فبراير من ذلك العام.", "2026-02-11")
    assert [one.verdict.value for one in found] == ["agrees"]


def test_all_days_of_a_step_by_step_suspension_are_right() -> None:
    for day in ("21 فبراير 2023", "22 فبراير 2023", "28 فبراير 2023"):
        (found,) = check(f"علقت روسيا مشاركتها في معاهدة نيو ستارت في {day}.")
        assert found.verdict.value == "agrees"
    (found,) = check("علقت روسيا مشاركتها في معاهدة نيو ستارت في 5 مايو 2022.")
    assert found.verdict.value == "wrong_date"
