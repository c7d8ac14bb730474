"""Month names of all regions."""

import pytest

from marsad.languages.ar.months import load_months
from marsad.text.normal import normalise


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("يناير", 1), ("كانون الثاني", 1), ("جانفي", 1), ("شباط", 2), ("فيفري", 2), ("آذار", 3), ("أفريل", 4),
        ("أيار", 5), ("ماي", 5), ("حزيران", 6), ("جوان", 6), ("تموز", 7), ("جويلية", 7), ("يوليوز", 7), ("غشت", 8),
        ("أوت", 8), ("شتنبر", 9), ("أيلول", 9), ("تشرين الأول", 10), ("نونبر", 11), ("دجنبر", 12), ("كانون الأول", 12),
    ],
)  # fmt: skip
def test_names(name: str, month: int) -> None:
    assert load_months()[normalise(name).normal] == month


def test_all_twelve_months() -> None:
    assert set(load_months().values()) == set(range(1, 13))
