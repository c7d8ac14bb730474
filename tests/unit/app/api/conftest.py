"""An API over a ledger of made pages, and of one made by hand."""

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from bench.made_episodes import make_corpus
from marsad.app.api import create_api
from marsad.app.api.stream import Pace
from marsad.ledger import Ledger
from marsad.model import Basis, Capture, When
from marsad.pipeline import read_capture

from ..made import make_reading

HERE = ("127.0.0.1", 50000)


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A ledger that holds reworded, denied and retold acts, and a page made by hand."""
    path = tmp_path_factory.mktemp("api") / "marsad.ledger"
    articles, _ = make_corpus(30, seed=3)
    with Ledger.open(path) as ledger:
        for number, made in enumerate(articles):
            capture = Capture(
                origin=f"{made.name}.txt",
                body=made.text.encode(),
                url=f"https://{number}.example/{made.name}",
                media="text",
                published=When.day(made.day, Basis.GIVEN),
            )
            ledger.add(read_capture(capture), run="run", at="2031-03-05T00:00:00+00:00")
        ledger.add(make_reading(), run="run", at="2031-03-05T00:00:00+00:00")
        list(ledger.reconcile())
    return path


def make_client(path, *, host="localhost", client=HERE, **options):
    """Return a client of an API over the ledger at `path`."""
    options.setdefault("pace", Pace(every=0.01, beat=0.02, life=0.05, clients=2))
    return TestClient(create_api(path, **options), base_url=f"http://{host}", client=client)


@pytest.fixture
def client(path):
    """A program on this machine."""
    with make_client(path) as opened:
        yield opened
