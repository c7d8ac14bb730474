"""Identifiers are stable, nouns survive the codec, dates keep their promise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    CodecError,
    Modality,
    Precision,
    Provenance,
    Reading,
    Signal,
    SignalType,
    Span,
    When,
    decode,
    encode,
    make_article_id,
    make_digest,
    make_record_id,
)

WORDS = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=40)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
BASES = st.sampled_from(Basis)
WHENS = st.one_of(
    st.builds(When.day, DAYS, BASES),
    st.builds(When.week, DAYS, BASES),
    st.builds(When.month, st.integers(1900, 2099), st.integers(1, 12), BASES),
    st.builds(When.year, st.integers(1900, 2099), BASES),
)
SPANS = st.builds(
    lambda start, quote: Span(start=start, end=start + len(quote), quote=quote), st.integers(0, 999), WORDS
)
PROVENANCES = st.builds(Provenance, coder=WORDS, version=WORDS, codebook=WORDS, rule=WORDS, cue=st.none() | SPANS)
CODES = st.lists(st.sampled_from(["RUS", "USA", "NATO", "XXX"]), max_size=3).map(tuple)
SIGNALS = st.builds(
    Signal,
    id=WORDS,
    article=WORDS,
    span=SPANS,
    type=st.sampled_from(SignalType),
    actors=CODES,
    targets=CODES,
    modality=st.sampled_from(Modality),
    provenance=PROVENANCES,
    date=st.none() | WHENS,
    person=st.none() | WORDS,
)
ARTICLES = st.builds(
    Article,
    id=WORDS,
    digest=WORDS,
    origin=WORDS,
    text=WORDS,
    published=st.none() | WHENS,
    blocks=st.lists(st.builds(Block, start=st.just(0), end=st.integers(0, 9), kind=st.sampled_from(BlockKind))).map(
        tuple
    ),
)
READINGS = st.builds(
    Reading,
    article=ARTICLES,
    on_topic=st.booleans(),
    topic=WORDS,
    signals=st.lists(SIGNALS, max_size=3).map(tuple),
    version=WORDS,
    codebook=WORDS,
)


@given(READINGS)
def test_codec_round_trip(reading):
    data = encode(reading)
    assert decode(data, Reading) == reading
    assert encode(decode(data, Reading)) == data


@given(WORDS, WORDS, WORDS)
def test_ids_are_stable_and_tell_layers_apart(article, label, quote):
    first = make_record_id("signal", article, label, quote, 0)
    assert first == make_record_id("signal", article, label, quote, 0)
    assert first != make_record_id("signal", article, label, quote, 1)
    assert first != make_record_id("figure", article, label, quote, 0)


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_article_ids_differ_when_bytes_differ(one, other):
    same = make_article_id(None, make_digest(one)) == make_article_id(None, make_digest(other))
    assert same == (one == other)


def test_ids_are_pinned():
    """A change of the recipe would orphan every ledger: this must fail first."""
    assert make_digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert make_article_id(None, make_digest(b"page")) == "aff9939615c6f226eba"
    assert make_record_id("signal", "a1", "threat", "words", 0) == "si5052a99a9ee8c54950"


@given(WHENS)
def test_iso_names_the_interval(when):
    assert when.start <= when.end
    parts = when.iso().split("/")
    assert len(parts) == (2 if when.precision is Precision.INTERVAL else 1)
    assert when.start.isoformat().startswith(parts[0])
    assert when.end.isoformat().startswith(parts[-1])


@given(WORDS, st.data())
def test_spans_quote_their_place(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span.cut(text, start, end)
    assert text[span.start : span.end] == span.quote


def test_spans_outside_are_refused():
    with pytest.raises(ValueError, match="lies outside a text of 3"):
        Span.cut("abc", 1, 4)


def test_nouns_are_frozen():
    with pytest.raises(AttributeError):
        Span(start=0, end=0, quote="").start = 3


def test_wrong_json_is_refused_with_its_place():
    with pytest.raises(CodecError, match="start"):
        decode(b'{"start": "x", "end": 1, "quote": ""}', Span)
    with pytest.raises(CodecError):
        decode(b"{", Span)


def test_iso_of_year_and_month_intervals():
    years = When(start=date(2008, 1, 1), end=date(2012, 12, 31), precision=Precision.INTERVAL, basis=Basis.STATED)
    months = When(start=date(2023, 7, 1), end=date(2023, 9, 30), precision=Precision.INTERVAL, basis=Basis.STATED)
    assert years.iso() == "2008/2012"
    assert months.iso() == "2023-07/2023-09"
