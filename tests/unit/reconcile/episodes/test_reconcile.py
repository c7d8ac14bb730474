from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.model.story import Judgement, Maker, Verdict
from marsad.reconcile.episodes import reconcile_tellings

SUSPENDED = ("treaty_suspension", ("RUS",), "suspend share treaty")


def test_papers_of_one_day_make_one_episode():
    told = [make(f"s{number}", since=DAY, until=DAY, told=DAY + timedelta(number % 3)) for number in range(6)]
    (episode,) = reconcile_tellings(told, {}).episodes
    assert len(episode.tellings) == 6
    assert (episode.since, episode.is_dated) == (DAY, True)


def test_background_joins_the_old_episode_at_its_own_day():
    news = make("s1", *SUSPENDED, since=DAY, until=DAY)
    retold = make("s2", *SUSPENDED, told=date(2024, 11, 1), background=True)
    (episode,) = reconcile_tellings([news, retold], {}).episodes
    assert (episode.since, episode.background) == (DAY, False)


def test_an_undated_act_has_the_day_of_its_news_and_says_so():
    (episode,) = reconcile_tellings([make("s1")], {}).episodes
    assert (episode.since, episode.is_dated) == (DAY, False)


def test_copies_count_as_one_source():
    told = [make(f"s{number}", since=DAY, until=DAY) for number in range(4)]
    (episode,) = reconcile_tellings(told, {telling.article: "AFP" for telling in told}).episodes
    assert episode.sources == ("AFP",)
    assert episode.status == "claimed"


def test_a_person_parts_what_the_rule_joined():
    told = [make(f"s{number}", since=DAY, until=DAY) for number in range(2)]
    edit = Judgement(
        id="j1",
        verdict=Verdict.DIFFERENT,
        left=("s0",),
        right=("s1",),
        maker=Maker.PERSON,
        by="Testov",
        why=("two meetings",),
    )
    assert len(reconcile_tellings(told, {}).episodes) == 1
    assert len(reconcile_tellings(told, {}, [edit]).episodes) == 2


@given(st.permutations(range(8)))
@settings(max_examples=25)
def test_the_order_makes_no_difference(order):
    told = [
        make(f"s{number}", since=DAY + timedelta(number // 3), until=DAY + timedelta(number // 3))
        for number in range(8)
    ]
    assert reconcile_tellings([told[at] for at in order], {}) == reconcile_tellings(told, {})
