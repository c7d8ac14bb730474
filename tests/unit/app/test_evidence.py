"""Fetched pages kept as evidence, shown for a record, and proved by `marsad verify`."""

import json
import sqlite3
from pathlib import Path

import pytest
from tests.unit.fetch.server import moved, page, serving

from marsad.app.context import Context
from marsad.app.quoting import find_in_source
from marsad.archive import Archive, ArchiveError, check_archive
from marsad.ledger import Ledger
from marsad.model import make_digest

from .press import THREAT, make_answer, make_html, read_at_once


@pytest.fixture
def server(monkeypatch):
    read_at_once(monkeypatch)
    with serving() as running:
        running.routes["/1.html"] = make_answer()
        running.routes["/2.html"] = make_answer(THREAT)
        yield running


@pytest.fixture
def kept(run, server):
    """The ledger of two pages fetched and kept; gives the addresses."""
    urls = [server.url("/1.html"), server.url("/2.html")]
    assert run("read", *urls).exit_code == 0
    return urls


def list_kept(folder="marsad.archive"):
    with Archive.open(folder, readonly=True) as archive:
        return [entry.url for entry in archive.entries()]


def find_threat():
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        return next(signal for signal in ledger.signals() if signal.type.value == "threat")


def change(statement, *values, file="marsad.ledger"):
    db = sqlite3.connect(file)
    with db:
        assert db.execute(statement, values).rowcount > 0
    db.close()


def verify(run, *words):
    """Run `marsad verify`; return its exit code, the problems, and the closing line."""
    shown = run("verify", *words)
    assert shown.stderr == ""
    *problems, last = shown.stdout.splitlines()
    return shown.exit_code, problems, last


# reading


def test_what_is_fetched_is_kept_beside_the_ledger(run, server, kept):
    assert list_kept() == [*kept, server.url("/robots.txt")]
    with (
        Ledger.open("marsad.ledger", readonly=True) as ledger,
        Archive.open("marsad.archive", readonly=True) as archive,
    ):
        for capture in ledger.captures():
            (entry,) = archive.find_page(capture.digest)
            assert (capture.url, capture.at, capture.payload) == (entry.url, entry.at, entry.payload)
            assert capture.digest == make_digest(make_html(*([THREAT] if capture.url == kept[1] else [])))


def test_feeds_and_sitemaps_are_kept_with_their_pages(run, server):
    feed = f"<rss version='2.0'><channel><item><link>{server.url('/1.html')}</link></item></channel></rss>"
    sitemap = f"<urlset><url><loc>{server.url('/2.html')}</loc></url></urlset>"
    server.routes["/feed.xml"] = page(feed.encode(), kind="application/rss+xml")
    server.routes["/map.xml"] = page(sitemap.encode(), kind="application/xml")
    shown = run("read", f"feed:{server.url('/feed.xml')}", f"sitemap:{server.url('/map.xml')}", "--archive", "here")
    assert shown.exit_code == 0
    wanted = ("/1.html", "/2.html", "/feed.xml", "/map.xml", "/robots.txt")
    assert list_kept("here") == [server.url(path) for path in wanted]


def test_nothing_is_archived_that_did_not_come_from_the_network(run, tmp_path):
    (tmp_path / "page.html").write_bytes(make_html())
    assert run("read", "page.html").exit_code == 0
    assert not Path("marsad.archive").exists()


def test_no_archive_keeps_nothing_and_the_ledger_knows_the_time_all_the_same(run, server):
    assert run("read", server.url("/1.html"), "--no-archive").exit_code == 0
    assert not Path("marsad.archive").exists()
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        (capture,) = ledger.captures()
    assert capture.at is not None
    assert capture.payload is None
    code, problems, last = verify(run)
    assert (code, problems) == (0, [])
    assert "1 fetched without an archive" in last


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_archive_that_fails_stops_the_run_in_one_line_and_the_ledger_is_whole(run, server, monkeypatch, jobs):
    append = Archive.append

    def fill(archive, exchange):
        if exchange.url.endswith("/2.html"):
            raise ArchiveError("marsad.archive: no space left on device")
        return append(archive, exchange)

    monkeypatch.setattr(Archive, "append", fill)
    failed = run("read", server.url("/1.html"), server.url("/2.html"), "--jobs", jobs)
    assert (failed.exit_code, failed.stderr) == (2, "marsad: marsad.archive: no space left on device\n")
    with Ledger.open("marsad.ledger") as ledger:
        assert ledger.check() == ()
        assert {capture.url for capture in ledger.captures()} <= {server.url("/1.html")}
    assert verify(run)[0] == 0
    assert list(check_archive("marsad.archive")) == []


@pytest.mark.parametrize("spoil", [
    lambda folder: folder.write_text("a file"),
    lambda folder: (folder.mkdir(), (folder / "index.sqlite").write_bytes(b"rubbish" * 100)),
])  # fmt: skip
def test_an_archive_that_cannot_be_opened_stops_the_run_before_a_ledger_is_made(run, server, spoil):
    spoil(Path("marsad.archive"))
    failed = run("read", server.url("/1.html"))
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert failed.stderr.startswith("marsad: marsad.archive")
    assert failed.stderr.count("\n") == 1
    assert not Path("marsad.ledger").exists()


# showing


def test_the_evidence_for_a_record(run, server, kept):
    threat = find_threat()
    shown = run("show", threat.id, "--evidence", "--json")
    assert shown.exit_code == 0
    told = json.loads(shown.stdout)
    body = make_html(THREAT)
    assert told["page"]["url"] == kept[1]
    assert told["page"]["decoded"] == told["digest"] == make_digest(body)
    assert (told["page"]["status"], dict(told["page"]["headers"])["ETag"]) == (200, "x1")
    start, end = told["quote"]["source"]
    assert body[start:end].decode() == threat.span.quote
    assert (told["quote"]["sentence"], told["quote"]["stands"], told["problems"]) == (THREAT, True, [])
    with Path(told["page"]["file"]).open("rb") as raw:
        raw.seek(told["page"]["offset"])
        assert raw.read(2) == b"\x1f\x8b"


def test_the_evidence_in_words(run, kept):
    shown = run("show", find_threat().id, "-e")
    for words in (kept[1], "200", "etag", "marsad.archive/marsad-000001.warc.gz:", "SHA-256 as sent", "agrees"):
        assert words in shown.stdout
    assert "captures of this page in the archive: 1" in shown.stdout


def test_a_page_that_moved_is_shown_with_the_address_asked_for(run, server):
    server.routes["/old"] = moved("/2.html")
    assert run("read", server.url("/old")).exit_code == 0
    shown = run("show", find_threat().id, "-e").stdout
    assert (server.url("/old") in shown, server.url("/2.html") in shown) == (True, True)
    assert list_kept() == [server.url("/2.html"), server.url("/old"), server.url("/robots.txt")]


def test_where_nothing_is_archived_it_says_so_with_where_the_page_came_from(run, tmp_path):
    (tmp_path / "page.html").write_bytes(make_html(THREAT))
    run("read", "page.html")
    shown = run("show", find_threat().id, "--evidence")
    assert shown.exit_code == 0
    assert "none: the archive marsad.archive does not hold this page" in " ".join(shown.stdout.split())
    assert "page.html" in shown.stdout
    assert json.loads(run("show", find_threat().id, "-e", "--json").stdout)["page"] is None


def test_a_page_read_from_a_warc_file_is_shown_from_there(run, kept, tmp_path):
    Path("marsad.ledger").unlink()
    Path("marsad.archive").rename("others")
    assert run("read", "others").exit_code == 0
    told = json.loads(run("show", find_threat().id, "-e", "--json").stdout)
    assert told["page"]["file"] == "others/marsad-000001.warc.gz"
    assert (told["page"]["decoded"], told["problems"]) == (told["digest"], [])
    with Path(told["page"]["file"]).open("r+b") as raw:
        raw.seek(told["page"]["offset"] + 200)
        raw.write(b"\0\0\0\0")
    shown = run("show", find_threat().id, "-e")
    assert shown.exit_code == 1
    assert "no whole record there any more" in " ".join(shown.stdout.split())


def test_what_does_not_agree_is_said(run, kept):
    change("UPDATE capture SET payload = ?", "0" * 64)
    shown = run("show", find_threat().id, "-e")
    assert shown.exit_code == 1
    assert "DISAGREES" in shown.stdout
    Path("marsad.archive").rename("moved")
    assert "was archived, and is not there" in " ".join(run("show", find_threat().id, "-e").stdout.split())


WORDS = ("وقال: ", "«لن نرد»", " اليوم.")


@pytest.mark.parametrize("source", [
    "<p>وقال: «لن نرد» اليوم.</p>",
    "<p>وقال:&nbsp;&laquo;لن <b>نرد</b>&raquo;\n اليوم.</p>",
    "<p>وقال: <q>&#171;لن&#160;نرد&#xbb;</q> اليوم.</p>",
    "<p>و<b>قال</b>: «ل<i></i>ن نرد» اليوم.</p>",
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-8-sig", "utf-16"])
def test_words_are_found_in_the_source_of_a_page(source, encoding):
    head = "<html><head><title>وقال: «لن نرد» اليوم.</title></head><body><p>هل قال «لن نرد» أمس؟</p>"
    body = (head + source + "<p>وهذه فقرة أخرى من المقال في هذا اليوم</p>").encode(encoding)
    context = Context(previous="", before=WORDS[0], words=WORDS[1], after=WORDS[2], next="")
    start, end = find_in_source(body, context)
    plain = encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le"
    assert body[start:end].decode(plain) in source
    assert body[start:end].decode(plain)[:1] in "«&"
    assert start > body.index("</p>".encode(plain))


@pytest.mark.parametrize("body", [b"", b"\x89PNG", "<p>لا شيء من هذا</p>".encode(), b"&nbsp;" * 100_000 + b"&x;" * 9])
def test_words_that_are_not_in_the_source_are_not_found_in_any_time(body):
    context = Context(previous="", before="", words="لن نرد على ما قيل في هذا", after=" اليوم", next="")
    assert find_in_source(body, context) is None


# verifying


def test_what_agrees_is_proved(run, kept):
    code, problems, last = verify(run, "--deep")
    assert (code, problems) == (0, [])
    assert last.startswith("ledger and archive agree; 2 articles with ")
    assert "3 exchanges in the archive; 2 of 2 fetched pages proved; 2 read again" in last
    told = json.loads(run("verify", "--json").stdout)
    assert (told["proved"], told["problems"], told["read_again"]) == (2, 0, 0)


def test_a_ledger_without_archive_or_network_is_proved_alone(run, tmp_path):
    (tmp_path / "page.html").write_bytes(make_html())
    run("read", "page.html")
    assert verify(run)[:2] == (0, [])


def find_file():
    return Path("marsad.archive/marsad-000001.warc.gz")


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def find_offset(url):
    with Archive.open("marsad.archive", readonly=True) as archive:
        return archive.captures(url)[0].offset


def flip_in_page(urls):
    flip(find_file(), find_offset(urls[1]) + 300)


def lose_page(urls):
    change("DELETE FROM record WHERE url = ?", urls[1], file="marsad.archive/index.sqlite")


def change_quote(urls):
    threat = find_threat()
    quote = threat.span.quote.replace("الشمالية", "الجنوبية")
    change("UPDATE record SET quote = ?, json = replace(json, ?, ?) WHERE id = ?",
           quote, threat.span.quote, quote, threat.id)  # fmt: skip


BREAKS = {
    "a byte of a kept page": (flip_in_page, "archive: marsad-000001.warc.gz:"),
    "a byte of a kept page, by its article": (flip_in_page, "article {article}: marsad.archive/"),
    "a file": (lambda urls: find_file().unlink(), "archive: marsad-000001.warc.gz: missing"),
    "a file, by its article": (lambda urls: find_file().unlink(), "article {article}: marsad.archive: no such file"),
    "the folder": (lambda urls: Path("marsad.archive").rename("x"), "article {article}, fetched from {url}: the arch"),
    "the index": (lambda urls: Path("marsad.archive/index.sqlite").unlink(), "archive: marsad.archive: "),
    "a line of the index": (lose_page, "article {article}, fetched from {url}: the archive has no page"),
    "the article's digest": (
        lambda urls: change("UPDATE article SET digest = ? WHERE url = ?", "0" * 64, urls[1]),
        "ledger: article {article}: its columns differ from its JSON",
    ),
    "the capture's digest": (
        lambda urls: change("UPDATE capture SET digest = ? WHERE url = ?", "0" * 64, urls[1]),
        "article {article}, fetched from {url}: the archive has no page with the digest 000",
    ),
    "the capture's payload": (
        lambda urls: change("UPDATE capture SET payload = ? WHERE url = ?", "0" * 64, urls[1]),
        "article {article}, fetched from {url}: the archive has it, but not as it was sent (000",
    ),
    "the capture": (
        lambda urls: change("DELETE FROM capture WHERE url = ?", urls[1]), "ledger: article {article}: no capture",
    ),
    "a quote": (change_quote, "ledger: record {record}: its quote is not what the article says"),
    "a column of a quote": (
        lambda urls: change("UPDATE record SET quote = 'x' WHERE id = ?", find_threat().id),
        "ledger: record {record}: its columns differ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_whatever_is_broken_is_named(run, kept, name):
    threat = find_threat()
    spoil, line = BREAKS[name]
    spoil(kept)
    code, problems, last = verify(run)
    assert code == 1
    wanted = line.format(article=threat.article, record=threat.id, url=kept[1])
    assert [problem for problem in problems if problem.startswith(wanted)], problems
    assert last.startswith(f"{len(problems)} problems; 2 articles")
    lines = [json.loads(each) for each in run("verify", "--json").stdout.splitlines()]
    assert [each["problem"] for each in lines[:-1]] == problems
    assert lines[-1]["problems"] == len(problems)


def test_a_text_that_the_kept_page_does_not_give_is_found_by_reading_it_again(run, server, kept):
    server.routes["/3.html"] = make_answer(THREAT, "وغادر الوفد القاعة الكبرى.")
    run("read", server.url("/3.html"))
    with Ledger.open("marsad.ledger", readonly=True) as ledger:
        *_, article = (head.id for head in ledger.articles())
    change("UPDATE edition SET json = replace(json, ?, ?) WHERE article = ?", "الكبرى", "الصغرى", article)
    traced = f"ledger: article {article}: its trace is of another text; rebuild the stories"
    assert verify(run)[:2] == (1, [traced])
    told = f"article {article}: the kept page gives another text than the one in the ledger"
    code, problems, _ = verify(run, "--deep")
    assert (code, problems) == (1, [traced, told])
    change("UPDATE reading SET version = 'older'")
    code, problems, last = verify(run, "--deep")
    assert (code, problems) == (1, [traced])
    assert "3 read again; 1 of them otherwise than by the marsad of their time" in last


@pytest.mark.parametrize("spoil", [
    lambda path: path.unlink(),
    lambda path: path.write_bytes(b"rubbish" * 100),
    lambda path: change("UPDATE record SET offset = offset + 1", file=path),
    lambda path: change("DELETE FROM record", file=path),
])  # fmt: skip
def test_the_index_of_the_archive_can_be_made_anew(run, kept, spoil):
    spoil(Path("marsad.archive/index.sqlite"))
    assert verify(run)[0] == 1
    assert verify(run, "--rebuild-index")[:2] == (0, [])
    assert verify(run)[:2] == (0, [])
    failed = run("verify", "--rebuild-index", "--archive", "nowhere")
    assert failed.stderr == "marsad: nowhere: no such archive; name its folder with --archive\n"
    assert failed.exit_code == 2
    assert not Path("nowhere").exists()


def test_what_a_killed_process_left_at_the_end_is_no_disagreement(run, kept):
    with find_file().open("ab") as raw:
        raw.write(b"\x1f\x8b\x08torn")
    assert verify(run)[:2] == (0, [])


def test_a_bar_is_drawn_where_somebody_watches(run, kept, bars):
    shown = run("--color", "verify")
    assert shown.exit_code == 0
    assert "verifying" in shown.stderr


def test_no_ledger_is_one_line(run):
    failed = run("verify")
    assert (failed.exit_code, failed.stderr.count("\n")) == (2, 1)
