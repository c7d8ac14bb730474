"""What holds for any text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from marsad.text.normal import normalise
from marsad.text.segment import find_sentences
from marsad.text.tokens import find_tokens

ARABIC = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.sampled_from(" \n\t.،؟!«»“”\"'0129١٢٣٤\u200f\u200c\u202b\u00a0\ufeffﻻﺳﷺ\u0640"),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC, blacklist_categories=("Cs",)),
        st.characters(blacklist_categories=("Cs",)),
    ),
    max_size=200,
)


@given(ARABIC)
def test_normalisation_is_idempotent(text):
    once = normalise(text).normal
    assert normalise(once).normal == once


@given(ARABIC, st.data())
def test_every_range_leads_back_to_the_original(text, data):
    aligned = normalise(text)
    size = len(aligned.normal)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    first, last = aligned.to_original(start, end)
    assert 0 <= first <= last <= len(text)
    assert aligned.quote(start, end) == text[first:last]
    inside = normalise(text[first:last]).normal
    if "﷼" not in text and all(step == 1 for step in aligned.steps):
        assert inside == aligned.normal[start:end] or inside.strip() == aligned.normal[start:end].strip()


@given(ARABIC)
def test_ranges_in_order_stay_in_order(text):
    aligned = normalise(text)
    places = [aligned.to_original(at, at + 1)[0] for at in range(len(aligned.normal))]
    assert places == sorted(places)


@given(ARABIC)
def test_sentences_hold_all_words_in_order_without_overlap(text):
    normal = normalise(text).normal
    ranges = find_sentences(normal)
    assert all(first < last for first, last in ranges)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    kept = "".join(normal[first:last] for first, last in ranges)
    assert "".join(kept.split()) == "".join(normal.split())


@given(ARABIC)
def test_tokens_hold_all_that_is_no_blank(text):
    normal = normalise(text).normal
    assert "".join(token.text for token in find_tokens(normal)) == "".join(normal.split())
