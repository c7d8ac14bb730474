"""Which records an export is given, and what made them."""

from datetime import date

import pytest

from marsad.ledger import Choice, Ledger, Run, SignalFilter
from marsad.model import Basis, Modality, When
from marsad.model.kinds import Status

from .made import AT, BODY, make_article, make_reading

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


def test_the_text_around_the_words_goes_along(ledger):
    def look(around):
        found = {entry.record.span.quote: entry for entry in ledger.chosen(Choice(layers=ALL, around=around))}
        return {quote: (entry.before, entry.after) for quote, entry in found.items()}

    assert set(look(0).values()) == {("", "")}
    for quote, (before, after) in look(10_000).items():
        assert f"{before}{quote}{after}" in BODY  # a paragraph, whole
    whole = look(10_000)
    for quote, (before, after) in look(20).items():
        assert len(before) <= 20 >= len(after)
        assert whole[quote][0].endswith(before)
        assert whole[quote][1].startswith(after)
        assert all(word in (*whole[quote][0].split(), *whole[quote][1].split()) for word in f"{before} {after}".split())
    assert any(before and after for before, after in look(20).values())


def test_signals_of_a_party_an_outlet_and_a_status(ledger):
    list(ledger.reconcile())
    every = {entry.record.id for entry in ledger.chosen(Choice(layers=SIGNALS))}
    parties = {code for entry in ledger.chosen(Choice(layers=SIGNALS)) for code in entry.record.actors}

    def choose(**wanted):
        choice = Choice(layers=SIGNALS, signals=SignalFilter(**wanted))
        found = {entry.record.id for entry in ledger.chosen(choice)}
        assert ledger.count_chosen(choice) == len(found)
        return found

    assert choose(parties=tuple(parties)) == choose(outlets=("المرفأ", "x")) == choose(status=tuple(Status)) == every
    assert choose(parties=("ZZZ",)) == choose(outlets=("x",)) == set()
    kept = [choose(status=(status,)) for status in Status]
    assert sum(map(len, kept)) == len(every) > 0
    assert set().union(*kept) == every
