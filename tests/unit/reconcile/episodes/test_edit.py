import pytest
from tests.unit.reconcile.episodes.made import DAY, make

from marsad.reconcile.episodes import merge_episodes, reconcile_tellings, split_episode
from marsad.reconcile.stories.edit import EditError, undo

SAID = {"by": "Salma", "why": "another visit", "at": "2024-03-05"}
ONE = [make(name, since=DAY, until=DAY) for name in ("s1", "s2", "s3")]
OTHER = [make("s4", "test", ("PRK",), "missile sea", since=DAY, until=DAY)]


def draw(*edits):
    return {episode.tellings: episode for episode in reconcile_tellings([*ONE, *OTHER], {}, edits).episodes}


def test_a_split_is_drawn_and_can_be_undone():
    whole = draw()[("s1", "s2", "s3")]
    split = split_episode(whole, ["s3"], **SAID)
    assert set(draw(split)) == {("s1", "s2"), ("s3",), ("s4",)}
    assert set(draw(split, undo([split], split.id, **SAID))) == {("s1", "s2", "s3"), ("s4",)}


def test_a_merge_overrules_the_rule():
    whole, other = draw()[("s1", "s2", "s3")], draw()[("s4",)]
    assert set(draw(merge_episodes(whole, other, **SAID))) == {("s1", "s2", "s3", "s4")}


def test_a_person_says_why_and_a_split_leaves_something():
    whole = draw()[("s1", "s2", "s3")]
    with pytest.raises(EditError, match="must leave records on both sides"):
        split_episode(whole, whole.tellings, **SAID)
    with pytest.raises(EditError, match="not in episode"):
        split_episode(whole, ["s9"], **SAID)
    with pytest.raises(EditError, match="by whom and why"):
        split_episode(whole, ["s1"], **{**SAID, "why": " "})
    with pytest.raises(EditError, match="with itself"):
        merge_episodes(whole, whole, **SAID)
