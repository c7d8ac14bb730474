import msgspec
import pytest

from bench.made_episodes import make_captures
from marsad.ledger import Ledger, Stamp, episodes
from marsad.ledger.episodes_waiting import Pace, list_undrawn
from marsad.pipeline import read_capture

from .made import AT

BATCHES = ((0, 20), (20, 26), (26, 32), (32, 40))  # of made articles; the second and the third are less than the first


@pytest.fixture(scope="module")
def readings():
    """Readings of made articles, those first that several tell."""
    return [*map(read_capture, make_captures(40, seed=3))]


def add(ledger, readings):
    ledger.add_all([(reading, Stamp("run", AT)) for reading in readings])


def fill(path, readings, *, may_wait, last=4):
    """Return an open ledger that was brought up to date after every batch."""
    ledger = Ledger.open(path)
    for first, end in BATCHES[:last]:
        add(ledger, readings[first:end])
        list(ledger.reconcile(may_wait=may_wait))
    return ledger


def tell(ledger):
    """Return all that hangs on how episodes were drawn, without their keys."""
    db = ledger._db
    noted = (
        "SELECT e.id, g.track, g.since, g.until, g.novelty, g.json FROM graded g JOIN episode e ON e.key = g.episode"
    )
    carried = "SELECT e.id, c.track, c.article, c.source, c.is_first FROM carried c JOIN episode e ON e.key = c.episode"
    counted = "SELECT day, words, acts, volume, on_topic FROM day_count"
    tables = [sorted(map(tuple, db.execute(query).fetchall())) for query in (noted, carried, counted)]
    known = sorted(ledger.tellings(), key=lambda pair: pair[0].record)
    return [*tables, list(ledger.episodes()), ledger.links(), known]


def test_what_is_drawn_later_is_drawn_the_same(fresh, readings, monkeypatch):
    drawn, draw = [], episodes.draw_episodes
    with fill(fresh / "a.ledger", readings, may_wait=False) as always:
        monkeypatch.setattr(episodes, "draw_episodes", lambda *given: drawn.append(given) or draw(*given))
        with fill(fresh / "b.ledger", readings, may_wait=True) as seldom:
            list(seldom.reconcile())
            assert tell(seldom) == tell(always)
            assert seldom.check() == ()
    assert 1 < len(drawn) < len(BATCHES)


def test_what_waits_is_told_and_is_no_damage(fresh, readings):
    with fill(fresh / "a.ledger", readings, may_wait=True, last=2) as ledger:
        alone = {telling.record for telling, _ in ledger.tellings()} - {
            record for episode in ledger.episodes() for record in episode.tellings
        }
        assert ledger.waiting() == len(alone) > 0
        assert not ledger.is_settled()
        assert ledger.check() == ()
        list(ledger.reconcile())
        assert ledger.waiting() == 0
        assert list_undrawn(ledger._db) == []


def test_closing_draws_what_waits(fresh, readings):
    fill(fresh / "a.ledger", readings, may_wait=True, last=2).close()
    with (
        Ledger.open(fresh / "a.ledger") as closed,
        fill(fresh / "b.ledger", readings, may_wait=False, last=2) as always,
    ):
        assert closed.waiting() == 0
        assert tell(closed) == tell(always)


def test_a_kill_leaves_what_waits_to_the_next_run(fresh, readings):
    killed = fill(fresh / "a.ledger", readings, may_wait=True, last=2)
    killed._db.close()
    with (
        Ledger.open(fresh / "a.ledger") as ledger,
        fill(fresh / "b.ledger", readings, may_wait=False, last=2) as always,
    ):
        assert ledger.waiting() > 0
        list(ledger.reconcile())
        assert tell(ledger) == tell(always)


def test_where_something_is_gone_nothing_waits(fresh, readings):
    told = next(one for one in readings[:20] if one.signals)
    with fill(fresh / "a.ledger", readings, may_wait=True, last=2) as ledger:
        add(ledger, [msgspec.structs.replace(told, version="later", signals=told.signals[1:])])
        list(ledger.reconcile(may_wait=True))
        assert ledger.waiting() == 0
        assert ledger.check() == ()


def test_as_much_waits_as_was_drawn_last():
    pace, drawn = Pace(), []
    for batch in range(1, 17):
        if not pace.lets_wait(1000):
            pace.note(1000 * batch)
            drawn.append(batch)
    assert drawn == [1, 2, 4, 8, 16]
