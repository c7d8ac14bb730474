"""What commands load before they answer: what takes long is loaded by those alone that need it."""

import subprocess
import sys
from typing import Annotated

import pytest
import typer
from typer import core

from marsad.app.plain_values import read_plainly
from marsad.app.settings import Layer

from .test_reading import STORY

LOADING = "import sys, marsad.app.cli as c\ntry: c.app(sys.argv[1:])\nfinally: print(*sys.modules, file=sys.stderr)"
NEVER = {"pydantic", "numpy", "scipy", "trafilatura", "httpcore", "h11", "ssl", "protego", "asyncio"}
READING = {"lxml", "marsad.pipeline", "marsad.find", "marsad.coders.signals.coder", "marsad.reconcile.desks"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    from marsad.ledger import Ledger

    path = tmp_path_factory.mktemp("starting") / "small.ledger"
    with Ledger.open(path):
        pass
    return str(path)


def list_loaded(*words):
    run = subprocess.run([sys.executable, "-c", LOADING, *words], capture_output=True, text=True, check=False)
    return set(run.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ["timeline", "--since", "2022", "--type", "threat", "--limit", "5"],
        ["search", "word"],
        ["episodes"],
        ["stories"],
        ["levels"],
        ["treaty", "new-start"],
    ],
    ids=lambda words: words[0],
)
def test_what_only_shows_loads_nothing_that_reads_pages(words, ledger):
    """Fails where any of these rooms is loaded with another, or pydantic reads the words of the command line."""
    placed = [] if words[0] == "levels" else ["--ledger", ledger]
    assert (NEVER | READING) & list_loaded(*words, *placed) == set()


def test_reading_files_loads_nothing_that_asks_the_network(tmp_path):
    (tmp_path / "page.txt").write_text("x", encoding="utf-8")
    loaded = list_loaded("code", str(tmp_path / "page.txt"), "--jobs", "1")
    assert "marsad.pipeline" in loaded
    assert NEVER & loaded == set()


def test_annotations_are_the_same_for_any_number_of_workers(run, tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{STORY} نسخة {number}.", encoding="utf-8")
    (tmp_path / "bad.txt").write_text("", encoding="utf-8")
    alone, several = (run("code", tmp_path, "--jsonl", "--jobs", jobs) for jobs in ("1", "2"))
    assert (alone.exit_code, alone.stdout, alone.stderr) == (several.exit_code, several.stdout, several.stderr)
    assert len(alone.stdout.splitlines()) == 5


def make_command():
    plain = typer.Typer()

    @plain.command()
    def show(
        number: Annotated[int, typer.Option(min=1, max=9)] = 3,
        layer: Layer = Layer.SIGNAL,
        layers: Annotated[list[Layer] | None, typer.Option()] = None,
        word: str | None = None,
        words: Annotated[list[str] | None, typer.Argument()] = None,
        is_on: Annotated[bool, typer.Option("--on/--off")] = False,
        share: float = 0.5,
    ) -> None:
        typer.echo(repr((number, layer, layers, word, words, is_on, share)))

    return plain


ASKED = (
    [],
    ["--number", "7", "--layer", "date", "--word", "x", "a", "b", "--on"],
    ["--layers", "date", "--layers", "figure", "--share", "0.25"],
    ["--number", "0"],
    ["--number", "10"],
    ["--number", "+2"],
    ["--number", "\u0663"],
    ["--number", "1e0"],
    ["--number", ""],
    ["--layer", "Date"],
    ["--layer", ""],
    ["--layers", "date", "--layers", "none"],
    ["--share", "half"],
)


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_plain_values_are_read_as_typer_reads_them(words, monkeypatch):
    """Fails where a value, or what is said of a wrong one, is another than by typer's own reading."""
    from typer.testing import CliRunner

    before = getattr(core, "build_runtime_param", None)
    if before is None:
        pytest.skip("this release of typer reads values by itself")
    build = before.args[0] if hasattr(before, "args") else before
    monkeypatch.setattr(core, "build_runtime_param", build)
    theirs = CliRunner().invoke(make_command(), words)
    read_plainly()
    assert core.build_runtime_param is not build
    ours = CliRunner().invoke(make_command(), words)
    assert (ours.exit_code, ours.stdout, ours.stderr) == (theirs.exit_code, theirs.stdout, theirs.stderr)
