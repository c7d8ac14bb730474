"""What `make demo` points to: each command shows something of the demonstration pages."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.app.cli import app

ROOT = Path(__file__).parents[3]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
POINTERS = [shlex.split(line) for line in re.findall(r'@echo ".*?\$\(BIN\)/marsad (.*?)(?:   \(.*)?"\n', MAKEFILE)]
WAITING = {"serve", "--browse"}  # they go on until they are ended


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Run a command as the Makefile names it, after the pages were read."""
    folder = tmp_path_factory.mktemp("demo")
    places = {"$(LEDGER)": str(folder / "demo.ledger")}

    def start(*words):
        shown = CliRunner().invoke(app, [places.get(word, word) for word in words], prog_name="marsad")
        assert shown.exit_code == 0, shown.stderr
        return shown.stdout

    start("read", str(ROOT / "demo" / "pages"), "--ledger", "$(LEDGER)")
    first = start("timeline", "--json", "--limit", "1", "--ledger", "$(LEDGER)")
    places["ID"] = json.loads(first)["signal"]["id"]
    return start


def test_the_demonstration_points_to_commands():
    assert {words[0] for words in POINTERS} >= {"timeline", "show", "search", "brief", "talks", "serve"}


@pytest.mark.parametrize("words", [words for words in POINTERS if not WAITING & {*words}], ids=" ".join)
def test_what_it_points_to_shows_something(start, words):
    if "--out" in words:  # what would be written there is printed
        at = words.index("--out")
        words = [*words[:at], *words[at + 2 :]]
    assert len(start(*words).splitlines()) > 5
