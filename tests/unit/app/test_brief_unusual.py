"""Days that a brief says stand out, and those of which it says that nothing can be said."""

from datetime import date, timedelta

from marsad.app.brief_unusual import judge_tracks
from marsad.ledger import DayCount
from marsad.measure.levels import Track

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 28)


def make_days(burst):
    """Return half a year of twelve stories a day with a threat every other day, on the last day `burst` of them."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    return [
        DayCount(
            day=day, words=burst if day == LAST else at % 2, acts=12 - (burst if day == LAST else at % 2), volume=12
        )
        for at, day in enumerate(days)
    ]


def test_a_burst_of_words_stands_out_on_its_own_track_only():
    words, acts = judge_tracks(make_days(12), LAST, LAST)
    assert (words.track, [odd.day for odd in words.days], words.judged) == (Track.WORDS, [LAST], 1)
    assert words.days[0].count >= words.days[0].threshold > words.days[0].expected
    assert acts.days == ()


def test_an_ordinary_day_does_not():
    words, _ = judge_tracks(make_days(1), LAST, LAST)
    assert (words.days, words.judged, words.not_judged) == ((), 1, 0)


def test_without_history_no_day_is_judged():
    words, acts = judge_tracks(make_days(12), FIRST, FIRST + timedelta(days=6))
    assert [(one.judged, one.not_judged) for one in (words, acts)] == [(0, 7), (0, 7)]
    assert judge_tracks((), FIRST, LAST) == ()
