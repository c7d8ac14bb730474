"""Reviews in both stores: appended, taken back and kept, asked for by record, article and person."""

import msgspec
import pytest

from marsad.ledger import Ledger, LedgerError, Review, ReviewVerdict

from .test_episodes import readings

__all__ = ["readings"]


@pytest.fixture
def ledger(fresh, readings):
    with Ledger.open(fresh / "l") as opened:
        for at, reading in enumerate([take_number(readings[0]), *readings[1:12]]):
            opened.add(reading, run=f"run {at}", at="2031-01-01T00:00:00+00:00")
        list(opened.reconcile())
        yield opened


def take_number(reading):
    """Return a reading whose signals say nothing of how likely they are, as those of other coders may."""
    return msgspec.structs.replace(
        reading, signals=tuple(msgspec.structs.replace(one, confidence=None) for one in reading.signals)
    )


def review(ledger, entry, by="one", verdict=ReviewVerdict.ACCEPT, **changes):
    made = Review(record=entry.record.id, revision=entry.revision, verdict=verdict, by=by, at="2031", changes=changes)
    return ledger.append_review(made)


def test_the_queue_leaves_out_what_a_person_reviewed_and_did_not_take_back(ledger):
    queue = ledger.review_queue("one", limit=100)
    assert len(queue) > 3
    doubts = [entry.record.confidence for entry in queue if entry.record.confidence is not None]
    assert doubts == sorted(doubts)
    assert [entry.record.confidence for entry in queue] == [None] * (len(queue) - len(doubts)) + doubts
    assert 0 < len(doubts) < len(queue)
    paged = [ledger.review_queue("one", limit=2, offset=offset) for offset in range(0, len(queue), 2)]
    assert tuple(entry for page in paged for entry in page) == queue
    numbers = [review(ledger, entry) for entry in queue[:3]]
    assert numbers == sorted(set(numbers))
    assert ledger.review_queue("one", limit=100) == queue[3:]
    assert ledger.review_queue("two", limit=100) == queue
    assert ledger.review_queue("one", limit=1, offset=1) == queue[4:5]
    assert ledger.undo_review(numbers[1], "two", "2032") is None
    assert ledger.undo_review(numbers[1], "one", "2032").record == queue[1].record.id
    assert ledger.undo_review(numbers[1], "one", "2033") is None
    assert ledger.review_queue("one", limit=100) == (queue[1], *queue[3:])


def test_disputed_records_have_a_queue_of_their_own(ledger):
    disputed = {record for one in ledger.episodes() if one.status.value == "disputed" for record in one.tellings}
    queue = ledger.review_queue("one", limit=100, disputed=True)
    assert {entry.record.id for entry in queue} == disputed


def test_what_was_taken_back_stands_in_the_log_alone(ledger):
    first, second, third = ledger.review_queue("one", limit=3)
    review(ledger, first)
    gone = review(ledger, second, "two", ReviewVerdict.REJECT)
    review(ledger, third, "one", ReviewVerdict.CORRECT, type="threat", actors=["USA"], place=None)
    ledger.undo_review(gone, "two", "2032")
    assert [one.record for one in ledger.reviews()] == [first.record.id, third.record.id]
    assert ledger.reviews()[1].changes == {"type": "threat", "actors": ["USA"], "place": None}
    assert set(ledger.reviews_of([one.record.id for one in (first, second, third)])) == {
        first.record.id,
        third.record.id,
    }
    log = ledger.review_log()
    assert [(one.review.by, one.undone_by, one.undone_at) for one in log] == [
        ("one", None, None), ("two", "two", "2032"), ("one", None, None),
    ]  # fmt: skip
    assert ledger.review_log("two") == log[1:2]
    assert ledger.review_log(limit=1, offset=2) == log[2:]
    assert ledger.check() == ()


def test_reviews_and_signals_by_article(ledger):
    first, *rest = ledger.review_queue("one", limit=100)
    other = next(entry for entry in rest if entry.article.id != first.article.id)
    review(ledger, other)
    review(ledger, first)
    assert [one.record for one in ledger.reviews_in([first.article.id])] == [first.record.id]
    both = ledger.reviews_in([first.article.id, other.article.id])
    assert [one.record for one in both] == [other.record.id, first.record.id]
    signals = ledger.signals_of([first.article.id])[first.article.id]
    held = ledger.entries("signal", article=first.article.id)
    assert {signal.id for signal in signals} == {entry.record.id for entry in held}
    assert ledger.signals_at([first.revision, 10**9]) == {first.revision: first.record}
    assert ledger.revisions([first.revision])[first.revision] == first
    assert ledger.reviews_in([]) == ()


def test_a_review_is_of_a_revision_that_is_there_and_is_never_changed(ledger):
    (entry,) = ledger.review_queue("one", limit=1)
    number = review(ledger, entry)
    ledger.undo_review(number, "one", "2032")
    with pytest.raises(LedgerError, match="has no revision"):
        review(ledger, msgspec.structs.replace(entry, revision=10**9))
    for change in ("UPDATE review SET by = 'x'", "DELETE FROM review", "DELETE FROM review_undone"):
        with pytest.raises(Exception, match="only ever added"):
            ledger._db.execute(change)
