import pytest

from evals.replace.edits import apply_edits
from evals.replace.persons import Person, choose_stand_ins, edit_persons, find_persons, load_roster
from evals.replace.words import attach, load_words
from marsad.languages.ar.actors import PersonName
from marsad.languages.ar.clitics import vary
from marsad.text.match import Grammar, Phrase, PhraseIndex
from marsad.text.normal import normalise


def person(name, code="NRD", **more):
    made = {"full": (f"سمير {name}",), "free": (name,), "late": ()} | more
    return Person(id=name, name=name, code=code, **made)


ROSTER = {
    one.id: one
    for one in (
        person("الخزرجي"),
        person("نبهانوف"),
        person("برهانوف", woman=True),
        person("وردانوفا", woman=True),
        person("غريبوف", role="former"),
        person("سودانوف", code="SDL"),
        person("صامتوف", free=(), late=("صامتوف",)),
    )
}
INDEX = PhraseIndex(
    (
        Phrase(form, Grammar.NAME, PersonName(one.id, part))
        for one in ROSTER.values()
        for part, forms in (("full", one.full), ("free", one.free), ("late", one.late))
        for form in forms
    ),
    vary,
)


def replace(text, turn=lambda code: code):
    aligned = normalise(text)
    found = find_persons(aligned, INDEX, ROSTER)
    chosen = choose_stand_ins([item.person for _, item in found], ROSTER, turn)
    return apply_edits(text, edit_persons(aligned, found, chosen, load_words())).text


def test_a_whole_name_takes_a_whole_name_and_a_family_name_a_family_name():
    assert replace("قال سمير نبهانوف إن نبهانوف باق.") == "قال سمير الخزرجي إن الخزرجي باق."


def test_the_article_of_a_name_follows_the_preposition():
    assert replace("منح الوسام لنبهانوف.") == "منح الوسام للخزرجي."
    assert replace("منح الوسام للخزرجي.") == "منح الوسام لنبهانوف."


def test_women_are_replaced_by_women_and_roles_by_roles():
    assert replace("قالت برهانوف.") == "قالت وردانوفا."
    former = person("زمانوف", role="former")
    assert choose_stand_ins(["غريبوف"], ROSTER | {former.id: former}, lambda code: code) == {"غريبوف": former}


def test_a_role_that_nobody_else_has_is_given_up():
    assert choose_stand_ins(["غريبوف"], ROSTER, lambda code: code)["غريبوف"].role is None


def test_who_is_alone_for_a_state_stays():
    assert replace("قال سودانوف.") == "قال سودانوف."


def test_another_state_gives_its_own():
    assert replace("قال نبهانوف.", {"NRD": "SDL"}.get) == "قال سودانوف."


def test_a_family_name_that_is_none_alone_needs_the_whole_name_first():
    assert replace("ظل صامتوف.") == "ظل صامتوف."
    assert replace("قال سمير صامتوف. ظل صامتوف.").count("صامتوف") == 0


def test_nobody_stands_in_for_two():
    chosen = choose_stand_ins(["الخزرجي", "نبهانوف"], ROSTER, lambda code: code)
    assert len({one.id for one in chosen.values()}) == len(chosen)


@pytest.mark.parametrize(
    ("prefix", "form", "new"), [("ل", "الصين", "لصين"), ("و", "الصين", "الصين"), ("ل", "قطر", "قطر")]
)
def test_the_preposition_swallows_the_alef_of_the_article(prefix, form, new):
    assert attach(prefix, form, load_words()) == new


def test_the_known_officeholders_have_names():
    roster = load_roster(None)
    assert len(roster) > 500
    assert load_words().women <= set(roster)
