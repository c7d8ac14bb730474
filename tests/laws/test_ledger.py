"""What holds for a ledger whatever is added to it, in whatever order."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stores import Fresh, dump

from marsad.ledger import AddStatus, Ledger
from marsad.ledger.analyser import find_terms, find_words, spell_variants
from marsad.ledger.index import make_passages
from marsad.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    DateMention,
    Figure,
    Modality,
    Provenance,
    Reading,
    Signal,
    SignalType,
    When,
    make_article_id,
    make_digest,
    make_record_id,
)
from marsad.text.normal import normalise

EXAMPLES = {"sqlite": 40, "postgresql": 15}  # tried in each store: a server takes longer to be emptied
ARABIC = st.text(alphabet="ابتثنوويةىءؤئأآًّـ \n.،«»40٣\u200fﻻ=-x", max_size=80)
CODES = st.lists(st.sampled_from(["RUS", "USA", "IAEA", "XXX"]), max_size=2).map(tuple)
DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
WHENS = st.none() | st.builds(When.day, DAYS, st.sampled_from(Basis))


@st.composite
def articles(draw):
    text = draw(ARABIC)
    middle = draw(st.integers(0, len(text)))
    url = draw(st.none() | st.sampled_from(["https://a.example/1", "https://b.example/2"]))
    digest = make_digest(text.encode())
    cuts = ((0, middle, draw(st.sampled_from(BlockKind))), (middle, len(text), BlockKind.BODY))
    return Article(
        id=make_article_id(url, digest),
        digest=digest,
        origin=url or "-",
        url=url,
        text=text,
        blocks=tuple(Block(start=start, end=end, kind=kind) for start, end, kind in cuts),
        title=text[:9],
    )


@st.composite
def facts(draw, article, layer, number, version):
    start = draw(st.integers(0, len(article.text)))
    span = article.span(start, draw(st.integers(start, len(article.text))))
    provenance = Provenance(coder="made", version=version, codebook="2", rule=draw(st.sampled_from(["r1", "r2"])))
    key = make_record_id(layer, article.id, "made", "", number)
    return {"id": key, "article": article.id, "span": span, "provenance": provenance}


@st.composite
def readings_of(draw, article, version):
    def some(layer, noun, /, **parts):
        numbers = draw(st.sets(st.integers(0, 3), max_size=3))
        made = (draw(facts(article, layer, number, version)) for number in sorted(numbers))
        return tuple(noun(**fact, **{name: draw(part) for name, part in parts.items()}) for fact in made)

    kinds, modality = st.sampled_from(SignalType), st.sampled_from(Modality)
    return Reading(
        article=article,
        on_topic=draw(st.booleans()),
        topic="made",
        signals=some("signal", Signal, type=kinds, modality=modality, actors=CODES, targets=CODES, date=WHENS),
        figures=some("figure", Figure, value=st.integers(0, 9), unit=st.just("other"), kind=st.just("count")),
        dates=some("date", DateMention, when=WHENS),
        version=version,
        codebook="2",
    )


READINGS = articles().flatmap(lambda article: readings_of(article, "1"))
MANY = st.lists(READINGS, max_size=5, unique_by=lambda reading: reading.article.id)
TWO_OF_ONE = articles().flatmap(lambda article: st.tuples(readings_of(article, "1"), readings_of(article, "2")))


def records_of(reading):
    return {record.id: record for record in (*reading.signals, *reading.figures, *reading.dates)}


def held(ledger):
    return [(entry.record, entry.layer) for entry in ledger.entries()]


def law(*drawn_from):
    """Make a test of what must hold in a store for all that is drawn; it runs in every store."""

    def make(holds):
        @pytest.mark.parametrize("store", EXAMPLES)
        def test(store):
            @settings(max_examples=EXAMPLES[store])
            @given(st.tuples(*drawn_from))
            def check(drawn):
                holds(store, *drawn)

            check()

        test.__name__ = holds.__name__
        return test

    return make


def run_with(store, readings, see):
    """Add readings to a fresh ledger, hand it to `see`, and let it check itself."""
    with TemporaryDirectory() as folder, Ledger.open(Fresh(store, Path(folder), "laws") / "ledger.db") as ledger:
        for reading in readings:
            ledger.add(reading, run="run", at="2026-03-01")
        assert ledger.check() == ()
        return see(ledger)


@law(MANY)
def test_adding_twice_is_adding_once(store, readings):
    assert run_with(store, readings + readings[::-1], dump) == run_with(store, readings, dump)


@law(MANY, st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter_to_the_records(store, readings, random):
    shuffled = random.sample(readings, len(readings))
    assert run_with(store, shuffled, held) == run_with(store, readings, held)


@law(MANY)
def test_readings_come_back_as_they_went_in(store, readings):
    def see(ledger):
        assert {record.id: record for record, _ in held(ledger)} == {
            key: record for reading in readings for key, record in records_of(reading).items()
        }
        assert [ledger.article(reading.article.id) for reading in readings] == [reading.article for reading in readings]

    run_with(store, readings, see)


@law(TWO_OF_ONE)
def test_coding_again_accounts_for_every_record_and_loses_none(store, pair):
    old, new = pair

    def see(ledger):
        added = ledger.add(new, run="again", at="2026-03-02")
        assert added.status is AddStatus.RECODED
        assert {*added.gained, *added.changed, *added.kept} == records_of(new).keys()
        assert {*added.lost, *added.changed, *added.kept} == records_of(old).keys()
        assert {entry.record.id for entry in ledger.entries()} == records_of(new).keys()
        for key, record in records_of(old).items():
            assert ledger.history(key)[-1].record == record
        assert ledger.check() == ()

    run_with(store, [old], see)


@given(ARABIC)
def test_words_are_found_by_themselves(text):
    assert all(word in spell_variants(word) for word in find_terms(normalise(text)))


@given(ARABIC)
def test_words_point_into_the_original(text):
    words = find_words(normalise(text))
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert list(words) == sorted(words)


@given(articles())
def test_passages_hold_words_and_lie_in_the_text(article):
    for passage in make_passages(article, [(0, len(article.text))]):
        assert 0 <= passage.start < passage.end <= len(article.text)
        assert passage.terms
