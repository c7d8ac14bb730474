"""Briefs of the demonstration pages: what is told where, and that nothing stands without its source."""

import json
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner

from marsad.app.cli import app
from marsad.ledger import Ledger

PAGES = Path(__file__).parents[3] / "demo" / "pages"
MONTHS = ("2022-02", "2023-02", "2026-02")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "demo.ledger"


@pytest.fixture(scope="module")
def run(ledger):
    def start(*words):
        shown = CliRunner().invoke(app, [str(word) for word in words], prog_name="marsad")
        assert shown.exit_code == 0, shown.stderr
        return shown.stdout

    start("read", PAGES, "--ledger", ledger)
    return lambda month, *words: start("brief", "--ledger", ledger, "--since", month, "--until", month, *words)


def find_lines(made):
    for name in ("words", "acts", "done", "retold"):
        yield from made[name]["lines"]
    for party in made["said"]:
        yield from party["said"]["lines"]


@pytest.mark.parametrize("month", MONTHS)
def test_every_line_stands_with_sentence_outlet_and_address(run, month):
    made = json.loads(run(month, "--format", "json"))
    lines = list(find_lines(made))
    assert lines
    for line in lines:
        for witness in line["witnesses"]:
            assert witness["quote"]
            assert witness["upstream"] is not None
            assert witness["url"].startswith("https://demo-")
            assert witness["published"].startswith(month)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("month", MONTHS)
def test_pages_are_whole_and_the_same_in_every_run(run, month, language):
    first = run(month, "--format", "html", "--lang", language)
    tree = html.document_fromstring(first)
    assert tree.xpath("//section[@id='news']//blockquote")
    assert not tree.xpath("//script")
    assert run(month, "--format", "html", "--lang", language) == first


def test_what_is_retold_never_raises_the_month(run):
    made = json.loads(run("2026-02", "--format", "json"))
    retold = {line["day"][:4] for line in made["retold"]["lines"]}
    assert {"2023", "2025"} <= retold
    assert not any(line["day"][:4] in ("2023", "2025") for line in made["acts"]["lines"])


def test_wire_copies_count_once(run):
    made = json.loads(run("2022-02", "--format", "json"))
    alert = next(line for line in made["acts"]["lines"] if line["gist"]["type"] == "alert")
    assert len(alert["witnesses"]) == 3
    assert len(alert["sources"]) == 1
    assert alert["status"] == "claimed"
    assert made["coverage"]["copies"] >= 1


def test_a_page_is_held_against_the_reference_data(run):
    checks = json.loads(run("2024-06", "--format", "json"))["checks"]
    (wrong,) = [one for one in checks["found"] if one["is_wrong"]]
    assert (wrong["desk"], wrong["verdict"]) == ("arsenal", "mixes_quantities")
    assert "60%" in wrong["witness"]["quote"]
    assert wrong["facts"]
    assert dict(checks["agreeing"])["arsenal"] >= 5


def test_the_session_that_was_put_off_stands_with_what_both_sides_tell(run):
    talks = json.loads(run("2022-11", "--format", "json"))["talks"]
    (session,) = [one for one in talks["meetings"] if one["format"] == "bcc"]
    assert (session["state"], session["status"]) == ("postponed", "cancelled")
    assert {one["party"] for one in session["accounts"]} == {"RUS", "USA"}
    assert all(one["witness"]["url"] for one in session["accounts"])
    assert "Bilateral Consultative Commission" in run("2022-11")


def test_a_ledger_in_which_checks_wait_to_be_filed_gives_the_same_brief(run, ledger):
    months = ("2024-06", "2023-02", "2022-11")
    filed = [run(month, "--format", "json") for month in months]
    with Ledger.open(ledger) as opened:
        with opened._db.transaction():
            opened._db.execute("UPDATE article SET claimed = 0")
        assert opened.checks_of([head.id for head in opened.articles()]) == {}
    assert [run(month, "--format", "json") for month in months] == filed
    with Ledger.open(ledger) as opened:
        assert list(opened.file_claims())
    assert any(json.loads(brief)["checks"]["found"] for brief in filed)
