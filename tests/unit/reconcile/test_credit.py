import pytest

from marsad.model import BlockKind, CreditKind
from marsad.reconcile.stories.credit import find_credits, find_outlet
from marsad.reconcile.stories.trace import normalise_body

from .made import WIRE, make_article


def told(article):
    return [(credit.kind.value, credit.name, credit.place) for credit in find_credits(article, normalise_body(article))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ميناء الريحان (أ ف ب) - " + WIRE, [("agency", "AFP", "lead")]),
        ("رويترز - " + WIRE, [("agency", "Reuters", "lead")]),
        ("ميناء الريحان - رويترز: " + WIRE, [("agency", "Reuters", "lead")]),
        ("وكالات - " + WIRE, [("agencies", "", "lead")]),
        (WIRE + " (رويترز)", [("agency", "Reuters", "tail")]),
        (WIRE + " نقلا عن صحيفة «نيويورك تايمز» التي قالت ذلك. " + WIRE, [("outlet", "The New York Times", "phrase")]),
        ("قال وزير لوكالة رويترز إن الزيارة انتهت. " + WIRE, []),
        ("قال وزير لقناة «روسيا 24» إن الزيارة انتهت. " + WIRE, []),
        ("وقالت وكالة (رويترز) إن الزيارة انتهت. " + WIRE, []),
        (WIRE + " كما قال لقناة «روسيا 24».", []),
        ("لندن - «رويترز»: " + WIRE, [("agency", "Reuters", "lead")]),
        ("ذكرت رويترز: الزيارة انتهت. " + WIRE, []),
        (WIRE + " ولم ترد وكالات الإغاثة بعد. " + WIRE, []),
        (WIRE, []),
    ],
)
def test_credits_of_a_body(text, found):
    assert told(make_article("a1", text)) == found


def test_credits_around_the_body():
    article = make_article("a1", byline="الميزان / أ ف ب", more=[(BlockKind.FURNITURE, "المصدر: رويترز")])
    assert told(article) == [("agency", "AFP", "byline"), ("agency", "Reuters", "tail")]


def test_long_furniture_is_no_credit():
    article = make_article("a1", more=[(BlockKind.FURNITURE, "المصدر: رويترز " + "خبر " * 20)])
    assert told(article) == []


def test_an_outlet_is_known_by_any_of_its_names():
    assert find_outlet("وكالة فرانس برس") == find_outlet("أ ف ب") == "AFP"
    assert find_outlet("صحيفة الميزان الساحلية") == "صحيفة الميزان الساحلية"


def test_the_middle_of_a_very_long_text_is_not_read_but_its_end_is():
    filler = "خبر " * 6_000
    assert told(make_article("a1", filler + " نقلا عن رويترز " + filler)) == []
    assert told(make_article("a1", filler + " (رويترز)")) == [("agency", "Reuters", "tail")]


def test_agencies_are_told_from_outlets():
    article = make_article("a1", "(رويترز) " + WIRE)
    (credit,) = find_credits(article, normalise_body(article))
    assert credit.kind is CreditKind.AGENCY
