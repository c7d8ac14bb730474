"""States, organisations, outlets, treaties, arsenals and exercises."""

from marsad.languages.ar.actors import phrases
from marsad.languages.ar.actors.items import Demonym, OrgName, OutletName, PlaceName, Seat, StateName
from marsad.reference.arsenals import find_figures, load_arsenals, load_declared
from marsad.reference.exercises import load_exercises
from marsad.reference.outlets import load_outlets
from marsad.reference.states import load_organisations, load_states, name_code, qualify_code
from marsad.reference.treaties import load_treaties, load_treaty_events


def test_states() -> None:
    states = load_states()
    assert len(states) == 197
    assert {"XKX", "PSE", "TWN", "VAT"} <= states.keys()
    assert sum(state.nuclear_armed for state in states.values()) == 9


def test_names_of_codes() -> None:
    assert (name_code("RUS"), name_code("NATO"), name_code("ZZZ")) == ("Russia", "NATO", "ZZZ")
    assert (qualify_code("USA"), qualify_code("EU")) == ("US", "European Union")


def test_codes_of_phrases_are_known() -> None:
    known = load_states().keys() | load_organisations().keys() | {"XXX"}
    items = [phrase.item for phrase in phrases()]
    codes = {item.code for item in items if isinstance(item, (StateName, OrgName, Demonym, Seat))}
    places = [item for item in items if isinstance(item, PlaceName)]
    codes |= {place.state for place in places} | {place.actor for place in places if place.actor}
    assert codes <= known


def test_every_state_has_an_arabic_name() -> None:
    named = {phrase.item.code for phrase in phrases() if isinstance(phrase.item, StateName)}
    assert named == load_states().keys()


def test_outlets_match_their_arabic_names() -> None:
    named = {phrase.item.outlet for phrase in phrases() if isinstance(phrase.item, OutletName)}
    assert named == load_outlets().keys()
    assert len(named) >= 150
    assert {outlet.country for outlet in load_outlets().values()} <= load_states().keys()


def test_treaties() -> None:
    treaties = load_treaties()
    assert {treaty.kind for treaty in treaties.values()} == {
        "treaty",
        "agreement",
        "arrangement",
        "doctrine",
        "statement",
    }
    events = load_treaty_events()
    assert {event.treaty for event in events} <= treaties.keys()
    codes = {code for event in events for code in event.codes}
    assert codes <= load_states().keys() | load_organisations().keys()


def test_suspension_is_not_expiry() -> None:
    kinds = {(event.date, event.kind) for event in load_treaty_events() if event.treaty == "new-start"}
    assert kinds >= {("2023-02-28", "suspended"), ("2026-02-05", "expired")}
    assert "withdrawn" not in {kind for _, kind in kinds}


def test_arsenals_keep_kinds_and_ranges_apart() -> None:
    (stockpile,) = find_figures("RUS", "military_stockpile", 2014)
    assert stockpile.series == "FAS/Bulletin"
    assert stockpile.value == 4600
    assert all(row.high is None or row.high > row.value for row in load_arsenals())


def test_no_declared_total_after_2018_is_over_its_limit() -> None:
    limits = {"deployed_launchers": 700, "deployed_warheads": 1550, "total_launchers": 800}
    late = [row for row in load_declared() if row.date >= "2018-02-05"]
    assert late
    assert all(row.value <= limits[row.quantity] for row in late)


def test_exercises() -> None:
    exercises = load_exercises()
    assert {exercise.nuclear for exercise in exercises} == {"yes", "no", "partly"}
    assert all(code in load_states() or code in load_organisations() for row in exercises for code in row.codes)
