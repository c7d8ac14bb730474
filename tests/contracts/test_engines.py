"""What every engine of the family keeps."""

import os

import pytest

from marsad.engines import load_engines
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
    digest = make_digest(capture.body)
    name = make_article_id(None, digest)
    article = Article(id=name, digest=digest, origin=capture.origin, text=words, blocks=(), name=capture.name)
    return Reading(article=article, on_topic=False, topic="made", version="1", codebook="2")


def page(words, number):
    return Capture(origin=f"page {number}", name=str(number), body=words.encode(), media="text")


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def engine(request):
    return request.param


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
