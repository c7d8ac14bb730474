import pytest

from marsad.ledger.analyser import find_bases, find_terms, find_words, spell_variants
from marsad.text.normal import normalise


def terms(text):
    return find_terms(normalise(text))


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("صاروخ", "وبالصاروخ"),
        ("صاروخ", "صاروخها"),
        ("الصاروخ", "للصاروخ"),
        ("صاروخ", "كالصاروخ"),
        ("لجنة", "للجنة"),
        ("لجنة", "ولجنتها"),
        ("قنبلة", "بقنبلتهم"),
        ("قنبلتها", "القنبلة"),
        ("مستوى", "مستواه"),
        ("النووي", "نوويّاً"),
        ("النووي", "فالنووية"),
        ("نوويا", "نووياً"),
        ("نووياً", "النوويّ"),
        ("مسؤولون", "مسؤولوها"),
        ("يهدد", "وسيهدده"),
        ("هدّدوا", "هددوها"),
        ("إيران", "ايران"),
        ("إيران", "لإيران"),
        ("رؤوس", "الرُّؤوس"),
        ("NATO", "nato"),
        ("٣٬٥", "3,5"),
        ("المعاهدة", "اﻟﻤﻌﺎﻫﺪﺓ"),
    ],
)
def test_a_query_finds_what_is_printed(query, printed):
    (word,), (found,) = terms(query), terms(printed)
    assert found in spell_variants(word)


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("سوريا", "كوريا"),
        ("وزير", "زيرنا"),
        ("روسيا", "السوري"),
        ("سوريا", "السوري"),
        ("بوتين", "متين"),
        ("حرب", "سحرب"),
        ("NATO", "بNATO"),
    ],
)
def test_a_query_leaves_other_words(query, printed):
    (word,) = terms(query)
    assert not spell_variants(word) & set(terms(printed))


def test_a_first_letter_of_a_short_word_is_no_clitic():
    assert find_bases("وزير") == {"وزير"}
    assert find_bases("بالنووي") == {"بالنووي", "النووي", "نووي"}


def test_folding_drops_what_writers_vary():
    assert terms("شُؤون بناءً مِئة ٣٫٥ NATO ء") == ("شوون", "بنا", "ميه", "3.5", "nato")


def test_the_sign_of_the_accusative_stays_on_its_alef_alone():
    assert terms("نوويًا نووياً نوويا مرةً") == ("نوويا\u064b", "نوويا\u064b", "نوويا", "مره")


def test_words_know_their_place():
    (first, second) = find_words(normalise("«النَّوويّ»، 40"))
    assert (first.start, first.end, second.start, second.end) == (1, 10, 13, 15)
