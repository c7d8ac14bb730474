"""Who takes part in what several do together, and whom a strike hits that names nobody."""

import pytest

from marsad.model import Capture
from marsad.pipeline import read_capture


def find_records(text, kind):
    reading = read_capture(Capture(origin="parties", body=text.encode(), media="text"))
    return [(set(signal.actors), set(signal.targets)) for signal in reading.signals if signal.type == kind]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "استقبل وزير الدفاع التركي على هامش منتدى أنقرة نظيره البولندي لبحث نشر الصواريخ النووية.",
            {"TUR", "POL"},
        ),
        ("عُرف ما دار في اللقاء الذي جمع وزيري الدفاع الهندي والباكستاني حول الأسلحة النووية.", {"IND", "PAK"}),
        ("زار وزير الخارجية الصيني طهران ثم تباحث مع مضيفيه في الملف النووي.", {"CHN", "IRN"}),
        ("يجتمع وزير الدفاع الأميركي بنظرائه في حلف شمال الأطلسي لبحث الردع النووي.", {"USA", "NATO"}),
    ],
)
def test_those_who_meet(text, parties):
    assert find_records(text, "talks") == [(parties, set())]


def test_whose_border_it_is_takes_no_part():
    text = "وافقت فنلندا على عقد لقاء مع وفد روسي عند الحدود مع إستونيا لبحث نشر الصواريخ النووية."
    assert find_records(text, "talks") == [({"FIN", "RUS"}, set())]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("اجتماع بروكسل سبقته محادثات روسية أمريكية في جنيف حول الأسلحة النووية.", {"RUS", "USA"}),
        ("انتهت محادثات موسكو وأنقرة بشأن المحطة النووية دون اتفاق.", {"RUS", "TUR"}),
    ],
)
def test_a_city_behind_a_meetings_noun_is_its_venue_unless_another_is_joined(text, parties):
    assert {frozenset(actors) for actors, _ in find_records(text, "talks")} == {frozenset(parties)}


def test_where_an_outlet_is_from_is_no_target():
    text = (
        "ووصف الأمين العام لحلف شمال الأطلسي ينس ستولتنبرغ، في مقابلة مع شبكة «سي إن إن» الأميركية، "
        "الخطاب النووي الروسي بأنه خطير وغير مسؤول."  # documented
    )
    assert find_records(text, "accusation") == [({"NATO"}, {"RUS"})]


def test_the_meeting_told_before_is_named_again_with_others_in_the_sentence():
    text = (  # documented
        "التقى مدير وكالة الاستخبارات المركزية الأمريكية وليام بيرنز في أنقرة، أمس الاثنين، نظيره الروسي، في أرفع "
        "اتصال مباشر معلن بين البلدين منذ بدء الحرب في أوكرانيا. "
        "وكانت صحيفة «كوميرسانت» الروسية أول من كشف اللقاء، ثم أكده البيت الأبيض والكرملين، وقالت الرئاسة التركية "
        "إنه عُقد باستضافة جهاز الاستخبارات التركي. "
        "وأوضح مسؤول أن بيرنز نقل رسالة عن عواقب استخدام روسيا أسلحة نووية."
    )
    assert find_records(text, "talks") == [({"USA", "RUS"}, set())]


def test_a_format_of_two_says_who_sits_in_it():
    text = "أرجأت روسيا اجتماع اللجنة الاستشارية الثنائية الخاصة بالأسلحة النووية الاستراتيجية."
    assert find_records(text, "talks") == [({"RUS", "USA"}, set())]


def test_a_format_of_many_does_not():
    text = "أرجأت روسيا اجتماع صيغة نورماندي حول الأسلحة النووية الاستراتيجية."
    assert find_records(text, "talks") == []


def test_a_city_is_where_talks_are_held():
    assert find_records("قال وزير الخارجية التركي عقب مباحثات باريس إن بلاده تخشى الحرب النووية.", "talks") == []


def test_three_sign():
    text = "اعترضت تركيا على انضمام السويد وفنلندا إلى الناتو، ثم وقع وزراء الدول الثلاث اتفاقا أمنيا."
    assert find_records(text, "agreement") == [({"TUR", "SWE", "FIN"}, set())]


def test_a_strike_that_names_nobody_hits_the_enemy():
    text = "تزود بولندا أوكرانيا بالصواريخ لصد القوات الروسية. دمرت المدفعية الأوكرانية ثلاثين مروحية في مطار عسكري."
    assert ({"UKR"}, {"RUS"}) in find_records(text, "use_of_force")


def test_forces_sent_in_answer():
    text = "نشرت بولندا أربع كتائب مدرعة ردا على قيام بيلاروسيا بحشد قواتها."
    assert ({"POL"}, {"BLR"}) in find_records(text, "deployment")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("رفضت موسكو المقترح الفرنسي البريطاني بشأن الأسلحة النووية.", "rejection"),
        ("اعتبرت روسيا أن المناورات النووية الفرنسية البريطانية خطيرة.", "assessment"),
    ],
)
def test_states_in_a_row_are_one_side_of_what_is_said(text, kind):
    assert find_records(text, kind) == [({"RUS"}, {"FRA", "GBR"})]


def test_those_between_whom_something_is_done():
    text = "عقدت في جنيف محادثات بين روسيا وبين الولايات المتحدة بشأن الأسلحة النووية."
    assert find_records(text, "talks") == [({"RUS", "USA"}, set())]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("انطلقت في آيسلندا مناورات «درع الثلج» التي يتدرب فيها الجيش الكندي على صد غواصات نووية.", {"CAN"}),
        ("انطلقت أمس مناورات «ستيدفاست نون» النووية في قاعدة ببلجيكا.", {"NATO"}),
        ("شاركت هولندا أمس في مناورات «ستيدفاست نون» النووية في بلجيكا.", {"NLD"}),
    ],
)
def test_who_holds_an_exercise(text, parties):
    assert find_records(text, "exercise") == [(parties, set())]


def test_a_meeting_told_for_itself_has_nobody_from_the_clause_before():
    text = (
        "اجتماع بروكسل سبقته محادثات كينية غانية في أكرا حول الصواريخ النووية، "
        "ويتبعه اجتماع منظمة الأمن والتعاون في فيينا اليوم الخميس."
    )
    assert find_records(text, "talks") == [({"KEN", "GHA"}, set()), ({"OSCE"}, set())]


def test_forces_moved_to_a_state_of_readiness_are_no_deployment():
    text = "أمر الرئيس الهندي وزير الدفاع بنقل القوات النووية في الجيش إلى نظام خاص للخدمة القتالية."
    assert find_records(text, "alert") == [({"IND"}, set())]
    assert find_records(text, "deployment") == []


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("تم في إطار التدريب إطلاق صاروخ باليستي هندي من غواصة، كما تم إطلاق صاروخ نووي من منصة.", []),
        ("أطلقت الهند صاروخا باليستيا من غواصة خلال مناورات كينيا وغانا.", [({"IND"}, set())]),
    ],
)
def test_a_launch_that_is_part_of_an_exercise_is_no_test_beside_it(text, tests):
    assert find_records(text, "test") == tests
