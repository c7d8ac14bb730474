from evals.replace.variant import replace_named, replace_states
from marsad.measure.annotation import make_annotation

TEXT = (
    "قال سيرغي لافروف إن روسيا نشرت 12 صاروخا في 3 مارس. وأضاف لافروف أن موسكو لا تريد الحرب. وتلك 12 صاروخا لا أكثر."
)
RAW = {"id": "m1", "text": TEXT, "title": "لافروف: 12 صاروخا"}
GOLD = make_annotation(
    {
        "id": "m1",
        "published": "2019-03-05",
        "statements": [
            {"speaker": "Sergey Lavrov", "actor": "RUS", "starts": "روسيا نشرت 12 صاروخا"},
            {"speaker": "Sergey Lavrov", "actor": "RUS", "starts": "موسكو لا تريد"},
        ],
        "signals": [
            {"type": "deployment", "actors": ["RUS"], "targets": ["UKR"], "evidence": "روسيا نشرت", "person": None},
            {"type": "test", "actors": ["RUS"], "evidence": "كلمات ليست في النص"},
        ],
        "figures": [{"value": 12, "unit": "missiles", "holder": "RUS", "evidence": "12 صاروخا في"}],
        "dates": [{"text": "3 مارس", "value": "2019-03-03"}],
    }
)


def find_words(variant, note):
    return variant.raw["text"][note.start : note.end]


def test_named_things_are_replaced_in_text_title_and_annotation():
    made = replace_named(RAW, GOLD)
    assert "لافروف" not in made.raw["text"] + made.raw["title"]
    assert "29 صاروخا في 13 أغسطس" in made.raw["text"]
    assert "29" in made.raw["title"]
    assert "روسيا" in made.raw["text"]
    assert made.gold.statements[0].speaker not in (None, "Sergey Lavrov")
    assert made.gold.statements[0].actor == "RUS"
    assert made.gold.figures[0].value == 29
    assert made.gold.dates == ()
    assert made.counts == {"names of persons": 3, "parts of dates": 2, "figures": 3}


def test_the_words_of_the_annotation_stand_where_its_offsets_say():
    for made in (replace_named(RAW, GOLD), replace_states(RAW, GOLD)):
        first, second = made.gold.statements
        assert find_words(made, first) == first.starts
        assert find_words(made, second) == second.starts
        assert find_words(made, made.gold.signals[0]) == made.gold.signals[0].evidence
        assert made.gold.signals[1].start is None


def test_states_are_replaced_with_codes_and_persons():
    made = replace_states(RAW, GOLD)
    assert not any(word in made.raw["text"] for word in ("روسيا", "موسكو", "لافروف"))
    assert made.raw["text"].count("12") == 2
    assert {one.actor for one in made.gold.statements} == {"CHN"}
    assert (made.gold.signals[0].actors, made.gold.signals[0].targets) == (("CHN",), ("POL",))
    assert made.gold.figures[0].holder == "CHN"


def test_a_document_on_a_company_of_one_state_stays():
    raw = {"id": "m1", "text": "باعت غازبروم الغاز في روسيا."}
    made = replace_states(raw, make_annotation({"id": "m1"}))
    assert made.raw == raw
    assert made.counts == {"documents kept": 1}


def test_the_same_document_gives_the_same_guise():
    assert replace_named(RAW, GOLD) == replace_named(RAW, GOLD)
