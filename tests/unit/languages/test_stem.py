"""Light stems."""

import pytest

from marsad.languages.ar.stem import find_skeleton, find_stem


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والصواريخ", "صواريخ"),
        ("صواريخها", "صواريخ"),
        ("بالقوات", "قوا"),
        ("للدول", "دول"),
        ("حرب", "حرب"),
        ("في", "في"),
    ],
)
def test_what_is_written_onto_a_word_is_taken_off_once(word, stem):
    assert find_stem(word) == stem


@pytest.mark.parametrize(("one", "other"), [("تهديد", "هدد"), ("تحذير", "حذر")])
def test_a_verb_and_its_masdar_share_a_skeleton(one, other):
    assert find_skeleton(find_stem(one)) == find_skeleton(find_stem(other))


def test_at_least_three_letters_stay():
    assert all(len(find_stem(word)) >= min(3, len(word)) for word in ("ولها", "بها", "التي", "لل", "وال"))
