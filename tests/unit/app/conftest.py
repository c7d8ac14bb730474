"""What the tests of the command line share."""

import pytest
from typer.testing import CliRunner

from marsad.app import progress
from marsad.app.cli import app
from marsad.ledger import Ledger

from .made import make_reading


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "MARSAD_LEDGER",
        "MARSAD_REFERENCE",
        "MARSAD_ARCHIVE",
        "MARSAD_ALLOW",
        "MARSAD_CONTACT",
        "MARSAD_BIDI",
        "FORCE_COLOR",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)

    def start(*words, stdin=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin, prog_name="marsad")

    return start


class Impatient:
    """A timer that does not wait."""

    def __init__(self, seconds, do):
        self.start = do

    def cancel(self):
        pass

    def join(self):
        pass


@pytest.fixture
def bars(monkeypatch):
    """Show bars at once, not only where work takes long."""
    monkeypatch.setattr(progress, "Timer", Impatient)


@pytest.fixture
def ledger(tmp_path):
    """A ledger that holds one made page."""
    path = tmp_path / "marsad.ledger"
    with Ledger.open(path) as opened:
        opened.add(make_reading(), run="r1", at="2031-03-05T00:00:00+00:00")
    return path
