"""Bars: shown where somebody watches, once work takes long."""

import io
import time

import pytest
from rich.console import Console

from marsad.app import progress
from marsad.app.progress import showing_progress
from marsad.app.reconciling import bring_up
from marsad.app.terminal import Screen
from marsad.ledger import Ledger

from .made import make_reading


def make_screen(*, terminal=True):
    shown = Console(file=io.StringIO(), force_terminal=terminal, width=100, color_system=None)
    return Screen(out=shown, err=shown, reorder=False)


def printed(screen):
    return screen.err.file.getvalue()


def wait_for(screen, *words, after=0):
    until = time.monotonic() + 240
    while not all(word in printed(screen)[after:] for word in words):
        assert time.monotonic() < until, printed(screen)
        time.sleep(0.01)


def test_what_is_soon_done_shows_nothing(monkeypatch):
    monkeypatch.setattr(progress, "_SOON", 3_600.0)  # so that it is soon done however busy the machine
    screen = make_screen()
    with showing_progress(screen, "reading", lambda: 3) as bar:
        bar.advance()
    assert printed(screen) == ""


def test_what_takes_long_is_shown_until_it_ends(bars):
    screen = make_screen()
    with showing_progress(screen, "reading", lambda: 3) as bar:
        bar.advance(2)
        wait_for(screen, "reading", "2/3")
    end = printed(screen)
    time.sleep(0.2)
    assert printed(screen) == end


def test_a_bar_within_another_stands_under_it(bars):
    screen = make_screen()
    with showing_progress(screen, "reading"):
        wait_for(screen, "reading")
        with showing_progress(screen, "reconciling", lambda: 7, "signals"):
            wait_for(screen, "reconciling", "0/7")
        lines = printed(screen).splitlines()
        assert "reading" in lines[[("reconciling" in line) for line in lines].index(True) - 1]
        before = len(printed(screen))
        wait_for(screen, "reading", after=before)
    assert "reconciling" not in printed(screen)[before:]


def test_nobody_watches_a_file(bars):
    screen = make_screen(terminal=False)
    with showing_progress(screen, "reading", lambda: pytest.fail("nobody is told how many")) as bar:
        bar.advance()
        time.sleep(0.05)
    assert printed(screen) == ""


def test_a_fault_ends_the_bar(bars):
    screen = make_screen()

    def break_off():
        wait_for(screen, "reading")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), showing_progress(screen, "reading"):
        break_off()
    assert printed(screen).endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the cursor is seen again, the line gone


def test_episodes_are_brought_up_to_date_under_a_bar(bars, tmp_path, monkeypatch):
    screen = make_screen()
    with Ledger.open(tmp_path / "marsad.ledger") as ledger:
        ledger.add(make_reading(), run="r1", at="2031-03-05T00:00:00+00:00")
        reconciled = ledger.reconcile

        def wait(**asked):
            wait_for(screen, "reconciling", "0/2")
            yield from reconciled(**asked)

        monkeypatch.setattr(Ledger, "reconcile", lambda _, **asked: wait(**asked))
        bring_up(screen, ledger)
        assert ledger.waiting() == 0
