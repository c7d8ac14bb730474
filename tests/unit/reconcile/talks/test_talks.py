from datetime import date, timedelta

import pytest
from tests.unit.reconcile.episodes.made import DAY, make
from tests.unit.reconcile.material import make_material, make_statement

from marsad.model import Modality
from marsad.reconcile.episodes.telling import find_stems
from marsad.reconcile.talks import SessionState, Stance, Standing, reconcile_talks
from marsad.reconcile.talks.words import find_condition, find_formats, is_denying, is_put_off

COUNCIL = "عقد مجلس الناتو وروسيا اجتماعا في بروكسل"
SINCE = {"since": DAY, "until": DAY}


def only_session(*told, statements=(), reports=()):
    (session,) = reconcile_talks(make_material(told, statements, reports)).sessions
    return session


def only_condition(*told):
    (condition,) = reconcile_talks(make_material(told)).conditions
    return condition


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("اجتماع اللجنة الاستشارية الثنائية الخاصة بالمعاهدة", ("bcc",)),
        ("بعد اجتماع مجلس روسيا-الناتو في بروكسل", ("nato-russia-council",)),
        ("في اتصال هاتفي مع نظيره", ("call",)),
        ("استؤنفت محادثات فيينا في قمة مصغرة", ("vienna-jcpoa", "summit")),
        ("اجتمع الوزيران في العاصمة", ()),
    ],
)
def test_formats_are_named(text, formats):
    assert find_formats(text) == formats


@pytest.mark.parametrize(
    ("text", "condition", "strict"),
    [
        ("نحن مستعدون للحوار طالما أنه يشمل الحدود، كما قال", "طالما أنه يشمل الحدود", True),
        ("لن تكون المحادثات ممكنة إلا عندما تتوقف نوردستان عن التسليح.", "إلا عندما تتوقف نوردستان عن التسليح", True),
        ("عرضت بلاده التقيد بالحدود إذا فعلت الجارة الأمر نفسه", "إذا فعلت الجارة الأمر نفسه", False),
    ],
)
def test_conditions_are_cut_out_as_printed(text, condition, strict):
    assert find_condition(text) == (condition, strict)


def test_no_condition_is_none():
    assert find_condition("أعلنت الوزارة استعدادها للحوار") is None


def test_putting_off_is_not_calling_off():
    assert is_put_off("أرجئت الدورة إلى وقت لاحق")
    assert not is_put_off("ألغيت الجولة بعد القصف")


def test_two_outlets_tell_one_session_of_a_format():
    one = (make("s1", words="council four hours", **SINCE), COUNCIL)
    slipped = {"since": DAY + timedelta(1), "until": DAY + timedelta(1)}
    other = (make("s2", words="differences wide", told=DAY + timedelta(2), **slipped), f"قال بعد {COUNCIL}")
    session = only_session(one, other)
    assert (session.state, session.format, session.since) == (SessionState.HELD, "nato-russia-council", DAY)
    assert session.records == ("s1", "s2")


def test_a_format_named_twice_in_an_undated_article_is_one_session():
    text = "فشل مؤتمر مراجعة معاهدة عدم الانتشار"
    open_day = {"told": None, "article": "a"}
    one = make("s1", actors=("IRN", "EGY"), words="east zone text", **open_day)
    other = make("s2", actors=("IRN", "WEST"), words="blame failure", start=60, end=90, **open_day)
    session = only_session((one, text), (other, text))
    assert (session.format, session.records) == ("npt-review", ("s1", "s2"))


def test_a_format_that_was_not_there_yet_is_not_it():
    early = make("s1", since=date(1999, 3, 1), until=date(1999, 3, 1), told=date(1999, 3, 2))
    assert only_session((early, COUNCIL)).format is None


def test_a_postponed_session_is_postponed_until_told_as_held():
    halted = make("s1", actors=("RUS", "USA"), words="commission session", modality=Modality.HALTED)
    text = "أجلت روسيا اجتماع اللجنة الاستشارية الثنائية"
    assert only_session((halted, text)).state is SessionState.POSTPONED
    assert only_session((halted, "ألغت روسيا اجتماع اللجنة الاستشارية الثنائية")).state is SessionState.CANCELLED
    later = make("s2", actors=("RUS", "USA"), words="commission session", told=DAY + timedelta(2))
    assert only_session((halted, text), (later, "عقدت اللجنة الاستشارية الثنائية")).state is SessionState.HELD


def test_a_planned_session_waits():
    planned = make("s1", modality=Modality.PLANNED, since=DAY + timedelta(9), until=DAY + timedelta(9))
    assert only_session((planned, "سيجتمع الجانبان")).state is SessionState.PLANNED


def test_what_came_of_it_carries_its_own_status():
    talks = (make("s1", words="council hours", article="a", **SINCE), COUNCIL)
    accord = (
        make("s2", "agreement", words="missions reopen", article="a", start=60, end=90, asserted_by="NATO"),
        "اتفاق",
    )
    denial = (make("s3", "denial", ("RUS",), "missions reopen accord", told=DAY + timedelta(1)), "نفي")
    session = only_session(talks, accord, denial)
    assert [(outcome.record, outcome.status.value) for outcome in session.outcomes] == [("s2", "disputed")]


def test_each_side_tells_its_own_account_and_copies_count_once():
    talks = [(make(f"s{a}", words="council hours", article=a, **SINCE), COUNCIL) for a in ("a", "b")]
    ours = "بين الطرفين خلافات كبيرة في الاجتماع"
    statements = [
        make_statement("st1", "a", "NATO", ours, "Nils Example"),
        make_statement("st2", "b", "NATO", ours, "Nils Example"),
        make_statement("st3", "b", "RUS", "المحادثة كانت صريحة ومباشرة"),
        make_statement("st4", "b", "RUS", "الطقس جميل في المدينة"),
        make_statement("st5", "b", "KAZ", "المحادثة تهم الجميع"),
    ]
    session = only_session(*talks, statements=statements)
    assert [(account.party, account.record) for account in session.accounts] == [("RUS", "st3"), ("NATO", "st1")]


def test_what_is_said_far_from_the_meeting_is_no_account_of_it():
    talks = make("s1", words="council hours", article="a", start=9000, end=9050, **SINCE), COUNCIL
    said = make_statement("st1", "a", "NATO", "بين الطرفين خلافات كبيرة في الاجتماع")
    assert only_session(talks, statements=[said]).accounts == ()


def test_what_is_said_after_one_of_two_meetings_is_an_account_of_that_one_alone():
    days = [DAY - timedelta(2), DAY - timedelta(2), DAY]
    told = [
        (make(f"s{at}", words=f"w{at}", article="a", start=start, end=start + 40, since=day, until=day), COUNCIL)
        for at, (start, day) in enumerate(zip((500, 530, 100), days, strict=True))
    ]
    said = make_statement("st1", "a", "RUS", "المحادثة كانت صريحة ومباشرة", at=120)
    later = make_statement("st2", "a", "NATO", "بين الطرفين خلافات كبيرة", at=900)
    sessions = reconcile_talks(make_material(told, [said, later])).sessions
    accounts = {one.record: session.records for session in sessions for one in session.accounts}
    assert sum(len(session.accounts) for session in sessions) == len(accounts) == 2
    assert "s2" in accounts["st1"]
    assert "s1" in accounts["st2"]


def test_what_is_told_in_retrospect_is_no_meeting_that_words_behind_it_are_of():
    news = make("s1", words="council hours", article="a", start=0, end=40, **SINCE), COUNCIL
    old = make("s2", words="summit years", article="a", start=200, end=240, since=DAY - timedelta(400), background=True)
    said = make_statement("st1", "a", "RUS", "المحادثة كانت صريحة ومباشرة", at=300)
    sessions = reconcile_talks(make_material([news, (old, "التقى الطرفان")], [said])).sessions
    assert [session.records for session in sessions if session.accounts] == [("s1",)]


def test_a_denial_is_told_with_the_words_that_deny():
    talks = make("s1", words="council hours", article="a", **SINCE), COUNCIL
    said = make_statement("st1", "a", "RUS", "يكون قد أجرى مفاوضات من أي نوع")
    (account,) = only_session(talks, statements=[said], reports=[("st1", f"نافيا أن {said.span.quote}")]).accounts
    assert account.words == "نافيا أن يكون قد أجرى مفاوضات من أي نوع"


@pytest.mark.parametrize(
    ("text", "denying"),
    [
        ("نافياً", True),
        ("ونفت وزارة خارجية نوردستان", True),
        ("وفي نفيه", True),
        ("رفض الوزير", True),
        ("قال الوزير", False),
        ("وأكدت وزارة خارجية نوردستان", False),
    ],
)
def test_words_that_deny_what_they_report(text, denying):
    assert is_denying(text) is denying


def test_positions_of_the_sides_stand_beside_the_session():
    talks = (make("s1", words="council hours", article="a", **SINCE), COUNCIL)
    aside = {"article": "a", "start": 60, "end": 90}
    demand = (make("s2", "demand", ("RUS",), "guarantees", targets=("NATO",), **aside), "وتطالب روسيا بضمانات")
    stranger = (
        make("s3", "demand", ("BRA",), "rain", targets=("CHL",), **{**aside, "start": 99, "end": 120}),
        "وتطالب",
    )
    session = only_session(talks, demand, stranger)
    assert [(one.record, one.stance) for one in session.positions] == [("s2", Stance.DEMAND)]


OFFER = "روسيا منفتحة على الحوار طالما أنه يشمل وقف تسليح أوكرانيا"


def make_offer(**more):
    fixed = {"targets": ("USA",), "modality": Modality.CONDITIONAL}
    return make("s1", "offer", ("RUS",), "open dialogue", **{**fixed, **more}), OFFER


def test_a_condition_is_open_until_something_ends_it():
    condition = only_condition(make_offer())
    assert (condition.standing, condition.strict) == (Standing.OPEN, True)
    assert condition.condition == "طالما أنه يشمل وقف تسليح أوكرانيا"


def test_a_condition_is_met_by_the_act_that_it_asks_for():
    roots = find_stems("سحب الصواريخ من الحدود")[0]
    back = make("s2", "withdrawal", ("USA",), " ".join(roots), told=DAY + timedelta(30))
    asked = "روسيا منفتحة على الحوار بشرط سحب الصواريخ من الحدود"
    condition = only_condition((make_offer()[0], asked), (back, "سحبت الولايات المتحدة الصواريخ من الحدود"))
    assert (condition.standing, condition.settled_by) == (Standing.MET, "s2")


def test_a_condition_is_overtaken_by_a_meeting_of_the_two():
    talks = make("s2", actors=("RUS", "USA"), words="capital hours", told=DAY + timedelta(30))
    found = reconcile_talks(make_material([make_offer(), (talks, "اجتمع الوفدان في العاصمة")]))
    assert [condition.standing for condition in found.conditions] == [Standing.OVERTAKEN]
    assert found.conditions[0].settled_by == found.sessions[0].id


def test_a_condition_without_a_day_stays_open():
    talks = make("s2", actors=("RUS", "USA"), words="capital hours", told=DAY + timedelta(30))
    found = reconcile_talks(make_material([make_offer(told=None), (talks, "اجتمع الوفدان في العاصمة")]))
    assert [condition.standing for condition in found.conditions] == [Standing.OPEN]
