"""Which records an export is given, and what made them."""

from datetime import date

import pytest

from marsad.ledger import Choice, Ledger, Run, SignalFilter
from marsad.model import Basis, Modality, When

from .made import AT, make_article, make_reading

EARLY = When.day(date(2026, 2, 1), Basis.METADATA)
ALL = frozenset({"statement", "signal", "figure", "date", "source"})
SIGNALS = frozenset({"signal"})


@pytest.fixture
def ledger(fresh):
    """Two pages with one body, of which the one published first was read last."""
    with Ledger.open(fresh / "ledger.db") as opened:
        opened.add(make_reading(make_article()), run="b", at=AT)
        later = make_article(url="https://al-marfa.example/2", published=EARLY)
        opened.add(make_reading(later), run="a", at="2026-03-02T08:00:00Z")
        yield opened


def list_layers(ledger, choice):
    return [entry.layer for entry in ledger.chosen(choice)]


def test_everything_comes_article_by_article(ledger):
    entries = list(ledger.chosen(Choice(layers=ALL)))
    assert [entry.record for entry in entries] == [entry.record for entry in ledger.entries()]
    assert ledger.count_chosen(Choice(layers=ALL)) == len(entries)
    assert {entry.layer for entry in entries} == ALL


def test_the_first_is_who_was_published_first(ledger):
    first, second = ledger.articles()
    found = {entry.article.id: entry.article.copy_of for entry in ledger.chosen(Choice(layers=ALL))}
    assert found == {first.id: second.id, second.id: None}


def test_layers_and_filters(ledger):
    signals = list_layers(ledger, Choice(layers=SIGNALS))
    assert set(signals) == SIGNALS
    wanted = SignalFilter(modality=(Modality.HALTED,))
    assert list_layers(ledger, Choice(layers=SIGNALS, signals=wanted)) == []
    both = Choice(layers=frozenset({"signal", "date"}), signals=wanted)
    assert set(list_layers(ledger, both)) == {"date"}


def test_what_stands_beside_comes_with_its_signals(ledger):
    beside = frozenset({"figure", "statement"})
    found = list_layers(ledger, Choice(layers=SIGNALS, beside=beside))
    assert set(found) == SIGNALS | beside
    none = Choice(layers=SIGNALS, beside=beside, signals=SignalFilter(modality=(Modality.HALTED,)))
    assert list_layers(ledger, none) == []
    one = Choice(layers=SIGNALS, beside=beside, signals=SignalFilter(until=date(2026, 2, 1)))
    assert {entry.article.published for entry in ledger.chosen(one)} == {EARLY}


def test_copies_can_be_left_out(ledger):
    kept = {entry.article.id for entry in ledger.chosen(Choice(layers=ALL, copies=False))}
    assert len(kept) == 1
    assert ledger.count_chosen(Choice(layers=ALL, copies=False)) < ledger.count_chosen(Choice(layers=ALL))


def test_what_made_the_ledger(ledger):
    made = ledger.making()
    assert made.runs == (Run(name="b", at=AT), Run(name="a", at="2026-03-02T08:00:00Z"))
    assert (made.coders, made.codebooks) == (("signals 1",), ("2",))


def test_all_questions_see_one_state(ledger, fresh):
    with Ledger.open(ledger.place, readonly=True) as looking:
        with looking.standing_still():
            before = looking.counts()
            ledger.add(make_reading(make_article(url="https://al-marfa.example/3")), run="c", at=AT)
            assert looking.counts() == before
        assert looking.counts() != before
