"""Offices by date, and the soundness of their table."""

import re
from datetime import date

import pytest

from marsad.languages.ar.actors.items import PersonName
from marsad.languages.ar.actors.names import make_persons
from marsad.reference.officeholders import Tenure, find_holder, find_standing, load_tenures
from marsad.reference.states import is_armed_group, load_organisations, load_states

ROWS = [row for rows in load_tenures().values() for row in rows]
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def test_enough_rows() -> None:
    assert len(ROWS) >= 3000


def find_faults(row: Tenure) -> list[str]:
    """Return what is wrong with a row."""
    faults = [f"bound {bound}" for bound in (row.start, row.end) if bound and not DATE.fullmatch(bound)]
    if row.end and row.start > row.end:
        faults.append("ends before it starts")
    if row.certainty not in {"high", "medium", "low"} or row.role not in {"official", "expert", "former", "journalist"}:
        faults.append("certainty or role")
    if row.code not in load_states() and row.code not in load_organisations() and row.code != "XXX":
        faults.append(f"code {row.code}")
    return faults


def test_rows_are_sound() -> None:
    assert {row.id: find_faults(row) for row in ROWS if find_faults(row)} == {}


def test_every_arabic_name_has_a_tenure() -> None:
    names = {phrase.item.person for phrase in make_persons() if isinstance(phrase.item, PersonName)}
    assert names == set(load_tenures())


@pytest.mark.parametrize(
    ("person", "day", "code", "role"),
    [
        ("mark-rutte", date(2020, 1, 1), "NLD", None),
        ("mark-rutte", date(2025, 1, 1), "NATO", None),
        ("donald-trump", date(2022, 1, 1), "USA", "former"),
        ("kaja-kallas", date(2023, 1, 1), "EST", None),
        ("henry-kissinger", None, "USA", "former"),
        ("jens-stoltenberg", None, "NATO", None),
        ("daryl-kimball", None, "USA", "expert"),
    ],
)
def test_standing(person: str, day: date | None, code: str, role: str | None) -> None:
    standing = find_standing(person, day)
    assert standing is not None
    assert (standing.code, standing.role) == (code, role)


def test_nobody_has_no_standing() -> None:
    assert find_standing("nobody", None) is None


def test_holder() -> None:
    holder = find_holder("USA", "president", date(2022, 1, 1))
    assert holder is not None
    assert holder.name == "Joe Biden"
    assert find_holder("USA", "president", date(1901, 1, 1)) is None


def test_family_names_that_stand_alone_are_of_one_person() -> None:
    owners: dict[str, set[str]] = {}
    for phrase in make_persons():
        if isinstance(phrase.item, PersonName) and phrase.item.part == "free":
            owners.setdefault(phrase.form, set()).add(phrase.item.person)
    shared = {form for form, people in owners.items() if len(people) > 1}
    assert shared <= {"ساندرز"}  # a senator and a press secretary


def test_armed_groups() -> None:
    assert is_armed_group(("HAMAS",))
    assert not is_armed_group(("HAMAS", "PIJ"))
    assert not is_armed_group(("EU",))
