"""Verb forms from two dictionary forms."""

import pytest

from marsad.languages.ar.inflect import (
    inflect_imperfect,
    inflect_imperfect_phrase,
    inflect_perfect,
    inflect_perfect_phrase,
)


@pytest.mark.parametrize(
    ("perfect", "imperfect", "expected"),
    [
        ("حذر", "يحذر", {"حذر", "حذرت", "حذروا", "يحذر", "تحذر", "يحذرون", "نحذر"}),
        ("نفى", "ينفي", {"نفى", "نفت", "نفوا", "ينفي", "تنفي", "ينفون", "ينف"}),
        ("دعا", "يدعو", {"دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون", "يدع"}),
        ("قال", "يقول", {"قال", "قالت", "قالوا", "يقول", "تقول", "يقولون", "يقل"}),
        ("", "يجب", {"يجب", "تجب"}),
        ("هدد", "", {"هدد", "هددت", "هددوا"}),
    ],
)
def test_forms(perfect, imperfect, expected):
    assert expected <= {*inflect_perfect(perfect), *inflect_imperfect(imperfect)}


def test_phrase_keeps_its_tail():
    assert "سيطرت على" in inflect_perfect_phrase("سيطر على")
    assert "يسيطرون على" in inflect_imperfect_phrase("يسيطر على")
