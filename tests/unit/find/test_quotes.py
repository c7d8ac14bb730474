"""Quotations in right and wrong marks."""

import pytest

from marsad.find.quotes import find_quotes, quote_at


def inner(text: str) -> list[str]:
    return [text[quote.inner_start : quote.inner_end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال: «نعم ولا».", ["نعم ولا"]),
        ('قال "نعم ولا".', ["نعم ولا"]),
        ("قال “نعم ولا”.", ["نعم ولا"]),
        ("قال ”نعم ولا“.", ["نعم ولا"]),
        ("قال: ” نعم ولا “.", [" نعم ولا "]),
        ("قال “نعم ولا “.", ["نعم ولا "]),
        ("قال „نعم ولا“.", ["نعم ولا"]),
        ('قال «نعم "ولا" أبدا».', ['نعم "ولا" أبدا']),
        ("قال 'نعم ولا'.", ["نعم ولا"]),
        ("قال ((نعم ولا)).", ["نعم ولا"]),
        ('وصفه ب"الخطير" ثم "العادي".', ["الخطير", "العادي"]),
        ("قال «نعم» وقال «لا».", ["نعم", "لا"]),
    ],
)
def test_marks_of_all_styles(text, wanted):
    assert inner(text) == wanted


def test_a_mark_never_closed_ends_with_its_paragraph():
    (quote,) = find_quotes("قال: «نعم ولا.\nوغادر.")
    assert (quote.closed, quote.end) == (False, len("قال: «نعم ولا."))


def test_a_mark_never_opened_begins_with_its_paragraph():
    text = "وصل الوفد.\nألا يفهمون ذلك؟” قال الوزير."
    (quote,) = find_quotes(text)
    assert (quote.closed, text[quote.inner_start : quote.inner_end]) == (False, "ألا يفهمون ذلك؟")


def test_a_mark_left_open_in_a_long_paragraph_ends_with_its_sentence():
    text = "قال «نعم ولا. " + "كلمة " * 80
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "«نعم ولا."


def test_an_apostrophe_opens_nothing():
    assert inner("زار O'Neill المدينة ثم عاد.") == []


def test_the_quotation_at_a_place():
    text = "قال «نعم» وغادر."
    quotes = find_quotes(text)
    assert quote_at(quotes, text.index("نعم")) == quotes[0]
    assert quote_at(quotes, text.index("غادر")) is None
    assert quote_at((), 0) is None
