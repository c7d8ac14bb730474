from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from marsad.measure.levels import Track
from marsad.measure.series import Cell, Step, cover, find_period, list_periods, make_series
from marsad.model import SignalType
from marsad.model.episode import Novelty
from marsad.model.kinds import Status

from .made import MONDAY, day, grade, pages

ACTS, WORDS = Cell(track=Track.ACTS), Cell(track=Track.WORDS)


def measure(graded, cell=ACTS, step=Step.DAY, *, until=6, read=()):
    return make_series(graded, cover(graded, read, cell), cell, step, MONDAY, day(until))


@pytest.mark.parametrize(
    ("step", "name", "first", "last"),
    [
        (Step.DAY, "2024-12-30", date(2024, 12, 30), date(2024, 12, 30)),
        (Step.WEEK, "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        (Step.MONTH, "2024-12", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_periods_have_their_iso_names(step, name, first, last):
    period = find_period(date(2024, 12, 30), step)
    assert (period.name, period.start, period.end) == (name, first, last)


@pytest.mark.parametrize("step", list(Step))
def test_periods_follow_one_another_without_gaps(step):
    found = list(list_periods(date(2023, 11, 15), date(2024, 3, 2), step))
    assert found[0].start <= date(2023, 11, 15)
    assert found[-1].end >= date(2024, 3, 2)
    assert all(one.end + timedelta(1) == other.start for one, other in pairwise(found))


def test_a_period_has_its_maximum_and_its_counts():
    found = measure([grade("e1", level=2), grade("e2", level=5, sources=("s1", "s2")), grade("e3", at=3)])
    first, fourth = found.points[0], found.points[3]
    assert (first.top.value, first.top.episode, first.episodes, first.weighted) == (5, "e2", 2, 3)
    assert first.by_level == ((2, 1), (5, 1))
    assert (fourth.top.episode, fourth.episodes) == ("e3", 1)
    assert (found.points[1].top, found.points[1].episodes) == (None, 0)


def test_a_series_is_of_one_track_and_tracks_cannot_be_added():
    mixed = [grade("e1"), grade("e2", track=Track.WORDS, kind="threat", level=7)]
    acts, words = measure(mixed), measure(mixed, WORDS)
    assert [acts.points[0].top.episode, words.points[0].top.episode] == ["e1", "e2"]
    for one, other in ((acts, words), (acts.points[0], words.points[0]), (acts.points[0].top, words.points[0].top)):
        with pytest.raises(TypeError):
            one + other
        with pytest.raises(TypeError):
            sum([one, other])
        with pytest.raises(TypeError):
            max(one, other)


def test_an_episode_stands_in_the_period_that_holds_its_days():
    week = grade("e1", since=day(0), until=day(6))
    blurred = grade("e2", since=day(5), until=day(7))
    undated = grade("e3", since=None, until=None)
    found = measure([week, blurred, undated])
    assert ([point.episodes for point in found.points], found.unplaced) == ([0, 0, 0, 0, 0, 1, 0], 2)
    assert measure([week, blurred, undated], step=Step.WEEK).points[0].episodes == 2


def test_what_is_only_retold_enters_neither_maximum_nor_counts():
    (point,) = measure([grade("e1", level=7, retold=True, told=())], until=0).points
    assert (point.top, point.episodes, point.weighted, point.retold) == (None, 0, 0, 1)


def test_what_its_source_took_back_is_in_no_number():
    (point,) = measure([grade("e1", status=Status.CORRECTED)], until=0, read=pages()).points
    assert (point.episodes, point.carrying, point.share) == (0, 0, 0.0)


def test_the_maximum_of_what_is_confirmed_stands_beside_that_of_all():
    sure = grade("e1", level=3, status=Status.CONFIRMED)
    (point,) = measure([sure, grade("e2", level=6), grade("e3", level=2, status=Status.DISPUTED)], until=0).points
    assert (point.top.value, point.top.status) == (6, Status.CLAIMED)
    assert (point.top_confirmed.value, point.top_confirmed.status) == (3, Status.CONFIRMED)


def test_repeats_keep_their_level_and_are_counted():
    said = [grade("e1", track=Track.WORDS, level=5, novelty=Novelty.REPEAT), grade("e2", track=Track.WORDS, level=2)]
    (point,) = measure(said, WORDS, until=0).points
    assert (point.top.value, point.top.novelty, point.repeats) == (5, Novelty.REPEAT, 1)


def test_the_share_is_of_on_topic_articles_by_their_day():
    read = [*pages(0), *pages(0, ("s7", "s8"), on_topic=False), *pages(1)]
    found = measure([grade("e1", at=0, sources=("s1", "s2"))], read=read).points
    assert (found[0].carrying, found[0].on_topic, found[0].share) == (2, 4, 0.5)
    assert (found[1].carrying, found[1].share, found[2].share) == (0, 0.0, None)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (Cell(track=Track.ACTS, party="RUS"), ["e1", "e3"]),
        (Cell(track=Track.ACTS, party="NATO"), ["e2", "e3"]),
        (Cell(track=Track.ACTS, pair=("RUS", "UKR")), ["e1"]),
        (Cell(track=Track.ACTS, pair=("UKR", "RUS")), []),
        (Cell(track=Track.ACTS, pair=("NATO", "RUS")), ["e3"]),
        (Cell(track=Track.ACTS, type=SignalType.EXERCISE), ["e2"]),
        (Cell(track=Track.WORDS), []),
    ],
)
def test_cells_choose_party_pair_type_and_track(cell, wanted):
    made = [
        grade("e1", targets=("UKR",)),
        grade("e2", actors=("NATO",), kind="exercise"),
        grade("e3", actors=("RUS", "NATO"), kind="talks"),
    ]
    assert [one.episode for one in made if cell.holds(one)] == wanted


def test_intervals_hold_the_numbers_and_few_sources_have_none():
    names = [f"s{number}" for number in range(12)]
    made = [grade(f"e{number}", sources=names[number : number + 3], level=number % 4) for number in range(10)]
    (point,) = measure(made, until=0, read=pages(0, [*names, "t1", "t2", "t3"])).points
    assert point.weighted_interval.low < point.weighted < point.weighted_interval.high
    assert point.episodes_interval.low < point.episodes < point.episodes_interval.high
    assert point.share_interval.low < point.share < point.share_interval.high
    (few,) = measure(made[:2], until=0, read=pages(0)).points
    assert (few.weighted_interval, few.share_interval, few.lowest_top) == (None, None, None)


def test_a_maximum_that_hangs_on_one_source_may_fall():
    names = [f"s{number}" for number in range(8)]
    many = [grade("e1", level=2, sources=names), grade("e2", level=6, sources=names[:1])]
    (point,) = measure(many, until=0).points
    assert (point.top.value, point.lowest_top) == (6, 2)
    (firm,) = measure([grade("e1", level=6, sources=names)], until=0).points
    assert firm.lowest_top == 6


def test_the_same_input_gives_the_same_intervals_in_whatever_order():
    names = [f"s{number}" for number in range(9)]
    made = [grade(f"e{number}", sources=names[number : number + 4]) for number in range(6)]
    read = pages(0, names)
    assert measure(made, read=read) == measure(made[::-1], read=read[::-1])


@pytest.mark.parametrize("seed", range(5))
def test_every_episode_is_counted_once_whatever_the_step(seed):
    chance = Random(seed)
    made = [
        grade(f"e{number}", chance.randrange(60), chance.randint(-2, 7), retold=chance.random() < 0.2, told=())
        for number in range(50)
    ]
    for step in Step:
        found = make_series(made, (), ACTS, step, MONDAY, day(59))
        assert sum(point.episodes + point.retold for point in found.points) == 50
        assert all(sum(count for _, count in point.by_level) == point.episodes for point in found.points)
        tops = [point.top.value for point in found.points if point.top]
        assert max(tops) == max(one.level.value for one in made if not one.retold)
