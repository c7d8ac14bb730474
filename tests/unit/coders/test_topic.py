"""What a document must hold to be on topic."""

import pytest

from marsad.model import Capture
from marsad.pipeline import read_capture


def is_on_topic(text):
    return read_capture(Capture(origin="topic", body=text.encode(), media="text")).on_topic


@pytest.mark.parametrize(
    "text",
    [
        "رفعت الأرصاد الجوية مستوى التأهب بسبب السيول في المنطقة الشرقية.",
        "شن المنتخب الأرجنتيني هجوما كاسحا على مرمى الضيوف.",
        "يستقبل قسم الطب النووي في المستشفى عشرين مريضا كل يوم.",
        "التقى وزير السياحة التونسي نظيره المغربي لبحث الرحلات البحرية.",
        "ضم النادي الفرنسي مهاجما أوكرانيا لثلاثة مواسم.",
    ],
)
def test_words_of_arms_in_another_matter_are_off_topic(text):
    assert not is_on_topic(text)


@pytest.mark.parametrize(
    "text",
    [
        "تملك فرنسا ترسانة نووية تضم غواصات حديثة.",
        "انسحبت أرمينيا من منظمة معاهدة الأمن الجماعي.",
        "بحث وزير الخارجية الروسي مع نظيره الأميركي الأمن الأوروبي.",
    ],
)
def test_a_short_text_is_on_topic_by_a_strategic_term_or_by_the_deed_that_it_tells(text):
    assert is_on_topic(text)


def test_a_long_text_about_another_matter_is_off_topic_in_spite_of_one_name():
    sentence = "افتتحت البلدية سوقا جديدة للخضر في وسط المدينة القديمة. "
    assert not is_on_topic(sentence * 12 + "وزار السوق سائح من روسيا.")


def test_a_passage_about_nuclear_arms_makes_a_long_text_on_topic():
    other = "افتتحت البلدية سوقا جديدة للخضر في وسط المدينة القديمة. "
    passage = "وفي الشأن الدولي نشرت روسيا أسلحة نووية تكتيكية في بيلاروسيا. وتخشى أوكرانيا من حرب نووية تشعلها موسكو. "
    assert is_on_topic(other * 15 + passage)
