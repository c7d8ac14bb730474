"""Silences of the past, by the days on which something came."""

from datetime import date, timedelta

from marsad.watch import Silence, iterate_silences

DAYS = [date(2022, 1, 1) + timedelta(at) for at in range(200)]


def find(silent, days=DAYS):
    return list(iterate_silences("a", [day for at, day in enumerate(days) if at not in silent], days))


def test_a_silence_beyond_the_habit_is_flagged_on_the_day_on_which_it_is_longer_than_twice_the_longest():
    assert find(range(100, 110)) == [Silence(DAYS[102], "a", 11, 1, 99)]
    assert find(range(100, 102)) == [Silence(DAYS[102], "a", 3, 1, 99)]
    assert find(range(100, 101)) == []


def test_what_has_been_silent_before_is_flagged_for_longer_silences_only():
    weekends = {at for at in range(200) if at % 7 < 2}
    assert find(weekends) == []
    assert find({*weekends, *range(101, 103)}) == []
    assert find({*weekends, *range(100, 109)}) == [Silence(DAYS[104], "a", 12, 3, 69)]
    assert [one.day for one in find({*range(100, 110), *range(130, 145), *range(155, 190)})] == [DAYS[102], DAYS[187]]


def test_a_silence_that_lasts_is_flagged_and_one_of_a_habit_too_little_known_is_not():
    assert find(range(190, 200)) == [Silence(DAYS[192], "a", 10, 1, 189)]
    assert find({*range(44), *range(100, 110)}) != []
    assert find({*range(56), *range(100, 110)}) == []
    assert find(range(200)) == find(range(1, 200)) == []


def test_days_on_which_nobody_looked_count_for_nothing():
    looked = [day for at, day in enumerate(DAYS) if at not in range(100, 110)]
    assert find((), looked) == []
    assert find(range(100, 103), looked) == [Silence(looked[102], "a", 4, 1, 99)]
