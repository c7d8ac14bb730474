"""Which outlets are flagged, and how seldom one is that is well."""

from math import comb
from random import Random

import pytest

from marsad.watch.facts import find_facts
from marsad.watch.health import ALPHA, BASELINE, RECENT, Concluded, Facts, Trouble, find_collapse, judge
from marsad.watch.odds import find_excess, find_longer

from .press import printing, write_list
from .running import HOUR, run_once

GOOD, BAD, GONE = Concluded(True, True, 2000, True), Concluded(True, False), Concluded(False, False)
SHORT = Concluded(True, True, 100, False)


def name_flags(**facts):
    return [flag.name for flag in judge(Facts(outlet="a", **facts)).flags]


def test_the_odds_are_those_of_drawing_without_replacement():
    assert find_excess(0, 10, 5, 100) == 1.0
    assert find_excess(3, 3, 0, 7) == pytest.approx(1 / comb(10, 3))
    assert find_excess(2, 3, 1, 7) == pytest.approx((comb(3, 2) * comb(7, 1) + 1) / comb(10, 3))
    assert find_longer([1.0] * 50) == pytest.approx(2 / (51 * 52))
    assert find_longer([]) == 1.0


def test_an_outlet_that_is_well_has_no_flags():
    finds = tuple(float(at) for at in range(0, 100 * 3600, 3600))
    assert name_flags(finds=finds, looked=finds[-1] + 7000, concluded=(GOOD,) * 330) == []
    assert name_flags() == []


@pytest.mark.parametrize("bad", [BAD, SHORT], ids=["no article", "short bodies"])
def test_a_yield_that_collapses_is_flagged(bad):
    assert name_flags(concluded=(GOOD,) * 100 + (bad,) * 8) == ["yield collapsed"]
    assert name_flags(concluded=(GOOD,) * 100 + (bad,)) == []
    mixed = (GOOD, GOOD, GOOD, bad) * 30
    assert name_flags(concluded=mixed) == []
    flag = find_collapse(mixed + (bad,) * 25)
    assert "before (p =" in flag.why
    assert "design" in flag.why


def test_pages_that_never_gave_anything_are_flagged():
    assert name_flags(concluded=(BAD,) * 12) == ["yield collapsed"]
    assert name_flags(concluded=(BAD,) * 9) == []
    assert name_flags(concluded=(GONE,) * 12) == ["failing"]


def test_failures_are_flagged_with_the_last_reason():
    trouble = Trouble(stage="look", reason="timeout", message="no byte for 15 seconds", at=0.0)
    health = judge(Facts(outlet="a", failures=3, trouble=trouble))
    assert [flag.why for flag in health.flags] == ["3 looks in a row failed: no byte for 15 seconds"]
    assert name_flags(failures=2) == []
    assert name_flags(concluded=(GOOD,) * 100 + (GONE,) * 9) == ["failing"]


def test_silence_is_measured_by_the_outlets_own_habit():
    often = tuple(float(at) for at in range(0, 60 * 3600, 3600))
    assert name_flags(finds=often, looked=often[-1] + 7201) == ["silent"]
    assert name_flags(finds=often, looked=often[-1] + 7199) == []
    seldom = (*often, often[-1] + 48 * 3600.0)
    assert name_flags(finds=seldom, looked=seldom[-1] + 90 * 3600) == []
    assert name_flags(finds=seldom, looked=seldom[-1] + 97 * 3600) == ["silent"]
    few = often[:20]
    assert name_flags(finds=few, looked=few[-1] + 1e9) == []  # too few to know a habit by


def test_false_alarms_of_the_yield_are_as_seldom_as_stated():
    """The rate is bounded for each independent set of pages, whatever share of good outlet's pages is bad."""
    chance, sets, alarms = Random(7), 3_000, 0
    for number in range(sets):
        share = (0.01, 0.1, 0.4)[number % 3]
        pages = [BAD if chance.random() < share else GOOD for _ in range(BASELINE + RECENT)]
        alarms += find_collapse(pages) is not None
    assert alarms / sets <= 2 * ALPHA


def test_a_change_of_design_is_seen():
    chance, seen = Random(8), 0
    for _ in range(200):
        before = [BAD if chance.random() < 0.05 else GOOD for _ in range(BASELINE)]
        after = [BAD if chance.random() < 0.5 else GOOD for _ in range(RECENT)]
        seen += find_collapse(before + after) is not None
    assert seen >= 195


def test_false_alarms_of_silence_are_as_seldom_as_stated():
    chance, draws, gaps = Random(9), 20_000, 50
    alarms = sum(chance.expovariate(1.0) > 2 * max(chance.expovariate(1.0) for _ in range(gaps)) for _ in range(draws))
    assert find_longer([1.0] * gaps) < ALPHA
    assert abs(alarms / draws - find_longer([1.0] * gaps)) < 0.0006


def test_what_the_state_knows_of_an_outlet(tmp_path, clock):
    from marsad.watch import State

    with printing(2) as (one, two):
        for press in (one, two):
            press.lists["/feed"] = "rss"
            press.add(1, 2, 3)
        one.pages["/bad.html"] = b"<script>1</script>"
        two.rest["/feed"] = lambda handler: (404, {}, b"")
        outlets = {"a": {"feeds": [one.url("/feed")]}, "b": {"feeds": [two.url("/feed")]}}
        path = write_list(tmp_path / "sources.toml", outlets)
        for _ in range(4):
            run_once(path, clock)
            clock.at += 3 * HOUR
    with State.open(tmp_path / "marsad.watch", readonly=True) as state:
        first, second = (find_facts(state.db, outlet, clock.at) for outlet in ("a", "b"))
    assert (first.week, first.waiting, first.failures, len(first.finds)) == (4, 0, 0, 1)
    assert first.trouble.reason == "no_text"
    health = judge(first)
    assert (health.articles, health.on_topic, health.flags) == (0.75, 1.0, ())
    assert (second.looked, second.errors, second.failures) == (None, 4, 4)
    assert [flag.name for flag in judge(second).flags] == ["failing"]
