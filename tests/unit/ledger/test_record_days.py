"""Records in the order of their days, whichever way leads to them."""

from datetime import date

import msgspec
import pytest
from tests.stores import STORES, Fresh

from marsad.ledger import Ledger, QuestionError, RecordFilter, record_days
from marsad.model import Basis, SignalType, When

from .made import AT, BODY, make_article, make_reading, make_signal
from .test_episodes import readings

__all__ = ["readings"]

MONTH = When.month(2024, 5, Basis.GIVEN)
UNDATED = date.max.isoformat()


@pytest.fixture(scope="module", params=STORES)
def ledger(readings, request, tmp_path_factory):
    with Ledger.open(Fresh(request.param, tmp_path_factory.mktemp("days"), "days") / "l") as opened:
        for at, reading in enumerate([*readings[:40], *make_odd(readings)]):
            opened.add(reading, run=f"run {at % 3}", at=AT)
        yield opened


def make_odd(readings):
    """Return readings without a day, with a month's, with signals of a month and of a year."""
    for nth, published in enumerate((None, None, MONTH)):
        yield make_reading(make_article(url=f"https://odd.example/{nth}", published=published))
    days = sorted(one.article.published.start for one in readings if one.article.published)
    middle = days[len(days) // 2]
    article = make_article(url="https://odd.example/spans")
    spans = (When.month(middle.year, middle.month, Basis.STATED), When.year(middle.year, Basis.STATED))
    signals = [make_signal(article, quote, date=when) for quote, when in zip(BODY, spans, strict=False)]
    yield make_reading(article, signals=signals)


def find(ledger, wanted, limit):
    """Return all records that a filter lets through, a page at a time."""
    rows, place = [], None
    while True:
        page = ledger.pages.records(wanted, limit, place, by_day=True)
        rows += page.rows
        place = page.end
        if place is None:
            return [row.record.id for row in rows]
        assert len(page.rows) == limit


def list_by_day(ledger, wanted):
    """Return the same records by looking at them all."""
    rows = ledger.pages.records(wanted, 100_000).rows
    ordered = sorted(
        rows, key=lambda row: (str(row.since or UNDATED), row.article.id, row.record.span.start, row.record.id)
    )
    return [row.record.id for row in ordered]


@pytest.mark.parametrize("few", [0, 2_000])
def test_the_order_is_that_of_days_whichever_the_filter(ledger, monkeypatch, few):
    monkeypatch.setattr(record_days, "_FEW", few)
    every = [row for row in ledger.pages.records(RecordFilter(), 100_000).rows if row.since]
    days = sorted(row.since for row in every)
    middle, late = days[len(days) // 2], days[len(days) * 3 // 4]
    outlet = every[0].article.outlet
    code = next(row.record.actors[0] for row in every if row.layer == "signal")
    filters = (
        {},
        {"since": middle},
        {"until": middle},
        {"since": middle, "until": late},
        {"layers": ("signal",), "since": middle},
        {"types": (SignalType.WARNING, SignalType.THREAT)},
        {"parties": (code,), "since": middle},
        {"outlets": (outlet,)},
        {"article": every[0].article.id[:12]},
        {"copies": False, "until": late},
        {"earlier": True},
    )
    for fields in filters:
        wanted = RecordFilter(**fields)
        ordered = list_by_day(ledger, wanted)
        assert ordered, fields
        for limit in (7, 100_000):
            assert find(ledger, wanted, limit) == ordered, (fields, limit)


def test_several_types_come_in_the_order_of_writing_from_either_end(ledger):
    wanted = RecordFilter(types=(SignalType.WARNING, SignalType.THREAT, SignalType.WARNING))
    every = [row.record for row in ledger.pages.records(RecordFilter(), 100_000).rows]
    ours = [one.id for one in every if getattr(one, "type", None) in wanted.types]
    assert len({one.type for one in every if one.id in ours}) == 2
    assert [row.record.id for row in ledger.pages.records(wanted, 100_000).rows] == ours
    first = ledger.pages.records(wanted, 3)
    rest = ledger.pages.records(wanted, 100_000, first.end)
    assert [row.record.id for row in (*first.rows, *rest.rows)] == ours
    assert [one.row.record.id for one in ledger.pages.latest(wanted, 4)] == ours[:-5:-1]
    last = ledger.pages.latest(wanted, 4)[-1].number
    assert [one.row.record.id for one in ledger.pages.arrivals(wanted, last, 100)] == ours[-3:]
    assert ledger.pages.records(msgspec.structs.replace(wanted, layers=("figure",)), 9).rows == ()


def test_what_began_before_a_day_and_goes_on_after_it_comes_first(ledger):
    every = ledger.pages.records(RecordFilter(layers=("signal",)), 100_000).rows
    year = next(row for row in every if row.until and (row.until - row.since).days > 300)
    since = date(year.since.year, 12, 1)
    found = ledger.pages.records(RecordFilter(layers=("signal",), since=since), 5, by_day=True).rows
    assert year.record.id in [row.record.id for row in found]
    assert found[0].since < since


def test_undated_records_come_last_and_meet_no_day(ledger):
    undated = [row.record.id for row in ledger.pages.records(RecordFilter(), 100_000).rows if row.since is None]
    assert undated
    assert set(find(ledger, RecordFilter(), 9)[-len(undated) :]) == set(undated)
    assert not set(undated) & set(find(ledger, RecordFilter(since=date(1900, 1, 1)), 9))


def test_a_place_of_another_list_is_refused(ledger):
    for wanted in (RecordFilter(), RecordFilter(since=date(2020, 1, 1)), RecordFilter(outlets=("x",))):
        with pytest.raises(QuestionError):
            ledger.pages.records(wanted, 5, (3,), by_day=True)


def test_no_way_goes_through_all_records(tmp_path):
    """Each one begins at the day, and stops when a page is full."""
    with Ledger.open(tmp_path / "l") as ledger:
        ledger.add(make_reading(), run="run", at=AT)
        db, plans = ledger._db, []

        class Told:
            def execute(self, query, values):
                plans.append([row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values)])
                return db.execute(query, values)

        wanted = RecordFilter(since=date(2026, 3, 1), until=date(2026, 3, 2))
        place = ("2026-03-01", "a", 0, "s")
        for each in (wanted, msgspec.structs.replace(wanted, since=None)):
            record_days.find_by_day(Told(), each, 10, place)
    steps = [step for plan in plans for step in plan]
    assert len(plans) == 6
    assert not [step for step in steps if step.startswith("SCAN")], steps
    sorts = [plan for plan in plans if any("TEMP B-TREE FOR ORDER BY" in step for step in plan)]
    assert len(sorts) == 2, sorts  # those that began before the day
