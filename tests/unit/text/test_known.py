"""What is known of words is worked out once, and no more than so much is remembered."""

from marsad.text.known import Known


def test_a_word_is_looked_at_once():
    asked = []
    known = Known(lambda word: asked.append(word) or len(word))
    assert known.of(["one", "three", "one"]) == [3, 5, 3]
    assert known["three"] == 5
    assert asked == ["one", "three"]


def test_what_is_known_is_bounded():
    known = Known(str.upper, most=2)
    assert known.of("abcab") == ["A", "B", "C", "A", "B"]
    assert len(known) <= 2


def test_what_is_no_word_is_not_remembered():
    known = Known(len)
    assert known.of(["a" * 40, "a" * 41]) == [40, 41]
    assert list(known) == ["a" * 40]
