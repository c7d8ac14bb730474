from datetime import date, timedelta

import pytest
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model import Modality
from marsad.model.story import Verdict
from marsad.reconcile.episodes import judge


def say(one, other):
    found = judge(one, other)
    return found.verdict if found else None


def test_one_act_of_one_day_is_one():
    found = judge(make("s1", since=DAY, until=DAY), make("s2", since=DAY, until=DAY))
    assert found.verdict is Verdict.SAME
    assert found.score >= 0.9
    assert "days +1.0" in found.why


def test_it_is_the_same_whichever_comes_first():
    one, other = make("s1", since=DAY, until=DAY), make("s2", told=DAY + timedelta(2))
    assert judge(one, other) == judge(other, one)


def test_other_days_are_other_acts_though_the_words_are_alike():
    later = DAY + timedelta(30)
    assert say(make("s1", since=DAY, until=DAY), make("s2", since=later, until=later)) is Verdict.DIFFERENT


def test_a_slip_of_a_day_is_forgiven():
    next_day = DAY + timedelta(1)
    assert say(make("s1", since=DAY, until=DAY), make("s2", since=next_day, until=next_day)) is Verdict.SAME


def test_a_month_holds_its_days():
    month = {"since": date(2024, 3, 1), "until": date(2024, 3, 31)}
    assert say(make("s1", since=DAY, until=DAY), make("s2", **month, told=date(2024, 6, 1))) is Verdict.SAME


def test_an_undated_retelling_in_the_background_joins_by_words():
    one = make("s1", "treaty_suspension", ("RUS",), "suspend share treaty", since=DAY, until=DAY)
    old = make("s2", "treaty_suspension", ("RUS",), "suspend share treaty", told=DAY + timedelta(400), background=True)
    assert say(one, old) is Verdict.SAME


def test_words_said_again_after_a_week_are_not_one_statement():
    one = make("s1", "threat", ("RUS",), "means disposal use", person="Oleg Testov")
    again = make("s2", "threat", ("RUS",), "means disposal use", person="Oleg Testov", told=DAY + timedelta(8))
    assert say(one, again) is Verdict.UNSURE


def test_two_speakers_make_two_statements():
    one = make("s1", "warning", ("RUS",), "grave outcome war", person="Oleg Testov")
    other = make("s2", "warning", ("RUS",), "grave outcome war", person="Anna Proba")
    assert say(one, other) is Verdict.DIFFERENT


def test_what_one_article_tells_apart_stays_apart():
    assert say(make("s1", article="a"), make("s2", article="a", start=80, end=120)) is Verdict.DIFFERENT
    assert say(make("s1", article="a"), make("s2", "agreement", article="a")) is None  # two types of one sentence


def test_one_act_under_two_types_of_a_family():
    dated = {"since": DAY, "until": DAY}
    assert say(make("s1", "agreement", **dated), make("s2", "talks", **dated)) is Verdict.SAME


@pytest.mark.parametrize("other", [make("s2", "exercise"), make("s2", actors=("IRN", "USA"))])
def test_other_matters_are_not_judged(other):
    assert judge(make("s1"), other) is None


def test_statements_of_one_matter_by_unnamed_speakers_are_not_one():
    one = make("s1", "accusation", ("IRN",), "deal region inspectors pressure visit", targets=("USA",))
    other = make("s2", "accusation", ("IRN",), "deal region banks trade oil", targets=("USA",))
    assert say(one, other) is Verdict.UNSURE
    named = [
        make(r, "accusation", ("IRN",), f"deal region {w} {w}2 {w}3", person="N", targets=("USA",)) for r, w in PAIR
    ]
    assert say(*named) is Verdict.SAME


PAIR = (("s1", "inspectors"), ("s2", "banks"))


def test_meetings_of_an_open_day_need_the_same_words():
    assert (
        say(make("s1", words="journalist release daily"), make("s2", words="journalist file only")) is not Verdict.SAME
    )
    assert say(make("s1"), make("s2")) is Verdict.SAME


def test_lifting_is_not_imposing_and_a_denied_act_not_another():
    day = {"since": DAY, "until": DAY}
    lifted = make("s1", "sanction", ("UN",), "lift banks relief oil", modality=Modality.HALTED, **day)
    imposed = make("s2", "sanction", ("UN",), "banks ships flags", **day)
    assert say(lifted, imposed) is not Verdict.SAME
    denied = make("s3", "sanction", ("UN",), "oil ports", modality=Modality.DENIED, **day)
    assert say(imposed, denied) is not Verdict.SAME


def test_a_day_apart_needs_the_same_words():
    next_day = DAY + timedelta(1)
    other = make("s2", "agreement", words="exchange launch data station", since=next_day, until=next_day)
    assert say(make("s1", "agreement", words="halt launch fire", since=DAY, until=DAY), other) is not Verdict.SAME


def test_a_year_is_no_day():
    year = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}
    assert say(make("s1", words="next meeting gulf", **year), make("s2", words="doha visit weeks")) is not Verdict.SAME
