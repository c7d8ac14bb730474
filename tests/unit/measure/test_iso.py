from datetime import date

import pytest

from marsad.measure.iso import make_days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-10-13", (2022, 10, 13), (2022, 10, 13)),
        ("2022-09-23T13:35+04:00", (2022, 9, 23), (2022, 9, 23)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2022-W42", (2022, 10, 17), (2022, 10, 23)),
        ("2024-Q4", (2024, 10, 1), (2024, 12, 31)),
        ("2022/2023-03", (2022, 1, 1), (2023, 3, 31)),
    ],
)
def test_values_cover_days(value, first, last):
    assert make_days(value) == (date(*first), date(*last))


@pytest.mark.parametrize("value", ["FUTURE_REF", "", "2022-13", "2022-02-30", "2022/", "soon/2022"])
def test_what_is_no_date_covers_nothing(value):
    assert make_days(value) is None
