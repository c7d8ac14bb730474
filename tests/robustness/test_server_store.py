"""One ledger on a server with two runs that write, a site that reads, and an administrator who ends connections."""

import subprocess
import time
import urllib.request
from contextlib import contextmanager

import pytest
from tests.stores import Fresh, connect, find_free_port

from marsad.ledger import Ledger

from .made import DEMO, export, make_command, make_environment

pytest.importorskip("psycopg", reason="the extra postgresql is not installed")
pytest.importorskip("starlette", reason="the extra web is not installed")

PATIENCE = 500  # seconds for all of a test, on a machine that does much else
PAGES = 51
SHOWN = ("/en/", "/en/timeline", "/en/search?q=%D9%86%D9%88%D9%88%D9%8A", "/ar/stories")


def start(address, folder, *words):
    return subprocess.Popen(
        make_command(*words, "--ledger", address),
        cwd=folder,
        env=make_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(address, folder):
    """Serve the ledger; give what asks for one page after the other and returns the answer's status."""
    port = find_free_port()
    run = start(address, folder, "serve", "--port", port)
    asked = iter(range(1_000_000))

    def ask():
        page = SHOWN[next(asked) % len(SHOWN)]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=PATIENCE) as answer:
            assert b"</html>" in answer.read()
            return answer.status

    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                ask()
                break
            except OSError:
                assert run.poll() is None, run.communicate()
                assert time.monotonic() < until
                time.sleep(0.1)
        yield ask
    finally:
        run.kill()
        run.communicate(timeout=PATIENCE)


def end_writer(db):
    """End the connection that writes at this moment; tell whether there was one."""
    query = (
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() LIMIT 1"
    )
    return db.execute(query).fetchone() is not None


def end_waiting(db):
    """End the connections that wait for a question: the site's, and now and then a writer's between two pages."""
    query = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'marsad' AND state = 'idle'"
    )
    return db.execute(query).fetchone()[0]


def count_articles(db, address):
    schema = address.partition("schema=")[2].partition("&")[0]
    return db.execute(f"SELECT count(*) FROM {schema}.article").fetchone()[0]


def drop_metadata(exported):
    """Return records without what depends on who came first to a page."""
    return [line.partition('"article":{')[0] for line in sorted(exported.splitlines())]


def write_and_end(address, folder):
    """Let two runs write, a site answer and connections be ended; return how many of them were, once all is checked."""
    outlets = sorted(DEMO.iterdir())
    ended, statuses, held = {"writer": 0, "waiting": 0}, [], []
    until = time.monotonic() + PATIENCE
    with connect() as db, serving(address, folder) as ask:
        runs = [start(address, folder, "read", *places) for places in (outlets, outlets[::-1])]
        try:
            while any(run.poll() is None for run in runs):
                assert time.monotonic() < until
                statuses.append(ask())
                held.append(count_articles(db, address))
                if held[-1] >= 15 and not ended["waiting"]:
                    ended["waiting"] = end_waiting(db)
                elif held[-1] >= 5 and not ended["writer"]:
                    ended["writer"] = end_writer(db)
            told = [run.communicate(timeout=PATIENCE) for run in runs]
        finally:
            for run in runs:
                run.kill()
        assert [(run.returncode, notes) for run, (_, notes) in zip(runs, told, strict=True)] == [(0, "")] * 2
        assert set(statuses) == {200}
        assert held == sorted(held)
        assert [ask() for _ in SHOWN] == [200] * len(SHOWN)
    with Ledger.open(address) as ledger:
        assert ledger.check() == ()
        assert ledger.counts().articles == PAGES
    return ended


def test_two_runs_write_and_a_site_answers_while_connections_are_ended(tmp_path, undisturbed):
    fresh = Fresh("postgresql", tmp_path, "several")
    for attempt in range(10):  # on a busy machine all pages may be read before both kinds were ended
        address = fresh / str(attempt)
        ended = write_and_end(address, tmp_path)
        if all(ended.values()):
            break
    assert ended["writer"] == 1
    assert ended["waiting"] >= 1
    assert drop_metadata(export(address, tmp_path)) == drop_metadata(undisturbed)
