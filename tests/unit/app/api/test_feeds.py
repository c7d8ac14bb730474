"""Atom feeds: valid by a reader of feeds, whatever pages hold."""

import pytest
from lxml import etree

from marsad.app.api.feeds import FeedEntry, make_feed
from marsad.model import Capture
from marsad.pipeline import read_capture

feedparser = pytest.importorskip("feedparser")

ADDRESSES = ("/feeds/records.atom?layer=signal", "/feeds/episodes.atom?status=claimed", "/feeds/search.atom?q=نوردستان")


def read(body):
    found = feedparser.parse(body)
    assert not found.bozo
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_feeds_are_atom(client, address):
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = read(answer.content)
    assert 0 < len(found.entries) <= 50
    ids = [entry.id for entry in found.entries]
    assert len(ids) == len(set(ids))
    assert all(entry.updated_parsed and entry.title and entry.author for entry in found.entries)
    assert client.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert [entry.id for entry in read(client.get(address).content).entries] == ids


def test_a_feed_without_entries(client):
    assert read(client.get("/feeds/records.atom?since=1999&until=1999").content).entries == []
    assert client.get("/feeds/search.atom").status_code == 400


def test_what_pages_hold_is_text():
    evil = '<script>alert(1)</script>]]>&\x00\x0b\ud800\ufffe" onload="x'
    body = make_feed(evil, f"http://localhost/?q={evil}", [
        FeedEntry("a", evil, evil, "2031-01-01T00:00:00+00:00", "javascript:alert(1)", evil),
        FeedEntry("b", evil, evil, "2031-01-01T00:00:00+00:00", f"http://x.example/{evil}", None),
    ])  # fmt: skip
    root = etree.fromstring(body)
    assert root.xpath("//*[local-name()='script']") == []
    assert root.xpath("//@onload") == []
    assert [link for link in root.xpath("//*[local-name()='link']/@href") if link.startswith("javascript")] == []
    (first, second) = read(body).entries
    assert "alert(1)" in first.title
    assert not first.get("links")
    assert second.link.startswith("http://x.example/")


def test_a_page_s_own_markup_never_comes_out():
    body = "<html><body><h1>x &lt;script&gt;</h1><p>حذرت نوردستان &lt;b&gt;من ضربة نووية.</p></body></html>"
    reading = read_capture(Capture(origin="p.html", body=body.encode(), url="https://a.example/"))
    entry = FeedEntry("a", reading.article.title or "t", reading.article.text, "2031-01-01T00:00:00+00:00", None, None)
    (element,) = etree.fromstring(make_feed("t", "http://localhost/", [entry])).xpath("//*[local-name()='content']")
    assert element.get("type") == "text"
    assert len(element) == 0
