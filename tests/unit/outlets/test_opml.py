"""OPML in and out: what feed readers export, what it can hold, and hostile files."""

import pytest

from marsad.outlets import Outlet, OutletError, Ownership, opml
from marsad.outlets.opml import LARGEST, make_opml, read_opml

NORD = Outlet(
    id="nord-paper",
    name='جريدة <الشمال> & "co"',
    home="https://nord.example/",
    country="LBN",
    language="fa",
    ownership=Ownership.STATE,
    feeds=("https://nord.example/feed?a=1&b=2", "https://nord.example/sport/feed"),
)
SUED = Outlet(id="sued", name="Süd", feeds=("http://sued.example/rss",))


def make_file(*lines, head='<?xml version="1.0"?>', version="2.0"):
    return f'{head}<opml version="{version}"><head/><body>{"".join(lines)}</body></opml>'.encode()


def feed(url, **rest):
    return "<outline " + " ".join(f'{key}="{value}"' for key, value in {"xmlUrl": url, **rest}.items()) + "/>"


def folder(*lines):
    return f'<outline text="folder">{"".join(lines)}</outline>'


def test_a_round_trip_keeps_what_opml_can_hold():
    listing = read_opml(make_opml((NORD, SUED), "Ours"), "x.opml")
    assert listing.outlets == (NORD, SUED)
    assert listing.problems == ()


def test_what_other_programs_read_in_our_files():
    text = make_opml((NORD, SUED), "Ours & more").decode()
    assert '<opml version="2.0">' in text
    assert "<title>Ours &amp; more</title>" in text
    assert 'category="/outlet/nord-paper,/country/LBN,/ownership/state"' in text
    assert 'text="Süd" type="rss" title="Süd" xmlUrl="http://sued.example/rss" language="ar"' in text
    assert text.count("xmlUrl=") == 3


def test_an_outlet_without_feeds_is_not_in_the_file():
    assert b"outline" not in make_opml((Outlet(id="a", name="A", pages=("https://a.example/",)),), "Ours")


def test_what_feed_readers_export():
    body = make_file(
        folder(folder(feed("https://nord.example/feed", text="N", htmlUrl="https://nord.example/", language="AR_eg"))),
        feed("https://nord.example/sport", text="Nord: sport", htmlUrl="https://nord.example"),
        feed("http://sued.example/rss", title="Süd", text="S", category="news,/country/TUN,/ownership/none,/outlet/S!"),
        '<outline text="Ost" XMLURL="http://ost.example/rss"/>',
        feed("http://west.example/rss", htmlUrl="javascript:x", language="xx"),
        '<outline text="a note"/>',
        version="1.0",
    )  # fmt: skip
    listing = read_opml(body, "x.opml")
    assert listing.problems == ()
    assert listing.outlets == (
        Outlet(
            id="nord-example",
            name="N",
            home="https://nord.example/",
            feeds=("https://nord.example/feed", "https://nord.example/sport"),
        ),
        Outlet(id="sued-example", name="Süd", country="TUN", feeds=("http://sued.example/rss",)),
        Outlet(id="ost-example", name="Ost", feeds=("http://ost.example/rss",)),
        Outlet(id="west-example", name="west-example", feeds=("http://west.example/rss",)),
    )


def test_bad_addresses_and_doubles_are_left_out_with_their_reason():
    bad = ("ftp://a.example/", "javascript:alert(1)", "http://", "file:///etc/hosts", "a", "http://u:p@a.example/")
    good = ("http://a.example/f", "https://a.example:443/f/")
    listing = read_opml(make_file(*(feed(url) for url in (*bad, *good))), "x.opml")
    assert [outlet.feeds for outlet in listing.outlets] == [("http://a.example/f",)]
    assert len(listing.problems) == len(bad) + 1
    assert listing.problems[-1] == "left out: 'https://a.example:443/f/' stands there twice"
    assert all(problem.startswith("left out: ") and "\n" not in problem for problem in listing.problems)


def test_one_id_is_given_to_one_outlet():
    lines = (feed(f"http://a{at}.example/f", category="/outlet/same") for at in range(2))
    assert [outlet.id for outlet in read_opml(make_file(*lines), "x").outlets] == ["same", "a1-example"]


ENTITIES = '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
FOREIGN = '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hosts">]>'


@pytest.mark.parametrize(("body", "says"), [
    (make_file(feed("http://a.example/&b;"), head=ENTITIES), "declares entities"),
    (make_file(feed("http://a.example/&a;"), head=FOREIGN), "declares entities"),
    (b"<html><body><p>no</p></body></html>", "not OPML but html; name an OPML file"),
    (b"", "not XML"),
    (b"\x00\xff\xfe\x01", "not XML"),
    (b"x" * (LARGEST + 1), "more than 10000000 bytes; split the file"),
    (make_file("&" * 2_000_001), "more markup than is taken"),
], ids=range(7))  # fmt: skip
def test_hostile_files_are_refused_in_one_line(body, says):
    with pytest.raises(OutletError) as problem:
        read_opml(body, "x.opml")
    assert str(problem.value).startswith("x.opml: ")
    assert says in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_document_type_by_name_is_passed_over_unread():
    head = '<!DOCTYPE opml SYSTEM "http://nowhere.example/opml.dtd">'
    assert len(read_opml(make_file(feed("http://a.example/f"), head=head), "x.opml").outlets) == 1


def test_nesting_of_ten_thousand_is_read_as_far_as_it_goes():
    body = make_file(feed("http://a.example/f"), *["<outline>"] * 10_000, feed("http://b.example/f"))
    listing = read_opml(body, "x.opml")
    assert [outlet.id for outlet in listing.outlets] == ["a-example"]
    assert [problem for problem in listing.problems if "read as far as it goes" in problem]


def test_a_file_cut_off_in_the_middle_is_read_as_far_as_it_goes():
    listing = read_opml(make_file(feed("http://a.example/f"), feed("http://b.example/f"))[:-40], "x.opml")
    assert listing.outlets[0].id == "a-example"
    assert listing.problems


def test_more_feeds_than_are_taken(monkeypatch):
    monkeypatch.setattr(opml, "MOST", 7)
    body = make_file(*(feed(f"http://a.example/{at}") for at in range(12)))
    listing = read_opml(body, "x.opml")
    assert sum(len(outlet.feeds) for outlet in listing.outlets) == 7
    assert listing.problems == ("x.opml: more than the 7 feeds that are taken of one file",)
