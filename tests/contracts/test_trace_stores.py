"""What every place that keeps traces must do, so that judgements hang on no order; a new one joins the list."""

import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import count

import pytest
from tests.stores import empty_schema, make_address
from tests.unit.reconcile.made import LEAD, OTHER, RENDERED, WIRE, make_article

from marsad.ledger import Ledger
from marsad.ledger.migrate import migrate
from marsad.ledger.stores.sqlite import SqliteDatabase
from marsad.ledger.stories_traces import LedgerStore
from marsad.reconcile.stories import MemoryStore, add_traces, make_keys, make_trace, rebuild
from marsad.reconcile.stories.base import MOST_UNDER_A_KEY


@contextmanager
def open_ledger_store():
    with closing(sqlite3.connect(":memory:", factory=SqliteDatabase)) as db:
        db.row_factory = sqlite3.Row
        migrate(db, "memory")
        yield fill(db)


@contextmanager
def open_server_store():
    slot = next(_numbers) % 2  # a test has two at most
    address = make_address(empty_schema(f"traces_{slot}"))
    with Ledger.open(address) as ledger, suppress(Undone), ledger._db.transaction():
        yield fill(ledger._db)
        raise Undone  # or references to readings that are not there would be proved


_numbers = count()


class Undone(Exception):
    """Ends a transaction without keeping anything."""


def fill(db):
    """Give a ledger the articles whose traces are to be kept."""
    db.execute("INSERT INTO run (number, name, at) VALUES (1, 'made', '')")
    for name in [f"a{at:03}" for at in range(3 * MOST_UNDER_A_KEY)] + ["new"]:
        db.execute(
            "INSERT INTO article (id, digest, origin, on_topic, reading, run) VALUES (?, '', '', 1, 0, 1)", (name,)
        )
    return LedgerStore(db)


@contextmanager
def open_memory_store():
    yield MemoryStore()


STORES = [open_memory_store, open_ledger_store, open_server_store]
TEXTS = (WIRE, OTHER, LEAD + WIRE, RENDERED)


def traces(*texts):
    return [make_trace(make_article(f"a{at:03}", text)) for at, text in enumerate(texts)]


@pytest.fixture(params=STORES, ids=lambda make: make.__name__)
def make(request):
    with ExitStack() as stores:
        yield lambda: stores.enter_context(request.param())


def test_what_was_put_is_got(make):
    store, (trace,) = make(), traces(WIRE)
    assert store.get(trace.article) is None
    store.put(trace, [1, 2, 1])
    assert store.get(trace.article) == trace
    (place,), *others = store.look_up([1, 2, 3, 1])
    assert store.load([place]) == [trace]
    assert [list(places) for places in others] == [[place], [], [place]]
    assert list(store.look_up([])) == store.load([]) == []


def test_keys_go_beyond_32_bits(make):
    store, (trace,) = make(), traces(WIRE)
    store.put(trace, make_keys(trace))
    assert max(make_keys(trace)) > 1 << 32
    assert all(list(places) == [trace.place] for places in store.look_up(list(make_keys(trace))))


def test_an_article_is_put_once(make):
    store, (trace,) = make(), traces(WIRE)
    store.put(trace, ())
    with pytest.raises(ValueError, match=trace.article):
        store.put(trace, ())


def test_a_key_gives_the_newest_in_whatever_order_they_were_put(make):
    batch = traces(*[WIRE] * (3 * MOST_UNDER_A_KEY))
    one, other = make(), make()
    for store, order in ((one, batch), (other, batch[::-1])):
        for trace in order:
            store.put(trace, (7,))
    newest = sorted((trace.place for trace in batch), reverse=True)[:MOST_UNDER_A_KEY]
    assert sorted(*one.look_up([7])) == sorted(*other.look_up([7])) == sorted(newest)


def test_a_place_that_is_taken_leaves_the_next_one(make, monkeypatch):
    store, (one, two) = make(), traces(WIRE, OTHER)
    monkeypatch.setattr(type(one), "place", 5)
    store.put(one, (7,))
    store.put(two, (7,))
    assert sorted(*store.look_up([7])) == [5, 6]
    assert store.load([6, 5]) == [two, one]


def test_one_by_one_or_in_a_batch_gives_the_same_judgements(make):
    batch, store = traces(*TEXTS), make()
    singly = {judgement.id for trace in batch for judgement in add_traces(store, [trace])}
    assert singly == {judgement.id for judgement in add_traces(make(), reversed(batch))} != set()


def test_a_rebuilt_store_finds_what_the_first_one_found(make):
    batch, new = traces(*TEXTS), make_trace(make_article("new", LEAD + WIRE))
    first, second = make(), make()
    add_traces(first, batch)
    rebuild(second, reversed(batch))
    assert add_traces(first, [new]) == add_traces(second, [new]) != ()
