"""When a word is the act it looks like, and who then does it."""

import pytest

from marsad.coders.signals.contexts import make_contexts
from marsad.coders.signals.rows import SpeechCue
from marsad.extract import extract_article
from marsad.model import Capture, SignalType
from marsad.pipeline import find_all, read_capture


def find_acts(text, kind=SignalType.USE_OF_FORCE):
    reading = read_capture(Capture(origin="frames", body=text.encode(), media="text"))
    return [set(signal.actors) for signal in reading.signals if signal.type is kind]


@pytest.mark.parametrize(
    "text",
    [
        "قال بوتين إن واشنطن سترد بقوة إن هاجمت الصين جزيرة تايوان.",
        "يرى الخبراء أن الجيش الأميركي سيتدخل متى هاجمت الصين تايوان.",
        "أسقطت الصين بحق النقض في مجلس الأمن مشروع قرار عن كوريا الشمالية وصواريخها النووية.",
        "أجرت القوات الروسية فجر الأحد مناورات نووية قرب الحدود الأوكرانية.",
        "يحتل الجيش الروسي مرتبة متقدمة بين جيوش الدول النووية.",
        "تستعد روسيا لاستقبال المفتشين في محطة زاباروجيا النووية.",
    ],
)
def test_conditions_dates_and_other_senses_tell_no_force(text):
    assert find_acts(text) == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("تواصلت هجمات الروس على مدينة باخموت الأوكرانية.", {"RUS"}),
        ("أعلنت كييف أن قواتها صدت 12 هجوما روسيا في دونيتسك.", {"RUS"}),
        ("استولت وحدات روسية على محطة زاباروجيا النووية.", {"RUS"}),
        ("قالت كييف إن المدفعية الروسية هي التي قصفت محطة زاباروجيا النووية.", {"RUS"}),
        ("دمرت روسيا، يوم الجمعة الماضي، أجزاء من قاعدة جوية أوكرانية.", {"RUS"}),
        ("برلين - قصفت روسيا مدينة خاركيف الأوكرانية بصواريخ باليستية.", {"RUS"}),
    ],
)
def test_the_agent_is_found_by_people_adjective_and_clause(text, actors):
    assert find_acts(text) == [actors]


@pytest.mark.parametrize(
    "text",
    [
        "أطلقت روسيا أول دفعة من البطاريات النووية للأجهزة الطبية.",
        "نشرت وزارة الدفاع الفرنسية صورا لمقاتلات رافال وصواريخ نووية في معرضها.",
        "نشرت رئيسة لجنة القوات المسلحة في الكونغرس بيانا عن الأسلحة النووية الروسية.",
    ],
)
def test_feminine_nouns_and_published_pictures_are_no_deployment(text):
    assert find_acts(text, SignalType.DEPLOYMENT) == []


def test_forces_with_a_preposition_of_the_verb_are_sent():
    text = "دفعت روسيا بقوات وصواريخ إضافية إلى الحدود مع أوكرانيا."
    assert find_acts(text, SignalType.DEPLOYMENT) == [{"RUS"}]


@pytest.mark.parametrize(("word", "ends"), [("وصفة", True), ("وصفةً", True), ("وصفةٍ", True), ("وصفه", False)])
def test_a_feminine_ending_is_no_pronoun_under_vowel_signs_either(word, ends):
    text = f"قدمت روسيا إلى الوكالة الدولية {word} بسحب الأسلحة النووية."
    (context,) = make_contexts(find_all(extract_article(Capture(origin="frames", body=text.encode(), media="text"))))
    hits = [hit for hit in context.sentence.of(SpeechCue) if hit.suffix and context.quote(hit.start, hit.end) == word]
    assert hits
    assert {context.ends_feminine(hit) for hit in hits} == {ends}
