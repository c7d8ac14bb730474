"""Exchanges of the fetcher kept: as they travelled, found by the digest of the article made from them."""

import gzip
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import moved, page, serving

from marsad.app.errors import explain_error
from marsad.app.keeping import make_keeper
from marsad.app.settings import find_archive
from marsad.archive import Archive, ArchiveError, check_archive
from marsad.extract import extract_article
from marsad.fetch import Refusal
from marsad.sources.pages import Wanted, fetch_pages
from marsad.warc import parse_response

AT = datetime(2031, 3, 5, 1, 2, 3, tzinfo=UTC)
HTML = "<html><body><p>حذرت نوردستان جارتها من أي هجوم على أراضيها.</p></body></html>".encode()


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "kept") as opened:
        yield opened


def answer(body, *headers, kind="text/html"):
    return "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", *headers, "", ""]).encode() + body


def chunk(body, size=7):
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x;note=1\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\nX-Trailer: y\r\n\r\n"


PACKED = gzip.compress(HTML, mtime=0)
MEMBERS = gzip.compress(HTML[:20], mtime=0) + gzip.compress(HTML[20:], mtime=0)
SENT = {
    "plain": answer(HTML, f"Content-Length: {len(HTML)}"),
    "until-closed": answer(HTML),
    "gzip": answer(PACKED, "Content-Encoding: gzip", f"Content-Length: {len(PACKED)}"),
    "gzip-members": answer(MEMBERS, "Content-Encoding: gzip", f"Content-Length: {len(MEMBERS)}"),
    "zlib-called-gzip": answer(zlib.compress(HTML), "Content-Encoding: gzip"),
    "gzip-called-deflate": answer(PACKED, "Content-Encoding: deflate"),
    "deflate": answer(zlib.compress(HTML), "Content-Encoding: deflate"),
    "chunked": answer(chunk(HTML), "Transfer-Encoding: chunked"),
    "chunked-gzip": answer(chunk(PACKED), "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
    "more-than-announced": answer(HTML + b"surplus", f"Content-Length: {len(HTML)}"),
    "early-hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(HTML),
}


@pytest.mark.parametrize("name", SENT)
def test_a_page_is_kept_as_sent_and_has_the_digest_of_its_article(server, archive, name):
    server.routes["/page"] = SENT[name]
    fetcher = make_fetcher(keep=make_keeper(archive, lambda: AT))
    (capture,) = fetch_pages(fetcher, [Wanted(server.url("/page"))])
    (entry,) = archive.captures(capture.url)
    assert entry.at == AT
    assert entry.page == extract_article(capture).digest
    kept = archive.load(entry)
    sent = SENT[name].partition(b"/a.css>\r\n\r\n")[2] or SENT[name]
    assert (kept.head + kept.body).removesuffix(b"surplus") == sent.removesuffix(b"surplus")
    assert entry.payload == sha256(kept.body).hexdigest()
    assert b"surplus" not in kept.body


def test_robots_and_redirects_are_kept_and_unchanged_answers_are_not(server, archive):
    server.routes["/robots.txt"] = page(b"User-agent: *\nDisallow:\n", kind="text/plain")
    server.routes["/old"] = moved("/new")
    server.routes["/new"] = [page(HTML), page(b"", status="304 Not Modified")]
    fetcher = make_fetcher(keep=make_keeper(archive))
    fetcher.fetch(server.url("/old"))
    with pytest.raises(Refusal, match="not changed"):
        fetcher.fetch(server.url("/new"))
    kept = [(entry.url, parse_response(exchange.head).status) for entry, exchange in load_all(archive)]
    assert kept == [(server.url("/new"), 200), (server.url("/old"), 302), (server.url("/robots.txt"), 200)]


def load_all(archive):
    return [(entry, archive.load(entry)) for entry in archive.entries()]


def test_many_pages_fetched_at_once_are_all_kept(server, archive, tmp_path):
    keep = make_keeper(archive)
    for number in range(40):
        server.routes[f"/{number}"] = page(HTML + b"%d" % number)
    fetchers = [make_fetcher(keep=keep) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda n: fetchers[n % 8].fetch(server.url(f"/{n}")), range(40)))
    for fetched in done:
        (entry,) = archive.captures(fetched.final)
        assert entry.page == sha256(fetched.body).hexdigest()
    assert list(check_archive(tmp_path / "kept")) == []


def test_an_archive_that_fails_stops_the_fetching_with_a_line(server, archive):
    server.routes["/page"] = page(HTML)
    fetcher = make_fetcher(keep=make_keeper(archive))
    archive.close()
    with pytest.raises(ArchiveError) as caught:
        list(fetch_pages(fetcher, [Wanted(server.url("/page"))]))
    assert explain_error(caught.value, "marsad").count("\n") == 0
    assert "closed" in explain_error(caught.value, "marsad")


def test_the_archive_lies_beside_the_ledger_unless_said_otherwise(tmp_path):
    ledger = tmp_path / "press.ledger"
    assert find_archive(None, ledger, {}) == tmp_path / "press.archive"
    assert find_archive(None, ledger, {"MARSAD_ARCHIVE": "here"}).name == "here"
    assert find_archive(tmp_path, ledger, {"MARSAD_ARCHIVE": "here"}) == tmp_path
