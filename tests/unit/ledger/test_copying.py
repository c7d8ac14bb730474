"""A ledger copied from store to store is the same ledger."""

from datetime import UTC, datetime

import pytest
from tests.stores import Fresh, dump

from marsad.ledger import Ledger, LedgerError, Review, ReviewVerdict
from marsad.ledger import copying as copy_module
from marsad.reconcile.stories import split_story

from .made import AT, TEXT, make_article, make_reading

WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql")]


@pytest.fixture(params=WAYS, ids="-".join)
def ends(request, tmp_path):
    """A ledger with something in every table, and the address of an empty one."""
    one, other = request.param
    with Ledger.open(Fresh(one, tmp_path, "copied") / "one.ledger") as ledger:
        fill(ledger)
        yield ledger, Fresh(other, tmp_path, "copies") / "other.ledger"


def fill(ledger):
    captured = datetime(2026, 3, 1, tzinfo=UTC)
    for number, text in enumerate((TEXT, TEXT, f"{TEXT} 7", "قصير")):
        article = make_article(text, url=f"https://al-marfa.example/{number}")
        ledger.add(make_reading(article), run=f"run {number % 2}", at=AT, captured=captured, payload="p" * 64)
    ledger.set_aside("bad.html", None, "empty", "nothing on it", AT)
    list(ledger.reconcile())
    list(ledger.file_claims())
    signal = next(ledger.entries("signal"))
    ledger.append_review(
        Review(record=signal.record.id, revision=signal.revision, verdict=ReviewVerdict.ACCEPT, by="n", at=AT)
    )
    story = next(ledger.stories())
    members = ledger.story(story.id).members
    ledger.append_judgement(split_story(ledger.story(story.id), members[:1], by="n", why="tried", at=AT))


def tell(ledger):
    """Return all that a ledger answers, in its orders."""
    return (
        list(ledger.articles()),
        list(ledger.entries()),
        list(ledger.captures()),
        list(ledger.set_asides()),
        [(head, ledger.story(head.id)) for head in ledger.stories()],
        list(ledger.episodes()),
        ledger.links(),
        ledger.reviews(),
        [list(ledger.judgements(head.id)) for head in ledger.stories()],
        ledger.counts(),
        list(ledger.search("نووي")),
        ledger.outlets(),
        ledger.making(),
    )


def test_a_copy_answers_as_the_first_one_does(ends):
    ledger, address = ends
    with Ledger.open(address) as copy:
        done = list(ledger.copy_to(copy))
        assert done[-1] == ledger.count_rows() == copy.count_rows()
        assert copy.check() == ()
        assert tell(copy) == tell(ledger)


def test_a_copy_goes_on_with_new_keys(ends):
    ledger, address = ends
    article = make_article(f"{TEXT} 8", url="https://al-marfa.example/new")
    with Ledger.open(address) as copy:
        list(ledger.copy_to(copy))
        for each in (ledger, copy):
            each.add(make_reading(article), run="later", at=AT)
            list(each.reconcile())
        assert tell(copy) == tell(ledger)
        assert copy.check() == ()


def test_what_is_not_empty_is_not_copied_into(ends):
    ledger, address = ends
    with Ledger.open(address) as copy:
        copy.set_aside("x", None, "empty", "", AT)
        before = dump(copy)
        with pytest.raises(LedgerError, match="is not empty; copy into a new ledger"):
            list(ledger.copy_to(copy))
        assert dump(copy) == before


def test_what_is_broken_off_leaves_nothing(ends, monkeypatch):
    ledger, address = ends
    monkeypatch.setattr(copy_module, "_AT_ONCE", 2)
    with Ledger.open(address) as copy:
        before = dump(copy)
        copying = ledger.copy_to(copy)
        next(copying)
        next(copying)
        copying.close()
        assert dump(copy) == before
        assert list(ledger.copy_to(copy))
        assert tell(copy) == tell(ledger)
