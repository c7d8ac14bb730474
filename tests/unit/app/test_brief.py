"""The command `marsad brief`: its period, formats, files, and what it says when something is missing."""

import importlib
import json
import sys
from datetime import UTC, date, datetime

import pytest
from lxml import html

from marsad.app.brief import find_period
from marsad.app.brief_check import check_brief
from marsad.app.errors import AppError
from marsad.brief.render import draw
from marsad.ledger import Ledger

NOW = datetime(2031, 3, 5, 6, 30, tzinfo=UTC)
PERIOD = ("--since", "2031-03")


@pytest.fixture
def ready(ledger):
    """A ledger whose signals are in episodes."""
    with Ledger.open(ledger) as opened:
        assert list(opened.reconcile())
    return ledger


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("24h", None, (2031, 3, 4), (2031, 3, 5)),
        ("7d", None, (2031, 2, 26), (2031, 3, 5)),
        ("24h", "2031-02-28", (2031, 2, 28), (2031, 2, 28)),
        ("7d", "2031-02-28", (2031, 2, 22), (2031, 2, 28)),
        ("2031-02", "2031-02", (2031, 2, 1), (2031, 2, 28)),
        ("2031-03-01", None, (2031, 3, 1), (2031, 3, 5)),
        ("2030", None, (2030, 1, 1), (2031, 3, 5)),
    ],
)
def test_the_period_is_a_time_back_or_from_a_date_on(since, until, first, last):
    assert find_period(since, until, NOW) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("yesterday", None, "neither a time nor a date"),
        ("0h", None, "no time at all"),
        ("2031-13", None, "neither a time nor a date"),
        ("24h", "tomorrow", "--until tomorrow: not a date"),
        ("2031-04", None, "is after 2031-03-05"),
    ],
)
def test_what_is_no_period_is_said_in_one_line(since, until, says):
    with pytest.raises(AppError, match=says):
        find_period(since, until, NOW)


def test_markdown_is_printed_without_asking(run, ready):
    shown = run("brief", *PERIOD, "--until", "2031-03")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith("# Marsad brief · 2031-03-01 to 2031-03-31\n")
    assert "صحيفة المرسى" in shown.stdout


def test_signals_that_are_in_no_episode_yet_are_told_of(run, ledger):
    shown = run("brief", *PERIOD, "--until", "2031-03")
    assert (shown.exit_code, shown.stderr) == (
        0,
        "marsad: 2 signals are not in episodes yet; run marsad reconcile\n",
    )


def test_the_last_day_counts_without_options_to_the_contrary(run, ready):
    shown = run("brief", "--since", "24h", "--until", "2031-03-04", "--format", "json")
    made = json.loads(shown.stdout)
    assert (made["since"], made["until"]) == ("2031-03-04", "2031-03-04")
    assert made["coverage"]["pages"] == 1
    assert json.loads(run("brief", "--until", "2031-03-03", "--format", "json").stdout)["coverage"]["pages"] == 0


def test_a_file_is_replaced_whole(run, ready, tmp_path):
    out = tmp_path / "brief.html"
    out.write_text("old", encoding="utf-8")
    shown = run("brief", *PERIOD, "--until", "2031-03", "--lang", "ar", "--format", "html", "--out", out)
    assert shown.exit_code == 0
    assert "written to" in shown.stderr
    tree = html.document_fromstring(out.read_text(encoding="utf-8"))
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")


def test_without_plots_the_old_file_stays_and_one_line_says_why(run, ready, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    draw._draw.cache_clear()
    out = tmp_path / "brief.html"
    out.write_text("old", encoding="utf-8")
    shown = run("brief", *PERIOD, "--until", "2031-03", "--format", "html", "--out", out)
    assert shown.exit_code == 2
    assert shown.stderr.count("\n") == 1
    assert "pip install 'marsad[brief]'" in shown.stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.glob("*html*")) == ["brief.html"]


def test_a_pdf_is_one_and_the_same_in_every_run(run, ready, tmp_path):
    if "no PDF" in check_brief():
        pytest.skip("WeasyPrint or Pango is not installed")
    if importlib.import_module("weasyprint.text.ffi").harfbuzz_subset is None:
        pytest.skip("HarfBuzz's subsetter is not installed: without it fonts are cut otherwise in every run")
    made = []
    for name in ("1.pdf", "2.pdf"):
        shown = run("brief", *PERIOD, "--until", "2031-03", "--lang", "ar", "-f", "pdf", "-o", tmp_path / name)
        assert shown.exit_code == 0, shown.stderr
        made.append((tmp_path / name).read_bytes())
    assert made[0][:5] == b"%PDF-"
    assert made[0] == made[1]


def test_without_a_ledger_nothing_is_written(run, tmp_path):
    shown = run("brief", "--out", tmp_path / "brief.md")
    assert (shown.exit_code, (tmp_path / "brief.md").exists()) == (2, False)
    assert "no such ledger" in shown.stderr


def test_the_doctor_tells_what_is_missing_for_briefs(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert "no PDF without weasyprint: pip install 'marsad[brief]'" in check_brief()
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "apt install fontconfig" in check_brief()
