"""Stepping through the timeline with one key a signal."""

import io

import pytest
from rich.console import Console

import marsad
from marsad.app.browsing import find_place, run_browse
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, SignalFilter

TEXT = (
    "حذرت موسكو حلف شمال الأطلسي من نشر أسلحة نووية قرب حدودها. ونشرت روسيا صواريخ باليستية في بيلاروسيا. "
    "وأجرت روسيا مناورات نووية واسعة."
)


@pytest.mark.parametrize(
    ("key", "place", "leads"),
    [
        ("n", 0, 1),
        (" ", 1, 2),
        ("n", 2, 2),
        ("p", 0, 0),
        ("k", 2, 1),
        ("G", 0, 2),
        ("g", 2, 0),
        ("x", 1, 1),
        ("q", 1, None),
    ],
)
def test_keys(key, place, leads):
    assert find_place(key, place, 3) == leads


def browse(path, keys, limit=50):
    out = io.StringIO()
    screen = Screen(out=Console(file=out, width=100), err=Console(file=io.StringIO()), reorder=False)
    waiting = iter(keys)
    code = run_browse(screen, path, SignalFilter(), lambda: next(waiting), limit=limit)
    return code, out.getvalue()


def test_steps_through_the_signals(tmp_path):
    reading = marsad.read(TEXT)
    path = tmp_path / "a.ledger"
    with Ledger.open(path) as ledger:
        ledger.add(reading, run="one", at="2026-01-01T00:00:00Z")
    code, shown = browse(path, "nGq")
    assert code == 0
    count = len(reading.signals)
    assert count >= 2
    assert f"1 of {count}" in shown
    assert f"{count} of {count}" in shown
    assert "q leave" in shown
    assert "raise --limit" not in shown
    assert "raise --limit" not in browse(path, "nGq", limit=count)[1]
    shown = browse(path, "q", limit=count - 1)[1]
    assert f"1 of {count - 1}" in shown
    assert ("raise --limit" in shown) == (count == 2)
    assert "raise --limit" in browse(path, "Gq", limit=count - 1)[1]


def test_nothing_to_step_through(tmp_path):
    path = tmp_path / "b.ledger"
    Ledger.open(path).close()
    code, shown = browse(path, "q")
    assert code == 0
    assert "no signals" in shown
