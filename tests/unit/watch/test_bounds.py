"""What a watch has in hand is bounded, in all and for each outlet."""

from concurrent.futures import Future
from threading import Timer

from marsad.watch.crew import Crew
from marsad.watch.lanes import Lanes

from .running import read, run_once


def test_no_more_is_asked_at_once_than_there_are_threads(presses, path, clock, monkeypatch):
    give, busy = Crew.give, []

    def note(crew, task):
        give(crew, task)
        busy.append(crew.busy)

    monkeypatch.setattr(Crew, "give", note)
    assert run_once(path, clock, threads=1).total.read > 3
    assert set(busy) == {1}


def test_pages_that_wait_to_be_read_hold_up_asking(presses, path, clock):
    left = []

    def read_later(capture):
        future = Future()
        Timer(0.05, lambda: future.set_result(read(capture))).start()
        return future

    total = run_once(path, clock, most=2, submit=read_later, advance=lambda done, in_hand: left.append(in_hand)).total
    assert total.read == 9
    assert max(left) == 2


def test_a_huge_outlet_has_its_share_of_what_is_in_hand():
    pages = {"huge": [f"huge {number}" for number in range(99)], "small": ["small 1"]}
    lanes = Lanes(lambda outlet: pages.pop(outlet, []), lambda outlet: float("inf"))
    lanes.follow(["huge", "small"])
    taken = []
    while job := lanes.take(0.0):
        taken.append(job)
        lanes.begin_reading(job.split()[0])
        lanes.answered(job.split()[0])
    assert taken == ["huge 0", "small 1", "huge 1", "huge 2", "huge 3"]
    lanes.end_reading("huge")
    assert lanes.take(0.0) == "huge 4"
