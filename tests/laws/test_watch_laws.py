"""Schedules: whatever the times, what is due comes later and never for ever sooner; turns are fair."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from marsad.watch import Kind, Lanes, Place
from marsad.watch.schedule import find_next_check, find_next_look, find_next_try, find_pause, may_change

TIMES = st.floats(0, 4e9)
SECONDS = st.floats(1, 1e7)
FAILURES = st.integers(0, 10_000)
AGES = st.lists(st.floats(1, 1e7), max_size=6, unique=True).map(sorted).map(tuple)
DAY, HOUR = 86_400.0, 3_600.0


@given(TIMES, SECONDS, FAILURES)
def test_a_look_comes_after_its_time_and_failures_only_delay_it(at, every, failures):
    due = find_next_look(at, every, failures)
    assert at + every <= due <= at + max(every, HOUR)
    assert due <= find_next_look(at, every, failures + 1)


@given(TIMES, FAILURES, st.none() | st.floats(-1e9, 1e9))
def test_a_pause_is_as_long_as_asked_or_grows_to_an_hour(at, failures, wait):
    until = find_pause(at, failures, wait)
    assert at <= until <= at + DAY
    if wait is not None and 0 <= wait <= DAY:
        assert until == at + wait
    assert find_pause(at, failures) <= find_pause(at, failures + 1) <= at + HOUR


@given(TIMES)
def test_a_page_is_given_up_after_more_than_a_day(at):
    times, tries = [at], 1
    while (due := find_next_try(times[-1], tries)) is not None:
        times.append(due)
        tries += 1
    assert times == sorted(times)
    assert times[-1] - at > DAY
    assert len(times) < 10


@given(TIMES, AGES, st.lists(st.floats(0, 1e7), max_size=10))
def test_a_page_is_asked_again_at_each_age_at_most_once(first, ages, delays):
    """However late each question comes, the next one is later, and there are no more of them than ages."""
    at, asked = first, 0
    for delay in [*delays, *([0.0] * len(ages))]:
        due = find_next_check(first, ages, at)
        if due is None:
            break
        assert due > at
        at, asked = due + delay, asked + 1
    assert find_next_check(first, ages, at) is None or asked < len(ages)
    assert asked <= len(ages)


@given(st.dates(date(1971, 1, 1), date(2090, 1, 1)), st.integers(0, 1000))
def test_a_sitemap_may_change_as_long_as_it_is_fresh(day, later):
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    assert may_change(day, noon)
    assert may_change(None, noon)
    assert may_change(day, noon + later * DAY) == (later <= 2)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_turns_are_fair_and_all_jobs_are_done_once(sizes, chance):
    """No outlet is more than a turn ahead of one that still has jobs, whoever answers when."""
    left = {f"o{number}": [f"{number}-{each}" for each in range(size)] for number, size in enumerate(sizes)}
    given_out, busy = [], []

    def load(outlet):
        some, left[outlet] = left[outlet][:3], left[outlet][3:]
        return [Place(url=url, outlet=outlet, kind=Kind.FEED) for url in some]

    lanes = Lanes(load, lambda outlet: 10.0)
    lanes.follow(list(left))
    while (job := lanes.take(0.0)) or busy:
        if job:
            assert job.outlet not in busy
            given_out.append(job)
            busy.append(job.outlet)
        if not job or chance.random() < 0.5:
            lanes.answered(busy.pop(chance.randrange(len(busy))))
    assert sorted(job.url for job in given_out) == sorted(
        f"{number}-{each}" for number, size in enumerate(sizes) for each in range(size)
    )
    assert lanes.next_wake == 10.0
