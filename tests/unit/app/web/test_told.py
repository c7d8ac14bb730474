"""What other rooms tell in English, as Arabic pages have it: steps of reading, facts, bodies without a name."""

import re

import pytest

from marsad.app.web.bodies import name_body
from marsad.app.web.words import Words
from marsad.brief.language import Label, Language
from marsad.ledger import Ledger
from marsad.lexicon import load_table
from marsad.reference.arsenals import load_arsenals, load_declared
from marsad.reference.exercises import load_exercises
from marsad.reference.places import load_locations
from marsad.reference.treaties import load_treaties, load_treaty_events, load_treaty_terms

from .test_gathering_desks import demo, look

__all__ = ["demo", "look"]

ARABIC, ENGLISH = Words(Language.ARABIC), Words(Language.ENGLISH)
SLOTS = re.compile(r"\{(\w+)\}")
STEPS, FACTS = load_table("marsad.app.web", "steps.toml", Label), load_table("marsad.brief", "facts.toml", Label)


def bare(text):
    return re.sub("[\u2066-\u2069]", "", text)


@pytest.mark.parametrize("row", [*STEPS, *FACTS], ids=lambda row: row.id)
def test_rows_say_the_same_in_both_languages(row):
    assert set(SLOTS.findall(row.en)) == set(SLOTS.findall(row.ar))
    assert re.search("[\u0621-\u064a]", row.ar)
    latin = set(re.findall("[A-Za-z]+", SLOTS.sub("", row.ar)))
    assert latin <= (set(re.findall("[A-Za-z]+", row.en)) if row.id.startswith("source.") else {"B"})  # B61


@pytest.mark.parametrize("rows", [STEPS, FACTS])
def test_rows_stand_in_the_order_of_their_ids_each_once(rows):
    assert [row.id for row in rows] == sorted({row.id for row in rows})


def test_all_that_the_reference_data_tell_has_arabic_words():
    told = {one.summary for one in load_treaties().values()} | {one.what for one in load_treaty_terms()}
    told |= {one.per for one in load_treaty_terms()} | {one.event for one in load_treaty_events()}
    told |= {text for one in load_exercises() for text in (one.place, one.scale)}
    told |= {one.note for one in load_arsenals()}
    assert {row.en for row in FACTS if not row.id.startswith("source.")} == told - {"", None}
    assert ARABIC.told("what a user has added") == "what a user has added"


def test_sources_that_are_told_in_words_have_arabic_ones():
    """What is only an address or a name is a reference, and stays one."""
    tables = (load_treaty_events(), load_exercises(), load_arsenals(), load_declared(), load_locations().values())
    sources = {one.source for table in tables for one in table}
    assert {row.en for row in FACTS if row.id.startswith("source.")} <= sources
    words = re.compile(r"\b(?:cop(?:y|ies)|quoting|release|by name|centre|capital|added up)\b")
    assert [source for source in sources if words.search(source) and ARABIC.source(source) == source] == []
    assert all(ENGLISH.source(source) == source for source in sources)


def test_days_in_what_is_told_are_told_in_words():
    assert ENGLISH.told("extended to 2026-02-05") == "extended to 5 February 2026"
    assert ENGLISH.told("armscontrol.org/act/2021-12") == "armscontrol.org/act/2021-12"
    assert ENGLISH.told("on 2026-02-31") == "on 2026-02-31"
    within = "2023-10-17: within the usual weeks of Grom, 11 October to 29 October (7 of 10 editions)"
    assert bare(ENGLISH.phrase(within)).startswith("17 October 2023: ")
    assert bare(ARABIC.phrase(within)).startswith(ARABIC.period("2023-10-17"))


def test_a_limit_is_told_in_arabic_with_its_days():
    term = next(one for one in load_treaty_terms() if one.per == "side" and one.start and one.until)
    says = f"{term.value} {term.what}, a {term.per}, from {term.start} until {term.until}"
    told = bare(ARABIC.told(says))
    assert told.startswith(f"{term.value} (")
    assert all(ARABIC.told(part) in told for part in (term.what, term.per))
    assert all(ARABIC.period(str(day)) in told for day in (term.start, term.until))
    assert not re.search("[A-Za-z]", told)
    assert ARABIC.told(says.replace(term.what, "wheels")) == says.replace(term.what, "wheels")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("kept although the rules hold: only aimed at; the words around speak for it", "يُسعى إليه فقط"),
        ("speaker Russian Foreign Ministry", "وزارة الخارجية (روسيا)"),
        ("directed at RUS+USA, of whom the text around it speaks most", "روسيا + الولايات المتحدة، أكثر"),
        ("read as threat", "تهديد"),
        ("read as a verb of denying", "فعل نفي"),
    ],
)
def test_steps_of_a_reading_are_told_in_arabic(step, told):
    assert told in bare(ARABIC.step(step))
    assert not re.search("[A-Za-z]", bare(ARABIC.step(step)))
    assert ENGLISH.step(step) == step


def test_a_step_without_words_stays_english_and_says_so():
    assert ARABIC.step("the rules of chess") == "the rules of chess"


def test_nearly_all_steps_of_the_demonstration_are_told_in_arabic(demo):
    with Ledger.open(demo, readonly=True) as ledger:
        steps = [step for entry in ledger.entries("signal") for step in entry.record.provenance.because]
    unknown = [step for step in steps if ARABIC.step(step) == step]
    assert len(unknown) < 0.1 * len(steps), sorted({*unknown})


@pytest.mark.parametrize(
    ("name", "told"),
    [("White House", "البيت الأبيض"), ("US Department of Defense", "وزارة الدفاع (الولايات المتحدة)"),
     ("Ukrainian presidency", "رئاسة الجمهورية (أوكرانيا)"), ("experts", "خبراء"),
     ("NATO officials", "مسؤولون (الناتو)"),
     ("Nobody we know", "Nobody we know")],
)  # fmt: skip
def test_bodies_and_people_without_a_name_have_arabic_ones(name, told):
    assert ARABIC.person(name) == told
    assert ENGLISH.person(name) == name


def test_what_is_no_body_has_no_arabic_name():
    assert name_body("Russian") is None
    assert name_body("") is None


def test_a_fact_says_in_arabic_what_it_is_about():
    event = next(one for one in load_treaty_events() if one.treaty == "new-start" and len(one.date) == 10)
    about, rest = ARABIC.fact(f"New START, {event.date}: {event.event}")
    assert bare(about).startswith(ARABIC.treaty("new-start"))
    assert ARABIC.period(event.date) in about
    assert ARABIC.label(f"act.{event.kind}") in about
    assert rest == event.event
    about, rest = ARABIC.fact("Grom: 2023-10-25 to 2023-10-26, Yars")
    days = " – ".join(map(ARABIC.period, ("2023-10-25", "2023-10-26")))
    assert bare(about) == bare(ARABIC.row([ARABIC.exercise("grom"), days]))
    assert rest == "Yars"
    assert ARABIC.fact("something: else") == ENGLISH.fact("something: else") == ("", "something: else")
    assert ENGLISH.fact(f"New START, {event.date}: {event.event}")[0] == ""


def test_usual_weeks_are_told_with_their_months():
    says = "2023-10-17: within the usual weeks of Grom, 11 October to 29 October (7 of 10 editions)"
    told = bare(ARABIC.phrase(says))
    assert f"11 {ARABIC.label('month.10')} – 29 {ARABIC.label('month.10')}" in told
    assert not re.search("[A-Za-z]", told)


def test_pages_of_desks_are_told_in_arabic(look):
    for path in ("treaty/new-start?on=2023-03-01", "treaty/jcpoa", "exercise/steadfast-noon", "exercise/zapad", "map"):
        page = look(f"/ar/{path}")
        left = re.findall(r'<span lang="en"[^>]*>([^<]*)</span>', page)
        assert [told for told in left if re.search(r"[A-Za-z]{3} [a-z]{3,} [a-z]{3,}", told)] == [], path
    limits = look("/ar/treaty/new-start").partition('id="limit"')[2].partition("</section>")[0]
    assert 'lang="en"' not in limits.partition("<br>")[0]
