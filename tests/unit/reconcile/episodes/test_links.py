from datetime import timedelta

from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model import Modality
from marsad.model.episode import LinkKind
from marsad.reconcile.episodes import DayBook, find_links, reconcile_tellings


def links(*tellings):
    book = DayBook(tellings)
    return {(link.kind, link.source, link.target) for telling in tellings for link in find_links(book, telling)}


def test_a_warning_that_names_the_threats_answers_a_threat():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",))
    later = {"targets": ("RUS",), "told": DAY + timedelta(1)}
    warning = make("s2", "warning", ("NATO",), "grave weapon", marks=("on_threat",), **later)
    other = make("s3", "warning", ("NATO",), "grave weapon", **later)
    assert links(threat, warning, other) == {(LinkKind.ANSWERS, "s2", "s1")}


def test_much_the_same_words_answer_without_naming():
    threat = make("s1", "threat", ("RUS",), "use weapon border", targets=("NATO",))
    warning = make("s2", "warning", ("NATO",), "use weapon border grave", targets=("RUS",), told=DAY + timedelta(1))
    assert links(threat, warning) == {(LinkKind.ANSWERS, "s2", "s1")}


def test_within_a_day_the_threat_comes_first():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",), marks=("on_warning",))
    warning = make("s2", "warning", ("NATO",), "use weapon outcome", targets=("RUS",), marks=("on_threat",))
    assert links(threat, warning) == {(LinkKind.ANSWERS, "s2", "s1")}


def test_in_one_article_an_answer_stands_behind_what_it_answers():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",), article="a", start=0, end=40)
    answer = make("s2", "sanction", ("NATO",), "firms", targets=("RUS",), article="a", start=60, end=90)
    lead = make("s3", "rejection", ("NATO",), "banks", targets=("RUS",), article="b", start=0, end=40)
    behind = make("s4", "threat", ("RUS",), "use weapon", targets=("NATO",), article="b", start=60, end=90)
    assert links(threat, answer) == {(LinkKind.ANSWERS, "s2", "s1")}
    assert links(lead, behind) == set()


def test_a_reproach_of_the_same_days_and_matter_answers_nothing():
    blame = make("s1", "accusation", ("IRN",), "deal region", targets=("USA",))
    reply = make("s2", "accusation", ("USA",), "deal region arms", targets=("IRN",), told=DAY + timedelta(2))
    assert links(blame, reply) == set()


def test_nobody_answers_after_weeks_or_answers_a_third():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",))
    named = {"marks": ("on_threat",)}
    late = make("s2", "warning", ("NATO",), "use weapon", targets=("RUS",), told=DAY + timedelta(20), **named)
    other = make("s3", "warning", ("NATO",), "use weapon", targets=("IRN",), **named)
    assert links(threat, late, other) == set()


def test_a_denial_finds_what_it_denies_by_words():
    claim = make("s1", "agreement", words="reopen missions accord")
    denial = make("s2", "denial", ("RUS",), "reopen missions accord truth", told=DAY + timedelta(1))
    assert links(claim, denial) == {(LinkKind.DENIES, "s2", "s1")}


def test_a_denial_of_another_matter_is_not_linked():
    claim = make("s1", "agreement", words="reopen missions accord")
    assert links(claim, make("s2", "denial", ("RUS",), "grain ships", told=DAY + timedelta(1))) == set()


def test_a_denial_names_what_follows_in_its_sentence():
    denial = make("s1", "denial", ("RUS",), "statements", article="a", start=0, end=40, told=None)
    named = make("s2", "agreement", words="reopen missions", article="a", start=52, end=90, told=None)
    instead = make("s3", "treaty_commitment", ("RUS",), "keep treaty", article="a", start=45, end=50, told=None)
    assert links(denial, named, instead) == {(LinkKind.DENIES, "s1", "s2")}


def test_a_denial_denies_no_demand_and_no_meeting_that_it_is_told_at():
    demand = make("s1", "demand", ("DEU",), "interference region affairs", targets=("IRN",))
    denial = make("s2", "denial", ("IRN",), "interference region affairs", told=DAY + timedelta(1))
    assert links(demand, denial) == set()
    denied = make("s3", "denial", ("FRA",), "stance harm firms", article="a", start=0, end=90)
    meeting = make("s4", "talks", ("FRA", "IRN"), "stance", article="a", start=10, end=40)
    copy = make("s5", "denial", ("FRA",), "stance harm firms", article="b", start=0, end=90)
    assert links(denied, meeting, copy) == set()


def test_a_call_told_behind_a_denial_is_where_it_was_said():
    denial = make("s1", "denial", ("RUS",), "grain charges", article="a", start=0, end=60)
    call = make("s2", "talks", ("RUS", "ITA"), "sea safety", article="a", start=70, end=120)
    assert links(denial, call) == set()


def test_a_denial_of_the_accusations_is_of_the_claim_against_who_denies_that_stands_before_it():
    told = {"article": "a", "marks": ("on_accusation",)}
    claim = make("s1", "accusation", ("RUS",), "bomb plot", targets=("UKR",), article="a", start=0, end=60)
    other = make("s2", "accusation", ("RUS",), "base plot", targets=("POL",), article="a", start=70, end=120)
    denial = make("s3", "denial", ("UKR",), "treaty duty", start=130, end=160, **told)
    assert links(claim, other, denial) == {(LinkKind.DENIES, "s3", "s1")}
    assert links(claim, other, make("s3", "denial", ("UKR",), "treaty duty", article="a", start=130, end=160)) == set()
    assert links(claim, make("s3", "denial", ("UKR",), "treaty", targets=("POL",), start=70, end=99, **told)) == set()
    assert links(claim, make("s3", "denial", ("UKR",), "treaty", start=2000, end=2050, **told)) == set()


def test_a_denial_of_an_act_covers_it_or_names_its_kind():
    act = make("s1", "deployment", ("USA",), "plane kingdom visit base", plain=(7,))
    denial = make("s2", "denial", ("USA",), "plane visit council support states offers", told=DAY + timedelta(1))
    assert links(act, denial) == set()
    named = make("s3", "denial", ("USA",), "plane visit council", plain=(7,), told=DAY + timedelta(1))
    assert links(act, named) == {(LinkKind.DENIES, "s3", "s1")}


def test_what_is_said_again_updates_and_confirms_nothing():
    first = make("s1", "threat", ("USA",), "option table", targets=("IRN",), modality=Modality.CONDITIONAL)
    again = make("s2", "threat", ("USA",), "option table", targets=("IRN",), told=DAY + timedelta(1))
    assert reconcile_tellings([first, again], {}).links == ()


def test_one_disputed_episode_with_both_sentences():
    claim = make("s1", "agreement", words="reopen missions accord", asserted_by="NATO")
    denial = make("s2", "denial", ("RUS",), "reopen missions accord", told=DAY + timedelta(1))
    found = reconcile_tellings([claim, denial], {})
    disputed = [episode for episode in found.episodes if episode.status == "disputed"]
    assert [episode.tellings for episode in disputed] == [("s1",)]
    assert disputed[0].because == ("denies by s2",)


def test_a_plan_that_came_true_is_updated():
    plan = make("s1", modality=Modality.PLANNED, since=DAY, until=DAY, told=DAY - timedelta(3))
    held = make("s2", since=DAY, until=DAY)
    found = reconcile_tellings([plan, held], {"a-s1": "AFP", "a-s2": "AFP"})
    assert {(link.kind, link.source, link.target) for link in found.links} == {(LinkKind.UPDATES, "s2", "s1")}
    assert [episode.modality for episode in found.episodes] == [Modality.ACTUAL]
