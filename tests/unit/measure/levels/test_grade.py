from datetime import date, timedelta

import pytest
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.measure.levels import Track, grade_episodes
from marsad.model import Modality
from marsad.model.episode import Novelty, Saying
from marsad.model.kinds import Status
from marsad.reconcile.episodes import make_episode

PUTIN = "Vladimir Putin"


def grade(tellings, sources=(), sayings=()):
    named = {telling.article: telling.article for telling in tellings} | dict(sources)
    return grade_episodes([make_episode(tellings, named)], tellings, named, sayings)


def test_an_episode_has_the_level_of_its_gravest_telling_and_names_it():
    plain = make("s1", "threat", ("RUS",), person=PUTIN)
    full = make("s2", "threat", ("RUS",), person=PUTIN, marks=("nuclear",), targets=("NATO",))
    (one,) = grade([plain, full])
    assert (one.track, one.level.value, one.record) == (Track.WORDS, 5, "s2")
    assert (one.sources, one.given_by) == (("a-s1", "a-s2"), 1)


def test_sources_are_counted_once_whatever_number_of_articles_carries_them():
    tellings = [make(f"s{number}", "alert", ("RUS",)) for number in range(4)]
    (one,) = grade(tellings, {"a-s0": "agency", "a-s1": "agency", "a-s2": "agency"})
    assert (one.sources, one.given_by) == (("a-s3", "agency"), 2)
    assert [carrying.source for carrying in one.told] == ["agency"] * 3 + ["a-s3"]


def test_what_was_announced_and_then_done_is_on_either_track_at_its_own_day():
    later = DAY + timedelta(10)
    said = make("s1", "exercise", ("RUS",), modality=Modality.PLANNED, since=later, until=later)
    done = make("s2", "exercise", ("RUS",), since=later, until=later, told=later)
    words, acts = grade([said, done])
    assert (words.track, words.level.value, words.since) == (Track.WORDS, 2, DAY)
    assert (acts.track, acts.level.value, acts.since) == (Track.ACTS, 2, later)


def test_a_threat_with_a_day_that_lies_ahead_stands_where_it_was_said():
    ahead = DAY + timedelta(30)
    (one,) = grade([make("s1", "threat", ("RUS",), person=PUTIN, since=ahead, until=ahead)])
    assert (one.since, one.until) == (DAY, DAY)


def test_a_retelling_never_raises_an_episode_and_carries_nothing():
    old = date(2023, 3, 25)
    news = make("s1", "deployment", ("RUS",), since=DAY, until=DAY, marks=("missile",))
    retold = make(
        "s2", "deployment", ("RUS",), background=True, marks=("nuclear",), place="Belarus", since=DAY, until=DAY
    )
    (one,) = grade([news, retold])
    assert (one.level.value, one.record, one.retold) == (3, "s1", False)
    assert [carrying.article for carrying in one.told] == ["a-s1"]
    (alone,) = grade([make("s3", "deployment", ("RUS",), background=True, since=old, until=old)])
    assert (alone.retold, alone.since, alone.told) == (True, old, ())


def test_a_repeat_keeps_its_level_and_says_so():
    said = make("s1", "threat", ("RUS",), person=PUTIN)
    new = Saying(record="s1", party="RUS", novelty=Novelty.NEW)
    repeat = Saying(record="s1", party="RUS", novelty=Novelty.REPEAT)
    found = [grade([said], sayings=[saying])[0] for saying in (new, repeat)]
    assert [one.novelty for one in found] == [Novelty.NEW, Novelty.REPEAT]
    assert found[0].level == found[1].level


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (make("s2", "alert", ("RUS",)), Status.CONFIRMED),
        (make("s2", "alert", ("RUS",), modality=Modality.DENIED, asserted_by="RUS"), Status.DISPUTED),
        (make("s2", "alert", ("RUS",), article="a-s1"), Status.CLAIMED),
    ],
)
def test_how_sure_an_act_is_stands_beside_its_level(second, status):
    (one,) = grade([make("s1", "alert", ("RUS",)), second])
    assert (one.level.value, one.status) == (6, status)


def test_what_the_scale_does_not_speak_of_has_no_level():
    assert grade([make("s1", "sanction", ("USA",))]) == ()


def test_the_order_of_tellings_is_none():
    tellings = [make(f"s{number}", "warning", ("RUS",), targets=("NATO",)) for number in range(5)]
    assert grade(tellings) == grade(tellings[::-1])


def test_an_exercise_outside_its_usual_weeks_is_graver():
    told = [make("s1", "exercise", ("RUS",), marks=("nuclear",)), make("s2", "exercise", ("RUS",), marks=("nuclear",))]
    named = {telling.article: telling.article for telling in told}
    episode = make_episode(told, named)
    levels = [grade_episodes([episode], told, named, (), late)[0].level.value for late in ((), ("s2",))]
    assert levels == [2, 5]
