"""Actors: whose mention is found where, and whom it stands for. Names of office holders are invented or bare."""

from datetime import date
from itertools import pairwise

import pytest

from marsad.find.actors import ActorKind, ActorMention, find_actors
from marsad.find.scan import Scan, make_scan
from marsad.model import Article, Block, BlockKind

DAY = date(2022, 10, 14)


def scan_text(text: str) -> Scan:
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    return make_scan(Article(id="a", digest="d", origin="-", text=text, blocks=(block,)))


def find(text: str, on: date | None = DAY) -> tuple[ActorMention, ...]:
    return find_actors(scan_text(text), on)


def quotes(text: str) -> list[str]:
    scan = scan_text(text)
    return [scan.span(mention.start, mention.end).quote for mention in find_actors(scan, DAY)]


def coded(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(mention.kind.value, mention.codes) for mention in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلنت موسكو ذلك", ("STATE", ("RUS",))),
        ("أعلن الكرملين ذلك", ("BODY", ("RUS",))),
        ("أعلن البيت الأبيض ذلك", ("BODY", ("USA",))),
        ("قالت داونينغ ستريت ذلك", ("BODY", ("GBR",))),
        ("قال حلف شمال الأطلسي ذلك", ("ORG", ("NATO",))),
        ("قالت أميركا ذلك", ("STATE", ("USA",))),
        ("قالت الولايات المتحدة ذلك", ("STATE", ("USA",))),
        ("قالت الولاياتالمتحدة ذلك", ("STATE", ("USA",))),
        ("قالت الأمم المتحدة ذلك", ("ORG", ("UN",))),
        ("قالت المملكة المتحدة ذلك", ("STATE", ("GBR",))),
        ("للأردن موقف", ("STATE", ("JOR",))),
        ("قالت كوريا الشمالية ذلك", ("STATE", ("PRK",))),
        ("الجيش الأوكراني يتقدم", ("BODY", ("UKR",))),
        ("القوات المسلحة الأوكرانية تتقدم", ("BODY", ("UKR",))),
        ("وزارة الزراعة التونسية قالت", ("BODY", ("TUN",))),
        ("الخارجية الروسية قالت", ("BODY", ("RUS",))),
        ("القوات الروسية والأوكرانية اشتبكت", ("BODY", ("RUS", "UKR"))),
        ("العقوبات الروسية مؤلمة", ("ADJECTIVE", ("RUS",))),
        ("يخشى الروس ذلك", ("STATE", ("RUS",))),
        ("رد الأوروبيون سريعا", ("ORG", ("EU",))),
        ("مصادر دبلوماسية أوروبية أكدت", ("UNNAMED", ("EU",))),
        ("مسؤول رفيع في البنتاغون قال", ("UNNAMED", ("USA",))),
        ("مسؤول كبير بالبيت الأبيض قال", ("UNNAMED", ("USA",))),
        ("وزيرا الخارجية الروسي والأميركي اجتمعا", ("OFFICE", ("RUS", "USA"))),
        ("وزراء خارجية روسيا وأوكرانيا وتركيا اجتمعوا", ("OFFICE", ("RUS", "UKR", "TUR"))),
        ("مجلس الأمن الروسي اجتمع", ("BODY", ("RUS",))),
        ("مجلس الأمن الدولي اجتمع", ("ORG", ("UN",))),
        ("حذر الغرب من العواقب", ("ORG", ("WEST",))),
        ("إدارة الرئيس الأميركي قررت", ("BODY", ("USA",))),
        ("قوات دونيتسك تقدمت", ("BODY", ("DPR",))),
        ("بلاده سترد", ("PRONOUN", ())),
        ("نظيره الفرنسي وصل", ("OFFICE", ("FRA",))),
        ("وسائل إعلام روسية ذكرت", ("OUTLET", ())),
    ],
)
def test_first_mention(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert coded(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "تقع القرية إلى الغرب من المدينة.",
        "قطر الدائرة متران.",
        "بعد صلاة المغرب بقليل.",
        "المشكلات الداخلية والخارجية كثيرة.",
        "الطائرات تحلق بلا طيار فوق البحر الأسود.",
        "خبر رئيسي عن حالة الطقس.",
        "مؤتمر دبلوماسي حول المناخ.",
    ],
)
def test_not_actors(text: str) -> None:
    assert [mention for mention in find(text) if mention.codes not in ((), ("XXX",))] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ذكرت قناة روسيا اليوم ذلك", "RT"),
        ("ذكر موقع صوت أميركا ذلك", "Voice of America"),
        ("نقلت وكالة الأنباء السعودية الخبر", "SPA"),
        ("نقلت صحيفة نيويورك تايمز الأميركية الخبر", "The New York Times"),
        ("كتبت صحيفة «الشرق الأوسط» الخبر", "Asharq Al-Awsat"),
        ("نشر موقع تي.إم.زد الخبر", "TMZ"),
    ],
)
def test_outlets_with_names_of_states(text: str, name: str) -> None:
    (mention,) = find(text)
    assert (mention.kind, mention.codes, mention.label) == (ActorKind.OUTLET, (), name)


def test_unknown_name_takes_the_code_of_its_title() -> None:
    text = "قال وزير الدفاع البريطاني هنري ألدوود إن الأمر انتهى."
    (mention,) = find(text)
    assert quotes(text) == ["وزير الدفاع البريطاني هنري ألدوود"]
    assert (mention.kind, mention.codes, mention.person) == (ActorKind.PERSON, ("GBR",), None)
    assert (mention.name_ar, mention.label) == ("هنري ألدوود", "British Defence Secretary")


def test_name_before_its_title_and_later_surname() -> None:
    text = "قال سامي العبدلي، نائب وزير الطاقة العراقي، إن الأمر انتهى. وأضاف العبدلي المزيد."
    first, second = find(text)
    assert (first.name_ar, first.codes) == ("سامي العبدلي", ("IRQ",))
    assert (second.name_ar, second.codes, second.kind) == ("سامي العبدلي", ("IRQ",), ActorKind.PERSON)


def test_known_person_with_apposition_is_one_mention() -> None:
    text = "سيرغي لافروف وزير الخارجية الروسي"
    (mention,) = find(text)
    assert quotes(text) == [text]
    assert (mention.person, mention.codes, mention.role) == ("Sergey Lavrov", ("RUS",), None)


def test_two_presidents_under_one_title() -> None:
    first, second = find("الرئيسان الروسي فلاديمير بوتين والأميركي جو بايدن")
    assert (first.codes, second.codes) == (("RUS",), ("USA",))
    assert second.person == "Joe Biden"


@pytest.mark.parametrize(
    ("day", "role", "codes"),
    [
        (date(2018, 5, 1), None, ("USA",)),
        (date(2022, 5, 1), "former", ("USA",)),
        (date(2025, 5, 1), None, ("USA",)),
    ],
)
def test_role_hangs_on_the_day(day: date, role: str | None, codes: tuple[str, ...]) -> None:
    (mention,) = find("دونالد ترامب", day)
    assert (mention.role, mention.codes) == (role, codes)


@pytest.mark.parametrize(("day", "codes"), [(date(2020, 1, 1), ("NLD",)), (date(2025, 1, 1), ("NATO",))])
def test_code_hangs_on_the_day(day: date, codes: tuple[str, ...]) -> None:
    (mention,) = find("مارك روته", day)
    assert mention.codes == codes


def test_the_text_may_say_former() -> None:
    (mention,) = find("الرئيس الأوكراني السابق بيترو بوروشينكو", date(2016, 1, 1))
    assert mention.role == "former"


def test_title_alone_means_the_last_holder_named() -> None:
    *_, last = find("وصل وزير الخارجية السوداني كمال النوراني. وقال الوزير إن اللقاء مثمر.")
    assert (last.kind, last.codes, last.name_ar) == (ActorKind.OFFICE, ("SDN",), "كمال النوراني")


def test_title_alone_without_holder_stays_open() -> None:
    (mention,) = find("وقال الوزير إن اللقاء مثمر.")
    assert (mention.codes, mention.person) == ((), None)


def test_office_is_looked_up_by_day() -> None:
    (mention,) = find("قال الرئيس الروسي ذلك")
    assert (mention.person, mention.post) == ("Vladimir Putin", "president")
    (undated,) = find("قال الرئيس الروسي ذلك", None)
    assert undated.person is None


def test_name_behind_an_adviser_is_the_presidents() -> None:
    first, second = find("مستشار الرئيس الأميركي دونالد ترامب", date(2018, 1, 1))
    assert (first.kind, first.person) == (ActorKind.OFFICE, None)
    assert second.person == "Donald Trump"


def test_family_name_that_is_a_common_word_needs_the_whole_name() -> None:
    assert [mention.person for mention in find("الخبر رئيسي اليوم")] == []
    assert [mention.person for mention in find("إبراهيم رئيسي. وقال رئيسي", date(2022, 1, 1))] == ["Ebrahim Raisi"] * 2


def test_experts_and_former_officials_without_a_known_state() -> None:
    (mention,) = find("قال الخبير العسكري سمير الداوودي إن الأمر صعب")
    assert (mention.codes, mention.role, mention.name_ar) == (("XXX",), "expert", "سمير الداوودي")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل إلى عمّان", ["JOR"]),
        ("وصل إلى عمان", ["OMN"]),
        ("وصل إلى العاصمة عمان", ["JOR"]),
        ("قال الأردن. وعادت عمان", ["JOR", "JOR"]),
        ("سلطنة عمان", ["OMN"]),
    ],
)
def test_oman_and_amman(text: str, expected: list[str]) -> None:
    assert [code for mention in find(text) for code in mention.codes] == expected


def test_kingdom_and_alliance_need_their_full_name_first() -> None:
    assert find("أعلنت المملكة وأعلن الحلف") == ()
    codes = [mention.codes for mention in find("أعلنت السعودية وأعلن الناتو. وقالت المملكة وقال الحلف")]
    assert codes == [("SAU",), ("NATO",)] * 2


def test_ministry_alone_means_the_one_named_before() -> None:
    *_, last = find("قالت وزارة الدفاع الروسية. وأضافت الوزارة. وأكدت وزارة الدفاع")
    assert (last.codes, last.label) == (("RUS",), "Russian Ministry of Defence")


def test_separatists_are_donetsk_where_ukraine_is_spoken_of() -> None:
    *_, last = find("في أوكرانيا تقدم الانفصاليون")
    assert last.codes == ("DPR",)


def test_pair_of_republics() -> None:
    (mention,) = find("اعترف بجمهوريتي دونيتسك ولوغانسك")
    assert set(mention.codes) == {"DPR", "LPR"}


def test_place_behind_a_preposition_is_marked() -> None:
    (mention,) = find("عقد اللقاء في موسكو")
    assert mention.located


def test_mentions_are_ordered_and_apart() -> None:
    found = find("قال وزير الخارجية الروسي لنظيره الأميركي إن موسكو وواشنطن والناتو اتفقت مع بلاده.")
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_prefix_is_told() -> None:
    (mention,) = find("قالت لموسكو")
    assert mention.prefix == "ل"


def test_unknown_person_takes_the_state_of_the_words_after_the_name() -> None:
    (person,) = [mention for mention in find("قال السفير يانيك هوردال، عضو البرلمان النرويجي، ذلك") if mention.name_ar]
    assert person.codes == ("NOR",)


def test_outlet_in_quotation_marks_that_no_list_knows() -> None:
    (outlet,) = find('نشر موقع "غورديال" (Gordial Post) الخبر')
    assert (outlet.kind, outlet.label, outlet.name_ar) == (ActorKind.OUTLET, "Gordial Post", "غورديال")
    assert [mention.kind for mention in find('زار موقع "نطنز" الوفد')] != [ActorKind.OUTLET]


def test_think_tank_is_a_scholar_and_a_company_no_actor() -> None:
    assert [(mention.codes, mention.role) for mention in find("يرى معهد بروكينغز ذلك")] == [(("USA",), "expert")]
    assert find("أعلنت شركة إيرباص ذلك") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال الباحث في الشؤون الإيرانية سمير نبهاني إن", "الباحث في الشؤون الإيرانية سمير نبهاني"),
        ("وقال الكاتب والمحلل السياسي الأردني سليمان الخزرجي إن", "الكاتب والمحلل السياسي الأردني سليمان الخزرجي"),
        ("وقال الكاتب والسفير السابق سمير نبهاني إن", "الكاتب والسفير السابق سمير نبهاني"),
    ],
)
def test_a_field_of_work_or_a_second_title_may_stand_before_the_name(text: str, expected: str) -> None:
    assert quotes(text)[0] == expected


def test_an_official_and_a_minister_are_two() -> None:
    assert len(quotes("قال المسؤول الأميركي ووزير الخارجية سيرغي لافروف")) == 2


def test_two_nationalities_are_of_one_person() -> None:
    assert coded("قال الدبلوماسي الأفغاني الأميركي إن")[0] == ("UNNAMED", ("AFG",))


def test_a_part_of_an_army_belongs_to_its_state() -> None:
    assert coded("قالت قيادة قوات العمليات الخاصة بالجيش الأوكراني إن") == [("BODY", ("UKR",))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("قال وزير التموين إن", ("EGY",)),
        ("قالت وزيرة الجيوش إن", ("FRA",)),
        ("قال المرشد الأعلى إن", ("IRN",)),
        ("قال وزير التموين العراقي إن", ("IRQ",)),
    ],
)
def test_an_office_that_one_state_has_needs_no_state_beside_it(text: str, codes: tuple[str, ...]) -> None:
    assert find(text)[0].codes == codes


def test_the_armed_opposition_is_the_one_of_the_state_spoken_of() -> None:
    assert find("في سوريا. وقالت المعارضة المسلحة إن")[1].codes == ("SYRIAN OPPOSITION",)


def test_one_of_the_leaders_of_an_armed_group_speaks_for_it() -> None:
    assert find("قال صالح مسلم، أحد قادة حزب العمال الكردستاني، إن")[0].codes == ("PKK",)


def test_a_columnist_is_a_journalist() -> None:
    (mention,) = find("قال توماس فريدمان إن")
    assert (mention.codes, mention.role) == (("USA",), "journalist")
