"""Classes of meaning: every word is found by its stem, whatever is written onto it."""

import pytest

from marsad.languages.ar.senses import load_senses
from marsad.languages.ar.stem import find_stem
from marsad.text.normal import normalise


def find(word: str) -> tuple[str, ...]:
    return load_senses().get(find_stem(normalise(word).normal), ())


@pytest.mark.parametrize(
    ("word", "sense"),
    [
        ("جريمة", "crime"),
        ("والجريمة", "crime"),
        ("سيؤدي", "outcome"),
        ("ينبغي", "obligation"),
        ("مرفوض", "refusing"),
        ("مستعدون", "ready"),
        ("ملتزمون", "commitment"),
        ("خسائر", "weakness"),
        ("لن", "negation"),
    ],
)
def test_words_have_their_sense(word, sense):
    assert sense in find(word)


def test_words_of_no_class_have_none():
    assert find("كتاب") == ()


def test_no_stem_has_a_class_twice():
    assert all(len(set(senses)) == len(senses) for senses in load_senses().values())
