import pytest

from evals.replace.edits import Edit, apply_edits

EDITED = apply_edits("ab cd ef", [Edit(3, 5, "XYZ"), Edit(0, 2, "")])


def test_edits_are_made_in_order_of_place():
    assert EDITED.text == " XYZ ef"


@pytest.mark.parametrize(
    ("old", "new"), [((6, 8), (5, 7)), ((3, 5), (1, 4)), ((4, 8), (1, 7)), ((2, 4), (0, 4)), ((0, 8), (0, 7))]
)
def test_a_range_moves_and_takes_in_the_edit_that_it_cuts(old, new):
    assert EDITED.move(*old) == new


def test_of_overlapping_edits_the_first_and_longest_is_made():
    assert apply_edits("abcd", [Edit(1, 3, "Y"), Edit(0, 2, "X"), Edit(0, 1, "Z")]).text == "Xcd"
    assert apply_edits("abcd", [Edit(0, 2, "first"), Edit(0, 2, "second")]).text == "firstcd"


def test_an_edit_that_changes_nothing_is_none():
    assert apply_edits("abcd", [Edit(0, 2, "ab")]).edits == ()
