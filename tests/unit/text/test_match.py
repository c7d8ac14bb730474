"""Phrases are found at word boundaries, with the clitics that their grammar allows, and not inside other words."""

import pytest

from marsad.languages.ar.clitics import vary
from marsad.text.match import Grammar, Phrase, PhraseIndex, spell_optional
from marsad.text.normal import normalise


def found(form, grammar, text):
    index = PhraseIndex([Phrase(form, grammar, form)], vary)
    normal = normalise(text).normal
    return [normal[hit.start : hit.end] for hit in index.find(normal)]


@pytest.mark.parametrize(
    ("form", "grammar", "text", "hits"),
    [
        ("روسيا", Grammar.NAME, "وروسيا", ["وروسيا"]),
        ("روسيا", Grammar.NAME, "لروسيا بروسيا", ["لروسيا", "بروسيا"]),
        ("روسيا", Grammar.NAME, "روسياوي", []),
        ("الناتو", Grammar.NAME, "للناتو", ["للناتو"]),
        ("اللجنة", Grammar.NAME, "وللجنة", ["وللجنه"]),
        ("سلاح", Grammar.NOUN, "بسلاحها", ["بسلاحها"]),
        ("سلاح", Grammar.NOUN, "السلاح وبالسلاح وللسلاح", ["السلاح", "وبالسلاح", "وللسلاح"]),
        ("قوة", Grammar.NOUN, "قوتها", ["قوتها"]),
        ("قوة", Grammar.NOUN, "قوتين", []),
        ("مستوى", Grammar.NOUN, "مستواه", ["مستواه"]),
        ("مسؤولين", Grammar.NOUN, "مسؤوليها", ["مسؤوليها"]),
        ("حذر", Grammar.VERB, "وحذر سيحذر", ["وحذر"]),
        ("يحذر", Grammar.VERB, "سيحذرهم", ["سيحذرهم"]),
        ("اتهموا", Grammar.VERB, "اتهموها", ["اتهموها"]),
        ("قد", Grammar.BARE, "وقد فقد قدم", ["وقد", "فقد"]),
        ("قد", Grammar.EXACT, "وقد", []),
        ("الولايات المتحدة", Grammar.NAME, "الولاياتالمتحدة", ["الولاياتالمتحده"]),
        ("الولايات المتحدة", Grammar.NAME, "للولايات  المتحدة", ["للولايات المتحده"]),
        ("أكتوبر", Grammar.NAME, "13أكتوبر2022", ["اكتوبر"]),
        ("(ال)سلاح (ال)نووي", Grammar.NOUN, "السلاح النووي وسلاح نووي", ["السلاح النووي", "وسلاح نووي"]),
    ],
)
def test_finds(form, grammar, text, hits):
    assert found(form, grammar, text) == hits


def test_short_and_long_are_both_found_long_first():
    index = PhraseIndex([Phrase("حلف", Grammar.NOUN, 1), Phrase("حلف الناتو", Grammar.NOUN, 2)], vary)
    assert [hit.item for hit in index.find("حلف الناتو")] == [2, 1]


def test_core_prefix_and_suffix_are_told():
    index = PhraseIndex([Phrase("سلاح", Grammar.NOUN, None)], vary)
    (hit,) = index.find("وبسلاحها")
    assert (hit.prefix, hit.suffix, hit.core_start, hit.core_end) == ("وب", "ها", 2, 6)


def test_a_range_that_cuts_a_word_sees_the_whole_word():
    index = PhraseIndex([Phrase("سلاح", Grammar.NOUN, None)], vary)
    assert index.find("تسلاح", [(1, 5)]) == []  # what stands before the range is no prefix
    assert [(hit.start, hit.end) for hit in index.find("سلاحها", [(0, 4)])] == [(0, 6)]


def test_what_is_no_word_is_looked_through_too():
    index = PhraseIndex([Phrase("سلاح", Grammar.NOUN, None)], vary)
    assert [hit.start for hit in index.find("سلاح،" * 20 + " سلاح")] == [*range(0, 100, 5), 101]


def test_a_word_seen_before_is_found_at_its_new_place():
    index = PhraseIndex([Phrase("سلاح", Grammar.NOUN, None)], vary)
    assert index.find("سلاح")[0].start == 0
    assert [hit.start for hit in index.find("هذا سلاح\nوسلاح", [(0, 9), (9, 14)])] == [4, 9]


def test_no_phrases_find_nothing():
    assert PhraseIndex([], vary).find("كلام") == []


def test_optional_parts():
    assert spell_optional("(ال)حرب (ال)باردة") == ("الحرب الباردة", "حرب باردة")
    assert spell_optional("حرب") == ("حرب",)
