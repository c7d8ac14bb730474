from datetime import date, timedelta

import msgspec
import pytest
from tests.stores import dump

from marsad.ledger import AddStatus, Ledger, LedgerError, Stamp
from marsad.ledger.asking import act, ask
from marsad.model import Modality, SignalType

from .made import AT, BODY, TEXT, make_article, make_reading, make_signal


@pytest.fixture
def ledger(fresh):
    with Ledger.open(fresh / "ledger.db") as opened:
        yield opened


def add(ledger, reading, run="first"):
    return ledger.add(reading, run=run, at=AT, size=1234)


def test_a_new_article_is_written_with_all_its_records(ledger):
    reading = make_reading()
    added = add(ledger, reading)
    assert added.status is AddStatus.NEW
    assert len(added.gained) == 7
    assert ledger.article(reading.article.id) == reading.article
    assert [entry.record for entry in ledger.entries("signal")] == list(reading.signals)
    counts = ledger.counts()
    assert counts.records == {"date": 1, "figure": 1, "signal": 3, "source": 1, "statement": 1}
    assert (counts.articles, counts.on_topic, counts.copies, counts.superseded) == (1, 1, 0, 0)
    assert counts.signals == {"warning": 3}
    assert counts.abstentions == {"metaphor": 1}
    assert ledger.check() == ()


def test_adding_again_changes_nothing(ledger):
    add(ledger, make_reading())
    before = dump(ledger)
    added = add(ledger, make_reading(), run="second")
    assert added.status is AddStatus.UNCHANGED
    assert (added.gained, added.lost, added.changed, added.kept) == ((), (), (), ())
    assert dump(ledger) == before


def test_a_newer_coder_supersedes_and_tells_what_was_gained_and_lost(ledger):
    article = make_article()
    old = make_reading(article)
    add(ledger, old)
    kept = make_signal(article, BODY[0], version="2")
    changed = make_signal(article, BODY[1], version="2", modality=Modality.CONDITIONAL)
    gained = make_signal(article, BODY[2], SignalType.DEMAND, version="2")
    added = add(ledger, make_reading(article, version="2", signals=[kept, changed, gained]), run="second")
    assert added.status is AddStatus.RECODED
    assert added.gained == (gained.id,)
    assert added.lost == (old.signals[2].id,)
    assert added.changed == (changed.id,)
    assert kept.id in added.kept
    assert set(ledger.signals()) == {old.signals[0], changed, gained}
    assert ledger.counts().superseded == 2
    assert ledger.check() == ()


def test_old_revisions_stay_with_their_runs(ledger):
    article = make_article()
    add(ledger, make_reading(article))
    changed = make_signal(article, BODY[1], version="2", background=True)
    add(ledger, make_reading(article, version="2", signals=[changed]), run="second")
    newest, oldest = ledger.history(changed.id)
    assert (newest.from_run, newest.to_run, newest.superseded_by) == ("second", None, None)
    assert (oldest.from_run, oldest.to_run, oldest.superseded_by) == ("first", "second", newest.revision)
    assert oldest.record.background is False
    lost = ledger.get(make_signal(article, BODY[2]).id)
    assert (lost.to_run, lost.superseded_by) == ("second", None)


def test_a_record_that_comes_back_is_a_new_revision(ledger):
    article = make_article()
    for version, signals in (("1", None), ("2", []), ("3", None)):
        add(ledger, make_reading(article, version=version, signals=signals), run=version)
    newest, oldest = ledger.history(make_signal(article, BODY[0]).id)
    assert (newest.from_run, newest.to_run) == ("3", None)
    assert (oldest.from_run, oldest.to_run, oldest.superseded_by) == ("1", "2", None)


def test_a_newer_extractor_gives_a_new_edition_and_old_spans_still_hold(ledger):
    article = make_article()
    add(ledger, make_reading(article))
    text = "سطر جديد في أول الصفحة\n\n" + TEXT
    moved = msgspec.structs.replace(make_article(text), id=article.id, digest=article.digest)
    added = add(ledger, make_reading(moved, version="2"), run="second")
    assert len(added.changed) == 7
    assert ledger.article(article.id).text == text
    newest, oldest = ledger.history(added.changed[0])
    for entry in (newest, oldest):
        span = entry.record.span
        assert ledger.article_of(entry).text[span.start : span.end] == span.quote
    assert ledger.check() == ()


def test_a_verbatim_copy_at_another_address_is_its_own_article(ledger):
    first = add(ledger, make_reading())
    furnished = TEXT.replace("أخبار الطقس", "أخبار الرياضة")
    copy = make_article(furnished, url="https://al-sahil.example/9", origin="pages/9.html")
    added = add(ledger, make_reading(copy))
    assert added.status is AddStatus.NEW
    assert added.duplicate_of == first.article
    assert ledger.counts().copies == 1
    assert {entry.article.copy_of for entry in ledger.entries()} == {None, first.article}


def test_spelling_of_the_body_does_not_hide_a_copy_but_other_words_do(ledger):
    first = add(ledger, make_reading())
    respelt = make_article(TEXT.replace("إن", "ان"), url="https://al-sahil.example/9")
    assert add(ledger, make_reading(respelt)).duplicate_of == first.article
    other = make_article(TEXT.replace("الدفاع", "الخارجية"), url="https://al-sahil.example/10")
    assert add(ledger, make_reading(other)).duplicate_of is None


def test_the_same_bytes_at_another_place_are_one_article(ledger):
    article = make_article(url=None)
    add(ledger, make_reading(article))
    again = make_reading(msgspec.structs.replace(article, origin="elsewhere/1.html"))
    for _ in range(2):
        added = add(ledger, again, run="second")
        assert (added.status, added.duplicate_of) == (AddStatus.UNCHANGED, article.id)
    rows = ledger._db.execute("SELECT origin, size FROM capture ORDER BY origin")
    assert [tuple(row) for row in rows] == [("elsewhere/1.html", 1234), ("pages/1.html", 1234)]
    assert add(ledger, make_reading(article, version="2")).duplicate_of is None


def test_a_reading_with_two_records_of_one_id_is_refused_whole(ledger):
    article = make_article()
    signal = make_signal(article, BODY[0])
    with pytest.raises(LedgerError, match="two records with the same id"):
        add(ledger, make_reading(article, signals=[signal, signal]))
    assert ledger.counts().articles == 0


def test_several_are_written_all_or_none(ledger):
    article, stamp = make_article(), Stamp("first", AT)
    signal = make_signal(article, BODY[0])
    other = make_article(TEXT + "\n\nسطر آخر", url="https://al-sahil.example/9", origin="pages/9.html")
    with pytest.raises(LedgerError, match="two records with the same id"):
        ledger.add_all([(make_reading(other), stamp), (make_reading(article, signals=[signal, signal]), stamp)])
    assert ledger.counts().articles == 0
    added = ledger.add_all([(one, stamp) for one in (make_reading(other), make_reading(article), make_reading(other))])
    assert [one.status for one in added] == [AddStatus.NEW, AddStatus.NEW, AddStatus.UNCHANGED]
    again = ledger.add_all([(make_reading(article, version="2"), stamp), (make_reading(other), stamp)])
    assert [one.status for one in again] == [AddStatus.RECODED, AddStatus.UNCHANGED]
    assert ledger.counts().articles == 2
    assert ledger.check() == ()


def test_text_that_cannot_be_stored_is_one_clear_error(ledger):
    article = make_article()
    broken = msgspec.structs.replace(article, title="\ud800")
    with pytest.raises(LedgerError):
        add(ledger, make_reading(broken))
    assert ledger.counts().articles == 0


def test_an_empty_article_can_be_added(ledger):
    add(ledger, make_reading(make_article("")))
    assert ledger.counts().articles == 1
    assert ledger.check() == ()


def test_inputs_set_aside_are_noted_once(ledger):
    for _ in range(2):
        ledger.set_aside("pages/2.html", "d" * 64, "binary", "no text in it", AT)
        ledger.set_aside("pages/3.html", None, "unreadable", "permission denied", AT)
    first, second = ledger.set_asides()
    assert (first.origin, first.digest, first.reason, first.at) == ("pages/2.html", "d" * 64, "binary", AT)
    assert second.digest is None
    assert ledger.counts().set_aside == {"binary": 1, "unreadable": 1}
    day = date.fromisoformat(AT[:10])
    assert len(list(ledger.set_asides(day, day))) == 2
    assert list(ledger.set_asides(day + timedelta(1))) == list(ledger.set_asides(until=day - timedelta(1))) == []


def test_many_rows_get_the_keys_that_are_returned_for_them(ledger):
    names = [f"s{number}" for number in range(150, 0, -1)]
    rows = [{"id": name, "size": number, "outlets": 1, "upstream": "{}"} for number, name in enumerate(names)]
    with ledger._db.transaction():
        keys = ledger._db.insert_all("story", rows)
        assert ledger._db.insert_all("story", []) == []
    held = {row["key"]: (row["id"], row["size"]) for row in ledger._db.execute("SELECT key, id, size FROM story")}
    assert [held[key] for key in keys] == [(row["id"], row["size"]) for row in rows]
    assert keys == sorted(keys)


def test_values_in_any_number_are_asked_for_once_each(ledger):
    names = [f"r{number}" for number in range(700)]
    ledger._db.executemany("INSERT INTO run (name, at) VALUES (?, '')", [(name,) for name in names])
    for asked in ([], names[:1], names[:3], names):
        assert sorted(row["name"] for row in ask(ledger._db, "SELECT name FROM run WHERE name IN", asked)) == sorted(
            asked
        )
    act(ledger._db, "DELETE FROM run WHERE name IN", names[:513])
    assert ledger._db.execute("SELECT count(*) FROM run").fetchone()[0] == 187
