"""Languages in Arabic script told apart."""

import pytest

from marsad.extract.language import find_language, load_frequent_words, load_languages

SENTENCES = {
    "ar": "أعلنت الوزارة أن الاجتماع سيعقد في العاصمة بعد أسبوع من الآن.",
    "fa": "وزیر گفت که این نشست هفته آینده در پایتخت برگزار خواهد شد و باید از آن استفاده کرد.",
    "ur": "وزیر نے کہا کہ یہ اجلاس اگلے ہفتے دارالحکومت میں ہوگا اور اس کے لیے تیاری کی گئی ہے۔",
    "ps": "وزیر وویل چې دا غونډه به په راتلونکې اونۍ کې په پلازمېنه کې ترسره شي.",
    "ckb": "وەزیر گوتی کە ئەم کۆبوونەوەیە لە هەفتەی داهاتوو لە پایتەخت دەکرێت.",
    "other": "The minister said that the meeting would be held next week.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_language(language: str) -> None:
    assert find_language(SENTENCES[language]) == language


def test_foreign_names_and_persian_letters_do_not_mislead() -> None:
    assert find_language("وقال الوزیر إن شركة Example Industries في العاصمة لن تشارك في المعرض") == "ar"


def test_short_arabic_without_frequent_words() -> None:
    assert find_language("اجتماع طارئ") == "ar"


def test_no_letters() -> None:
    assert find_language("2022 - 10") == "other"


def test_table_is_sorted_and_whole() -> None:
    assert load_languages()[0].id == "ar"
    assert "في" in load_frequent_words("ar")
