from datetime import date, timedelta

import pytest

from marsad.measure.baseline import Count, Verdict, count_days, judge_days
from marsad.measure.levels import Track
from marsad.measure.series import Cell, Page

from ..series.made import MONDAY, day, grade, pages

START = date(2023, 1, 2)
WEEK = (6, 7, 8, 7, 6, 2, 3)


def make(number=210, changes=(), volume=20):
    """Return days of a steady week, with other counts on some."""
    other = dict(changes)
    return tuple(
        Count(day=START + timedelta(at), count=other.get(at, WEEK[at % 7] + at % 3 - 1), volume=volume)
        for at in range(number)
    )


def judge(counts, first=-7, **more):
    return judge_days(counts, counts[first].day, counts[-1].day, **more)


def test_a_burst_stands_out_and_says_why():
    found = judge(make(changes=[(205, 30)]))
    (out,) = [one for one in found if one.verdict is Verdict.STANDS_OUT]
    assert (out.day, out.count) == (START + timedelta(205), 30)
    assert out.threshold <= 30
    assert out.rate <= 0.01
    assert out.likelihood < 0.001
    assert "told 30 times" in out.why
    assert f"expected of a {out.day:%A} with 20 stories" in out.why


def test_what_is_usual_on_one_weekday_stands_out_on_another():
    found = judge(make(changes=[(206 - 206 % 7 + 5, 9)]))
    assert [one.day.weekday() for one in found if one.verdict is Verdict.STANDS_OUT] == [5]
    assert sum(one.count >= 9 for one in judge(make(changes=[(206 - 206 % 7 + 5, 9)]))) == 1


def test_more_coverage_lets_more_be_expected():
    quiet = judge(make())
    busy = judge((*make()[:-1], Count(day=make()[-1].day, count=9, volume=60)))
    assert busy[-1].expected == pytest.approx(3 * quiet[-1].expected, rel=0.01)
    assert busy[-1].verdict is Verdict.USUAL
    assert judge((*make()[:-1], Count(day=make()[-1].day, count=9, volume=20)))[-1].verdict is Verdict.STANDS_OUT


def test_less_than_usual_never_stands_out():
    assert {one.verdict for one in judge(make(changes=[(at, 0) for at in range(203, 210)]))} == {Verdict.USUAL}


def test_with_too_little_history_nothing_is_said():
    found = judge(make(60))
    assert {one.verdict for one in found} == {Verdict.TOO_LITTLE_HISTORY}
    assert found[0].why == "too little history: 49 days of coverage before its week, 84 are needed"
    assert found[0].expected is None
    rare = judge(make(changes=[(at, 0) for at in range(200)]))
    assert rare[0].why == "too little history: 11 counted before its week, 30 are needed"


def test_days_without_coverage_are_neither_judged_nor_learnt_from():
    gone = tuple(
        Count(day=one.day, count=0, volume=0) if at % 2 and at < 160 else one for at, one in enumerate(make(300))
    )
    known, whole = judge(gone), judge(make(300))
    assert known[0].expected == pytest.approx(whole[0].expected, rel=0.15)
    assert judge((*make(), Count(day=START + timedelta(210), count=0, volume=0)))[-1].verdict is Verdict.NO_COVERAGE


def test_a_verdict_depends_neither_on_what_came_after_nor_on_the_period_asked_for():
    counts = make(changes=[(190, 25), (206, 40)])
    whole = {one.day: one for one in judge_days(counts, counts[0].day, counts[-1].day)}
    part = judge_days(counts[:200], counts[185].day, counts[199].day)
    assert [whole[one.day] for one in part] == list(part)


def test_a_burst_of_the_past_is_no_part_of_what_is_usual():
    calm, moved = make(), make(changes=[(at, 60) for at in (50, 90, 130, 170)])
    assert judge(moved)[0].threshold <= judge(calm)[0].threshold + 2


def test_a_rarer_alarm_asks_for_more():
    often, seldom = (judge(make(), rate=rate)[0] for rate in (0.05, 0.001))
    assert often.threshold < seldom.threshold
    assert often.rate > seldom.rate


def test_counts_are_first_tellings_by_source_and_volume_all_that_is_read():
    told = grade("e1", sources=("s1", "s2"))
    later = [*told.told, *grade("e1", at=2, sources=("s1", "s3")).told]
    both = [grade("e1", told=tuple(later)), grade("e2", at=2, track=Track.WORDS, kind="threat")]
    copy = Page(article="x", story="s1-2", source="s1", day=day(2), on_topic=True)
    read = [*pages(0), *pages(2, ("s1", "s3"), on_topic=False), copy]
    found = count_days(both, read, Cell(track=Track.ACTS))
    assert [(one.day, one.count, one.volume) for one in found] == [(MONDAY, 2, 4), (day(1), 0, 0), (day(2), 1, 2)]
    assert [one.count for one in count_days(both, pages(1), Cell(track=Track.ACTS))] == [0]
    assert count_days(both, [], Cell(track=Track.ACTS)) == ()
