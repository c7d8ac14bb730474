"""Feeds and sitemaps of a site, from a server on the loopback interface."""

import gzip

import pytest
from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import moved, page, serving

from marsad.fetch import Refusal
from marsad.outlets import feeds, sitemaps
from marsad.outlets.discover import find_outlet
from marsad.outlets.site import Site, looks_like_feed, read_site

from .made import alternate, make_index, make_rss, make_site, make_sitemap

ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/3'/></entry></feed>"
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/4", "date_published": "2026-11-27"}]}'


@pytest.fixture
def server():
    with serving() as running:
        yield running


def find(server, path="/", **rest):
    return find_outlet(make_fetcher(), server.url(path), **rest)


def paths(server, proofs):
    return [proof.url.removeprefix(server.url("")) for proof in proofs]


def left(server, found):
    return {each.url.removeprefix(server.url("")): each.reason for each in found.left_out}


def test_feeds_that_the_page_declares_of_all_kinds(server):
    server.routes |= {
        "/": make_site(
            alternate("/rss"), alternate("atom", "application/atom+xml"), alternate("/j", "application/feed+json")
        ),
        "/rss": make_rss("/1", "/2"),
        "/atom": page(ATOM.encode(), kind="application/atom+xml"),
        "/j": page(JSON, kind="application/feed+json"),
    }
    found = find(server)
    assert paths(server, found.feeds) == ["/rss", "/atom", "/j"]
    assert [(len(proof.pages), str(proof.newest)) for proof in found.feeds] == [
        (2, "2026-11-29"),
        (1, "None"),
        (1, "2026-11-27"),
    ]
    assert found.feeds[0].pages == {server.url("/1"), server.url("/2")}
    assert found.home == server.url("/")


def test_what_is_no_feed_is_left_out_with_its_reason(server):
    server.routes |= {
        "/": make_site(*map(alternate, ("/html", "/empty", "/gone", "/comments/feed/", "ftp://x/", "/good"))),
        "/html": page(b"<p>no"),
        "/empty": make_rss(),
        "/good": make_rss("/1"),
        "/comments/feed/": make_rss("/1#c"),
    }
    found = find(server)
    assert paths(server, found.feeds) == ["/good"]
    assert left(server, found) == {
        "/html": "a page, not a feed",
        "/empty": "a feed without entries",
        "/gone": "the host answers with status 404",
    }
    assert "/comments/feed/" not in server.asked


def test_doubles_by_content_are_left_out_the_larger_stays(server):
    server.routes |= {
        "/": make_site(*map(alternate, ("/short", "/long", "/same", "/other"))),
        "/short": make_rss("/1", "/2"),
        "/long": make_rss("/3", "/2", "/1"),
        "/same": make_rss("/1", "/2", "/3"),
        "/other": make_rss("/3", "/4"),
    }
    found = find(server)
    assert paths(server, found.feeds) == ["/long", "/other"]
    assert set(left(server, found)) == {"/short", "/same"}
    assert "names no page that" in left(server, found)["/same"]


def test_links_of_the_same_site_that_look_like_feeds(server):
    body = (
        "<a href='/rss/politics.xml'>x</a><a href='/?feed=rss2'>x</a><a href='/feedback'>x</a><a href='/1'>x</a>"
        "<a href='https://other.example/feed'>x</a><a href='javascript:feed()'>x</a>"
    )
    server.routes |= {"/": make_site(body=body), "/rss/politics.xml": make_rss("/1"), "/?feed=rss2": make_rss("/2")}
    found = find(server)
    assert paths(server, found.feeds) == ["/rss/politics.xml", "/?feed=rss2"]
    assert not {"/feedback", "/1", "/feed"} & set(server.asked)


def test_a_page_that_lists_feeds_is_looked_through(server):
    server.routes |= {
        "/": make_site(body="<a href='/rss'>x</a>"),
        "/rss": make_site(body="<a href='/rss/1.xml'>x</a><a href='/rss'>x</a><a href='/rss/2.xml'>x</a>"),
        "/rss/1.xml": make_rss("/1"),
        "/rss/2.xml": make_rss("/2"),
    }
    found = find(server)
    assert paths(server, found.feeds) == ["/rss/1.xml", "/rss/2.xml"]
    assert left(server, found) == {"/rss": "a page that lists feeds"}


def test_usual_places_only_where_the_page_names_none_and_until_one_holds(server):
    server.routes |= {"/ar/": make_site(), "/rss.xml": make_rss("/1"), "/atom.xml": make_rss("/2")}
    found = find(server, "/ar/")
    assert paths(server, found.feeds) == ["/rss.xml"]
    assert server.asked.index("/ar/feed") < server.asked.index("/feed") < server.asked.index("/rss.xml")
    assert "/atom.xml" not in server.asked
    assert found.left_out == ()

    server.routes["/named"] = make_site(alternate("/atom.xml"))
    server.asked.clear()
    assert paths(server, find(server, "/named").feeds) == ["/atom.xml"]
    assert "/feed" not in server.asked


def test_a_feed_may_be_named_itself(server):
    server.routes |= {
        "/": make_site("<meta property='og:site_name' content='Nord'>", alternate("/feed")),
        "/feed": make_rss("/1"),
    }
    found = find(server, "/feed")
    assert (found.home, found.site.name) == (server.url("/"), "Nord")
    assert paths(server, found.feeds) == ["/feed"]
    assert server.asked.count("/feed") == 1
    del server.routes["/"]
    bare = find(server, "/feed")
    assert (paths(server, bare.feeds), bare.home, bare.site) == (["/feed"], server.url("/"), Site())


def test_where_a_feed_was_found_in_the_end(server):
    server.routes |= {"/": make_site(alternate("/rss")), "/rss": moved("/feed.xml"), "/feed.xml": make_rss("/1")}
    assert paths(server, find(server).feeds) == ["/feed.xml"]


def test_the_number_of_addresses_tried_is_bounded(server):
    server.routes["/"] = make_site(*(alternate(f"/rss/{at}") for at in range(feeds.MOST + 3)))
    server.routes["/robots.txt"] = page("\n".join(f"Sitemap: {server.url(f'/s{at}')}" for at in range(20)).encode())
    found = find(server)
    assert sum(path.startswith("/rss/") for path in server.asked) == feeds.MOST
    assert sum(path.startswith("/s") for path in server.asked) == sitemaps.MOST
    assert left(server, found)[f"/rss/{feeds.MOST}"] == f"and 2 more: not tried, of a site {feeds.MOST} are"
    assert left(server, found)[f"/s{sitemaps.MOST}"] == f"and 11 more: not tried, of a site {sitemaps.MOST} are"


def test_what_robots_txt_forbids_is_not_asked(server):
    server.routes |= {
        "/": make_site(alternate("/rss")),
        "/rss": make_rss("/1"),
        "/robots.txt": page(b"User-agent: *\nDisallow: /rss", kind="text/plain"),
    }
    found = find(server)
    assert found.feeds == ()
    assert "/rss" not in server.asked
    assert "wants this page left alone" in left(server, found)["/rss"]


def test_feeds_in_private_networks_are_not_asked(server):
    server.routes["/"] = make_site(*map(alternate, ("http://169.254.169.254/feed", "http://10.0.0.1/feed")))
    assert all("not a public address" in each.reason for each in find(server).left_out)


def test_news_sitemaps_are_taken_and_those_of_the_whole_site_are_named(server):
    server.routes |= {
        "/": make_site(alternate("/rss")),
        "/rss": make_rss("/1"),
        "/robots.txt": page(
            f"Sitemap: {server.url('/index.xml')}\nSitemap: /all.xml.gz\nSitemap: ftp://x/\n".encode(),
            kind="text/plain",
        ),
        "/index.xml": make_index(server.url("/news-1.xml"), server.url("/old-1.xml")),
        "/news-1.xml": make_sitemap("https://a.example/1", day="2026-11-29"),
        "/all.xml.gz": page(gzip.compress(make_sitemap("https://a.example/1").partition(b"\r\n\r\n")[2])),
    }
    found = find(server)
    assert [(*paths(server, [each]), str(each.newest)) for each in found.sitemaps] == [("/news-1.xml", "2026-11-29")]
    assert "/old-1.xml" not in server.asked
    assert left(server, found)["/index.xml"].startswith("an index of sitemaps, not only of news")


def test_where_there_is_nothing_else_the_sitemap_of_the_whole_site_is_taken(server):
    server.routes |= {
        "/": make_site(),
        "/robots.txt": page(f"Sitemap: {server.url('/all.xml')}".encode(), kind="text/plain"),
        "/all.xml": make_sitemap("https://a.example/1"),
    }
    found = find(server)
    assert (found.feeds, paths(server, found.sitemaps)) == ((), ["/all.xml"])


def test_a_site_that_cannot_be_fetched_is_refused(server):
    with pytest.raises(Refusal, match="404"):
        find(server, "/none")
    with pytest.raises(Refusal, match="only http and https"):
        find_outlet(make_fetcher(), "ftp://x/")


def test_each_address_is_told_before_it_is_asked(server):
    server.routes |= {"/": make_site(alternate("/rss")), "/rss": make_rss("/1")}
    told = []
    find(server, tell=told.append)
    assert told == [server.url("/"), server.url("/rss"), server.url("/robots.txt")]


ARABIC = "قال الوزير إن المحادثات التي بدأت في العاصمة سوف تستمر خلال الأسبوع المقبل"


@pytest.mark.parametrize(("markup", "name", "language"), [
    (f"<html lang=en-US><title>الشمال | أخبار</title><p>{ARABIC}", "الشمال", "ar"),
    ("<html lang=fr-FR><meta name='application-name' content=' Nord\nWest '><p>a", "Nord West", "fr"),
    ("<meta property=og:locale content=ar_AR><title>x</title>", "x", "ar"),
    ("<html lang=xx><meta property=og:site_name content=''><p>text", None, None),
    ("\x00\x01\x02\x03\x04\x05\x06", None, None),
    ("", None, None),
])  # fmt: skip
def test_name_and_language_as_the_page_shows_them(markup, name, language):
    site = read_site(markup.encode(), "https://nord.example/")
    assert (site.name, site.language) == (name, language)


def test_links_are_relative_to_where_the_page_says():
    site = read_site(f"<base href='https://b.example/x/'>{alternate('rss')}".encode(), "https://nord.example/")
    assert site.feeds == ("https://b.example/x/rss",)


@pytest.mark.parametrize(("path", "looks"), [
    ("/feed", True), ("/rss/", True), ("/rss2.php?id=1", True), ("/a/rss/b.xml", True), ("/x.rdf", True),
    ("/?feed=rss2", True), ("/index.php?format=feed&type=atom", True), ("/feeds/posts/default", True),
    ("/feedback", False), ("/comments/feed", False), ("/?feed=comments-rss2", False), ("/atomic-energy", False),
    ("/rss-reader-app.pdf.html?x=/rss", True), ("/?q=rss", False),
])  # fmt: skip
def test_addresses_that_look_like_feeds(path, looks):
    assert looks_like_feed(f"https://nord.example{path}") is looks


def test_of_a_page_without_end_only_the_beginning_is_looked_at():
    body = alternate("/first").encode() + b"<p>" + b"x" * 4_000_000 + alternate("/last").encode()
    assert read_site(body, "https://nord.example/").feeds == ("https://nord.example/first",)
