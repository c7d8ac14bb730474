"""Words of a page made safe to show."""

import pytest

from marsad.text.clean import clean_words, shorten


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\x00\x1b[31mb\x9f", "a[31mb"),
        ("a \n\t b", "a b"),
        ("a\ud800\ufffeb", "ab"),
        ("نص", "نص"),
    ],
)
def test_nothing_is_left_that_commands_or_turns_a_line(text, clean):
    assert clean_words(text) == clean


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("one two", 7, "one two"), ("one two three", 9, "one …"), ("x" * 20, 10, "x" * 8 + " …")],
)
def test_a_long_text_is_cut_after_a_word(text, most, short):
    assert shorten(text, most) == short
    assert len(shorten(text, most)) <= most
