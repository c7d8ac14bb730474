"""The guard against lost speed: it counts the same each time, and fails where a stage does its work more often."""

import pytest

from bench import guard, stages


@pytest.fixture(autouse=True)
def _two_pages(monkeypatch):
    monkeypatch.setattr(guard, "EVERY", 30)


def test_counts_are_the_same_each_time_and_show_a_slowed_stage(monkeypatch):
    first, second = guard.count(), guard.count()
    assert first == second
    assert guard.compare(second, first)[1]
    find = stages.find_speech
    monkeypatch.setattr(stages, "find_speech", lambda *found: (find(*found), find(*found), find(*found))[0])
    slowed = guard.count()
    assert slowed["speech"] == pytest.approx(3 * first["speech"], rel=0.03)  # its hits are put in place once
    rows, fine = guard.compare(slowed, first)
    assert not fine
    assert rows[-1].startswith("a loss of speed: 1.")


@pytest.mark.parametrize(("now", "fine", "says"), [(1100, True, "all"), (1101, False, "a loss"), (899, True, "much")])
def test_a_tenth_is_the_limit(now, fine, says):
    rows, found = guard.compare({"scan": now}, {"scan": 1000})
    assert found is fine
    assert rows[-1].startswith(says)


def test_what_is_pinned_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "PINNED", tmp_path / "guard.toml")
    guard.write_pinned("3.11", {"scan": 5})
    guard.write_pinned("3.12", {"scan": 7})
    assert guard.load_pinned("3.11") == {"scan": 5}
    assert guard.load_pinned("3.13") is None


def test_this_tree_has_pinned_counts():
    assert set(guard.load_pinned("3.11")) == set(stages.STAGES)
