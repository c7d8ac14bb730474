from datetime import timedelta

import pytest

from marsad.model import Verdict
from marsad.reconcile.stories import judge, make_trace

from .made import DAY, LEAD, OTHER, RENDERED, WIRE, make_article

SENTENCES = WIRE.split(". ")


def verdict(one, other, days=0):
    left = make_trace(make_article("a1", one))
    right = make_trace(make_article("a2", other, day=DAY + timedelta(days=days)))
    found, turned = judge(left, right), judge(right, left)
    assert found == turned
    return found and found.verdict


@pytest.mark.parametrize(
    "text",
    [
        WIRE,
        LEAD + WIRE,
        ". ".join(SENTENCES[:3]) + ".",
        WIRE.replace("بيغنز", "بيجنز").replace("ة ", "ه ").replace("مارس", "آذار"),
        WIRE.replace("مسؤول محلي", "مسؤول محلي تحدث إلى صحيفة المرساة"),
        ". ".join([*SENTENCES[:2], *SENTENCES[3:]]),
    ],
    ids=["copy", "lead", "cut", "spelling", "outlet", "edited"],
)
def test_copies_are_one_story_at_any_time(text):
    assert verdict(WIRE, text) is verdict(WIRE, text, days=400) is Verdict.SAME


def test_two_renderings_of_one_report_are_one_story_within_days():
    assert verdict(WIRE, RENDERED) is verdict(WIRE, RENDERED, days=2) is Verdict.SAME
    assert verdict(WIRE, RENDERED, days=3) is not Verdict.SAME


def test_renderings_must_agree_in_numbers():
    changed = RENDERED.replace("312", "415").replace("48", "92")
    assert verdict(WIRE, changed) is not Verdict.SAME


def test_names_that_the_caller_found_speak_for_a_rendering():
    one, other = (
        WIRE.replace("312", "ثلاثمئة").replace("760", "ألف"),
        RENDERED.replace("312", "مئة").replace("760", "ألف"),
    )
    bare = [make_trace(make_article(f"a{at}", text)) for at, text in enumerate((one, other))]
    named = [make_trace(make_article(f"a{at}", text), ["p1", "o7"]) for at, text in enumerate((one, other))]
    assert judge(*bare) is None
    assert judge(*named).verdict is Verdict.SAME


def test_other_texts_have_nothing_to_do_with_one_another():
    assert verdict(WIRE, OTHER) is None


def test_reports_of_one_mould_with_other_numbers_are_different():
    changed = WIRE.replace("48", "71").replace("312", "209").replace("17 ", "24 ").replace("760", "655")
    assert verdict(WIRE, changed) is Verdict.DIFFERENT


def test_a_follow_up_that_repeats_its_background_is_not_the_same():
    fresh = OTHER + " " + ". ".join(SENTENCES[3:])
    assert verdict(WIRE, fresh) is not Verdict.SAME


def test_a_digest_that_holds_a_whole_text_further_down_is_left_to_a_person():
    digest = " ".join((OTHER, OTHER.replace("نهر", "وادي ال"), LEAD * 1, RENDERED, ". ".join(SENTENCES[:3])))
    assert verdict(". ".join(SENTENCES[:3]), digest) is Verdict.UNSURE


def test_a_judgement_says_why_and_by_whom():
    found = judge(make_trace(make_article("a2")), make_trace(make_article("a1")))
    assert (found.left, found.right, found.by, found.score) == (("a1",), ("a2",), "stories/1", 1.0)
    assert found.why[:2] == ("text", "overlap 1.00")


def test_articles_without_words_are_linked_to_nothing():
    assert verdict("", "") is None
    assert verdict("", WIRE) is None
