"""The API behind a real server: records reach who listens as they are written, and who hangs up frees the seat."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from tests.stores import find_free_port

from marsad.app.api import create_api
from marsad.app.api.stream import Pace
from marsad.ledger import Ledger

from ..made import make_reading

uvicorn = pytest.importorskip("uvicorn")
LONGEST = 240.0  # seconds for anything here, on a machine that has much else to do
AT = "2031-03-05T00:00:00+00:00"


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "marsad.ledger") as ledger:
        yield ledger


@pytest.fixture
def port(ledger):
    """The port of an API over an empty ledger that lets two listen."""
    app = create_api(ledger.place.file, pace=Pace(every=0.02, beat=0.05, life=2 * LONGEST, clients=2))
    config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(LONGEST)
    assert not thread.is_alive()


def wait(until):
    """Wait until something is true; fail where it never is."""
    end = time.monotonic() + LONGEST
    while not until():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)


def listen(port, path="/stream"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    connection.request("GET", path)
    return connection, connection.getresponse()


def count_events(events, wanted):
    """Read a stream up to its `wanted`-th record; fail where it ends before, or has nothing else to tell for long."""
    end, found = time.monotonic() + LONGEST, 0
    while found < wanted:
        line = events.readline()
        assert line, "the stream has ended"
        assert time.monotonic() < end, "no record came"
        found += line.startswith(b"event: record")
    return found


def test_records_reach_who_listens(port, ledger):
    first, events = listen(port)
    assert events.readline() == b"retry: 3000\n"
    ledger.add(make_reading(), run="1", at=AT)
    held = len(list(ledger.entries()))
    assert count_events(events, held) == held
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


def test_what_is_written_before_the_first_look_is_new(port, ledger, monkeypatch):
    from marsad.app.api import app

    look, may_look = app.look_for, threading.Event()

    def look_late(*words):
        assert may_look.wait(LONGEST)
        return look(*words)

    monkeypatch.setattr(app, "look_for", look_late)
    connection, events = listen(port)
    assert [events.readline() for _ in range(2)] == [b"retry: 3000\n", b"id: 0\n"]
    ledger.add(make_reading(), run="1", at=AT)
    may_look.set()
    held = len(list(ledger.entries()))
    assert count_events(events, held) == held
    events.close()
    connection.close()


def test_a_ledger_that_is_gone_ends_a_stream(port, ledger):
    connection, events = listen(port)
    assert events.readline() == b"retry: 3000\n"
    ledger.place.file.rename(ledger.place.file.with_name("moved"))
    while events.readline():
        pass
    connection.close()
    connection, answer = listen(port)
    assert (answer.status, answer.headers["content-type"]) == (503, "application/problem+json")
    connection.close()


def test_ctrl_c_ends_a_server_that_somebody_listens_to(ledger):
    port = find_free_port()
    command = [sys.executable, "-m", "marsad", "serve", "--ledger", str(ledger.place.file), "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(os.environ), start_new_session=True
    ) as server:
        try:
            wait(lambda: is_listening(port))
            connection, events = listen(port, "/api/stream")
            assert events.readline() == b"retry: 3000\n"
            server.send_signal(signal.SIGINT)
            _, told = server.communicate(timeout=LONGEST)
        finally:
            server.kill()
        connection.close()
    assert told == b""


def is_listening(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
