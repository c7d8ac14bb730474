"""The data of reported speech: complete, sorted, consistent, and every form found by the scan's index."""

from collections import Counter

import pytest

from marsad.languages.ar.clitics import vary
from marsad.languages.ar.speech import VerbForm, find_words, load_evidentials, load_stances, load_verbs, phrases
from marsad.languages.ar.speech.forms import make_phrases
from marsad.lexicon import load_rows
from marsad.text.match import PhraseIndex
from marsad.text.normal import normalise

PACKAGE = "marsad.languages.ar.speech"
FILES = ["verbs.toml", "stances.toml", "words.toml", "evidentials.toml", "endings.toml"]
FRAMES = {
    "that", "quote", "object", "addressee", "question", "stance", "quoted_object", "description", "request", "blame",
}  # fmt: skip
TRAITS = {"strict", "urging", "past", "impersonal", "relays", "evidence", "document", "witness", "topic", "befalling"}
INDEX = PhraseIndex(phrases(), vary)


@pytest.mark.parametrize("file", FILES)
def test_rows_are_sorted_and_single(file):
    ids = [row["id"] for row in load_rows(PACKAGE, file)]
    assert ids == sorted(set(ids))


def test_the_lexicon_is_broad():
    assert len(load_verbs()) >= 250
    assert len({verb.force for verb in load_verbs()}) >= 15


@pytest.mark.parametrize("verb", load_verbs(), ids=lambda verb: verb.id)
def test_a_verb_knows_only_what_its_file_explains(verb):
    assert verb.frames | frozenset(verb.prepositions)
    assert verb.frames <= FRAMES
    assert verb.traits <= TRAITS
    assert all(normalise(word).normal in find_words("lead_prepositions") | find_words("glued_prepositions")
               for word in (*verb.prepositions, *verb.leads))  # fmt: skip


@pytest.mark.parametrize("verb", load_verbs(), ids=lambda verb: verb.id)
def test_every_form_of_a_verb_is_found(verb):
    for phrase in make_phrases(verb):
        form = normalise(phrase.form).normal
        assert any(hit.item == phrase.item and hit.start == 0 and hit.end == len(form) for hit in INDEX.find(form))


def test_no_form_is_given_twice_for_one_verb():
    for verb in load_verbs():
        counts = Counter((phrase.form, phrase.item.shape) for phrase in make_phrases(verb))
        assert max(counts.values(), default=0) <= 1, verb.id


@pytest.mark.parametrize(
    ("word", "verb", "shape", "feminine"),
    [
        ("وقالت", "قال", "perfect", True),
        ("يقولون", "قال", "imperfect", False),
        ("مضيفة", "أضاف", "participle", True),
        ("داعيا", "دعا", "participle", False),
        ("داعين", "دعا", "participle", None),
        ("ويرون", "رأى", "imperfect", False),
        ("تحذيره", "حذر", "masdar", None),
        ("أبلغه", "أبلغ", "perfect", False),
        ("نفت", "نفى", "perfect", True),
    ],
)
def test_forms_tell_verb_and_gender(word, verb, shape, feminine):
    forms = [hit.item for hit in INDEX.find(normalise(word).normal) if isinstance(hit.item, VerbForm)]
    assert (verb, shape, feminine) in [(form.verb.id, form.shape, form.feminine) for form in forms]


def test_an_unknown_row_of_words_is_an_error():
    with pytest.raises(KeyError):
        find_words("no such row")


def test_leads_and_stances_are_told_apart_from_verbs():
    assert {row.takes for row in load_evidentials()} == {"source", "verb"}
    assert {row.force for row in load_stances()} & {"rejecting", "offering", "threatening"}
