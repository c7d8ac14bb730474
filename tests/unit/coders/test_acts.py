"""Deeds: which words tell one, which only name it, and which of several readings wins."""

import pytest

from marsad.model import Capture
from marsad.pipeline import read_capture


def find_types(text):
    reading = read_capture(Capture(origin="acts", body=text.encode(), media="text"))
    return [signal.type.value for signal in reading.signals]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("نشرت روسيا صواريخ نووية قرب الحدود البولندية.", "deployment"),
        ("سحبت واشنطن بطاريات باتريوت من قواعدها في أوروبا.", "withdrawal"),
        ("وضعت باكستان قواتها النووية في حالة تأهب.", "alert"),
        ("تجري فرنسا وبريطانيا مناورات نووية في بحر الشمال.", "exercise"),
        ("أجرت الهند تجربة صاروخية فوق خليج البنغال.", "test"),
        ("وسعت الصين ترسانتها النووية.", "capability"),
        ("استدعت بولندا جنود الاحتياط.", "mobilization"),
        ("سلمت النرويج أوكرانيا دبابات حديثة.", "arms_transfer"),
        ("قصف الجيش الروسي مدينة خاركيف.", "use_of_force"),
        ("انسحبت إستونيا من معاهدة الأجواء المفتوحة.", "treaty_suspension"),
        ("صادقت منغوليا على معاهدة حظر الأسلحة النووية.", "treaty_commitment"),
        ("انضمت السويد إلى حلف الناتو.", "alignment"),
        ("فرضت اليابان عقوبات على كوريا الشمالية.", "sanction"),
        ("تسرب إشعاعي يرصد قرب محطة زاباروجيا النووية.", "incident"),
    ],
)
def test_a_deed_is_told_by_its_verb_or_by_a_noun_that_a_verb_carries(text, kind):
    assert find_types(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "ارتفعت كلفة التأمين بسبب القصف الروسي على أوكرانيا.",
        "تملك بلجيكا طائرات قادرة على حمل قنابل نووية في قاعدة للناتو.",
        "هل نشرت روسيا صواريخ نووية في بيلاروسيا؟",
    ],
)
def test_what_is_named_in_passing_asked_or_only_possible_to_do_is_no_deed(text):
    assert find_types(text) == []


def test_a_launch_upon_a_state_is_force_and_a_launch_without_a_victim_is_a_test():
    assert find_types("أطلقت إيران صواريخ باليستية على إسرائيل.") == ["use_of_force"]
    assert find_types("أطلقت إيران صاروخا باليستيا من غربي البلاد.") == ["test"]


def test_the_ground_of_an_act_is_an_act_and_its_setting_is_not():
    told = "عقب نشر روسيا صواريخ في بيلاروسيا، أجرت بولندا مناورات عسكرية."
    passing = "رغم نشر روسيا صواريخ في بيلاروسيا، أجرت بولندا مناورات عسكرية."
    assert find_types(told) == ["deployment", "exercise"]
    assert find_types(passing) == ["exercise"]


def test_a_record_tells_its_cue_its_agent_and_what_made_its_modality():
    reading = read_capture(Capture(origin="acts", body="ستنشر روسيا صواريخ نووية في بيلاروسيا.".encode(), media="text"))
    (signal,) = reading.signals
    because = "; ".join(signal.provenance.because)
    assert "cue «ستنشر»" in because
    assert "agent: subject after the verb" in because
    assert "modality: announced for the future" in because
