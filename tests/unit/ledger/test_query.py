from datetime import date

import pytest

from marsad.ledger import Ledger, LedgerError, SignalFilter
from marsad.model import Basis, Modality, SignalType, When

from .made import AT, BODY, PUBLISHED, TEXT, make_article, make_reading, make_signal

EARLY = When.month(2025, 5, Basis.STATED)


@pytest.fixture
def signals(fresh):
    """A ledger's path and four signals in the order of the timeline: dated, published, by place, undated."""
    article = make_article()
    bare = make_article(TEXT.replace("الدفاع", "الخارجية"), url=None, published=None)
    threat = make_signal(article, BODY[2], SignalType.THREAT, targets=("UKR",), date=EARLY, background=True)
    talks = make_signal(article, BODY[0], SignalType.TALKS, actors=("RUS", "USA"), modality=Modality.PLANNED)
    warning = make_signal(article, BODY[1], actors=("IAEA",), targets=("IRN", "UKR"))
    undated = make_signal(bare, BODY[1])
    with Ledger.open(fresh / "ledger.db") as ledger:
        ledger.add(make_reading(bare, signals=[undated]), run="first", at=AT)
        ledger.add(make_reading(article, signals=[warning, talks, threat]), run="first", at=AT)
        yield ledger, [threat, talks, warning, undated]


def test_signals_come_by_day_then_place_with_undated_ones_last(signals):
    ledger, wanted = signals
    assert list(ledger.signals()) == wanted


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({"types": (SignalType.THREAT, SignalType.TALKS)}, [0, 1]),
        ({"actors": ("USA",)}, [1]),
        ({"actors": ("USA", "IAEA")}, [1, 2]),
        ({"targets": ("UKR",)}, [0, 2]),
        ({"targets": ("UKR",), "actors": ("IAEA",)}, [2]),
        ({"modality": (Modality.PLANNED,)}, [1]),
        ({"background": True}, [0]),
        ({"background": False}, [1, 2, 3]),
        ({"since": date(2025, 5, 31)}, [0, 1, 2]),
        ({"since": date(2025, 6, 1)}, [1, 2]),
        ({"until": date(2026, 2, 28)}, [0]),
        ({"since": date(2026, 3, 1), "until": date(2026, 3, 1)}, [1, 2]),
        ({"limit": 2}, [0, 1]),
        ({"limit": 0}, []),
        ({"actors": ("'; DROP TABLE record; --",)}, []),
    ],
)
def test_filters(signals, wanted, places):
    ledger, all_signals = signals
    assert list(ledger.signals(SignalFilter(**wanted))) == [all_signals[place] for place in places]


def test_pages_follow_one_another_without_gap(signals):
    ledger, wanted = signals
    seen, after = [], None
    while page := list(ledger.signals(SignalFilter(limit=1, after=after))):
        seen += page
        after = page[-1].id
    assert seen == wanted
    with pytest.raises(LedgerError, match="to go on from"):
        list(ledger.signals(SignalFilter(after="nobody")))


def test_timeline_tells_about_the_article(signals):
    ledger, _ = signals
    first, second, _, last = ledger.timeline()
    assert (first.article.outlet, first.article.url) == ("المرفأ", "https://al-marfa.example/1")
    assert (first.since, first.until) == (EARLY.start, EARLY.end)
    assert second.article.published == PUBLISHED
    assert (second.since, last.since, last.until) == (PUBLISHED.start, None, None)


def test_records_are_found_by_a_unique_beginning(signals):
    ledger, (threat, *_) = signals
    assert ledger.get(threat.id[:10]).record == threat
    with pytest.raises(LedgerError, match="several records begin with 'si'"):
        ledger.get("si")
    for nothing in ("zz", "", "%"):
        with pytest.raises(LedgerError, match="no record begins with"):
            ledger.get(nothing)
    with pytest.raises(LedgerError, match="no article begins with"):
        ledger.article("zz")


def test_an_empty_ledger_answers_all_questions(fresh):
    with Ledger.open(fresh / "ledger.db") as ledger:
        assert list(ledger.signals()) == list(ledger.entries()) == list(ledger.set_asides()) == []
        assert list(ledger.search("النووي")) == []
        assert ledger.counts().articles == 0
        assert ledger.check() == ()
        assert ledger.rebuild_index() == 0


def test_entries_by_layer_and_article(signals):
    ledger, (*_, undated) = signals
    assert {entry.layer for entry in ledger.entries("date")} == {"date"}
    (entry,) = ledger.entries("signal", article=undated.article[:12])
    assert (entry.record, entry.article.id) == (undated, undated.article)
    with pytest.raises(LedgerError, match="no article"):
        list(ledger.entries(article="zz"))


def test_articles_come_as_they_arrived(signals):
    ledger, (threat, *_, undated) = signals
    assert [head.id for head in ledger.articles()] == [undated.article, threat.article]


def test_copies_can_be_left_out(signals):
    ledger, everything = signals
    copy = make_article(url="https://al-sahil.example/copy", published=When.day(date(2026, 3, 2), Basis.METADATA))
    ledger.add(make_reading(copy, signals=[make_signal(copy, BODY[0])]), run="first", at=AT)
    assert len(list(ledger.signals())) == 5
    dated = everything[0].article  # the other article says the same but for a word, and gives no day
    assert list(ledger.signals(SignalFilter(copies=False))) == [each for each in everything if each.article == dated]


def test_a_timeline_can_be_exported(signals):
    ledger, everything = signals
    rows = list(ledger.timeline())
    assert [(row.record, row.layer) for row in rows] == [(signal, "signal") for signal in everything]
