"""What is kept of an outlet a day is bounded: what is over waits for the next day, and is told."""

import pytest

from marsad.archive import Archive, ArchiveError
from marsad.archive import store as storing
from marsad.outlets import fields
from marsad.watch import PLACES, State, find_facts, find_tomorrow, judge

from .press import write_list
from .running import START, list_articles, run_once


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(fields, "_LEAST", 1)


@pytest.fixture
def press(presses):
    presses[0].add(*range(1, 21))
    return presses[0]


def watch(path, press, budget="100MB", mine=None):
    outlet = {"feeds": [press.url("/feed")]} | ({"budget": mine} if mine else {})
    write_list(path, {"out": outlet})
    text = path.read_text(encoding="utf-8").replace("[watch]", f'[watch]\nbudget = "{budget}"')
    path.write_text(text, encoding="utf-8")
    return path


def tell(folder, at):
    with State.open(folder / "marsad.watch", readonly=True) as state:
        return [flag.name for flag in judge(find_facts(state.db, "out", at)).flags]


def test_pages_over_the_budget_wait_for_the_next_day_and_none_is_lost(press, path, clock, tmp_path):
    watch(path, press, "12kB")
    first = run_once(path, clock)
    assert 5 < first.total.read < 15
    (line,) = first.notes
    assert line.startswith("out: more than the 12,000 bytes that may be kept of it a day; what is left waits for")
    assert tell(tmp_path, clock.at) == ["over budget"]
    assert run_once(path, clock).total.fetched == 0
    days = 0
    while len(list_articles(tmp_path)) < 20:
        clock.at, days = find_tomorrow(clock.at), days + 1
        assert days < 5
        run_once(path, clock)
    assert press.whole.total() >= 20


def test_it_is_told_until_the_day_is_over(press, path, clock, tmp_path):
    watch(path, press, "12kB")
    run_once(path, clock)
    assert tell(tmp_path, find_tomorrow(clock.at)) == []


def test_places_are_looked_at_until_twice_as_much_was_kept(press, path, clock):
    watch(path, press, "12kB")
    for number in range(25):
        press.add(100 + number)
        clock.at += 1800
        run_once(path, clock)
    assert 2 < press.asked["/feed"] < 20
    with State.open(path.parent / "marsad.watch", readonly=True) as state:
        assert PLACES <= state.find_share("out", START + 1, 12_000) < PLACES + 1


def test_an_outlet_may_have_a_budget_of_its_own_and_a_larger_one_holds_at_once(press, path, clock, tmp_path):
    watch(path, press, "100MB", mine="12kB")
    assert run_once(path, clock).total.read < 20
    assert tell(tmp_path, clock.at) == ["over budget"]
    watch(path, press, "12kB", mine="1MB")
    run_once(path, clock)
    assert len(list_articles(tmp_path)) == 20
    assert tell(tmp_path, clock.at) == []


def test_all_that_is_kept_is_counted(press, path, clock, tmp_path):
    press.rest["/moved"] = lambda handler: (301, {"Location": "/1"}, b"")
    write_list(path, {"out": {"feeds": [press.url("/feed")], "pages": [press.url("/moved")]}})
    run_once(path, clock)
    with Archive.open(tmp_path / "marsad.archive", readonly=True) as archive:
        exchanges = [archive.load(entry) for entry in archive.entries()]
    with State.open(tmp_path / "marsad.watch", readonly=True) as state:
        assert state.find_share("out", clock.at, 1) == sum(len(each.head + each.body) for each in exchanges)
    assert len(exchanges) > 22


def test_a_disk_that_is_nearly_full_ends_the_watch_and_loses_nothing(press, path, clock, tmp_path, monkeypatch):
    watch(path, press)
    kept = storing.RESERVE
    monkeypatch.setattr(storing, "RESERVE", 1 << 60)
    with pytest.raises(ArchiveError, match="are left to others; make room and run again, nothing is lost"):
        run_once(path, clock)
    monkeypatch.setattr(storing, "RESERVE", kept)
    clock.at += 1800
    run_once(path, clock)
    assert len(list_articles(tmp_path)) == 20
