"""Pages that change: versions by time of capture, furniture told from edits, earlier records set off."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from tests.stores import dump

from marsad.ledger import AddStatus, Ledger, SignalFilter

from .made import AT, TEXT, TITLE, make_article, make_reading, make_signal

DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)
EDITED = TEXT.replace("40", "12")
FURNITURE = TEXT.replace("الطقس", "الرياضة")
URL = "https://al-marfa.example/1"


def make(text=TEXT, *, url=URL, version="1", **changes):
    article = make_article(text, url=url, origin=url, **changes)
    signals = [make_signal(article, article.text.split("\n\n")[1], version=version)]
    return make_reading(article, signals=signals, version=version)


def hours(number):
    return DAY + timedelta(hours=number)


@pytest.fixture
def ledger(fresh):
    with Ledger.open(fresh / "ledger.db") as opened:
        yield opened
        assert opened.check() == ()


def see(ledger, reading, number, **more):
    return ledger.add(reading, run="run", at=AT, captured=hours(number), **more)


def shown(ledger, **wanted):
    return [signal.article for signal in ledger.signals(SignalFilter(**wanted))]


def list_edits(ledger, **wanted):
    return [(edit.before.id, edit.after.id, edit.seen, edit.at) for edit in ledger.edits(**wanted)]


def test_an_edited_page_is_a_new_version_and_its_older_records_stand_aside(ledger):
    old, new = make(), make(EDITED)
    assert see(ledger, old, 0).status is AddStatus.NEW
    added = see(ledger, new, 5)
    assert (added.status, added.edit_of) == (AddStatus.NEW, old.article.id)
    assert list_edits(ledger) == [(old.article.id, new.article.id, hours(0), hours(5))]
    assert shown(ledger) == [new.article.id]
    assert sorted(shown(ledger, earlier=True)) == sorted([old.article.id, new.article.id])
    assert {head.id: head.earlier for head in ledger.articles()} == {old.article.id: True, new.article.id: False}
    assert ledger.get(old.signals[0].id).article.earlier


def test_a_change_of_furniture_is_a_capture_and_no_edit(ledger):
    first, second = make(), make(FURNITURE)
    see(ledger, first, 0)
    added = see(ledger, second, 5, size=77, payload="f" * 64)
    assert (added.status, added.article, added.gained) == (AddStatus.UNCHANGED, first.article.id, ())
    assert list_edits(ledger) == []
    assert shown(ledger) == [first.article.id]
    (version,) = ledger.versions(first.article.id)
    assert (version.first, version.last) == (hours(0), hours(5))
    digests = [(capture.digest, capture.at, capture.payload) for capture in ledger.captures(first.article.id)]
    assert digests == [(first.article.digest, hours(0), None), (second.article.digest, hours(5), "f" * 64)]


def test_a_changed_title_is_an_edit(ledger):
    see(ledger, make(), 0)
    see(ledger, make(TEXT.replace(TITLE, "عنوان آخر"), title="عنوان آخر"), 5)
    assert len(list_edits(ledger)) == 1


def test_an_edit_that_is_taken_back_brings_the_records_back(ledger):
    old, new = make(), make(EDITED)
    before = [see(ledger, reading, number).edit_of for number, reading in enumerate((old, new, old))]
    assert before == [None, old.article.id, new.article.id]
    assert [before for before, *_ in list_edits(ledger)] == [old.article.id, new.article.id]
    assert shown(ledger) == [old.article.id]
    see(ledger, make(FURNITURE), 9)
    assert ledger.versions(new.article.id)[-1].last == hours(9)
    assert shown(ledger) == [old.article.id]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_versions_follow_the_times_of_capture_in_whatever_order_pages_are_read(ledger, order):
    readings = [make(), make(EDITED), make(EDITED.replace("12", "5"))]
    for number in order:
        see(ledger, readings[number], number)
    ids = [reading.article.id for reading in readings]
    assert [version.article for version in ledger.versions(ids[1])] == ids
    assert [edit[:2] for edit in list_edits(ledger)] == [(ids[0], ids[1]), (ids[1], ids[2])]
    assert shown(ledger) == [ids[2]]


def test_spellings_of_an_address_are_one_item_and_other_addresses_are_not(ledger):
    old, new, other = make(), make(EDITED, url=f"{URL}?utm_source=x#top"), make(EDITED, url=f"{URL}?page=2")
    for number, reading in enumerate((old, other, new)):
        see(ledger, reading, number)
    assert [edit[:2] for edit in list_edits(ledger)] == [(old.article.id, new.article.id)]
    assert [edit[:2] for edit in list_edits(ledger, url=f"{URL}#x")] == [(old.article.id, new.article.id)]
    assert list_edits(ledger, url=f"{URL}?page=2") == []
    assert sorted(shown(ledger)) == sorted([new.article.id, other.article.id])


def test_edits_since_a_time(ledger):
    see(ledger, make(), 0)
    see(ledger, make(EDITED), 5)
    assert len(list_edits(ledger, since=hours(5))) == 1
    assert list_edits(ledger, since=hours(6)) == []
    assert len(list_edits(ledger, since=hours(5), before=hours(6))) == 1
    assert list_edits(ledger, before=hours(5)) == []


def test_pages_of_unknown_time_are_no_versions(ledger):
    for text in (TEXT, EDITED):
        ledger.add(make(text), run="run", at=AT)
    assert list_edits(ledger) == []
    assert len(shown(ledger)) == 2
    assert ledger.versions(make().article.id) == ()


def test_what_a_newer_reader_makes_of_an_unchanged_page_is_told_apart(ledger):
    see(ledger, make(), 0)
    see(ledger, make(EDITED, version="2"), 5)
    assert [edit.alike for edit in ledger.edits()] == [False]
    see(ledger, make(version="2"), 0)
    assert [edit.alike for edit in ledger.edits()] == [True]


def test_what_is_known_already_is_not_written_again(ledger):
    see(ledger, make(), 0)
    see(ledger, make(), 9)
    before = dump(ledger)
    assert see(ledger, make(), 4).status is AddStatus.UNCHANGED
    assert dump(ledger) == before
    assert len(list(ledger.captures())) == 1


def test_for_what_its_page_does_not_say_any_more_another_article_of_the_story_stands(ledger):
    old, copy = make(), make(url="https://al-sahel.example/7")
    see(ledger, old, 0)
    see(ledger, copy, 1)
    first = sorted([old.article.id, copy.article.id])[:1]  # of one day and one length
    assert shown(ledger, copies=False) == first
    new = make(EDITED)
    see(ledger, new, 5)
    (stands,) = shown(ledger, copies=False)
    assert stands in (copy.article.id, new.article.id)
    assert len(shown(ledger, copies=False, earlier=True)) == 1


def test_a_wrong_mark_is_named(fresh):
    with Ledger.open(fresh / "ledger.db") as ledger:
        see(ledger, make(), 0)
        see(ledger, make(EDITED), 5)
        old, new = make().article.id, make(EDITED).article.id
        ledger._db.execute("UPDATE article SET earlier = 1 - earlier")
        assert sorted(ledger.check()) == sorted(
            [f"article {old}: marked as current, and is not", f"article {new}: marked as earlier, and is not"]
        )
