"""The report of benchmarks: sections are replaced one by one, and a benchmark that fails takes none away."""

import importlib
import shlex

import pytest

from bench import all as report
from bench.plots import draw_bars, draw_curves

OLD = "# Old head\n\n<!-- a -->\n## A\n\nold\n<!-- /a -->\n\n<!-- b -->\n## B\n\nstays\n<!-- /b -->\n"


def test_a_section_takes_the_place_of_that_of_before():
    made = report.put(OLD, "a", "## A\n\nnew\n")
    assert made == OLD.replace("old", "new")
    assert report.put(made, "c", "## C").endswith("<!-- /b -->\n\n<!-- c -->\n## C\n<!-- /c -->\n")


def test_a_command_s_headings_stand_below_the_section_s(monkeypatch):
    shown = report.run_command("calendar 2024 2", plain=True, plot=None)
    assert "`python -m calendar 2024 2` · " in shown
    assert "```text\n   February 2024" in shown


def test_a_command_that_prints_nothing_has_failed(capsys):
    assert report.run_command("no.such.module", plain=True, plot=None) is None
    assert "no.such.module: failed" in capsys.readouterr().err


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "REPORT", tmp_path / "REPORT.md")
    report.REPORT.write_text(OLD, encoding="utf-8")
    parts = [
        report.Part(name="a", title="A", about="of a", commands=("calendar 2024 13",)),
        report.Part(name="b", title="B", about="of b", commands=("calendar 2024 1",), large=("calendar 2024 2",)),
    ]
    monkeypatch.setattr(report, "load_parts", lambda: parts)
    return lambda *words: run(monkeypatch, *words)


def run(monkeypatch, *words):
    monkeypatch.setattr("sys.argv", ["bench.all", *words])
    return report.main(), report.REPORT.read_text(encoding="utf-8")


def test_one_that_fails_leaves_its_section_and_the_others_are_written(written, capsys):
    code, text = written()
    assert code == 1
    assert "old" in text
    assert "stays" not in text
    assert "January 2024" in text
    assert text.startswith("# Benchmark\n")
    assert "calendar 2024 13: failed" in capsys.readouterr().err


def test_large_sizes_where_they_are_asked_for(written):
    code, text = written("--large", "--only", "b")
    assert (code, "February 2024" in text) == (0, True)


def test_every_command_is_a_benchmark_of_ours():
    for part in report.load_parts():
        for words in (*part.commands, *part.large):
            assert importlib.util.find_spec(shlex.split(words)[0]) is not None, words
    assert len({part.name for part in report.load_parts()}) == len(report.load_parts())


def test_plots_are_drawings(tmp_path):
    pytest.importorskip("vl_convert")
    draw_bars(
        tmp_path / "bars.svg", [{"what": "ours", "ms": 2.0}, {"what": "theirs", "ms": 9.0}], name="what", value="ms"
    )
    rows = [{"what": "open", "articles": size, "value": size**0.5} for size in (10, 1000)]
    draw_curves(tmp_path / "curves.svg", rows, size="articles", value="value", facet="what")
    for name in ("bars", "curves"):
        text = (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
        assert text.startswith("<svg")
        assert ("theirs" if name == "bars" else "open") in text
