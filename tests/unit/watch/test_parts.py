"""Parts by themselves: state, lanes, crew, lock, and pages that the archive has already."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from threading import Event

import pytest
from tests.unit.fetch.server import page as answer

from marsad.app.watch_kept import find_brought
from marsad.archive import Archive
from marsad.fetch import Refusal
from marsad.warc import Exchange, split_message
from marsad.watch import (
    Brought,
    Crew,
    Found,
    Kind,
    Lanes,
    Look,
    Page,
    Place,
    State,
    Status,
    WatchError,
    is_locked,
    locked,
)

FEED = Place(url="http://a.example/feed", outlet="a", kind=Kind.FEED, host="a.example")
URL = "http://a.example/1"


@pytest.fixture
def state(tmp_path):
    with State.open(tmp_path / "marsad.watch") as opened:
        opened.follow([FEED])
        yield opened


def look(*urls, **rest):
    return Look(final=FEED.url, pages=tuple(Found(url, "a.example") for url in urls), **rest)


def test_new_pages_come_first_and_those_to_ask_again_by_turns(state):
    state.note_look(FEED, look(URL, f"{URL}2"), 10.0, 900.0)
    for page in state.waiting_pages("a", 11.0, 11.0, 9):
        state.note_same(page, 12.0, 20.0)
    state.db.execute("UPDATE page SET status = 'read'")
    state.note_look(FEED, look(f"{URL}3", f"{URL}4"), 13.0, 900.0)
    assert [page.url[-1] for page in state.waiting_pages("a", 21.0, 21.0, 9)] == ["3", "1", "4", "2"]
    assert [page.url[-1] for page in state.waiting_pages("a", 19.0, 19.0, 9)] == ["3", "4"]
    assert state.next_due(["a"]) == 0.0


def test_a_held_host_is_left_alone_longer_each_time(state):
    state.note_look(FEED, look(URL), 10.0, 20.0)
    untils = [state.hold("a.example", 100.0) for _ in range(3)]
    assert untils == [400.0, 700.0, 1300.0]
    assert state.waiting_pages("a", 1000.0, 1299.0, 9) == []
    assert state.due_places("a", 1000.0, 1299.0) == []
    assert len(state.waiting_pages("a", 1000.0, 1301.0, 9)) == 1
    assert len(state.due_places("a", 1000.0, 1301.0)) == 1


def test_no_address_is_noted_once(state):
    bad = (("\\/x", Refusal("address", "backslashes")),)
    assert state.note_look(FEED, look(URL, bad=bad), 10.0, 20.0) == (1, ("\\/x",))
    assert state.note_look(FEED, look(URL, bad=bad), 20.0, 30.0) == (0, ())


def test_a_file_of_another_kind_or_version_is_told_in_a_line(tmp_path):
    for name, script, says in (
        ("other", "CREATE TABLE x (y)", "is a SQLite file of another program"),
        ("newer", "PRAGMA user_version = 9", "another version of marsad"),
    ):
        path = tmp_path / name
        if name == "newer":
            State.open(path).close()
        with closing(sqlite3.connect(path)) as db:
            db.execute(script)
        with pytest.raises(WatchError, match=says):
            State.open(path)
    with pytest.raises(WatchError, match="no such state"):
        State.open(tmp_path / "none", readonly=True)
    with pytest.raises(WatchError, match="it is a folder"):
        State.open(tmp_path)


def test_one_watch_at_a_time(tmp_path):
    path = tmp_path / "marsad.watch"
    assert not is_locked(path)
    with locked(path):
        assert is_locked(path)
        with pytest.raises(WatchError, match="another watch is running"), locked(path):
            pass
    assert not is_locked(path)


def test_an_outlet_has_one_question_at_a_time_and_a_share_of_the_unread():
    pages = [
        Page(key=n, url=str(n), outlet="a", host="a", status=Status.WANTED, found=0.0, asked=0.0) for n in range(9)
    ]
    lanes = Lanes(lambda outlet: [pages.pop(0)] if pages else [], lambda outlet: 5.0)
    lanes.follow(["a"])
    for _ in range(4):
        assert lanes.take(0.0)
        assert lanes.take(0.0) is None
        lanes.begin_reading("a")
        lanes.answered("a")
    assert lanes.take(0.0) is None
    lanes.end_reading("a")
    assert lanes.take(0.0)


def test_a_thread_reports_whatever_happens():
    reports, done = [], Event()

    def ask(task):
        if task == "bad":
            raise ValueError("of some kind")
        if task == "shut":
            raise Refusal("gone", "is gone")
        return task.upper()

    def report(task, result):
        reports.append((task, result if isinstance(result, str) else result.reason))
        if len(reports) == 3:
            done.set()

    crew = Crew(2, ask, report)
    for task in ("good", "bad", "shut"):
        crew.give(task)
    assert done.wait(60)
    crew.close()
    assert sorted(reports) == [("bad", "error"), ("good", "GOOD"), ("shut", "gone")]


def test_what_was_archived_since_it_was_asked_for_is_not_asked_for_again(tmp_path):
    def keep(url, whole, second):
        head, body = split_message(whole)
        archive.append(Exchange(url=url, at=datetime.fromtimestamp(second, UTC), head=head, body=body))

    def find(asked=10.0):
        page = Page(key=1, url=URL, outlet="a", host="a.example", status=Status.WANTED, found=asked, asked=asked)
        return find_brought(archive, page)

    with Archive.open(tmp_path) as archive:
        assert find() is None
        keep(URL, answer(b"old"), 5)
        assert find() is None
        keep(URL, answer(b"", "Location: /2", status="302 Found"), 11)
        assert find() is None
        keep("http://a.example/2", answer(b"new", 'ETag: "x"'), 12)
        found = find()
        assert isinstance(found, Brought)
        assert (found.final, found.capture.body, found.validator.etag) == ("http://a.example/2", b"new", '"x"')
        assert (found.capture.origin, found.capture.url) == (URL, "http://a.example/2")
        keep(URL, answer(b"", status="503 Busy"), 13)
        assert find() is None
        keep(URL, answer(b"", "Location: /1", status="302 Found"), 14)
        assert find() is None
        keep(URL, answer(b"x", kind="image/png"), 15)
        assert find() is None
