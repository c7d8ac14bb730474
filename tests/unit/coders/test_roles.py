"""Who does it to whom."""

import pytest

from marsad.model import Capture
from marsad.pipeline import read_capture


def find_roles(text):
    reading = read_capture(Capture(origin="roles", body=text.encode(), media="text"))
    return [(set(signal.actors), set(signal.targets)) for signal in reading.signals]


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("هاجمت القوات الأوكرانية مواقع روسية قرب بيلغورود.", {"UKR"}, {"RUS"}),
        ("القوات الأوكرانية هاجمت مواقع روسية قرب بيلغورود.", {"UKR"}, {"RUS"}),
        ("تدربت قاذفات الشبح الأميركية على ضرب أهداف بحرية.", {"USA"}, set()),
        ("تم نشر كتيبة ألمانية في ليتوانيا.", {"DEU"}, set()),
        ("تم اختبار صاروخ باليستي من قبل الجيش الهندي.", {"IND"}, set()),
        ("أُغرقت سفينة حربية روسية بصواريخ أوكرانية.", {"UKR"}, {"RUS"}),
        ("تعرضت العاصمة الأوكرانية لقصف روسي عنيف.", {"RUS"}, {"UKR"}),
        ("تسلمت بولندا من واشنطن أنظمة صواريخ.", {"USA"}, {"POL"}),
        ("حشدت الهند قواتها على الحدود مع باكستان.", {"IND"}, {"PAK"}),
        ("قدمت مولدوفا طلبا رسميا للانضمام إلى حلف الناتو.", {"MDA"}, {"NATO"}),
    ],
)
def test_agent_and_target(text, actors, targets):
    assert find_roles(text) == [(actors, targets)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("جرت في فيينا محادثات نووية بين إيران وفرنسا.", {"IRN", "FRA"}),
        ("التقى وزير الخارجية الصيني نظيره الهندي لبحث الأسلحة النووية.", {"CHN", "IND"}),
        ("أجرت الصين وروسيا مناورات بحرية مشتركة.", {"CHN", "RUS"}),
        ("تستضيف أنقرة مفاوضات بين روسيا وأوكرانيا حول وقف الحرب.", {"RUS", "UKR"}),
        ("اتفقت الهند مع باكستان على وقف إطلاق النار.", {"IND", "PAK"}),
        ("تواصلت واشنطن سرا مع طهران بشأن برنامجها النووي.", {"USA", "IRN"}),
    ],
)
def test_all_who_take_part_are_actors_and_hosts_and_matters_are_not(text, parties):
    assert find_roles(text) == [(parties, set())]


def test_his_country_is_the_speakers():
    ((actors, targets),) = find_roles("قال وزير الدفاع الهولندي إن بلاده سلمت أوكرانيا مقاتلات حديثة.")
    assert (actors, targets) == ({"NLD"}, {"UKR"})
