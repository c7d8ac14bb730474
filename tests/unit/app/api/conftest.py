"""An API over a ledger of made pages, and of one made by hand. Without the web's libraries nothing is tested here."""

from importlib.util import find_spec

import pytest

from bench.made_episodes import make_captures
from marsad.ledger import Ledger
from marsad.pipeline import read_capture

from ..made import make_reading

collect_ignore_glob = [] if find_spec("starlette") and find_spec("httpx2") else ["test_*.py"]


@pytest.fixture(autouse=True)
def _never_older(monkeypatch):
    """However busy the machine, nothing takes so long to find out that it is given as it was before a change."""
    monkeypatch.setattr("marsad.app.memory._QUICK", 600.0)
    monkeypatch.setattr("marsad.app.api.series._PATIENCE", 240.0)  # nor told to ask again


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A ledger that holds reworded, denied and retold acts, and a page made by hand."""
    path = tmp_path_factory.mktemp("api") / "marsad.ledger"
    with Ledger.open(path) as ledger:
        for capture in make_captures(30, seed=3):
            ledger.add(read_capture(capture), run="run", at="2031-03-05T00:00:00+00:00")
        ledger.add(make_reading(), run="run", at="2031-03-05T00:00:00+00:00")
        list(ledger.reconcile())
    return path


@pytest.fixture
def client(path):
    """A program on this machine."""
    from .asking import make_client

    with make_client(path) as opened:
        yield opened
