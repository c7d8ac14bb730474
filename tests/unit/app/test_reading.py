"""`marsad read` and `marsad code` on real input, good and bad."""

import io
import json
import os
import shlex
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from rich.console import Console
from tests.unit.fetch.server import page as answer
from tests.unit.fetch.server import serving

from marsad import __version__
from marsad.app import intake, reading
from marsad.app.tally import Tally
from marsad.app.terminal import Screen
from marsad.engines import load_engines
from marsad.fetch import Fetcher, Refusal
from marsad.ledger import Ledger, LedgerError
from marsad.ledger.prepared import make_body_hash, prepare_reading
from marsad.model import Capture
from marsad.pipeline import read_capture
from marsad.reconcile.stories import TracedReading
from marsad.warc import Exchange, make_response

from .made import TEXT, make_reading

TITLE = "الصين تختبر صاروخا"
FIRST = "أجرت الصين في 25 سبتمبر 2024 تجربة لإطلاق صاروخ باليستي عابر للقارات باتجاه المحيط الهادئ."
SECOND = "وقالت وزارة الدفاع الصينية إن الإطلاق جزء من التدريب السنوي، وإنه لا يستهدف أي دولة."
STORY = f"{FIRST} {SECOND}"
PAGE = (
    '<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>{title}</title>'
    '<meta property="article:published_time" content="2024-09-26T08:00:00+03:00"></head>'
    "<body><nav>الرئيسية</nav><article><h1>{title}</h1><p>{first}</p><p>{second}</p></article></body></html>"
)


def make_page(charset="utf-8", **words):
    texts = {"title": TITLE, "first": FIRST, "second": SECOND} | words
    return PAGE.format(charset=charset, **texts).encode("utf-8" if charset == "none" else charset)


def make_line(**fields):
    return json.dumps({"text": STORY} | fields, ensure_ascii=False)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "good.html"
    path.write_bytes(make_page())
    return path


def read_json(run, *words, **options):
    shown = run("read", "--json", *words, **options)
    return shown, json.loads(shown.stdout)


def test_a_page_goes_into_the_ledger_with_a_summary(run, page):
    shown = run("read", page)
    assert (shown.exit_code, shown.stderr) == (0, "")
    for words in (
        "read",
        "on topic",
        "off topic",
        "duplicates",
        "statements",
        "signals",
        "figures",
        "set aside",
        "test 1",
    ):
        assert words in shown.stdout
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert ledger.counts().articles == 1
        assert [signal.type.value for signal in ledger.signals()][:1] == ["test"]


@pytest.mark.parametrize(
    ("asked", "next_one"),
    [
        ([], "marsad timeline"),
        (["--ledger", "other.ledger"], "marsad timeline --ledger other.ledger"),
        (["--ledger", "with room.ledger"], "marsad timeline --ledger 'with room.ledger'"),
    ],
)
def test_the_command_named_next_finds_the_ledger(run, page, asked, next_one):
    assert run("read", page, *asked).stdout.splitlines()[-1] == f"next: {next_one}"
    assert run(*shlex.split(next_one)[1:]).exit_code == 0


def test_the_same_page_again_changes_nothing(run, page):
    run("read", page)
    before = run("export").stdout
    shown, tally = read_json(run, page)
    assert (shown.exit_code, tally["status"], tally["records"]) == (0, {"unchanged": 1}, {})
    assert run("export").stdout == before


def test_copies_are_counted_as_duplicates(run, page, tmp_path):
    (tmp_path / "copy.html").write_bytes(page.read_bytes())
    _, tally = read_json(run, tmp_path)
    assert (tally["read"], tally["duplicates"]) == (2, 1)


def test_a_newer_coder_tells_what_was_gained_and_lost(run, tmp_path, monkeypatch):
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(intake, "read_capture", make_reading)
    run("read", "page.txt")
    monkeypatch.setattr(intake, "read_capture", lambda capture: make_reading(capture, version="2"))
    shown = run("read", "page.txt")
    lost = make_reading().signals[1]
    assert f"- {lost.id} deployment actual NRD" in shown.stdout
    assert "gained 0, lost 1, changed 0" in shown.stdout
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert (ledger.counts().superseded, len(list(ledger.signals()))) == (1, 1)


TEXT_PAGE = Capture(origin="-", body=TEXT.encode(), media="text")


def test_what_the_ledger_writes_comes_with_the_readings_that_other_processes_send():
    (engine,) = load_engines()
    (reading,) = engine.run([TEXT_PAGE], intake.make_read(), 2)
    assert isinstance(reading, TracedReading)
    assert (reading.trace is not None) is reading.on_topic is True
    assert reading.trace.article == reading.article.id
    assert reading.passages == prepare_reading(read_capture(TEXT_PAGE)).passages
    assert reading.body_hash == make_body_hash(reading.article)


def test_the_number_of_jobs_changes_nothing(run, tmp_path):
    lines = [make_line(id=f"n{number}", text=f"{STORY} نسخة {number}.") for number in range(9)]
    lines[4] = "{broken"
    (tmp_path / "pages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    exports, tallies = [], []
    for jobs in ("1", "2"):
        shown, tally = read_json(run, "pages.jsonl", "--jobs", jobs, "--ledger", f"{jobs}.ledger")
        assert shown.exit_code == 1
        tallies.append({key: value for key, value in tally.items() if key not in ("ledger", "run")})
        exports.append(run("export", "--ledger", f"{jobs}.ledger").stdout)
    assert tallies[0] == tallies[1]
    assert exports[0] == exports[1]


BAD = {
    "empty.html": (b"", "empty"),
    "blank.txt": (b" \n\t", "empty"),
    "binary.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    "english.txt": (b"The council met on Monday and agreed on a text about inspections. " * 20, "language"),
    "nothing.html": (b"<html><body><script>let a = 1</script></body></html>", "no_text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_is_set_aside_in_one_line_and_the_good_one_is_read(run, page, tmp_path, name):
    body, reason = BAD[name]
    (tmp_path / name).write_bytes(body)
    shown, tally = read_json(run, tmp_path)
    assert (shown.exit_code, tally["read"], tally["set_aside"]) == (1, 1, {reason: 1})
    assert shown.stderr.startswith(f"marsad: set aside {tmp_path / name}: ")
    assert shown.stderr.count("\n") == 1
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert [aside.reason for aside in ledger.set_asides()] == [reason]


GOOD = {
    "cut.html": make_page()[: make_page().index("الإطلاق جزء".encode()) + 60],
    "cp1256.html": make_page("windows-1256"),
    "undeclared.html": make_page("windows-1256").replace(b'<meta charset="windows-1256">', b""),
    "misdeclared.html": make_page().replace(b'charset="utf-8"', b'charset="windows-1256"'),
    "utf16.txt": STORY.encode("utf-16"),
    "crooked.html": make_page().replace(b"</p>", b"</div></b>").replace(b"<body>", b"<body><table><<p>"),
    "deep.html": b"<div>" * 10_000 + make_page(),
    "undated.html": make_page().replace(b"2024-09-26T08:00:00+03:00", b""),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_odd_pages_are_read_all_the_same(run, tmp_path, name):
    (tmp_path / name).write_bytes(GOOD[name])
    shown, tally = read_json(run, name)
    assert (shown.exit_code, tally["read"]) == (0, 1), shown.stderr
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert "test" in [signal.type.value for signal in ledger.signals()]


def test_a_bar_is_drawn_where_somebody_watches(run, page, bars):
    shown = run("--color", "read", page)
    assert "reading" in shown.stderr
    assert "1/1" in shown.stderr
    assert "reading" not in run("read", page).stderr


def test_missing_large_and_malformed_inputs_together(run, page, tmp_path):
    (tmp_path / "big.html").write_bytes(b"<p>" + b"x" * 20_000_001)
    (tmp_path / "lines.jsonl").write_text(make_line(id="a") + "\nnot json\n", encoding="utf-8")
    shown, tally = read_json(run, "nowhere.html", "big.html", "lines.jsonl", page)
    assert (shown.exit_code, tally["read"]) == (1, 2)
    assert tally["set_aside"] == {"missing": 1, "too_large": 1, "malformed": 1}
    assert "lines.jsonl:2: not JSON" in shown.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_rights_is_set_aside(run, page, tmp_path):
    (tmp_path / "shut.html").write_bytes(make_page())
    (tmp_path / "shut.html").chmod(0)
    _, tally = read_json(run, tmp_path)
    assert (tally["read"], tally["set_aside"]) == (1, {"permission": 1})


@pytest.mark.parametrize(
    ("given", "count"), [(make_page(), 1), (STORY.encode(), 1), (f"{make_line(id='a')}\n".encode(), 1)]
)
def test_standard_input(run, given, count):
    shown, tally = read_json(run, "-", stdin=given)
    assert (shown.exit_code, tally["read"]) == (0, count)


def test_addresses_are_refused_before_a_ledger_is_made(run):
    failed = run("read", "ftp://nord.example/1.html")
    assert failed.exit_code == 2
    assert failed.stderr.startswith("marsad: cannot fetch ftp://nord.example/1.html")
    assert not Path("marsad.ledger").exists()


def test_a_page_inside_is_set_aside(run):
    shown = run("read", "http://127.0.0.1/1.html")
    assert shown.exit_code == 1
    assert "set aside http://127.0.0.1/1.html: 127.0.0.1 is not a public address (loopback)" in shown.stderr


def test_a_page_inside_is_read_where_allowed_by_name(run, monkeypatch):
    with serving() as server:
        server.routes["/1.html"] = answer(make_page())
        monkeypatch.setenv("MARSAD_ALLOW", "nord.example, 127.0.0.1")
        monkeypatch.setenv("MARSAD_CONTACT", "monitor@nord.example")
        shown, tally = read_json(run, server.url("/1.html"))
    assert (shown.exit_code, tally["read"]) == (0, 1)
    assert f"User-Agent: marsad/{__version__} (+monitor@nord.example)".encode() in server.requests[-1]


@pytest.mark.parametrize("ends", [list, lambda outcomes: (next(outcomes), outcomes.close())])
def test_nothing_is_fetched_after_a_run_however_it_ends(monkeypatch, ends):
    fetcher = Fetcher()
    monkeypatch.setattr(intake, "make_fetcher", lambda environment, keep: fetcher)
    screen = Screen(out=Console(file=io.StringIO()), err=Console(file=io.StringIO()), reorder=False)
    ends(intake.read_places(screen, ["http://127.0.0.1/1", "http://127.0.0.1/2"], read_capture, 1))
    with pytest.raises(Refusal, match="stopped"):
        fetcher.fetch("http://nord.example/")


def test_a_newer_ledger_is_not_touched(run, page, ledger):
    with sqlite3.connect(ledger) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    failed = run("read", page)
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert "newer marsad" in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_a_full_disk_stops_the_run_in_one_line_with_what_was_done(run, page, tmp_path, monkeypatch):
    (tmp_path / "other.txt").write_text(STORY, encoding="utf-8")
    add_all = Ledger.add_all

    def fill(ledger, additions):
        if any(reading.article.origin.endswith("other.txt") for reading, _ in additions):
            raise LedgerError("marsad.ledger cannot grow: the disk is full; the page was not added")
        return add_all(ledger, additions)

    monkeypatch.setattr(Ledger, "add_all", fill)
    failed, tally = read_json(run, page, "other.txt")
    assert (failed.exit_code, tally["read"]) == (2, 1)
    assert failed.stderr == "marsad: marsad.ledger cannot grow: the disk is full; the page was not added\n"


def test_what_was_read_before_the_user_had_seen_enough_is_written(run, page, tmp_path, monkeypatch):
    read = intake.read_capture

    def stop(capture):
        if capture.origin.endswith("other.txt"):
            raise KeyboardInterrupt
        return read(capture)

    monkeypatch.setattr(intake, "read_capture", stop)
    (tmp_path / "other.txt").write_text(STORY, encoding="utf-8")
    run("read", page, "other.txt")
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert ledger.sizes().articles == 1


def test_episodes_are_brought_up_to_date_while_pages_are_read(run, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_RECONCILED", 2)
    monkeypatch.setattr(reading, "_AT_ONCE", 1)
    waiting = []
    note = Tally.note

    def look(tally, one, added, ledger):
        waiting.append(ledger.waiting())
        note(tally, one, added, ledger)

    monkeypatch.setattr(Tally, "note", look)
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{STORY} {number}", encoding="utf-8")
    run("read", *(f"{number}.txt" for number in range(5)))
    first, second, *rest = waiting
    assert second == 2 * first > 0
    assert rest == [first, second, first]
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        assert ledger.waiting() == 0


@pytest.mark.parametrize(
    ("place", "is_waited_for"),
    [
        ("page.txt", False),
        (".", False),
        ("*.txt", False),
        ("-", True),
        ("https://news.example/1", True),
        ("news.urls", True),  # a file, but of addresses
    ],
)
def test_whether_others_send_the_pages(run, page, place, is_waited_for):
    Path("news.urls").write_text("https://news.example/1", encoding="utf-8")
    assert intake.is_waited_for([str(page), place]) is is_waited_for


def test_an_unexpected_failure_of_a_page_costs_that_page(run, page, tmp_path, monkeypatch):
    read = intake.read_capture

    def fail(capture):
        if capture.origin.endswith("odd.txt"):
            raise ZeroDivisionError("nought")
        return read(capture)

    monkeypatch.setattr(intake, "read_capture", fail)
    (tmp_path / "odd.txt").write_text(STORY, encoding="utf-8")
    shown, tally = read_json(run, tmp_path)
    assert (shown.exit_code, tally["read"], tally["set_aside"]) == (1, 1, {"error": 1})
    assert "odd.txt: ZeroDivisionError: nought" in shown.stderr


def test_code_prints_the_codebooks_form_and_keeps_ids(run, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        "\n".join([make_line(id="n1", extracted="2024-09-26 10:00:00"), "{", make_line(id="n2")]), encoding="utf-8"
    )
    shown = run("code", "in.jsonl", "--jsonl")
    assert shown.exit_code == 1
    coded = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [one["id"] for one in coded] == ["n1", "n2"]
    assert [one["published"] for one in coded] == ["2024-09-26", None]
    for one in coded:
        for item in (*one["signals"], *one["statements"], *one["figures"], *one["dates"]):
            assert STORY[item["start"] : item["end"]] == item["text"]
            assert item["rule"]
            assert item["version"]
    assert not list(tmp_path.glob("*.ledger"))


def test_code_prints_one_readable_object_for_a_page(run, page):
    shown = run("code", page)
    assert shown.exit_code == 0
    coded = json.loads(shown.stdout)
    assert (coded["id"], coded["published"], coded["title"]) == ("good", "2024-09-26", TITLE)
    assert shown.stdout.count("\n") > 20


def test_archives_and_files_are_read_in_one_go_each_by_its_source(run, page, tmp_path):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    url, at = "https://al-marfa.example/1", datetime(2024, 9, 27, tzinfo=UTC)
    exchange = Exchange(url=url, at=at, head=head, body=make_page(title="خبر آخر", second="وقال إنه لا يعلق."))
    (tmp_path / "a.warc.gz").write_bytes(make_response(exchange, UUID(int=1)))
    assert run("read", "a.warc.gz", page, "--ledger", "l").exit_code == 0
    with Ledger.open(tmp_path / "l") as ledger:
        first, second = ledger.articles()
        assert (first.url, second.url) == (url, None)
        assert first.origin == "a.warc.gz:0"
