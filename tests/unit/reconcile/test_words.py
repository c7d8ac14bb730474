import pytest

from marsad.reconcile.stories import words
from marsad.reconcile.stories.words import MOST_WORDS, find_numbers
from marsad.text.normal import normalise


def find_words(text):
    return words.find_words(normalise(text).normal)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("غورباتشوف في أميركا", "جورباتشوف فى امريكا"),
        ("المسؤول عن الشؤون", "المسئول عن الشئون"),
        ("زيارة المدرسة", "زياره المدرسـة"),
        ("فيكتور بوتين ١٢", "ڤيكتور پوتين 12"),
        ("في 17 مارس", "في 17 آذار"),
        ("في 5 يناير", "في 5 كانون الثاني"),
        ("في 5 يناير", "في 5 كانون الثاني/يناير"),
        ("1,200 طن", "1200 طن"),
    ],
)
def test_one_word_for_all_its_spellings(one, other):
    assert find_words(one) == find_words(other) != []


def test_other_words_stay_apart():
    assert find_words("القمة الأولى") != find_words("القامة العليا جدا")


def test_no_more_words_than_the_limit():
    assert len(find_words("كلب " * (MOST_WORDS + 10))) == MOST_WORDS


def test_numbers_that_tell_something():
    assert find_numbers(find_words("في 2023 نقل 48 جهازا و7 شاحنات و3.5 طن و48 صندوقا و1,950,000 حجر")) == (
        "48",
        "3.5",
        "1950000",
    )


def test_a_number_longer_than_any_amount_is_none():
    assert find_numbers(find_words(f"رقم {'9' * 16} ثم {'9' * 15}")) == ("9" * 15,)
