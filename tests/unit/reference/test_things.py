"""Formats of talks, weapon systems and exercises: facts and their Arabic names go together."""

from datetime import date

from marsad.languages.ar.things import make_exercises, make_formats, make_systems
from marsad.reference.exercises import find_organisers, load_exercises
from marsad.reference.formats import load_formats
from marsad.reference.states import load_organisations, load_states
from marsad.reference.systems import load_systems

CERTAINTIES, BASES = {"high", "medium", "low"}, {"verified", "memory"}
NAMED_BY_WORDS = {"call", "summit"}  # ways of meeting, whose words are the talks desk's own


def test_every_format_has_arabic_names_and_every_name_a_format():
    assert {phrase.item.id for phrase in make_formats()} | NAMED_BY_WORDS == set(load_formats())


def test_every_system_has_arabic_names_and_every_name_a_system():
    assert {phrase.item.id for phrase in make_systems()} == set(load_systems())


def test_every_series_of_exercises_has_arabic_names_and_somebody_who_always_holds_it():
    series = {row.series for row in load_exercises()}
    assert {phrase.item.id for phrase in make_exercises()} == series
    assert all(find_organisers(one) for one in series)
    assert find_organisers("vostok") == ("RUS",)  # guests come and go
    assert find_organisers("nobody") == ()


def test_parties_and_owners_are_known_codes():
    known = {*load_states(), *load_organisations()}
    assert {code for form in load_formats().values() for code in form.parties} <= known
    assert {code for system in load_systems().values() for code in system.states} <= known


def test_days_are_in_order_and_facts_say_how_sure_they_are():
    for form in load_formats().values():
        days = [date.fromisoformat(day) for day in (form.since, form.until) if day]
        assert days == sorted(days)
        assert form.basis != "verified" or form.source
    facts = (*load_formats().values(), *load_systems().values())
    assert {fact.certainty for fact in facts} <= CERTAINTIES
    assert {fact.basis for fact in facts} <= BASES
    assert all(system.source for system in load_systems().values())


def test_a_format_exists_between_its_days():
    commission = load_formats()["bcc"]
    assert commission.existed(date(2022, 11, 29))
    assert not commission.existed(date(2026, 2, 6))
    assert load_formats()["summit"].existed(date(1955, 7, 18))
