"""What every source of the family keeps."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import page, serving

from marsad.model import Capture
from marsad.sources import SetAside, load_sources
from marsad.warc import Exchange, make_response

SOURCES = load_sources(make_fetcher())
TEXT = "قال ناطق باسم حكومة نوردستان إن بلاده تراقب الوضع."


def make_files(folder: Path, server) -> str:
    (folder / "b.html").write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}) + "\nbroken\n", encoding="utf-8")
    return str(folder)


def make_archive(folder: Path, server) -> str:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    at = datetime(2024, 3, 5, tzinfo=UTC)
    member = make_response(Exchange(url="https://nord.example/1", at=at, head=head, body=TEXT.encode()), UUID(int=1))
    (folder / "a.warc.gz").write_bytes(member * 2 + member[:-20])
    return str(folder)


def make_web(folder: Path, server) -> str:
    listed = folder / "some.urls"
    listed.write_text(f"{server.url('/1')}\n{server.url('/none')}\n", encoding="utf-8")
    return str(listed)


def make_feed(folder: Path, server) -> str:
    links = "".join(f"<item><link>{link}</link></item>" for link in ("/1", "/none", "http://10.0.0.1/"))
    server.routes["/rss"] = page(f"<rss><channel>{links}</channel></rss>".encode())
    return server.url("/rss")


def make_sitemap(folder: Path, server) -> str:
    links = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/1", "/none"))
    server.routes["/sitemap.xml"] = page(f"<urlset>{links}</urlset>".encode())
    return server.url("/sitemap.xml")


# For each source: how to make a place of its kind with at least one page and one thing that is none.
PLACES = {"files": make_files, "warc": make_archive, "web": make_web, "feed": make_feed, "sitemap": make_sitemap}


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        running.routes["/1"] = page(f"<p>{TEXT}</p>".encode())
        yield running


@pytest.fixture(params=SOURCES, ids=lambda source: source.name)
def source(request):
    return request.param


@pytest.fixture
def place(source, tmp_path, server):
    return PLACES[source.name](tmp_path, server)


def test_names_are_unique():
    assert len({source.name for source in SOURCES}) == len(SOURCES)


def test_it_accepts_its_own_places(source, place):
    assert source.accepts(place)


def test_it_yields_captures_and_set_asides_and_never_raises(source, place):
    items = list(source.fetch([place]))
    assert {type(item) for item in items} == {Capture, SetAside}
    assert all(item.origin for item in items)
    assert all("\n" not in item.message for item in items if isinstance(item, SetAside))


def test_the_order_does_not_vary(source, place):
    assert list(source.fetch([place])) == list(source.fetch([place]))


def test_places_come_one_after_another(source, place):
    once = list(source.fetch([place]))
    assert list(source.fetch([place, place])) == once + once


def test_it_streams(source, place):
    items = source.fetch([place])
    assert iter(items) is items
    assert isinstance(next(items), Capture | SetAside)


def test_the_count_is_about_right_where_there_is_one(source, place):
    assert source.count([place]) in (None, len(list(source.fetch([place]))))


def test_nothing_is_nothing(source):
    assert list(source.fetch([])) == []
