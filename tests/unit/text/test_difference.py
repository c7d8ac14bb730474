"""What was changed between two texts, within a bounded time."""

import time

from hypothesis import given
from hypothesis import strategies as st

from marsad.text.difference import ChangeKind, find_changes

FIRST = "قال الوزير إن بلاده لن تنقل أربعين رأسا إلى الخارج."
REWORDED = "قال الوزير إن بلاده قد تنقل أربعين رأسا إلى الخارج."
SECOND = "وانتهى الاجتماع في المساء."
THIRD = "وغادر الوفد العاصمة صباح الأحد."


def tell(before, after):
    return [(change.kind.value, change.before, change.after) for change in find_changes(before, after)]


def test_sentences_removed_added_and_changed():
    assert tell([FIRST, SECOND], [REWORDED, SECOND, THIRD]) == [("changed", FIRST, REWORDED), ("added", None, THIRD)]
    assert tell([FIRST, SECOND], [SECOND]) == [("removed", FIRST, None)]
    assert tell([FIRST], [FIRST]) == []
    assert tell([], [FIRST]) == [("added", None, FIRST)]


def test_words_of_a_changed_sentence():
    (change,) = find_changes([FIRST], [REWORDED])
    assert [(piece.kind.value, piece.text) for piece in change.words] == [
        ("same", "قال الوزير إن بلاده"),
        ("removed", "لن"),
        ("added", "قد"),
        ("same", "تنقل أربعين رأسا إلى الخارج."),
    ]


def test_a_sentence_of_other_words_is_another_sentence():
    assert tell([FIRST], [SECOND]) == [("removed", FIRST, None), ("added", None, SECOND)]


def test_a_sentence_put_before_a_changed_one_is_told_in_its_place():
    assert tell([FIRST], [THIRD, REWORDED]) == [("added", None, THIRD), ("changed", FIRST, REWORDED)]


def test_spelling_marks_and_blanks_are_no_change():
    assert tell(["قالَ  الوزير"], ["قال الوزيـــر"]) == []


def test_texts_that_repeat_themselves_take_no_longer():
    begun = time.thread_time()
    changes = find_changes([FIRST] * 1500, [FIRST, SECOND] * 1500)
    (reworded,) = find_changes(["لا " * 900 + "نعم"], ["لا كلا " * 900])
    assert time.thread_time() - begun < 3
    assert {(change.kind, change.after) for change in changes} == {(ChangeKind.ADDED, SECOND)}
    assert [piece.kind for piece in reworded.words] == [ChangeKind.REMOVED, ChangeKind.ADDED]


SENTENCES = st.lists(st.sampled_from([FIRST, REWORDED, SECOND, THIRD]), max_size=8)


@given(SENTENCES, SENTENCES)
def test_the_changes_lead_from_the_one_to_the_other(before, after):
    changes = find_changes(before, after)
    gone = [change.before for change in changes if change.before is not None]
    come = [change.after for change in changes if change.after is not None]
    assert sorted([*after, *gone]) == sorted([*before, *come])
    for change in changes:
        old = [piece.text for piece in change.words if piece.kind is not ChangeKind.ADDED]
        assert change.kind is not ChangeKind.CHANGED or " ".join(old) == change.before
