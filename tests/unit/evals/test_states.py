from evals.replace.edits import apply_edits
from evals.replace.states import belongs_to_one, edit_states, make_exchange, make_permutation
from evals.replace.words import load_index, load_words
from marsad.languages.ar.actors.nouns import PACKAGE
from marsad.languages.ar.actors.rows import PlaceRow, StateRow
from marsad.lexicon import load_table
from marsad.text.normal import normalise

WORDS = load_words()
EXCHANGE = make_exchange(
    load_table(PACKAGE, "states.toml", StateRow), load_table(PACKAGE, "places.toml", PlaceRow), WORDS
)


def replace(text):
    return apply_edits(text, edit_states(normalise(text), load_index(), EXCHANGE, WORDS)).text


def test_a_ring_is_a_permutation():
    assert make_permutation([("A", "B", "C")]) == {"A": "B", "B": "C", "C": "A"}
    assert sorted(EXCHANGE.codes) == sorted(EXCHANGE.codes.values())


def test_names_capitals_and_adjectives_change_alike():
    assert replace("قالت روسيا إن القوات الروسية قرب كييف.") == "قالت الصين إن القوات الصينية قرب وارسو."
    assert replace("وفد أميركي وآخر للصين وواشنطن.") == "وفد فرنسي وآخر للولايات المتحدة وباريس."


def test_a_seat_takes_its_adjective_along():
    assert replace("أعلن البنتاغون ذلك.") == "أعلن الإليزيه ذلك."
    assert replace("صوت مجلس الاتحاد الروسي أمس.") == "صوت بكين أمس."


def test_organisations_and_other_states_stay():
    text = "اجتمع حلف شمال الأطلسي والأمم المتحدة في روسيا البيضاء ومصر."
    assert replace(text) == text


def test_places_go_with_their_state():
    new = replace("قصف خاركيف.")
    assert new != "قصف خاركيف."
    assert replace("قصف خاركيف.") == new


def test_companies_and_titles_of_one_state_are_told():
    assert belongs_to_one(normalise("وقال السيناتور ذلك."), load_index(), WORDS)
    assert belongs_to_one(normalise("باعت غازبروم الغاز."), load_index(), WORDS)
    assert not belongs_to_one(normalise("أعلن الكرملين ذلك."), load_index(), WORDS)
