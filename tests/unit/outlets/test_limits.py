"""What is looked at of a site whose feeds are looked for."""

import gzip

import pytest

from marsad.fetch import Exchange, Fetched, Refusal
from marsad.outlets import OutletError, load_watch_list
from marsad.outlets.prove import prove_feed, prove_sitemap
from marsad.outlets.site import read_site

from .made import alternate

ADDRESS = "https://nord.example/x"


def fetched(body):
    answer = Exchange(url=ADDRESS, ip="", status=200, headers=(), body=body, sent=b"", received=b"")
    return Fetched(url=ADDRESS, final=ADDRESS, exchange=answer)


def test_elements_without_end_are_not_all_looked_at():
    body = alternate("/first").encode() + b"<link>" * 30_000 + alternate("/last").encode()
    assert read_site(body, ADDRESS).feeds == ("https://nord.example/first",)


def test_a_feed_is_proven_by_its_first_pages():
    items = b"".join(b"<item><link>/%d</link></item>" % number for number in range(3_000))
    assert len(prove_feed(fetched(b"<rss>" + items + b"</rss>")).pages) == 2_000


def test_a_sitemap_is_proven_by_its_first_pages():
    lines = b"".join(b"https://nord.example/%d\n" % number for number in range(60_000))
    assert len(prove_sitemap(fetched(lines)).pages) == 50_000


def test_a_sitemap_that_unfolds_without_end_is_none():
    with pytest.raises(Refusal, match="unfolds to more than 20000000 bytes"):
        prove_sitemap(fetched(gzip.compress(b"https://nord.example/1\n" + b" " * 30_000_000, mtime=0)))


def test_a_watch_list_without_end_is_refused(tmp_path):
    (tmp_path / "sources.toml").write_bytes(b"# \n" * 7_000_000)
    with pytest.raises(OutletError, match="more than 20000000 bytes; split the list"):
        load_watch_list(tmp_path / "sources.toml")


@pytest.mark.parametrize(
    ("row", "says"),
    [(f'name = "{"a" * 301}"', "name: must be one line of at most 300 letters"), ('every = "400d"', "every: ")],
)
def test_names_and_times_in_a_watch_list_are_bounded(tmp_path, row, says):
    path = tmp_path / "sources.toml"
    path.write_text(f'[[outlet]]\nid = "o1"\nfeeds = ["{ADDRESS}"]\n{row}\n', encoding="utf-8")
    with pytest.raises(OutletError, match=says):
        load_watch_list(path)
