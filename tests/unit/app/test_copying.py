"""`marsad ledger copy`, and a server's ledger at the command line."""

import json
from pathlib import Path

from tests.stores import Fresh
from typer.testing import CliRunner

from marsad.app.cli import app

DEMO = Path(__file__).parents[3] / "demo" / "pages" / "nil"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_ledger_is_read_into_a_server_copied_to_a_file_and_says_the_same(tmp_path):
    server, file = Fresh("postgresql", tmp_path, "commands") / "l", f"sqlite:///{tmp_path}/copy.ledger"
    assert (
        run(
            "read", *sorted(each for each in DEMO.iterdir() if each.suffix != ".toml")[:3], "--ledger", server
        ).exit_code
        == 0
    )
    copied = run("ledger", "copy", server, file, "--json")
    assert copied.exit_code == 0, copied.output
    assert json.loads(copied.output)["rows"] > 5
    for words in (("search", "نووي", "--json"), ("timeline", "--json"), ("verify",)):
        one, other = run(*words, "--ledger", server), run(*words, "--ledger", file)
        assert one.exit_code == other.exit_code == 0
        assert one.output == other.output != ""
    again = run("ledger", "copy", server, file)
    assert again.exit_code == 2
    assert "is not empty; copy into a new ledger" in again.stderr


def test_a_ledger_is_not_copied_onto_itself():
    refused = run("ledger", "copy", "a.ledger", "sqlite:///a.ledger")
    assert refused.exit_code == 2
    assert "a.ledger is both: name another place" in refused.stderr


def test_the_doctor_tells_what_keeps_the_ledger(tmp_path):
    server = Fresh("postgresql", tmp_path, "commands") / "l"
    for place, store in ((server, "PostgreSQL "), (tmp_path / "a.ledger", "SQLite ")):
        (tmp_path / "empty").mkdir(exist_ok=True)
        run("read", tmp_path / "empty", "--ledger", place)
        told = {one["name"]: one for one in json.loads(run("doctor", "--json", "--ledger", place).output)}
        assert told["ledger"]["fine"], told["ledger"]
        assert f"in {store}" in told["ledger"]["says"]
