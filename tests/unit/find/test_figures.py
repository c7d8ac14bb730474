"""Figures: number, unit, kind, holder."""

from dataclasses import dataclass

import pytest

from marsad.find.dates import find_dates
from marsad.find.figures import FoundFigure, find_figures
from marsad.find.scan import Scan, make_scan
from marsad.languages.ar import calendar, numbers
from marsad.languages.ar.clitics import vary
from marsad.model import Article, Block, BlockKind
from marsad.text.match import PhraseIndex

INDEX = PhraseIndex((*calendar.phrases(), *numbers.phrases()), vary)


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    codes: tuple[str, ...]
    kind: str = "STATE"
    prefix: str = ""


def scan_text(text: str) -> Scan:
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    return make_scan(Article(id="a", digest="d", origin="-", text=text, blocks=(block,)), INDEX)


def find(text: str, **actors: str) -> tuple[FoundFigure, ...]:
    """Find figures; `actors` gives a code to words of the text."""
    scan = scan_text(text)
    normal = scan.aligned.normal
    mentions = [
        Mention(normal.index(words), normal.index(words) + len(words), (code,)) for code, words in actors.items()
    ]
    return find_figures(scan, find_dates(scan, None), sorted(mentions, key=lambda mention: mention.start))


def read(text: str) -> list[tuple[float, str, str]]:
    return [(figure.value, figure.unit, figure.kind) for figure in find(text)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ثلاثة صواريخ", 3),
        ("أحد عشر صاروخا", 11),
        ("ثماني عشرة دبابة", 18),
        ("ثلاثا وعشرين دبابة", 23),
        ("مئة وخمسون صاروخا", 150),
        ("مئتين وتسعين صاروخا", 290),
        ("ثلاثمائة صاروخ", 300),
        ("ثلاثة آلاف وخمسمئة صاروخ", 3500),
        ("ألفا صاروخ", 2000),
        ("ألفا وأربعمئة صاروخ", 1400),
        ("29 ألفا و350 جنديا", 29350),
        ("ألفين و500 جندي", 2500),
        ("1,500 جندي", 1500),
        ("٤٫٨ طن", 4.8),
        ("2.5 مليون جندي", 2_500_000),
        ("6.7 مليارات دولار", 6_700_000_000),
        ("مليون و200 ألف جندي", 1_200_000),
        ("نصف مليون جندي", 500_000),
        ("مليون ونصف المليون جندي", 1_500_000),
        ("935ر6 مليون برميل", 6_935_000),
        ("57.\u200f38 مليون برميل", 38_570_000),
    ],
)
def test_numbers_in_digits_and_words(words: str, value: float) -> None:
    assert [figure.value for figure in find(f"بلغ العدد {words} وفق التقرير.")] == [value]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("تملك بين 20 و30 رأسا نوويا.", 20, 30),
        ("حشدت ما بين 100 و120 ألف جندي.", 100_000, 120_000),
        ("دمرت 10 إلى 15 دبابة.", 10, 15),
        ("تدرب 200-250 جنديا.", 200, 250),
        ("تعقد ثلاث أو أربع جولات.", 3, 4),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    assert [(figure.value, figure.high) for figure in find(text)] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يبلغ المخزون 5580 رأسا حربيا.", (5580, "warheads", "stockpile")),
        ("تحدد المعاهدة السقف بـ1550 رأسا نوويا.", (1550, "warheads", "limit")),
        ("تنص الاتفاقية على ما يصل إلى 18 عملية تفتيش.", (18, "inspections", "limit")),
        ("أطلقت 36 صاروخا.", (36, "missiles", "count")),
        ("أسقطت 54 طائرة مسيرة.", (54, "drones", "count")),
        ("نشرت 100 ألف من قواتها.", (100_000, "troops", "count")),
        ("أدى إلى مقتل 3930 شخصا.", (3930, "casualties", "count")),
        ("فقدت القوات 36 جنديا في المعارك.", (36, "casualties", "count")),
        ("نزح 6 ملايين شخص من المدن.", (6_000_000, "displaced", "count")),
        ("حضرت الدول الست اللقاء.", (6, "states", "count")),
        ("على بعد 1300 كيلومتر من الحدود.", (1300, "km", "distance")),
        ("بنسبة 60% من الطاقة.", (60, "percent", "share")),
        ("إلى ٨٤ بالمئة هذا الأمر.", (84, "percent", "share")),
        ("نحو 21 في المائة منها.", (21, "percent", "share")),
        ("%60 من الأصوات.", (60, "percent", "share")),
        ("12 طائرة أقلعت.", (12, "aircraft", "count")),
        ("بلغت الكلفة $500 مليون تقريبا.", (500_000_000, "usd", "money")),
        ("بسرعة 200 كلم/ساعة تقريبا.", (200, "other", "count")),
        ("اعتقل 167 في المدينة وعددهم 170.", (170, "other", "count")),
        ("المستقلون الـ13 صوتوا ضده.", (13, "other", "count")),
        ("بقيمة 1.1 مليار دولار.", (1_100_000_000, "usd", "money")),
        ("ستمدد لخمس سنوات أخرى.", (5, "years", "duration")),
        ("والمدة عام واحد فقط.", (1, "years", "duration")),
        ("دربت 20 شرطيا.", (20, "personnel", "count")),
        ("دمرت 6 وحدات من المركبات أمس.", (6, "other", "count")),
        ("دمرت 6 وحدات من مركبات قتالية.", (6, "vehicles", "count")),
        ("على قطعة من ألف متر مربع بنوها.", (1000, "other", "count")),
        ("ضبطت (2573) طلقة هناك.", (2573, "other", "count")),
        ('سجلت "أكثر من 800" جريمة هناك.', (800, "other", "count")),
        ("مساحتها 17300 كم2 تقريبا.", (17300, "other", "count")),
        ("خصبت 142.1 كيلوغرام من اليورانيوم.", (142.1, "kg", "stockpile")),
    ],
)
def test_units_and_kinds(text: str, expected: tuple[float, str, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "وقعت في 8 ديسمبر 1987 بالعاصمة.",
        "مقاتلات إف-35 ومنظومة إس-400 وقاذفة بي 52.",
        "قرار مجلس الأمن رقم 2231 بشأن الملف.",
        "اجتمعت مجموعة السبع مع مجموعة 5+1.",
        "قال القائد، وعمره 58 عاما، إنه باق.",
        "قتلت سلمى (51 عاما) في القصف.",
        "بدأت عند الساعة 10:30 صباحا.",
        "التجربة الثالثة والذكرى الخامسة والسبعون.",
        "أطلقت صاروخين باتجاه البحر.",
        "حشدت آلاف الجنود ومئات الدبابات.",
        "وقع ذلك قبل ثمانين عاما.",
        "قال أحد المسؤولين في إحدى الدول.",
        "في الذكرى السبعين لتأسيس الحلف.",
        "تعادل الفريقان 2-4 ثم خسرا 0-1 في الإياب.",
        "اتفقت مع مجموعة 1 + 5 على الأمر.",
        "وصلت الوفود في يوم واحد.",
        "وقبل ذلك بثلاثة أيام وصل الوفد.",
        "تحطمت طائرة الرحلة إم إتش 17 هناك.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert find(text) == ()


def test_a_year_opens_no_range() -> None:
    assert read("زاد من 3 ملايين قطعة في عام 2000 إلى 11.3 مليون قطعة.")[-1] == (11_300_000, "other", "count")


def test_a_part_is_of_the_unit_of_its_whole() -> None:
    assert read("قتل 9 أشخاص بينهم 3 في السوق.") == [(9, "casualties", "count"), (3, "casualties", "count")]
    assert read("جندت 200 ألف شرطي منهم 44 ألف للمدينة.")[1] == (44_000, "personnel", "count")


def test_a_loss_of_the_next_clause_is_not_this_ones() -> None:
    assert read("اعتقل 5 مدنيين من القرية وقتل 10 جنود.")[0] == (5, "people", "count")


def test_holder_is_the_demonym_after_the_noun() -> None:
    (figure,) = find("دمر الجيش تسع دبابات شرقستانية قرب النهر.", AAA="الجيش", BBB="شرقستانيه")
    assert figure.holder == "BBB"


def test_holder_is_the_subject_before() -> None:
    (figure,) = find("نشرت شرقستان 300 جندي على حدود غربستان.", AAA="شرقستان", BBB="غربستان")
    assert figure.holder == "AAA"


def test_holder_of_losses_is_who_lost() -> None:
    figures = find("تتحدث شرقستان عن خسارة غربستان 200 جندي و30 دبابة.", AAA="شرقستان", BBB="غربستان")
    assert [(figure.unit, figure.holder) for figure in figures] == [("casualties", "BBB"), ("tanks", "BBB")]


def test_killer_is_no_holder() -> None:
    (figure,) = find("قتل جيش شرقستان 5 مدنيين.", AAA="شرقستان")
    assert (figure.unit, figure.holder) == ("casualties", None)


def test_shares_and_limits_have_no_holder() -> None:
    text = "تسمح المعاهدة لشرقستان بما لا يزيد على 800 منصة إطلاق وبنسبة 5% منها."
    assert [figure.holder for figure in find(text, AAA="شرقستان")] == [None, None]


def test_words_on_the_page_and_as_of() -> None:
    scan = scan_text("تملك 5580 رأسا حربيا حتى 1 مارس 2024.")
    (figure,) = find_figures(scan, find_dates(scan, None), ())
    assert scan.span(figure.start, figure.end).quote == "5580 رأسا حربيا"
    assert figure.as_of == "2024-03-01"
