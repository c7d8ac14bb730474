"""Pages by their address, feeds and sitemaps, from a server on the loopback interface."""

import gzip
import threading
import time
from datetime import date
from itertools import islice

import pytest
from tests.apart import measure_peak
from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import moved, page, serving

from marsad.fetch import Refusal
from marsad.model import Basis, Capture, When
from marsad.sources import SetAside, load_sources
from marsad.sources.feed import FeedSource, read_feed
from marsad.sources.pages import Wanted, fetch_pages
from marsad.sources.sitemap import Listed, SitemapSource, read_sitemap
from marsad.sources.web import WebSource

DAY = date(2026, 11, 29)
STAMPED = When.day(DAY, Basis.STAMP)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<rss><channel><item><link>http://nord.example/&b;</link></item></channel></rss>"""


@pytest.fixture
def server():
    with serving() as running:
        running.routes |= {f"/{number}": page(f"<p>{number}</p>".encode()) for number in range(30)}
        yield running


def tell(items):
    return [item.reason if isinstance(item, SetAside) else item.body.decode() for item in items]


def make_rss(*links, head=b'<?xml version="1.0"?>'):
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    return page(head + f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), kind="application/rss+xml")


def make_sitemap(*links, root="urlset", name="url"):
    rows = "".join(f"<{name}><loc>{link}</loc></{name}>" for link in links)
    return f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</{root}>".encode()


# Web


def test_a_page_and_what_is_known_of_it(server):
    server.routes |= {"/a": moved("/b"), "/b": page("خبر".encode(), kind="text/plain; charset=utf-8")}
    (capture,) = WebSource(make_fetcher()).fetch([server.url("/a")])
    assert capture == Capture(
        origin=server.url("/a"), url=server.url("/b"), body="خبر".encode(), media="text", outside=True
    )


def test_a_list_of_addresses(server, tmp_path):
    listed = tmp_path / "some.urls"
    listed.write_bytes(f"\ufeff# ours\n{server.url('/1')}\n\n {server.url('/2')}\r\nnot an address".encode())
    source = WebSource(make_fetcher())
    assert source.accepts(str(listed))
    assert source.count([str(listed)]) == 3
    assert tell(source.fetch([str(listed)])) == ["<p>1</p>", "<p>2</p>", "scheme"]
    assert tell(source.fetch([str(tmp_path / "none.urls")])) == ["missing"]


def tell_three(place):
    return tell(islice(WebSource(make_fetcher()).fetch([place]), 3))


def test_a_line_without_end_in_a_list_of_addresses_is_not_taken_in(tmp_path):
    listed = tmp_path / "some.urls"
    listed.write_bytes(b"http://nord.example/" + b"a" * 30_000_000)
    peak, told = measure_peak(tell_three, str(listed))
    assert told == ["address"] * 3
    assert peak < 5_000_000


def test_media_that_are_no_pages(server):
    server.routes["/a"] = page(b"\x89PNG", kind="image/png")
    assert tell(WebSource(make_fetcher()).fetch([server.url("/a")])) == ["media"]


def test_order_holds_while_many_are_fetched_at_once():
    def slow(client):
        time.sleep(0.2)
        client.sendall(page(b"slow"))

    with serving() as one, serving() as two:
        one.routes["/a"], two.routes["/a"] = slow, page(b"quick")
        fetcher = make_fetcher(guard=None)
        assert tell(WebSource(fetcher).fetch([one.url("/a")])) == ["forbidden_port"]
        places = [one.url("/a"), two.url("/a"), "ftp://x/"]
        assert tell(WebSource(make_fetcher()).fetch(places)) == ["slow", "quick", "scheme"]


def test_no_more_is_taken_on_than_is_under_way(server):
    taken = []

    def find():
        for number in range(1000):
            taken.append(number)
            yield Wanted(server.url("/1"))

    pages = fetch_pages(make_fetcher(), find(), workers=2)
    next(pages)
    assert len(taken) <= 4
    pages.close()
    assert len(taken) <= 4


def test_threads_end_with_the_pages(server):
    before = threading.active_count()
    list(fetch_pages(make_fetcher(), [Wanted(server.url("/1"))] * 5, workers=4))
    deadline = time.monotonic() + 60
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


# Feeds


def read(body, most=100):
    feed = read_feed(body, most)
    return [(entry.link, entry.published) for entry in feed.entries]


def refuse(body, reader=read_feed):
    with pytest.raises(Refusal) as refused:
        reader(body, 100)
    return refused.value.reason


def test_rss():
    body = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title><link>http://nord.example/</link>
    <atom:link rel="self" href="http://nord.example/rss"/>
    <item><link> http://nord.example/1?a=1&amp;b=2 </link><pubDate>Sun, 29 Nov 2026 01:00:00 +0300</pubDate></item>
    <item><atom:link rel="self" href="http://nord.example/no"/><link><![CDATA[http://nord.example/2]]></link>
    <dc:date>2026-11-29T01:00:00+03:00</dc:date></item>
    <item><guid>http://nord.example/3</guid></item><item><guid isPermaLink="false">http://nord.example/4</guid></item>
    <item><link>http://nord.example/1?a=1&amp;b=2</link></item><item/></channel></rss>"""
    assert read(body) == [
        ("http://nord.example/1?a=1&b=2", DAY),
        ("http://nord.example/2", DAY),
        ("http://nord.example/3", None),
    ]


def test_rss_one():
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel/><item rdf:about="a"><link>http://nord.example/1</link></item></rdf:RDF>"""
    assert read(body) == [("http://nord.example/1", None)]


def test_atom():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://nord.example/"/>
    <entry><link rel="enclosure" href="/x.mp3"/><link rel="alternate" href="/1"/><updated>2026-11-30</updated>
    <published>2026-11-29T08:00:00Z</published></entry><entry><link href="2"/><updated>2026-11-30</updated>
    </entry></feed>"""
    assert read(body) == [("/1", DAY), ("2", None)]


def test_json_feed():
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "items": [7, {"url": "http://nord.example/1",
    "date_published": "2026-11-29T08:00:00+03:00"}, {"external_url": "http://nord.example/2"}, {"url": 5}]}"""
    assert read(body) == [("http://nord.example/1", DAY), ("http://nord.example/2", None)]


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body/></html>", b"{}", b"[]", b'{"items": []}', b"{" * 5000, b'{"a":' * 5000, b"\xff\xfe", b"a"],
)
def test_what_is_no_feed(body):
    assert refuse(body) == "malformed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
def test_encodings(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><item><link>http://nord.example/خبر</link></item></rss>'
    assert read(text.encode(encoding)) == [("http://nord.example/خبر", None)]


def test_encodings_that_are_none_are_read_as_utf8():
    text = '<?xml version="1.0" encoding="rot13"?><rss><item><link>http://nord.example/خبر</link></item></rss>'
    assert read(text.encode()) == [("http://nord.example/خبر", None)]


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        b"<!-- > --><?x ?>\n" + BOMB.partition(b"?>")[2],
        BOMB.replace(b"DOCTYPE", b"doctype"),
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><link>&a;</link></item></rss>',
        b'<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://10.0.0.1/x.dtd"> %a;]><rss/>',
        b'<!DOCTYPE rss SYSTEM "http://10.0.0.1/x.dtd" [ ]><rss/>',
    ],
)
def test_entities_are_refused(body):
    assert refuse(body) == "entities"
    assert refuse(body, read_sitemap) == "entities"


def test_an_external_type_is_neither_needed_nor_fetched(server):
    kind = f'<!DOCTYPE rss PUBLIC "-//Netscape" "{server.url("/rss.dtd")}">'.encode()
    assert read(kind + b"<rss><item><link>/1</link></item></rss>") == [("/1", None)]
    assert server.asked == []


def test_a_late_document_type_declares_nothing():
    body = b"<rss><!DOCTYPE x [<!ENTITY a 'http://nord.example/evil'>]><item><link>&a;</link></item></rss>"
    assert "evil" not in repr(read(body))


def test_an_inclusion_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    body = f"""<rss xmlns:xi="http://www.w3.org/2001/XInclude"><item><link><xi:include parse="text"
    href="{(tmp_path / "secret").as_uri()}"/></link></item></rss>"""
    assert "secret" not in repr(read(body.encode()))


def test_a_broken_feed_is_read_as_far_as_it_goes(server):
    broken = b"<rss><item><link>/1</link></item><item><link>/2</link><title>a & b</title></item><item><li"
    server.routes["/rss"] = page(broken)
    assert tell(FeedSource(make_fetcher()).fetch([server.url("/rss")])) == ["<p>1</p>", "<p>2</p>", "malformed"]


def test_deep_xml_is_no_crash():
    feed = read_feed(b"<rss>" + b"<a>" * 100_000, 10)
    assert (feed.entries, feed.problem.reason) == ((), "malformed")


@pytest.mark.parametrize("piece", [b"<a/>", b"&a;", b"<a b=''/>"])
def test_more_markup_than_memory_is_for(piece):
    assert refuse(b"<rss>" + piece * 2_000_001 + b"</rss>") == "limit"


def test_an_entry_without_end_is_not_looked_through():
    begun = time.thread_time()
    assert read(b"<rss><item><link>/1</link>" + b"<pubDate/>" * 400_000 + b"</item></rss>") == [("/1", None)]
    assert time.thread_time() - begun < 20


@pytest.mark.parametrize("name", [b"date", b"link"])
def test_elements_of_one_name_within_one_another_are_not_read_again_and_again(name):
    """Two hundred of them around some hundred thousand took minutes."""
    within = b"<a/>" * 400_000
    begun = time.thread_time()
    read(b"<rss><item>" + b"<%s>" % name * 200 + within + b"</%s>" % name * 200 + b"</item></rss>")
    assert time.thread_time() - begun < 20


def test_doubles_do_not_count_as_entries_and_are_not_endless():
    assert read_feed(b"<rss>" + b"<item><link>/1</link></item>" * 100 + b"</rss>", 2).problem is None
    feed = read_feed(b"<rss>" + b"<item><link>/1</link></item>" * 200 + b"</rss>", 2)
    assert (len(feed.entries), feed.problem.reason) == (1, "limit")
    sitemap = read_sitemap(b"<urlset>" + b"<url><loc>/1</loc></url>" * 200 + b"</urlset>", 2)
    assert (len(sitemap.listed), sitemap.problem.reason) == (1, "limit")


def test_a_giant_feed_is_cut_and_says_so(server):
    server.routes["/rss"] = make_rss(*(f"/{number}" for number in range(20)))
    assert tell(FeedSource(make_fetcher(), most=2).fetch([server.url("/rss")])) == ["<p>0</p>", "<p>1</p>", "limit"]


@pytest.mark.parametrize(
    ("source", "path", "size"), [(FeedSource, "/rss", 5_000_000), (SitemapSource, "/sitemap.xml", 52_428_800)]
)
def test_feeds_and_sitemaps_have_limits_of_their_own(server, source, path, size):
    server.routes[path] = server.drip(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65_536, 0)
    (aside,) = source(make_fetcher()).fetch([server.url(path)])
    assert (aside.reason, str(size) in aside.message) == ("too_large", True)


def test_a_feed_that_unfolds_too_far(server):
    body = gzip.compress(b"<rss>" + b" " * 10_000_000, mtime=0)
    server.routes["/rss"] = page(body, "Content-Encoding: gzip", kind="application/rss+xml")
    (aside,) = FeedSource(make_fetcher()).fetch([server.url("/rss")])
    assert (aside.reason, aside.message) == ("inflated", "unfolds to more than 10000000 bytes")


def test_the_pages_of_a_feed(server):
    server.routes["/feed/"] = make_rss(server.url("/1"), "/2", "javascript:x", "http://10.0.0.1/", "../3", "http://[/")
    items = list(FeedSource(make_fetcher()).fetch([server.url("/feed/")]))
    assert tell(items) == ["<p>1</p>", "<p>2</p>", "scheme", "forbidden_address", "<p>3</p>", "address"]


def test_the_day_of_a_feed_is_a_last_resort(server):
    server.routes["/rss"] = page(f"<rss><item><link>/1</link><pubDate>{DAY}</pubDate></item></rss>".encode())
    (capture,) = FeedSource(make_fetcher()).fetch([server.url("/rss")])
    assert capture.published == STAMPED


def test_a_feed_that_is_not_there(server):
    assert tell(FeedSource(make_fetcher()).fetch([server.url("/rss"), "feed:ftp://x/"])) == ["gone", "scheme"]


# Sitemaps


def test_a_news_sitemap():
    body = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://nord.example/1</loc><news:news>
    <news:publication_date>2026-11-29T08:00:00+03:00</news:publication_date></news:news></url>
    <url><loc>http://nord.example/2</loc><lastmod>2026-11-28</lastmod></url><url/></urlset>"""
    assert read_sitemap(body, 10).listed == (
        Listed("http://nord.example/1", False, DAY, DAY),
        Listed("http://nord.example/2", False, None, date(2026, 11, 28)),
    )


def test_a_sitemap_of_plain_lines():
    listed = read_sitemap(b"http://nord.example/1\r\n\nhttp://nord.example/2", 10).listed
    assert [each.link for each in listed] == ["http://nord.example/1", "http://nord.example/2"]


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<html/>", b"a"])
def test_what_is_no_sitemap(body):
    assert refuse(body, read_sitemap) == "malformed"


def test_indexes_gzip_and_circles(server):
    index = make_sitemap(*map(server.url, ("/a.xml", "/b.xml.gz", "/sitemap.xml")), root="sitemapindex", name="sitemap")
    server.routes |= {
        "/sitemap.xml": page(index),
        "/a.xml": page(make_sitemap(server.url("/1"), server.url("/2"))),
        "/b.xml.gz": page(gzip.compress(make_sitemap(server.url("/3"))), kind="application/gzip"),
    }
    source = SitemapSource(make_fetcher())
    assert tell(source.fetch([server.url("/sitemap.xml")])) == ["<p>1</p>", "<p>2</p>", "<p>3</p>"]
    assert server.asked.count("/sitemap.xml") == 1


def test_a_gzip_bomb_for_a_sitemap(server):
    server.routes["/sitemap.xml.gz"] = page(
        gzip.compress(b"<urlset>" + b" " * 60_000_000, mtime=0), kind="application/gzip"
    )
    assert tell(SitemapSource(make_fetcher()).fetch([server.url("/sitemap.xml.gz")])) == ["inflated"]


def test_indexes_without_end(server):
    for number in range(9):
        link = server.url(f"/sitemap{number + 1}.xml")
        server.routes[f"/sitemap{number}.xml"] = page(make_sitemap(link, root="sitemapindex", name="sitemap"))
    assert tell(SitemapSource(make_fetcher()).fetch([server.url("/sitemap0.xml")])) == ["limit"]
    assert len(server.asked) == 5


def test_an_index_of_too_many(server, monkeypatch):
    monkeypatch.setattr("marsad.sources.sitemap.source.SITEMAPS", 3)
    links = [server.url(f"/s{number}") for number in range(5)]
    server.routes["/sitemap.xml"] = page(make_sitemap(*links, root="sitemapindex", name="sitemap"))
    assert tell(SitemapSource(make_fetcher()).fetch([server.url("/sitemap.xml")])) == ["limit", "gone", "gone"]


def test_a_sitemap_of_too_many_pages(server):
    server.routes["/sitemap.xml"] = page(make_sitemap(*(server.url(f"/{number}") for number in range(9))))
    items = SitemapSource(make_fetcher(), most=1).fetch([server.url("/sitemap.xml")])
    assert tell(items) == ["<p>0</p>", "limit"]


def test_what_is_old_is_passed_over(server):
    rows = (
        f"<url><loc>{server.url('/1')}</loc><lastmod>2026-11-28</lastmod></url><url><loc>{server.url('/2')}</loc></url>"
    )
    server.routes["/sitemap.xml"] = page(f"<urlset>{rows}</urlset>".encode())
    assert tell(SitemapSource(make_fetcher(), since=DAY).fetch([server.url("/sitemap.xml")])) == ["<p>2</p>"]


# Whose is a place?


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("https://nord.example/", "web"), ("HTTPS://nord.example/a.html", "web"),
        ("https://nord.example/rss-news", "web"),
        ("https://nord.example/feed/", "feed"), ("https://nord.example/rss.xml?a=b", "feed"),
        ("https://nord.example/news.rss", "feed"), ("feed:https://nord.example/x", "feed"),
        ("https://nord.example/sitemap_news.xml", "sitemap"), ("https://nord.example/a/sitemap-1.xml.gz", "sitemap"),
        ("sitemap:https://nord.example/x", "sitemap"), ("pages/", "files"), ("list.urls", "web"), ("-", "files"),
    ],
)  # fmt: skip
def test_whose_a_place_is(place, name):
    assert next(source.name for source in load_sources() if source.accepts(place)) == name


def test_nobody_takes_other_schemes():
    assert not any(source.accepts("ftp://nord.example/rss") for source in load_sources())
