"""What is dear to find out is kept, found out anew behind the asker's back, and never given when it is too old."""

import threading
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from marsad.app.behind import Behind
from marsad.app.memory import Memory
from marsad.ledger import Ledger, find_place

LONG = 2.0  # seconds; what is found out at once takes none
LONGEST = 240.0  # seconds that anything here may really take, on a machine that has much else to do


class Watch:
    """A clock that goes as far as it is told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Fake:
    """A ledger of which only its place and state are asked."""

    def __init__(self, place="a.ledger"):
        self.place = place
        self.now = "one"
        self.pages = SimpleNamespace(state=lambda: self.now)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def ledger(monkeypatch):
    one = Fake()
    monkeypatch.setattr("marsad.app.memory.open_ledger", lambda place: one)
    return one


@pytest.fixture
def told():
    return []


@pytest.fixture
def behind(told):
    made = Behind(told.append)
    yield made
    made.close()


@pytest.fixture
def memory(watch, behind):
    return Memory(watch, behind)


def count(watch, seconds=0.0):
    """Return something that takes so long and says how often it was asked."""
    asked = []

    def find(ledger):
        watch.now += seconds
        asked.append(1)
        return len(asked)

    find.asked = asked
    return find


def list_behind():
    return {thread for thread in threading.enumerate() if thread.name == "marsad-behind"}


def rest():
    """Wait until nothing is done behind anybody's back."""
    for thread in list_behind():
        thread.join(LONGEST)
        assert not thread.is_alive()


def test_what_is_known_is_not_found_out_again_while_the_ledger_stands(memory, watch, ledger):
    find = count(watch, LONG)
    assert [memory.recall("a", ledger, find) for _ in range(3)] == [1, 1, 1]
    watch.now += 1e9
    assert memory.recall("a", ledger, find) == 1


def test_what_is_found_at_once_is_never_older_than_the_ledger(memory, watch, ledger):
    find = count(watch)
    assert memory.recall("a", ledger, find) == 1
    ledger.now = "two"
    assert memory.recall("a", ledger, find) == 2
    assert memory.recall("b", ledger, find) == 3
    assert memory.recall("a", Fake("b.ledger"), find) == 4


def test_what_takes_long_is_given_as_it_was_and_found_out_anew_behind(memory, watch, ledger):
    find = count(watch, LONG)
    memory.recall("a", ledger, find)
    ledger.now = "two"
    watch.now += 50 * LONG - 1
    assert memory.recall("a", ledger, find) == 1
    rest()
    assert len(find.asked) == 1  # it stands for fifty times as long as it took
    watch.now += 2
    assert memory.recall("a", ledger, find) == 1
    rest()
    assert memory.recall("a", ledger, find) == 2


def test_it_stands_for_five_minutes_at_most(memory, watch, ledger):
    find = count(watch, 100.0)
    memory.recall("a", ledger, find)
    ledger.now = "two"
    watch.now += 301
    assert memory.recall("a", ledger, find) == 1
    rest()
    assert memory.recall("a", ledger, find) == 2


def test_what_is_older_than_ten_minutes_is_waited_for(memory, watch, ledger):
    find = count(watch, LONG)
    memory.recall("a", ledger, find)
    ledger.now = "two"
    watch.now += 601
    assert memory.recall("a", ledger, find) == 2


def test_who_asks_meanwhile_does_not_wait_and_it_is_found_out_once(memory, watch, ledger):
    memory.recall("a", ledger, count(watch, LONG))
    ledger.now = "two"
    watch.now += 101
    begun, go, asked = Event(), Event(), []

    def find(ledger):
        asked.append(threading.current_thread().name)
        begun.set()
        assert go.wait(LONGEST)
        return "new"

    assert memory.recall("a", ledger, find) == 1
    assert begun.wait(LONGEST)
    assert [memory.recall("a", ledger, find) for _ in range(5)] == [1] * 5
    go.set()
    rest()
    assert memory.recall("a", ledger, find) == "new"
    assert asked == ["marsad-behind"]


def test_of_two_who_ask_first_one_finds_it_out(memory, watch, ledger):
    begun, go, found = Event(), Event(), []

    def find(ledger):
        begun.set()
        assert go.wait(LONGEST)
        return "found"

    threads = [Thread(target=lambda: found.append(memory.recall("a", ledger, find)))]
    threads[0].start()
    assert begun.wait(LONGEST)
    threads.append(Thread(target=lambda: found.append(memory.recall("a", ledger, lambda ledger: "never"))))
    threads[1].start()
    go.set()
    for thread in threads:
        thread.join(LONGEST)
    assert found == ["found", "found"]


def test_only_so_much_is_kept(memory, watch, ledger, monkeypatch):
    monkeypatch.setattr("marsad.app.memory._MOST", 2)
    find = count(watch)
    for name in "abc":
        memory.recall(name, ledger, find)
    assert memory.recall("c", ledger, find) == 3
    assert memory.recall("a", ledger, find) == 4


def test_what_fails_is_not_kept(memory, ledger):
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", ledger, lambda ledger: 1 / 0)
    assert memory.recall("a", ledger, lambda ledger: 5) == 5


def test_what_fails_behind_is_told_and_tried_again_later(memory, watch, ledger, told):
    memory.recall("a", ledger, count(watch, LONG))
    ledger.now = "two"
    watch.now += 101
    for _ in range(3):
        assert memory.recall("a", ledger, lambda ledger: 1 / 0) == 1
        rest()
    assert [type(error) for error in told] == [ZeroDivisionError]
    watch.now += 61
    assert memory.recall("a", ledger, lambda ledger: "new") == 1
    rest()
    assert memory.recall("a", ledger, lambda ledger: "never") == "new"


def test_no_thread_is_left_once_it_is_closed_and_none_begins(memory, watch, ledger):
    before = list_behind()  # what other tests have left is theirs
    memory.prepare("a", lambda: None)
    memory.close()
    assert list_behind() <= before
    memory.recall("b", ledger, count(watch, LONG))
    ledger.now = "two"
    watch.now += 101
    assert memory.recall("b", ledger, count(watch, LONG)) == 1
    assert list_behind() <= before


def test_a_thread_ends_once_nothing_is_to_do(memory, watch, ledger):
    find = count(watch, LONG)
    memory.recall("a", ledger, find)
    ledger.now = "two"
    watch.now += 101
    memory.recall("a", ledger, find)
    rest()
    assert memory.recall("a", ledger, find) == 2


def test_only_so_much_waits(behind, monkeypatch):
    monkeypatch.setattr("marsad.app.behind._MOST", 2)
    begun, go, done = Event(), Event(), []

    def hold():
        begun.set()
        assert go.wait(LONGEST)

    behind.do("first", hold)
    assert begun.wait(LONGEST)
    for name in ("a", "a", "b", "c"):
        behind.do(name, lambda name=name: done.append(name))
    go.set()
    rest()
    assert done == ["a", "b"]


def test_a_fault_behind_is_told_in_one_line(capsys):
    behind = Behind()
    behind.do("a", lambda: [].index("line\nend"))
    rest()
    told = capsys.readouterr().err
    assert told.startswith("marsad: found out behind the pages: ValueError: ")
    assert told.count("\n") == 1


def test_the_version_is_another_one_once_anything_was_found_out(memory, watch, ledger):
    before = memory.version
    memory.recall("a", ledger, count(watch))
    assert memory.version != before
    known = memory.version
    memory.recall("a", ledger, count(watch))
    assert memory.version == known


def test_a_real_ledger_is_opened_for_itself_behind(tmp_path, watch, behind):
    place = find_place(tmp_path / "a.ledger")
    with Ledger.open(place):
        pass
    with Ledger.open(place, readonly=True) as mine:
        other, articles = Memory(watch, behind).wait_for(
            "a", mine, lambda ledger: (ledger, ledger.sizes().articles), LONGEST
        )
    assert other is not mine
    assert articles == 0


def test_what_is_prepared_is_done_behind_and_only_that(memory, ledger):
    done = Event()
    memory.prepare("words", done.set)
    assert done.wait(LONGEST)
    rest()
    assert memory.version == 0


def test_who_has_no_patience_is_told_nothing_and_it_is_found_out_all_the_same(memory, watch, ledger):
    done, slow = Event(), Event()

    def find(_):
        slow.wait(LONGEST)
        done.set()
        return "found"

    assert memory.wait_for("name", ledger, find, 0.0) is None
    slow.set()
    assert done.wait(LONGEST)
    assert memory.wait_for("name", ledger, lambda _: 1 / 0, LONGEST) == "found"


def test_who_waits_long_enough_has_it(memory, ledger):
    assert memory.wait_for("name", ledger, lambda _: "found", LONGEST) == "found"
