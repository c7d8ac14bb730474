"""`marsad sources`: check, add, import, export."""

import json
import os
import time
from contextlib import nullcontext

import pytest
from tests.patience import try_limits
from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import page, serving
from tests.unit.outlets.made import alternate, make_list, make_row, make_rss, make_site

from marsad.app import site_reading, sources_add
from marsad.engines.memory import holds_memory
from marsad.fetch import Refusal
from marsad.outlets import Ownership, load_watch_list
from marsad.outlets.opml import make_opml
from marsad.outlets.site import read_site

OURS = "# ours\n" + make_list(make_row())


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(sources_add, "make_fetcher", lambda environment: make_fetcher())
    monkeypatch.setattr(sources_add, "reading_sites", lambda: nullcontext(read_site))  # no process for each test
    with serving() as running:
        running.routes |= {
            "/": make_site("<meta property='og:site_name' content='الشمال'>", alternate("/feed"), alternate("/none")),
            "/feed": make_rss("/1", "/2"),
        }
        yield running


@pytest.fixture
def ours(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(OURS, encoding="utf-8")
    return path


# Check


def test_check_tells_what_a_list_holds(run, ours):
    shown = run("sources", "check")
    assert (shown.exit_code, shown.stdout) == (0, "sources.toml is fine: 1 outlet, 1 feed\n")
    ours.write_text("")
    assert run("sources", "check", ours).stdout.endswith("is fine: no outlets yet\n")


def test_check_tells_all_that_is_wrong(run, ours):
    ours.write_text(make_list(make_row(country='"X"', fedes="1")))
    shown = run("sources", "check")
    assert shown.exit_code == 1
    assert shown.stdout.splitlines() == [
        "sources.toml: outlet 'o1': country: 'X' is no state's code; give its ISO 3166 code of three letters, "
        "such as 'EGY'",
        "sources.toml: outlet 'o1': fedes: unknown key; did you mean feeds?",
        "2 problems in sources.toml",
    ]
    told = json.loads(run("sources", "check", "--json").stdout)
    assert (told["outlets"], len(told["problems"])) == (1, 2)


def test_a_list_that_is_not_there_is_one_line(run):
    failed = run("sources", "check")
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert failed.stderr.startswith("marsad: sources.toml: no such file; begin one with `marsad sources add URL")


# Add


def test_add_begins_a_list(run, server, tmp_path):
    shown = run("sources", "add", server.url("/"), "--country", "LBN", "--ownership", "party", "--every", "1h")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        f"الشمال  ar  {server.url('/')}",
        f"feed      {server.url('/feed')}  2 pages, newest 2026-11-29",
        f"left out  {server.url('/none')}  the host answers with status 404",
        "added to sources.toml as '127-0-0-1'",
    ]
    assert shown.stderr == ""
    (outlet,) = load_watch_list(tmp_path / "sources.toml").outlets
    assert (outlet.name, outlet.country, outlet.ownership, outlet.every) == ("الشمال", "LBN", Ownership.PARTY, 3600.0)
    assert outlet.feeds == (server.url("/feed"),)


def test_add_disturbs_nothing_that_is_there(run, server, ours):
    assert run("sources", "add", server.url("/")).exit_code == 0
    assert ours.read_text(encoding="utf-8").startswith(OURS)
    assert [outlet.id for outlet in load_watch_list(ours).outlets] == ["o1", "127-0-0-1"]


def test_add_says_what_is_not_known(run, server):
    shown = run("sources", "add", server.url("/"))
    assert "not known: country, ownership; write it into sources.toml" in shown.stderr


def test_an_outlet_of_ours_is_known_by_its_id(run, server, tmp_path):
    assert run("sources", "add", server.url("/"), "--id", "afp").exit_code == 0
    (outlet,) = load_watch_list(tmp_path / "sources.toml").outlets
    assert (outlet.id, outlet.name, outlet.country) == ("afp", "AFP", "FRA")


@pytest.mark.parametrize("path", ["/", "/feed", "/other"])
def test_one_that_is_there_changes_nothing(run, server, tmp_path, path):
    run("sources", "add", server.url("/"))
    before = (tmp_path / "sources.toml").read_bytes()
    server.routes |= {"/other": make_site(alternate("/feed"), alternate("/more")), "/more": make_rss("/3")}
    again = run("sources", "add", server.url(path))
    assert again.exit_code == 0
    assert again.stdout.startswith("الشمال is in sources.toml already, as '127-0-0-1'; nothing changed\n")
    assert (f"it lacks  {server.url('/more')}" in again.stdout) is (path == "/other")
    assert (tmp_path / "sources.toml").read_bytes() == before
    told = json.loads(run("sources", "add", server.url("/"), "--json").stdout)
    assert (told["added"], told["outlet"]["id"]) == (False, "127-0-0-1")


def test_a_dry_run_writes_nothing(run, server, tmp_path):
    shown = run("sources", "add", server.url("/"), "--dry-run")
    assert shown.exit_code == 0
    assert f'\n[[outlet]]\nid = "127-0-0-1"\nname = "الشمال"\nhome = "{server.url("/")}"\n' in shown.stdout
    assert not (tmp_path / "sources.toml").exists()


def test_add_for_programs(run, server):
    told = json.loads(run("sources", "add", server.url("/"), "--json").stdout)
    assert told["added"] is True
    assert told["feeds"] == [{"url": server.url("/feed"), "pages": 2, "newest": "2026-11-29"}]
    assert told["left_out"] == [{"url": server.url("/none"), "reason": "the host answers with status 404"}]


@pytest.mark.parametrize(("words", "says"), [
    (["/none"], "the host answers with status 404; check the address"),
    (["/bare"], "no feed and no sitemap found; name the feed's own address"),
    (["/", "--country", "Egypt"], "--country 'Egypt' is no state's code"),
    (["/", "--ownership", "mine"], "--ownership 'mine' is not one of"),
    (["/", "--every", "1"], "--every '1' is no time such as"),
    (["/", "--every", "1s"], "every: more often than once a minute"),
    (["/", "--id", "o1"], "--id 'o1' is another outlet's in this list"),
    (["/", "--to", "none/sources.toml"], "none: no such folder; make it first"),
])  # fmt: skip
def test_what_cannot_be_added_is_one_line_and_changes_nothing(run, server, ours, words, says):
    server.routes = {"/": server.routes["/"], "/feed": server.routes["/feed"], "/bare": page(b"<p>x")}
    server.routes |= {"/feed": page(b"x")} if words == ["/bare"] else {}
    failed = run("sources", "add", server.url(words[0]), *words[1:])
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert says in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert ours.read_text(encoding="utf-8") == OURS


@pytest.mark.parametrize(("reason", "asked"), [("tls", ["https://", "http://"]), ("robots", ["https://"])])
def test_a_bare_name_is_asked_by_https_and_where_nobody_answers_there_by_http(run, monkeypatch, reason, asked):
    tried = []

    def refuse(fetcher, url, tell, read):
        tried.append(url)
        raise Refusal(reason, "no")

    monkeypatch.setattr(sources_add, "find_outlet", refuse)
    assert run("sources", "add", "nord.example/ar").stderr == "marsad: https://nord.example/ar: no; check the address\n"
    assert tried == [f"{scheme}nord.example/ar" for scheme in asked]


def read_or_hang(capture):
    """Hang, fail or read, as the page says; importable by name, as workers need."""
    while b"hang" in capture.body:
        time.sleep(600)
    if b"eat" in capture.body:
        bytearray(3 << 30)
    return site_reading.read_home(capture)


def test_pages_of_sites_are_read_in_a_process_with_limits(monkeypatch):
    def tell(read, page):
        try:
            return read(page, "https://nord.example/").name
        except Refusal as refusal:
            return refusal.reason

    def run(limit):
        monkeypatch.setattr(site_reading, "_LIMIT", limit)
        with site_reading.reading_sites(read_or_hang) as read:
            return [tell(read, page) for page in (b"hang", b"<title>Nord</title>")]

    wanted = ["timeout", "Nord"]
    assert try_limits(run, wanted)[0] == wanted


@pytest.mark.skipif(not holds_memory(), reason="this platform holds no process to a limit on memory")
def test_a_page_of_a_site_has_only_so_much_memory():
    with site_reading.reading_sites(read_or_hang) as read, pytest.raises(Refusal) as caught:
        read(b"eat", "https://nord.example/")
    assert caught.value.reason == "memory"


def test_a_page_that_cannot_be_read_is_left_out_and_feeds_are_sought_elsewhere(run, server, monkeypatch):
    def refuse(body, url):
        raise Refusal("timeout", "not read within 20 seconds")

    monkeypatch.setattr(sources_add, "reading_sites", lambda: nullcontext(refuse))
    shown = run("sources", "add", server.url("/"))
    assert shown.exit_code == 0
    assert f"left out  {server.url('/')}  not read within 20 seconds" in shown.stdout
    assert f"feed      {server.url('/feed')}" in shown.stdout


def test_add_reads_the_page_of_a_site_in_a_process(run, server, monkeypatch):
    monkeypatch.setattr(sources_add, "reading_sites", site_reading.reading_sites)
    monkeypatch.setattr(site_reading, "read_site", None)  # in this process nothing could be read
    assert run("sources", "add", server.url("/"), "--dry-run").stdout.startswith("الشمال  ar")


def test_a_broken_list_is_told_before_anything_is_fetched(run, server, ours):
    ours.write_text("[[outlet]")
    failed = run("sources", "add", server.url("/"))
    assert (failed.exit_code, server.asked) == (2, [])
    assert failed.stderr.startswith("marsad: sources.toml: not TOML: ")


def test_a_link_to_a_list_stays_a_link(run, server, ours, tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(ours)
    assert run("sources", "add", server.url("/"), "--to", link).exit_code == 0
    assert link.is_symlink()
    assert len(load_watch_list(ours).outlets) == 2


def test_a_full_disk_leaves_the_list_as_it_was(run, server, ours, tmp_path, monkeypatch):
    def fail(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    failed = run("sources", "add", server.url("/"))
    assert failed.exit_code == 2
    assert "free some space" in failed.stderr
    assert ours.read_text(encoding="utf-8") == OURS
    assert [each.name for each in tmp_path.iterdir()] == ["sources.toml"]


# OPML


@pytest.fixture
def exported(run, ours, tmp_path):
    path = tmp_path / "ours.opml"
    shown = run("sources", "export", "--out", path)
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert shown.stderr == f"marsad: 1 outlet with 1 feed written to {path}\n"
    return path


def test_export_and_import_come_out_the_same(run, ours, exported, tmp_path):
    shown = run("sources", "import", exported, "--to", "new.toml")
    assert (shown.exit_code, shown.stdout) == (0, "1 outlet with 1 feed added to new.toml\n")
    assert load_watch_list(tmp_path / "new.toml") == load_watch_list(ours)
    before = (tmp_path / "new.toml").read_bytes()
    again = run("sources", "import", exported, "--to", "new.toml")
    assert (again.exit_code, again.stdout) == (0, "no outlet added to new.toml; 1 feed already there\n")
    assert (tmp_path / "new.toml").read_bytes() == before


def test_export_to_standard_output_and_what_opml_does_not_hold(run, ours):
    ours.write_text(make_list(make_row(sitemaps='["https://nord.example/news.xml"]')))
    shown = run("sources", "export")
    assert shown.stdout.startswith("<?xml")
    assert shown.stderr == "marsad: OPML holds feeds only: sitemaps and pages of 1 outlet are not in it\n"


def test_import_leaves_out_what_is_wrong_and_names_what_is_new_of_an_outlet_that_is_there(run, ours, tmp_path):
    path = tmp_path / "new.opml"
    (outlet,) = load_watch_list(ours).outlets
    body = make_opml([outlet], "x").replace(
        b"</body>", b'<outline xmlUrl="ftp://x"/><outline category="/outlet/o1" xmlUrl="https://a.example/f"/></body>'
    )
    path.write_bytes(body.replace(b"htmlUrl", b"x"))
    shown = run("sources", "import", path)
    assert shown.exit_code == 1
    assert shown.stdout == "1 outlet with 1 feed added to sources.toml; 1 feed already there\n"
    assert "left out: 'ftp://x': only http and https" in shown.stderr
    assert [each.id for each in load_watch_list(ours).outlets] == ["o1", "a-example"]

    two = 'htmlUrl="https://b.example/"'
    path.write_text(
        f'<opml><body><outline {two} xmlUrl="https://nord.example/feed"/>'
        f'<outline {two} xmlUrl="https://nord.example/more"/></body></opml>'
    )
    before = ours.read_bytes()
    shown = run("sources", "import", path, "--json")
    told = json.loads(shown.stdout)
    assert (shown.exit_code, told["added"], told["known"]) == (1, [], 1)
    assert told["problems"] == [
        "left out: https://nord.example/more is new, but 'o1' is there already; write it among its feeds"
    ]
    assert ours.read_bytes() == before


def test_a_dry_import_writes_nothing(run, exported, tmp_path):
    shown = run("sources", "import", exported, "--to", "new.toml", "--dry-run")
    assert shown.stdout.startswith('[[outlet]]\nid = "o1"\n')
    assert shown.stdout.endswith("1 outlet with 1 feed would be added to new.toml\n")
    assert not (tmp_path / "new.toml").exists()


@pytest.mark.parametrize(("body", "says"), [
    (b"<html/>", "not OPML but html"),
    (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>", "declares entities"),
    (None, "no such file or directory"),
])  # fmt: skip
def test_what_cannot_be_imported_is_one_line(run, tmp_path, body, says):
    path = tmp_path / "x.opml"
    if body is not None:
        path.write_bytes(body)
    failed = run("sources", "import", path)
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert says in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert not (tmp_path / "sources.toml").exists()
