from datetime import timedelta

from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model import Modality
from marsad.model.episode import LinkKind
from marsad.reconcile.episodes import DayBook, find_links, reconcile_tellings


def links(*tellings):
    book = DayBook(tellings)
    return {(link.kind, link.source, link.target) for telling in tellings for link in find_links(book, telling)}


def test_a_warning_answers_a_threat():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",))
    warning = make("s2", "warning", ("NATO",), "grave outcome", targets=("RUS",), told=DAY + timedelta(1))
    assert links(threat, warning) == {(LinkKind.ANSWERS, "s2", "s1")}


def test_within_a_day_the_threat_comes_first():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",))
    warning = make("s2", "warning", ("NATO",), "use weapon outcome", targets=("RUS",))
    assert links(threat, warning) == {(LinkKind.ANSWERS, "s2", "s1")}


def test_nobody_answers_after_weeks_or_answers_a_third():
    threat = make("s1", "threat", ("RUS",), "use weapon", targets=("NATO",))
    late = make("s2", "warning", ("NATO",), "use weapon", targets=("RUS",), told=DAY + timedelta(20))
    other = make("s3", "warning", ("NATO",), "use weapon", targets=("IRN",))
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
