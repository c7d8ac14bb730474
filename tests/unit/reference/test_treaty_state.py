"""Treaties on a day."""

from datetime import date

import pytest

from marsad.reference.days import first_day, last_day
from marsad.reference.treaties import load_treaties, load_treaty_events
from marsad.reference.treaty_state import TreatyState, find_treaty_state


def state(name: str, day: str) -> TreatyState:
    return find_treaty_state(load_treaties()[name], date.fromisoformat(day))


@pytest.mark.parametrize(
    ("name", "day", "status"),
    [
        ("new-start", "2009-01-01", "not signed"),
        ("new-start", "2010-06-01", "signed, not in force"),
        ("new-start", "2012-01-01", "in force"),
        ("new-start", "2021-03-01", "in force"),
        ("new-start", "2023-02-27", "in force"),
        ("new-start", "2023-03-01", "in force, suspended by Russia"),
        ("new-start", "2026-02-04", "in force, suspended by Russia"),
        ("new-start", "2026-02-05", "expired"),
        ("inf", "2019-03-01", "in force, suspended by Russia and United States"),
        ("inf", "2019-08-02", "ended"),
        ("open-skies", "2022-01-01", "in force"),
        ("ctbt", "2024-01-01", "signed, not in force"),
        ("cfe", "2024-01-01", "in force, suspended by NATO"),
        ("nuclear-sharing", "2024-01-01", "in effect"),
        ("russian-doctrine", "2009-01-01", "not adopted"),
        ("russian-doctrine", "2024-12-01", "in effect"),
    ],
)
def test_status(name: str, day: str, status: str) -> None:
    assert state(name, day).status == status


def test_status_by_party() -> None:
    parties = {one.party: one.status for one in state("new-start", "2023-03-01").parties}
    assert parties == {"RUS": "suspended", "USA": "in force"}
    parties = {one.party: one.status for one in state("open-skies", "2021-07-01").parties}
    assert parties["USA"] == "withdrawn"
    assert parties.get("RUS") != "withdrawn"


def test_limits_bind_from_their_day_to_the_end() -> None:
    def limits(day: str) -> set[str]:
        return {one.term.id for one in state("new-start", day).terms if one.term.kind == "limit"}

    assert limits("2018-02-04") == set()
    assert limits("2018-02-05") == {"new-start:warheads", "new-start:delivery", "new-start:launchers"}
    assert limits("2023-03-01") == limits("2018-02-05")  # what is suspended binds whoever did not suspend it
    assert limits("2026-02-05") == set()


def test_rights_and_what_stands_in_their_way() -> None:
    def halts(term: str, day: str) -> list[str]:
        (found,) = [one for one in state("new-start", day).terms if one.term.id == f"new-start:{term}"]
        return [event.date for event in found.halted_by]

    assert halts("inspections", "2020-03-30") == []
    assert halts("inspections", "2020-03-31") == ["2020-03"]
    assert halts("data", "2022-12-31") == []
    assert halts("data", "2023-04-01") == ["2023-02-28", "2023-03-30"]
    assert {one.term.value for one in state("new-start", "2019-01-01").terms} >= {18, 10, 8, 1550, 700, 800}


def test_the_four_dates_of_the_suspension() -> None:
    days = [event.date for event in state("new-start", "2023-03-31").events if event.date.startswith("2023-0")]
    assert {"2023-02-21", "2023-02-22", "2023-02-28", "2023-03-15"} <= set(days)


def test_when_it_was_to_end() -> None:
    assert state("new-start", "2020-01-01").until == "2021-02-05"
    assert state("new-start", "2022-01-01").until == "2026-02-05"
    assert state("new-start", "2026-03-01").until == ""


def test_what_is_not_known_is_said() -> None:
    assert "August 2026" in state("new-start", "2026-09-01").note
    assert state("new-start", "2026-08-31").note == ""


def test_nothing_of_later_days_is_told() -> None:
    for treaty in load_treaties().values():
        found = find_treaty_state(treaty, date(2015, 1, 1))
        assert all(last_day(event.date) <= date(2015, 1, 1) for event in found.events)


def test_dates_without_a_day() -> None:
    assert (first_day("2020-03"), last_day("2020-03")) == (date(2020, 3, 1), date(2020, 3, 31))
    assert (first_day("2007"), last_day("2007")) == (date(2007, 1, 1), date(2007, 12, 31))
    with pytest.raises(ValueError, match="invalid literal"):
        first_day("soon")


def test_every_treaty_has_its_story() -> None:
    told = {event.treaty for event in load_treaty_events()}
    assert told == load_treaties().keys()
