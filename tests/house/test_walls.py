"""The walls: no Arabic in logic, no printing below the app, no machine paths, data sorted and without doubles."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "marsad"
MODULES = sorted(SOURCE.rglob("*.py"))
ARABIC = re.compile(r"[\u0621-\u064a]+")


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_arabic_letters_in_logic(path):
    """Words live in data; a letter's code point may stand as an escape, with a comment that says why."""
    assert ARABIC.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_fit_a_room(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", [p for p in MODULES if p.is_relative_to(SOURCE / "model")], ids=name)
def test_the_nouns_open_no_files(path):
    assert not re.search(r"\bopen\(|read_text|read_bytes|importlib.resources", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [p for p in MODULES if not p.is_relative_to(SOURCE / "app")], ids=name)
def test_only_the_app_prints_or_asks_the_time(path):
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    named = {ast.unparse(call.func) for call in calls}
    assert not named & {"print", "datetime.now", "date.today", "time.time", "os.getenv", "datetime.utcnow"}


NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "asyncio",
    "httpcore",
    "h11",
    "urllib3",
    "httpx",
    "requests",
    "smtplib",
    "apprise",
}
# Apprise delivers alerts to e-mail and chat services that the user names; it opens its connections itself, so it is
# loaded in one module only, and what is posted to plain webhooks goes through the guard. Engines hand pipes to other
# processes over a pair of sockets that nobody else can reach.
ALLOWED = {
    "app/apprising.py": {"apprise"},
    "early.py": {"socket"},
    "engines/local/processes.py": {"socket"},
    "engines/local/serving.py": {"socket"},
}


@pytest.mark.parametrize("path", [p for p in MODULES if not p.is_relative_to(SOURCE / "fetch")], ids=name)
def test_only_the_guarded_fetcher_reaches_the_network(path):
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    named -= ALLOWED.get(path.relative_to(SOURCE).as_posix(), set())
    assert not [each for each in named if any(each == bad or each.startswith(f"{bad}.") for bad in NETWORK)]
    calls = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
    assert not calls & {"fetch_url", "trafilatura.fetch_url", "etree.parse", "html.parse", "lxml.html.parse"}


def test_one_place_opens_connections_and_none_goes_round_it():
    """`exchange` is given checked addresses; fetcher and sender call it, and only after `find_addresses`."""
    users = [p.stem for p in MODULES if re.search(r"\bexchange\(", p.read_text(encoding="utf-8"))]
    assert sorted(users) == ["asking", "fetcher", "sender"]
    backends = [p.stem for p in MODULES if "SyncBackend" in p.read_text(encoding="utf-8")]
    assert backends == ["wire"]


def test_no_machine_paths_or_registry_hosts():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    bad = re.compile(r"/(work|root|home|farm)/\w|--index-url|files\.pythonhosted|pypi\.org/simple")
    here = Path(__file__).name
    texts = [ROOT / each for each in tracked if each and not each.endswith(here)]
    hits = [
        str(path) for path in texts if path.is_file() and bad.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert not hits


def test_no_forbidden_room_names():
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "common", "misc"}]


def test_no_phrase_ends_in_a_lone_clitic():
    """A form such as "ready to" with the clitic that belongs to the next word can never be found."""
    from marsad.languages.ar.phrases import all_phrases

    assert [phrase.form for phrase in all_phrases() if re.search(r"\w\w [لبك]$", phrase.form)] == []
