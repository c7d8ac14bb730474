"""The API behind a real server: records reach who listens as they are written, and who hangs up frees the seat."""

import http.client
import threading
import time

import pytest

from marsad.app.api import create_api
from marsad.app.api.stream import Pace
from marsad.ledger import Ledger

from ..made import make_reading

uvicorn = pytest.importorskip("uvicorn")


@pytest.fixture
def served(tmp_path):
    """The port of an API over an empty ledger that lets two listen, and the ledger."""
    with Ledger.open(tmp_path / "marsad.ledger") as ledger:
        app = create_api(ledger.path, pace=Pace(every=0.02, beat=0.05, life=30, clients=2))
        config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        wait(lambda: server.started)
        yield server.servers[0].sockets[0].getsockname()[1], ledger
        server.should_exit = True
        thread.join(10)


def wait(until):
    for _ in range(500):
        if until():
            return
        time.sleep(0.01)
    raise TimeoutError


def listen(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/stream")
    return connection, connection.getresponse()


def test_records_reach_who_listens(served):
    port, ledger = served
    first, events = listen(port)
    assert events.readline() == b"retry: 3000\n"
    ledger.add(make_reading(), run="1", at="2031-03-05T00:00:00+00:00")
    held, numbers = len(list(ledger.entries())), []
    while len(numbers) < held:
        line = events.readline()
        if line.startswith(b"event: record"):
            numbers.append(line)
    second, more = listen(port)
    third, none = listen(port)
    assert (more.status, none.status) == (200, 503)
    for each in (events, first, more, second, none, third):
        each.close()

    def is_free():
        connection, answer = listen(port)
        answer.close()
        connection.close()
        return answer.status == 200

    wait(is_free)
