"""A site over a made ledger, and a browser without a screen."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from importlib.util import find_spec

import pytest

from marsad.ledger import Ledger

from .made import make_pages

MISSING = [name for name in ("starlette", "jinja2", "argon2", "httpx2") if find_spec(name) is None]
collect_ignore_glob = ["test_*.py"] if MISSING else []  # without the web extra there is nothing to test

if not MISSING:
    from starlette.testclient import TestClient

    from marsad.app.web.server import make_app
    from marsad.app.web.site import Site
    from marsad.app.web.users import Role, add_user

PASSWORD = "correct horse battery"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = datetime(2031, 3, 5, 12, tzinfo=UTC)

    def __call__(self):
        return self.now

    def go(self, **by):
        self.now += timedelta(**by)


@pytest.fixture(autouse=True)
def _never_older(monkeypatch):
    """However busy the machine, nothing takes so long to find out that it is given as it was before a change."""
    monkeypatch.setattr("marsad.app.memory._QUICK", 600.0)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A ledger that is made once and copied for each test."""
    path = tmp_path_factory.mktemp("made") / "marsad.ledger"
    with Ledger.open(path) as ledger:
        for at, reading in enumerate(make_pages()):
            ledger.add(reading, run=f"r{at}", at=f"2031-03-0{1 + at % 5}T08:00:00+00:00")
        for _ in ledger.reconcile():
            pass
    return path.read_bytes()


@pytest.fixture
def path(tmp_path, template):
    where = tmp_path / "marsad.ledger"
    where.write_bytes(template)
    return where


@pytest.fixture
def browse(path, clock):
    """Open a browser at the site as it is on its own machine."""
    return TestClient(make_app(Site(ledger=path, clock=clock)), base_url="http://localhost")


@pytest.fixture
def users(tmp_path):
    where = tmp_path / "marsad.users"
    for role in Role:
        add_user(where, role.value, role, PASSWORD)
    return where


@pytest.fixture
def guarded(path, clock, users):
    """Open a browser at a site that asks for a login."""
    site = Site(ledger=path, clock=clock, users=users, names=frozenset({"observatory.example"}))
    return TestClient(make_app(site), base_url="https://observatory.example", follow_redirects=False)


def find_csrf(page):
    return unescape(re.search(r'name="csrf" value="([^"]+)"', page.text)[1])


def log_in(browser, name, password=PASSWORD, goto="/en/"):
    form = browser.get("/en/login")
    sent = {"csrf": find_csrf(form), "name": name, "password": password, "next": goto}
    return browser.post("/en/login", data=sent)
