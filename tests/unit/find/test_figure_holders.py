"""Whose figures are: by the words around them, in sentences about invented states."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.find.dates import find_dates
from marsad.find.figures import FoundFigure, find_figures
from marsad.find.scan import Scan, make_scan
from marsad.languages.ar import calendar, numbers
from marsad.languages.ar.actors import Demonym, PlaceName
from marsad.languages.ar.clitics import vary
from marsad.model import Article, Block, BlockKind
from marsad.text.match import Grammar, Phrase, PhraseIndex

NAMES = (
    Phrase("بندرية", Grammar.NAME, PlaceName(name="Bandaria", state="AAA", kind="city")),
    Phrase("مرجانة", Grammar.NAME, PlaceName(name="Marjana", state="BBB", kind="city")),
    Phrase("شرقستاني", Grammar.NAME, Demonym(code="AAA", definite=False)),
    Phrase("شرقستانيين", Grammar.NAME, Demonym(code="AAA", definite=False, people=True)),
)
INDEX = PhraseIndex((*calendar.phrases(), *numbers.phrases(), *NAMES), vary)
STATES = {"شرقستان": "AAA", "غربستان": "BBB"}
OUTLETS = ("ذا نيوز",)
ADJECTIVES = {"شرقستانيين": "AAA", "الشرقستانيه": "AAA", "شرقستاني": "AAA", "غربستاني": "BBB"}


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


def find_mentions(scan: Scan) -> list[Mention]:
    """Return the invented actors by their words, with the clitics before them."""
    out = []
    for sentence in scan.sentences:
        for token in sentence.tokens:
            for names, kind in ((STATES, "STATE"), (ADJECTIVES, "ADJECTIVE")):
                name = next(
                    (name for name in names if token.text in (name, *(c + name for c in ("و", "ب", "ل")))), None
                )
                if name is not None:
                    prefix = token.text.removesuffix(name)
                    out.append(Mention(token.start, token.end, (names[name],), kind, prefix))
    normal = scan.aligned.normal
    starts = [(normal.index(name), len(name)) for name in OUTLETS if name in normal]
    outlets = [Mention(start, start + length, (), "OUTLET") for start, length in starts]
    return sorted([*out, *outlets], key=lambda mention: mention.start)


def find(text: str) -> tuple[FoundFigure, ...]:
    scan = scan_text(text)
    return find_figures(scan, find_dates(scan, None), find_mentions(scan))


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        # shares: of whom, or who provides; not prices
        ("يؤيد الخطة 70% من سكان غربستان.", "BBB"),
        ("دمر القصف 40% من مباني مرجانة.", "BBB"),
        ("قال الوزير إن شرقستان توفر 70% من الإنتاج.", "AAA"),
        ("قالت شرقستان إن الأسعار ارتفعت 5%.", None),
        # distances: reach and borders; not how far away
        ("أطلقت شرقستان صاروخا سقط بعد أن قطع 900 كيلومتر.", None),
        ("أطلقت شرقستان صاروخا بلغ مداه 900 كيلومتر.", "AAA"),
        ("بنت شرقستان جدارا على حدود طولها 300 كيلومتر.", "AAA"),
        ("تشترك شرقستان مع غربستان في حدود طولها 300 كيلومتر.", None),
        ("تقع القرية على بعد 40 كيلومترا من شرقستان.", None),
        # lengths of time
        ("ستبقى شرقستان عضوا لمدة عشر سنوات.", "AAA"),
        ("تعود العلاقات بين شرقستان وغربستان إلى 80 عاما.", None),
        ("دامت الحرب بين شرقستان وغربستان 8 سنوات.", None),
        ("بعد 3 أشهر من هجوم شرقستان هدأت الجبهة.", None),
        ("وصل وزير شرقستان إلى غربستان في زيارة تستغرق 3 أيام.", "AAA"),
        ("قالت شرقستان إن فترة 24 يوما لا تكفي.", None),
        # money
        ("قالت شرقستان إن غربستان دفعت 5 ملايين دولار.", "BBB"),
        ("رفضت شرقستان إعفاء غربستان الذي يتيح لها 9 ملايين دولار.", "BBB"),
        ("باعت شرقستان النفط بسعر 56 دولارا للبرميل.", None),
        ("أتاح الاتفاق لشرقستان 150 مليون دولار.", "AAA"),
        ("في شرقستان هبط سعر الخام إلى 49 دولارا.", None),
        # ratios, those who say something, wholes and their parts
        ("زادت شرقستان إنتاجها 4 أضعاف.", None),
        ("في غربستان أكدت 70 منظمة رفضها.", None),
        ("أطلقت شرقستان طائرات مسيرة فوق البحر على دفعة مؤلفة من 12 منصة.", None),
        ("قوة مؤلفة من 12 دبابة.", None),
        ("قوات شرقستان المؤلفة من 12 دبابة وصلت.", "AAA"),
        ("في شرقستان سقطت 5 صواريخ ليلا.", None),
        ("في شرقستان 38 مفاعلا.", "AAA"),
        ("روت صحيفة ذا نيوز (The News) الشرقستانية فرار 6 أسرى.", None),
        # the noun itself, or an adjective after it
        ("اعتقلت غربستان 5 شرقستانيين أمس.", "AAA"),
        ("اعتقلت شرقستان 5 مدنيين أمس.", "AAA"),
        ("اعتقلت غربستان 10 آلاف شرقستاني أمس.", "AAA"),
        ("أشار إلى أن شرقستان تملك 20 دبابة.", "AAA"),
    ],
)
def test_holders(text: str, holder: str | None) -> None:
    assert find(text)[-1].holder == holder


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("أعلنت شرقستان مقتل 10 من مقاتليها في الجبهة.", "AAA"),
        ("أسفر القصف عن مقتل 3 أشخاص في مدينة مرجانة.", "BBB"),
        ("قصفت شرقستان مدينة مرجانة وقتلت 3 أشخاص.", "BBB"),
        ("وقع الهجوم في بندرية. وقتل 6 أشخاص.", "AAA"),
        ("قال مسؤول في بندرية شيئا. وذكر آخر في بندرية أمرا. ثم مضى وقت. ومر يوم. وقتل 6 أشخاص.", "AAA"),
        ("أعدمت السلطات في بندرية 20 شخصا.", None),
        ("قتل 5 مدنيين.", None),
    ],
)
def test_holders_of_losses(text: str, holder: str | None) -> None:
    (figure,) = find(text)
    assert (figure.unit, figure.holder) == ("casualties", holder)


WORDS = (
    *(
        "مؤلفة",
        "من",
        "زيارة",
        "بين",
        "أن",
        "في",
        "حدود",
        "مدى",
        "سعر",
        "لها",
        "بعد",
        "قتل",
        "أعدمت",
        "(",
        ")",
        "-",
        "+",
    ),
    *("5", "2015", "1.5", "3/4", "ثلاثة", "مليون", "%", "جنود", "صواريخ", "كيلومترا", "دولار", "سنوات", "مرة", "دولة"),
    *("شرقستان", "وغربستان", "الشرقستانية", "مرجانة", "شرقستانيين", "منهم", "الشهر", "نفسه", "،", ".", "ذا نيوز"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    text = " ".join(["كتب", *words])
    assert all(figure.start < figure.end for figure in find(text))
