"""Pages that were edited after their first capture: found, listed, shown sentence by sentence."""

import json

import pytest
from tests.unit.fetch.server import serving

from marsad.ledger import Ledger

from .press import FIRST, REWORDED, SECOND, THREAT, make_answer, read_at_once


@pytest.fixture
def server(monkeypatch):
    read_at_once(monkeypatch)
    with serving() as running:
        running.routes["/1.html"] = make_answer()
        running.routes["/2.html"] = make_answer(THREAT)
        yield running


@pytest.fixture
def edited(run, server):
    """A page captured, captured again, and captured after it was edited; beside one that stays."""
    for path in ("/1.html", "/2.html", "/1.html"):
        assert run("read", server.url(path)).exit_code == 0
    server.routes["/1.html"] = make_answer(FIRST, REWORDED, THREAT, menu="أخبار")
    assert run("read", server.url("/1.html?utm_source=feed#top")).exit_code == 1
    server.routes["/1.html?utm_source=feed"] = server.routes["/1.html"]
    shown = run("read", server.url("/1.html?utm_source=feed#top"))
    assert (shown.exit_code, "see marsad edits" in shown.stdout) == (0, True)
    return server.url("/1.html?utm_source=feed")


def read_json(run, *words):
    shown = run(*words, "--json")
    assert (shown.exit_code, shown.stderr) == (0, "")
    return [json.loads(line) for line in shown.stdout.splitlines()]


def test_an_edited_page_is_listed_with_its_times(run, edited):
    (edit,) = read_json(run, "edits")
    assert edit["after"]["url"] == edited
    assert edit["seen"] < edit["at"]
    assert edit["alike"]
    shown = run("edits")
    assert edited in shown.stdout
    assert f"{edit['before']['id']} → {edit['after']['id']}" in shown.stdout
    assert read_json(run, "edits", "--since", "2100") == []
    assert len(read_json(run, "edits", "--since", edit["at"][:10])) == 1


def test_a_change_of_furniture_is_none(run, server):
    run("read", server.url("/1.html"))
    server.routes["/1.html"] = make_answer(menu="أخبار الطقس")
    shown = run("read", server.url("/1.html"), "--json")
    assert json.loads(shown.stdout)["status"] == {"unchanged": 1}
    assert run("edits").stdout == "no page was edited after its first capture\n"
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert ledger.counts().articles == 1
        assert len(list(ledger.captures())) == 2
    assert run("verify", "--deep").exit_code == 0


def test_the_difference_sentence_by_sentence_and_record_by_record(run, edited):
    (found,) = read_json(run, "edits", edited)
    assert [(change["kind"], change["before"], change["after"]) for change in found["changes"]] == [
        ("changed", SECOND, REWORDED),
        ("added", None, THREAT),
    ]
    assert [piece["text"] for piece in found["changes"][0]["words"] if piece["kind"] == "added"] == ["المعتاد"]
    assert "threat" in [record.get("type") for record in found["gained"]]
    assert found["lost"] == []
    assert all(old["span"]["quote"] != new["span"]["quote"] for old, new in found["reworded"])


def test_the_difference_in_words(run, edited):
    shown = run("edits", edited)
    assert "التدريب [المعتاد] السنوي" in shown.stdout
    assert f"+ {THREAT}" in shown.stdout
    assert "records gained" in shown.stdout
    assert "records lost" not in shown.stdout
    colored = run("--color", "--bidi", "off", "edits", edited)
    assert "\x1b[1;32mالمعتاد" in colored.stdout
    assert colored.exit_code == 0
    assert run("--color", "--bidi", "on", "edits", edited).exit_code == 0


def test_a_page_is_named_by_any_of_its_articles_or_records_or_addresses(run, edited):
    (edit,) = read_json(run, "edits")
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        records = [entry.record.id for entry in ledger.entries(article=edit["before"]["id"])]
    for name in (edit["before"]["id"], edit["after"]["id"][:9], records[0], edited.partition("?")[0]):
        (found,) = read_json(run, "edits", name)
        assert found["edit"] == edit


def test_a_page_that_stays_and_a_name_of_none(run, server, edited):
    shown = run("edits", server.url("/2.html"))
    assert shown.stdout == "this page was not edited between its captures\n"
    failed = run("edits", "a0000")
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert failed.stderr == "marsad: no one article or record begins with 'a0000'; see marsad edits\n"


def test_the_timeline_tells_what_pages_say_now(run, edited):
    (edit,) = read_json(run, "edits")
    old, new = edit["before"]["id"], edit["after"]["id"]
    now = {row["article"]["id"] for row in read_json(run, "timeline")}
    ever = {row["article"]["id"]: row["article"]["earlier"] for row in read_json(run, "timeline", "--earlier")}
    assert new in now
    assert old not in now
    assert (ever[old], ever[new]) == (True, False)
    assert "edited since" in run("timeline", "--earlier").stdout
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        record = next(ledger.entries(article=old)).record.id
    assert f"see marsad edits {old}" in " ".join(run("show", record).stdout.split())


def test_the_older_page_stays_in_the_archive_and_both_are_proved(run, edited):
    shown = run("verify", "--deep")
    assert (shown.exit_code, "3 of 3 fetched pages proved; 3 read again" in shown.stdout) == (0, True)
    (edit,) = read_json(run, "edits")
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        record = next(ledger.entries(article=edit["before"]["id"])).record.id
    (told,) = read_json(run, "show", record, "--evidence")
    made = [capture["article"] for capture in told["captures"]]
    assert made == [edit["before"]["id"]] * 2 + [None, edit["after"]["id"]]  # an answer of status 404 makes none
    shown = " ".join(run("show", record, "--evidence").stdout.split())
    assert "this article, same bytes" in shown
    assert f"article {edit['after']['id']}" in shown


def test_pages_from_archives_have_versions_by_their_times_whatever_the_order(run, edited, tmp_path):
    wanted = read_json(run, "edits")
    assert run("read", tmp_path / "marsad.archive", "--ledger", "again.ledger").exit_code == 0
    again = read_json(run, "edits", "--ledger", "again.ledger")
    assert [(edit["before"]["id"], edit["at"]) for edit in again] == [
        (edit["before"]["id"], edit["at"]) for edit in wanted
    ]
