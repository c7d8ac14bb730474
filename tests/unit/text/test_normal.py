"""Normalisation keeps the way back to every original character."""

import pytest

from marsad.text.normal import normalise


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("قَالَ الرَّئِيسُ", "قال الرييس".replace("رييس", "رئيس")),
        ("الأمــــن", "الامن"),
        ("إلى آخر أمر ٱلله", "الي اخر امر الله"),
        ("القوة النووية", "القوه النوويه"),
        ("ﻻ ﺳﻼم", "لا سلام"),
        ("١٥٥٠ رأساً", "1550 راسا"),
        ("۱۴۰۲", "1402"),
        ("٣٫٥٪", "3.5٪"),
        ("ایران و کره", "ايران و كره"),
        ("كلمة\u200f\u202b أخرى\u2069", "كلمه اخري"),
        ("كلمة\u00a0 \t أخرى", "كلمه اخري"),
        ("سطر\nسطر", "سطر\nسطر"),
        ("مسؤول مسئول", "مسؤول مسئول"),
    ],
)
def test_folds(printed, normal):
    assert normalise(printed).normal == normal


def test_a_long_text_is_folded_as_a_short_one():
    letters = "".join(map(chr, (*range(0x600, 0x700), *range(0x2000, 0x2030), 0x85, 0xA0)))
    assert (
        normalise(letters * 2).normal
        == "".join(normalise(letters[at : at + 90]).normal for at in (0, 90, 180, 270)) * 2
    )


@pytest.mark.parametrize(
    ("printed", "part", "original"),
    [
        ("قَالَ الرَّئِيسُ إنه", "الرئيس", "الرَّئِيسُ"),
        ("الأمــــن القومي", "الامن", "الأمــــن"),
        ("ﻻ سلام", "لا", "ﻻ"),
        ("في ١٣ أكتوبر", "13", "١٣"),
        ("كلمة   أخرى", "كلمه اخري", "كلمة   أخرى"),
        ("عن\u200f الأمن", "الامن", "الأمن"),
    ],
)
def test_leads_back(printed, part, original):
    aligned = normalise(printed)
    start = aligned.normal.index(part)
    assert aligned.quote(start, start + len(part)) == original


def test_positions_lead_both_ways():
    aligned = normalise("قَالَ الرَّئِيسُ ﻻ شيء")
    for position in range(len(aligned.normal)):
        first, _ = aligned.to_original(position, position + 1)
        assert aligned.to_normal(first) <= position


def test_range_outside_is_refused():
    with pytest.raises(ValueError, match="outside a normal text of 3"):
        normalise("نعم").to_original(0, 9)


def test_empty_text():
    aligned = normalise("")
    assert aligned.normal == ""
    assert aligned.to_original(0, 0) == (0, 0)


def test_only_marks():
    aligned = normalise("\u064b\u064c")
    assert aligned.normal == ""
    assert aligned.to_normal(1) == 0
