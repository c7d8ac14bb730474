"""The site over demonstration pages and one page that means harm, in a Chromium without a screen.

Tests wait for what a page shows and never for a time; what takes too long fails and hangs nothing.
"""

import signal
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.robustness.made import DEMO, run_marsad
from tests.unit.app.web.made import make_pages

from bench.chromium import find_chromium, open_chromium
from marsad.alerts import load_rules
from marsad.app.rule_file import RuleFile
from marsad.app.saved import SavedFile, find_saved
from marsad.app.settings import find_own_rules
from marsad.ledger import Ledger, Review, ReviewVerdict

NEEDED = ("playwright", "axe_playwright_python", "starlette", "jinja2", "argon2", "uvicorn")
MISSING = [name for name in NEEDED if find_spec(name) is None]
LONGEST = 540  # seconds that a test may take where many others run; alone they take a twentieth of it
AT = "2031-03-05T00:00:00+00:00"
HERE = Path(__file__).parent
RULES = """
[[channel]]
id = "hook"
title = "قناة"
webhook = "https://hook.example/secret"
[[rule]]
id = "warnings"
title = "تحذيرات Warnings"
to = ["hook"]
types = ["warning", "threat"]
days = 3650
"""

if not MISSING:
    from bench.screens import serving

    from .watching import Watcher


def pytest_collection_modifyitems(items):
    """Without a browser, or what drives it, say so."""
    reason = f"not installed: {', '.join(MISSING)}" if MISSING else "no Chromium here (apt-get install chromium)"
    if MISSING or find_chromium() is None:
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def _end_in_time():
    """Let no test wait for ever for a browser that does not answer."""

    def stop(*_):
        raise TimeoutError(f"took longer than {LONGEST} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _never_older(monkeypatch):
    """However busy the machine, nothing takes so long to find out that it is given as it was before a change."""
    monkeypatch.setattr("marsad.app.memory._QUICK", 600.0)


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A ledger of the demonstration, two pages of one act, and one whose every word means harm; with some use made."""
    folder = tmp_path_factory.mktemp("browser")
    assert run_marsad("read", DEMO, cwd=folder).returncode == 0
    where = folder / "marsad.ledger"
    with Ledger.open(where) as ledger:
        for reading in make_pages():
            ledger.add(reading, run="r", at=AT)
        list(ledger.reconcile())
        for by in ("one", "two"):
            for entry in ledger.review_queue(by, limit=3):
                review = Review(
                    record=entry.record.id, revision=entry.revision, verdict=ReviewVerdict.ACCEPT, by=by, at=AT
                )
                ledger.append_review(review)
    for page, query in (("timeline", "party=RUS&in=2022"), ("search", "q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7")):
        SavedFile(find_saved(where)).add("local", f"<b>{page}</b>", page, query, AT)
    rules, own = load_rules(RULES, "rules"), RuleFile(find_own_rules(where))
    own.put_channel(rules.channel[0], "https://hook.example/…", "local", AT)
    for rule in rules.rule:
        own.put_rule(rule, "local", AT)
    return where


@pytest.fixture(scope="module")
def site(path):
    with serving(path) as address:
        yield address


@pytest.fixture
def fresh(path, tmp_path):
    """A site over a ledger of one's own, to change."""
    where = tmp_path / "marsad.ledger"
    where.write_bytes(path.read_bytes())  # without what is kept beside it
    with serving(where, {"MARSAD_ALLOW": "127.0.0.1"}) as address:  # alerts may go to a receiver here
        yield where, address


@pytest.fixture(scope="module")
def browser():
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture
def watch(browser):
    """Open pages under watch: at the end nothing was said to the console, and nobody else was asked."""
    watcher = Watcher(browser)
    yield watcher
    watcher.close()
    assert watcher.complaints == []
    assert watcher.count_strangers() == 0
