"""The engine of one machine: order, failures, dead workers, bounded reading ahead."""

from itertools import islice
from pathlib import Path
from pickle import PicklingError

import pytest
from tests.apart import do_apart

from marsad import early
from marsad.early import begin, can_copy
from marsad.engines import Lost, base
from marsad.engines.local import LocalEngine, worker
from marsad.engines.local.pool import Pool
from marsad.model import Reading
from marsad.sources import SetAside

from .made import Asleep, count_loading, die_of_nothing, outside, page, raise_oddly, read

MIXED = ["one", "raise", "slow two", "memory", "recurse", "empty", "three"]


def run(texts, jobs):
    items = [page(text, number) for number, text in enumerate(texts)]
    return list(LocalEngine().run(items, read, jobs))


def test_order_and_outcomes_do_not_depend_on_the_number_of_jobs():
    alone, several = run(MIXED, 1), run(MIXED, 2)
    assert alone == several
    assert [outcome.article.name for outcome in alone if isinstance(outcome, Reading)] == ["0", "2", "6"]


def test_a_failing_page_is_set_aside_with_its_kind_and_one_line():
    failed = run(["raise"], 1)[0]
    assert (failed.reason, failed.message) == ("error", "ZeroDivisionError: no such thing")
    assert failed.origin == "page 0"
    assert len(failed.digest) == 64


@pytest.mark.parametrize(("text", "reason", "message"), [
    ("memory", "memory", "takes more memory than a page may"),
    ("empty", "empty", "the capture is empty"),
])  # fmt: skip
def test_reasons(text, reason, message):
    failed = run([text], 1)[0]
    assert (failed.reason, failed.message) == (reason, message)


def test_recursion_without_end_is_set_aside():
    assert run(["recurse"], 1)[0].message.startswith("RecursionError")


def test_a_dead_worker_costs_its_page_alone():
    outcomes = run(["a", "b", "die", "c", "d", "e", "f", "g", "h", "i", "j"], 2)
    assert [outcome.origin for outcome in outcomes if isinstance(outcome, SetAside)] == ["page 2"]
    assert outcomes[2].reason == "crash"
    assert [outcome.article.text for outcome in outcomes if isinstance(outcome, Reading)] == list("abcdefghij")


def test_what_cannot_be_sent_to_a_worker_costs_no_place_in_the_pool():
    with Pool(read, 1, 30.0) as pool:
        with pytest.raises((AttributeError, PicklingError)):
            pool.submit(lambda: "no capture").result(timeout=60)
        assert pool.submit(page("a", 0)).result(timeout=60).article.text == "a"


def test_set_asides_pass_through_in_their_place():
    aside = SetAside(origin="x", reason="missing", message="no such file or folder")
    for jobs in (1, 2):
        outcomes = list(LocalEngine().run([page("a", 0), aside, page("b", 1)], read, jobs))
        assert outcomes[1] is aside


def take_endless(text, jobs, mark=None, **options):
    """Return how many pages are taken for the first three outcomes; a dozen of them make the file `mark`."""
    taken = []

    def endless():
        for number in range(10_000):
            taken.append(number)
            if mark and number == 11:
                mark.touch()
            yield page(text, number)

    run = LocalEngine().run(endless(), read, jobs, **options)
    assert len(list(islice(run, 3))) == 3
    run.close()
    return len(taken)


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_reads_only_a_window_ahead(jobs):
    assert take_endless("slow", jobs) <= 3 + 4 * jobs
    assert take_endless("slow", jobs, ahead=20) <= 3 + 20 * jobs


def test_large_pages_make_the_window_small(monkeypatch, tmp_path):
    monkeypatch.setattr("marsad.engines.local.engine._BYTES", 100)
    assert take_endless("slow" * 10, 2, ahead=20) <= 3 + 4 * 2
    monkeypatch.setattr("marsad.engines.local.engine._BYTES", 100_000)
    mark = tmp_path / "a dozen"
    assert take_endless(f"until {mark}", 2, mark, ahead=20) > 3 + 4 * 2


def test_guard_says_what_kind_of_error_where_it_has_no_words():
    def fail(capture):
        raise KeyError

    assert base.read_guarded(fail, page("a")).message == "KeyError"


def test_pages_of_strangers_are_read_in_another_process_and_ones_own_in_this():
    """Fails where `outside` is not looked at: the first page would end this process."""
    items = [outside("die"), page("a"), outside("b"), page("raise"), outside("die"), page("c")]
    seen = [one.reason if isinstance(one, SetAside) else one.article.text for one in LocalEngine().run(items, read, 1)]
    assert seen == ["crash", "a", "b", "error", "crash", "c"]


def test_a_process_that_does_not_get_ready_is_not_waited_for(monkeypatch):
    """Fails without `START`: it would be waited for without end."""
    monkeypatch.setattr(worker, "START", 0.5)
    (failed,) = LocalEngine().run([outside("a")], Asleep(), 1)
    assert (failed.reason, failed.message) == ("crash", "the process that was to read this page did not start")


HANDLES = Path("/proc/self/fd")
copying = pytest.mark.skipif(not can_copy(), reason="this platform copies no processes")


@copying
def test_what_is_loaded_is_loaded_once_for_all_workers_and_those_after_them(tmp_path, monkeypatch):
    """Fails where each worker loads for itself."""
    monkeypatch.setenv("COUNTED", str(tmp_path / "count"))
    texts = ["slow a", "slow b", "die", "slow c", "die", "slow d", "slow e"]
    items = [page(text, number) for number, text in enumerate(texts)]
    outcomes = list(LocalEngine().run(items, read, 2, prepare=count_loading))
    assert [isinstance(outcome, Reading) for outcome in outcomes] == [not text.startswith("die") for text in texts]
    assert (tmp_path / "count").read_text() == "."


@copying
def test_where_the_process_that_is_copied_dies_another_takes_its_place():
    """Its copies end with it, and cost the pages that they were reading; fails where it is asked again though dead."""
    with Pool(read, 1, 30.0) as pool:
        outcomes = [pool.submit(page(text)).result(timeout=60) for text in ("a", "kill the parent", "b", "c")]
    assert [getattr(outcome, "reason", None) for outcome in outcomes] == [None, "crash", None, None]


def count_handles():
    """Return how many handles are open before workers are lost, and after."""
    with Pool(read, 1, 30.0) as pool:
        pool.submit(page("a")).result(timeout=60)
        before = len(list(HANDLES.iterdir()))
        for _ in range(5):
            assert pool.submit(page("die")).result(timeout=60).reason == "crash"
        assert isinstance(pool.submit(page("a")).result(timeout=60), Reading)
        return before, len(list(HANDLES.iterdir()))


@copying
def test_a_lost_worker_leaves_no_handle_and_no_process_behind():
    """Fails where handles or pipes of lost workers stay open."""
    before, after = do_apart(count_handles)
    assert after <= before


@copying
def test_the_process_begun_early_is_taken_by_the_next_pool_and_one_that_died_is_not():
    """Fails where it is begun again by the pool, or trusted though dead."""
    for dies in (False, True):
        begin("json")
        (waiting,) = early._waiting
        if dies:
            waiting.process.kill()
            waiting.process.wait()
        with Pool(read, 1, 30.0) as pool:
            assert isinstance(pool.submit(page("a")).result(timeout=60), Reading)
            assert (pool._template._process is waiting.process) is not dies
        assert early._waiting == []


def test_a_task_that_kills_every_process_that_tries_it_is_lost_and_costs_no_other():
    """Fails where tasks are done in the process that the user talks to. The same of Dask: see `test_dask`."""
    found = dict(LocalEngine().spread([1, 0, 2], die_of_nothing))
    assert (found[1], found[2]) == (1, 2)
    assert found[0] == Lost(reason="crash", message=f"{base.TRIES} processes died of it")


def test_an_error_that_does_not_survive_the_way_is_told_by_its_words():
    with pytest.raises(RuntimeError, match="Odd: here"):
        list(LocalEngine().spread([1], raise_oddly))
