import pytest

from marsad.model import Judgement, Maker, Verdict
from marsad.reconcile.stories import EditError, group_articles, make_story, make_trace, merge_stories, split_story, undo

from .made import make_article

SAID = {"by": "نور", "why": "قرأتهما", "at": "2024-03-05T10:00:00Z"}


def rule(one, other, verdict=Verdict.SAME, score=1.0):
    return Judgement(
        id=f"j{one}{other}{verdict}",
        verdict=verdict,
        left=(one,),
        right=(other,),
        maker=Maker.RULE,
        by="stories/1",
        why=("text",),
        score=score,
    )


def story(*names):
    return make_story([make_trace(make_article(name)) for name in names])


CHAIN = [rule("a1", "a2"), rule("a2", "a3"), rule("a4", "a5")]


def test_what_is_the_same_stands_together():
    assert group_articles(CHAIN) == (("a1", "a2", "a3"), ("a4", "a5"))


def test_an_unsure_pair_stays_apart():
    assert group_articles([rule("a1", "a2", Verdict.UNSURE)]) == (("a1",), ("a2",))


def test_more_words_against_than_for_keep_a_link_from_joining():
    against = [rule("a1", "a3", Verdict.DIFFERENT, 0.6)]
    assert group_articles([*CHAIN[:1], rule("a2", "a3", score=0.6), *against]) == (("a1", "a2"), ("a3",))


def test_one_link_does_not_join_two_large_groups():
    ones = [rule(f"a{at}", f"a{at + 1}") for at in range(10, 16)]
    others = [rule(f"b{at}", f"b{at + 1}") for at in range(10, 16)]
    links = [rule("a10", "b10", score=0.7), rule("a11", "b11", score=0.7)]
    assert len(group_articles([*ones, *others, links[0]])) == 2
    assert len(group_articles([*ones, *others, *links])) == 1


def test_the_latest_of_a_rules_judgements_of_a_pair_counts():
    assert group_articles([rule("a1", "a2"), rule("a1", "a2", Verdict.UNSURE)]) == (("a1",), ("a2",))


def test_a_split_holds_against_every_link_and_can_be_undone():
    split = split_story(story("a1", "a2", "a3"), ["a3"], **SAID)
    assert group_articles([*CHAIN, split, rule("a1", "a3")])[:2] == (("a1", "a2"), ("a3",))
    taken_back = undo([*CHAIN, split], split.id, **SAID)
    assert group_articles([*CHAIN, split, taken_back]) == group_articles(CHAIN)
    again = undo([*CHAIN, split, taken_back], taken_back.id, **SAID | {"at": "later"})
    assert group_articles([*CHAIN, split, taken_back, again]) == group_articles([*CHAIN, split])


def test_a_merge_overrules_an_earlier_split_and_a_later_split_a_merge():
    split = split_story(story("a1", "a2", "a3"), ["a3"], **SAID)
    merge = merge_stories(story("a1", "a2"), story("a3"), **SAID)
    assert group_articles([*CHAIN, split, merge]) == group_articles(CHAIN)
    assert group_articles([*CHAIN, merge, split])[:2] == (("a1", "a2"), ("a3",))


def test_a_merge_joins_what_no_rule_links():
    assert group_articles([*CHAIN, merge_stories(story("a1", "a2", "a3"), story("a4", "a5"), **SAID)]) == (
        ("a1", "a2", "a3", "a4", "a5"),
    )


def test_a_split_leaves_joined_what_a_later_merge_joined_across():
    split = split_story(story("a1", "a2", "a3"), ["a1", "a2"], **SAID)
    merge = merge_stories(story("a2"), story("a3"), **SAID)
    assert group_articles([split, merge]) == (("a1",), ("a2", "a3"))


@pytest.mark.parametrize("articles", [["a9"], [], ["a1", "a2"]])
def test_a_split_must_mean_something(articles):
    with pytest.raises(EditError):
        split_story(story("a1", "a2"), articles, **SAID)


def test_an_edit_says_by_whom_and_why():
    with pytest.raises(EditError):
        split_story(story("a1", "a2"), ["a1"], **SAID | {"why": " "})
    with pytest.raises(EditError):
        merge_stories(story("a1"), story("a1"), **SAID)
    with pytest.raises(EditError):
        undo(CHAIN, "nothing", **SAID)


def test_edits_change_nothing_themselves_and_have_ids_of_their_own():
    first, second = (split_story(story("a1", "a2"), ["a1"], **SAID | {"at": at}) for at in ("1", "2"))
    assert first.id != second.id
    assert (first.maker, first.by, first.why) == (Maker.PERSON, "نور", ("قرأتهما",))
