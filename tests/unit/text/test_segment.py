"""Sentences end where readers end them."""

import pytest

from marsad.text.segment import find_sentences


def cut(text):
    return [text[first:last] for first, last in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("قال الوزير كلمة. ثم غادر.", ["قال الوزير كلمة.", "ثم غادر."]),
        ("هل يرد؟ نعم! ربما…", ["هل يرد؟", "نعم!", "ربما…"]),
        ("أولا، وثانيا؛ وثالثا", ["أولا، وثانيا؛ وثالثا"]),
        ("بلغت 3.5 مليون. انتهى", ["بلغت 3.5 مليون.", "انتهى"]),
        ("عنوان بلا نقطة\nمتن الخبر", ["عنوان بلا نقطة", "متن الخبر"]),
        ("قال د. سالم كلمة", ["قال د. سالم كلمة"]),
        ("وكالة أ.ف.ب قالت", ["وكالة أ.ف.ب قالت"]),
        ('قال "سنرد." ثم سكت', ['قال "سنرد."', "ثم سكت"]),
        ("قال «سنرد». وأضاف", ["قال «سنرد».", "وأضاف"]),
        ("انتهت الجولة.وبدأت أخرى", ["انتهت الجولة.", "وبدأت أخرى"]),
        ("انظر marsad.example هنا", ["انظر marsad.example هنا"]),
        ("مضى عام.. ماذا تغير؟", ["مضى عام..", "ماذا تغير؟"]),
        ("", []),
        ("  \n \n", []),
        ("...", ["..."]),
    ],
)
def test_cuts(text, sentences):
    assert cut(text) == sentences


def test_part_of_a_text():
    text = "أول. ثان. ثالث."
    assert [text[a:b] for a, b in find_sentences(text, 5, 9)] == ["ثان."]


def test_a_text_without_stops_is_cut_at_blanks():
    text = "كلمة " * 2000
    parts = cut(text)
    assert max(map(len, parts)) <= 2000
    assert " ".join(parts).split() == text.split()
    assert cut("ا" * 5000) == ["ا" * 2000, "ا" * 2000, "ا" * 1000]
