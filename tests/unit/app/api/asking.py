"""Clients of an API."""

from starlette.testclient import TestClient

from marsad.app.api import create_api
from marsad.app.api.stream import Pace

HERE = ("127.0.0.1", 50000)


def make_client(path, *, host="localhost", client=HERE, **options):
    """Return a client of an API over the ledger at `path`."""
    options.setdefault("pace", Pace(every=0.01, beat=0.02, life=0.05, clients=2))
    return TestClient(create_api(path, **options), base_url=f"http://{host}", client=client)
