"""Verb forms from two dictionary forms."""

import pytest

from marsad.languages.ar.inflect import inflect_phrase, inflect_verb


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
    assert expected <= set(inflect_verb(perfect, imperfect))


def test_phrase_keeps_its_tail():
    assert "سيطرت على" in inflect_phrase("سيطر على", "يسيطر على")
    assert "يسيطرون على" in inflect_phrase("سيطر على", "يسيطر على")
