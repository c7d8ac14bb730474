import pytest

from marsad.reconcile.episodes.telling import find_marks, find_stems


def stems(text):
    return set(find_stems(text)[0])


def test_a_verb_and_its_masdar_are_alike():
    assert stems("تعلق مشاركتها في المعاهدة") & stems("تعليق المشاركة في معاهدة") >= stems("المشاركة في المعاهدة")


def test_parties_and_plain_saying_tell_nothing():
    assert stems("وقالت وزارة الخارجية الروسية إن موسكو") == stems("قال الرئيس الأمريكي إن واشنطن") == set()


def test_numbers_are_kept_but_not_days_of_a_month():
    assert find_stems("نشر 35 صاروخا يوم 21 فبراير")[1] == ("35",)


def test_marks_of_what_is_named():
    assert "nuclear" in find_marks("هدد باستخدام السلاح النووي")
    assert "calm" in find_marks("لم نر أي مؤشر على تغيير في الوضع")
    assert "calm" not in find_marks("نرى مؤشرات على تغيير في الوضع")
    assert "nuclear_site" in find_marks("قصف محطة زابوريجيا النووية")


@pytest.mark.parametrize(
    ("mark", "has", "lacks"),
    [
        ("affirmed", "أكدت الحكومة التزامها بالمعاهدة", "أعلنت الحكومة تعليق المعاهدة"),
        ("capable_missile", "أطلقت صاروخا باليستيا على المدينة", "أطلقت صاروخا على المدينة"),
        ("entered", "صادق البرلمان على المعاهدة", "ناقش البرلمان المعاهدة"),
        ("from_storage", "أخرجت الرؤوس من مخازنها المركزية", "الرؤوس باقية في مخازنها المركزية"),
        ("standing_body", "اجتمعت اللجنة الاستشارية في دورتها العادية", "اجتمع الوزيران في المدينة"),
        ("storage", "بدأت بناء مستودع للرؤوس في الخارج", "نقلت الرؤوس إلى الخارج"),
        ("surge", "أقلعت جميع القاذفات من قواعدها", "أقلعت القاذفات من قواعدها"),
        ("threshold", "خفضت العقيدة الجديدة عتبة استخدام السلاح النووي", "لم تذكر العقيدة السلاح النووي"),
        ("unnotified", "أطلقت صاروخا دون إشعار مسبق", "أطلقت صاروخا بعد إشعار مسبق"),
    ],
)
def test_marks_that_levels_ask_for(mark, has, lacks):
    assert mark in find_marks(has)
    assert mark not in find_marks(lacks)
