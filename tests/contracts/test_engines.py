"""What every engine of the family keeps."""

import ctypes
import os
import signal
import time
from functools import partial

import msgspec
import pytest
from tests.patience import try_limits

from marsad.engines import load_engines
from marsad.engines.local import pool
from marsad.engines.memory import holds_memory
from marsad.extract import ExtractError
from marsad.model import Article, Capture, Reading, make_article_id, make_digest
from marsad.sources import SetAside

ENGINES = load_engines()


def read(capture):
    """Read a page as its words, or fail as the page says; importable by name, as workers need."""
    words = capture.body.decode()
    if words == "refuse":
        raise ExtractError("empty", "the capture is empty")
    if words == "fail":
        raise ArithmeticError("sum")
    if words == "die":
        os._exit(1)
    if words == "abort":  # as C code does that finds no memory
        os.abort()
    if words == "hang":  # in C, and no other thread of the process ever runs again
        ctypes.PyDLL(None).sleep(600)
    if words == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    if words == "eat":
        return bytearray(3 << 30)
    if words == "eat on":
        return [bytearray(1 << 20) for _ in range(4_000)]
    digest = make_digest(capture.body)
    name = make_article_id(None, digest)
    article = Article(id=name, digest=digest, origin=capture.origin, text=words, blocks=(), name=capture.name)
    return Reading(article=article, on_topic=False, topic="made", version="1", codebook="2")


def page(words, number):
    return Capture(origin=f"page {number}", name=str(number), body=words.encode(), media="text")


@pytest.fixture(
    params=[(engine, copies) for engine in ENGINES for copies in (True, False)],
    ids=lambda pair: f"{pair[0].name}-{'copies' if pair[1] else 'fresh'}",
)
def engine(request, monkeypatch):
    """Each engine with either kind of process, as platforms have them."""
    engine, copies = request.param
    if not copies:
        monkeypatch.setattr(pool, "can_copy", lambda: False)
    elif not pool.can_copy():
        pytest.skip("this platform copies no processes")
    return engine


def test_names_are_unique():
    assert len({engine.name for engine in ENGINES}) == len(ENGINES)


def test_one_outcome_an_item_in_order_whatever_the_number_of_jobs(engine):
    aside = SetAside(origin="gone", reason="missing", message="no such file or folder")
    items = [page("a", 0), aside, page("refuse", 1), page("b", 2), page("fail", 3), page("c", 4)]
    outcomes = [list(engine.run(items, read, jobs)) for jobs in (1, 2, 3)]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    told = [one.reason if isinstance(one, SetAside) else one.article.text for one in outcomes[0]]
    assert told == ["a", "missing", "empty", "b", "error", "c"]


def test_nothing_to_do(engine):
    assert list(engine.run([], read, 1)) == list(engine.run([], read, 2)) == []


def test_a_page_that_kills_its_worker_costs_itself(engine):
    outcomes = list(engine.run([page("a", 0), page("die", 1), page("b", 2), page("die", 3), page("c", 4)], read, 2))
    told = [one.reason if isinstance(one, SetAside) else one.article.text for one in outcomes]
    assert told == ["a", "crash", "b", "crash", "c"]


def test_set_asides_say_where_and_never_hold_a_traceback(engine):
    (aside,) = engine.run([page("fail", 7)], read, 1)
    assert (aside.origin, aside.name, len(aside.digest)) == ("page 7", "7", 64)
    assert "\n" not in aside.message
    assert "Traceback" not in aside.message


def test_an_engine_may_be_left_in_the_middle(engine):
    run = engine.run((page(str(number), number) for number in range(100)), read, 2)
    assert next(run).article.text == "0"
    run.close()


def tell(outcomes):
    return [one.reason if isinstance(one, SetAside) else one.article.text for one in outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_loaded_first_costs_no_page_its_time(engine, jobs):
    """Fails where each process loads with its first page."""

    def run(limit):
        load = partial(time.sleep, 1.5 * limit)  # longer than any page may take
        items = [page("a", 0), page("die", 1), page("b", 2)]
        return tell(engine.run(items, read, jobs, limit=limit, prepare=load))

    wanted = ["a", "crash", "b"]
    assert try_limits(run, wanted)[0] == wanted


def from_outside(words, number):
    return msgspec.structs.replace(page(words, number), outside=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_from_outside_that_kills_its_process_costs_itself(engine, jobs):
    """Fails where one job reads such pages itself."""
    items = [from_outside(words, number) for number, words in enumerate(["a", "abort", "b", "die", "c"])]
    assert tell(engine.run(items, read, jobs)) == ["a", "crash", "b", "crash", "c"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_hangs_in_c_or_stops_its_process_costs_itself(engine, jobs):
    """Fails without the limit on time, and where it is kept by a signal or thread of the hanging process."""
    items = [from_outside(words, number) for number, words in enumerate(["a", "hang", "b", "stop", "c"])]
    wanted = ["a", "timeout", "b", "timeout", "c"]
    begun = time.monotonic()
    assert try_limits(lambda limit: tell(engine.run(items, read, jobs, limit=limit)), wanted)[0] == wanted
    assert time.monotonic() - begun < 300


@pytest.mark.skipif(not holds_memory(), reason="this platform holds no process to a limit on memory")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_eats_memory_costs_itself(engine, jobs):
    """Fails without the limit on memory: some gigabytes would be had, since nobody writes to them."""
    items = [from_outside(words, number) for number, words in enumerate(["a", "eat", "b", "eat on", "c"])]
    outcomes = list(engine.run(items, read, jobs, memory=200_000_000))
    assert tell(outcomes) == ["a", "memory", "b", "memory", "c"]
    assert outcomes[1].message == outcomes[3].message == "takes more memory than a page may"


def test_strangers_have_limits_unasked(engine):
    (failed,) = engine.run([from_outside("eat", 0)], read)
    assert failed.reason == "memory"
