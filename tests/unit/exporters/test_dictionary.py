import csv
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import Literal

import msgspec
import pytest

from marsad.exporters.dictionary import make_dictionary, write_dictionary


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Inner(msgspec.Struct):
    """A part.

    size [km]: how far, as told; not more
    """

    size: float | None = None


class Outer(msgspec.Struct):
    """A whole, of which this line: tells nothing.

    colours: what it looks like
    parts: what it is made of
    day: when
    way: how
    """

    colours: tuple[Colour, ...]
    parts: tuple[Inner, ...] = msgspec.field(name="Parts")
    day: date
    way: Literal["in", "out"] | None = None


def test_rows_come_from_types_and_docstrings():
    rows = make_dictionary({"": Outer})
    assert [(row.name, row.type, row.unit, row.values) for row in rows] == [
        ("colours", "list of text", "", ("red", "green")),
        ("Parts", "list of object", "", ()),
        ("Parts[].size", "number, may be missing", "km", ()),
        ("day", "day (ISO 8601)", "", ()),
        ("way", "text, may be missing", "", ("in", "out")),
    ]
    assert rows[2].meaning == "how far, as told; not more"


def test_a_field_that_is_not_told_is_an_error():
    class Silent(msgspec.Struct):
        """Tells nothing."""

        field: int

    with pytest.raises(KeyError):
        make_dictionary({"": Silent})


def test_as_a_table():
    (row,) = csv.DictReader(StringIO(write_dictionary(make_dictionary({"x": Inner})).decode("utf-8-sig"), newline=""))
    assert row == {
        "name": "x.size",
        "type": "number, may be missing",
        "unit": "km",
        "meaning": "how far, as told; not more",
        "values": "",
    }
