"""Tokens are words, numbers and marks with their places."""

from marsad.text.tokens import find_tokens


def test_words_numbers_marks():
    assert [token.text for token in find_tokens("في 13اكتوبر، 3.5 ٪ ..")] == [
        "في",
        "13",
        "اكتوبر",
        "،",
        "3.5",
        "٪",
        "..",
    ]


def test_places():
    text = "قال: نعم"
    assert all(text[token.start : token.end] == token.text for token in find_tokens(text))


def test_part():
    assert [token.text for token in find_tokens("واحد اثنان ثلاثه", 5, 11)] == ["اثنان"]
