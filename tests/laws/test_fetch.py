"""Whatever strangers send: an answer or a refusal, never another error, and no inner address in any spelling."""

from contextlib import suppress
from ipaddress import ip_address

from hypothesis import given
from hypothesis import strategies as st

from marsad.fetch import Guard, Refusal
from marsad.fetch.address import parse_address
from marsad.fetch.inflate import inflate
from marsad.fetch.networks import check_ip
from marsad.fetch.resolve import check_host
from marsad.sources.feed import read_feed
from marsad.sources.sitemap import read_sitemap

SPELLED = st.text(alphabet="htps:/.@[]%\\?#0123456789abcdefx\u0661\u3002\uff11\ud800\u0627 -_", max_size=40)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<rss>", "</rss>", "<urlset>", "<url>", "<loc>", "</loc>", "</url>", "<item>", "</item>", "<link>",
            "</link>",             "<entry>", "<feed>", "<!DOCTYPE rss", "[", "]", ">",
            "<!ENTITY a 'b'>", "&a;", "&nbsp;", "<![CDATA[", "]]>",
            "<?xml version='1.0' encoding='utf-16'?>", "<!--", "-->", "http://nord.example/", "\x00", "\ufffe",
            '{"items":[',             '"version":"jsonfeed.org",', "]}", '{"url":"\\ud800"}', " ",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(SPELLED, st.sampled_from(["", "http://", "https://", "http://127.", "http://0x"]))
def test_an_address_is_read_or_refused_and_stays_as_it_was_read(text, start):
    with suppress(Refusal):
        address = parse_address(start + text)
        assert parse_address(address.url) == address
        assert address.url.isascii()
        assert not set(address.url) & set(" \t\r\n\\")


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{0}", "{0:#x}", "0{0:o}", "[::ffff:{1}]", "{1}", "{1}."]))
def test_no_spelling_of_an_inner_address_passes(number, spelling):
    ip = str(ip_address(number))
    with suppress(Refusal):
        check_host(parse_address(f"http://{spelling.format(number, ip)}/"), Guard())
        assert check_ip(ip) is None


@given(MARKUP.map(str.encode) | st.binary(max_size=60))
def test_feeds_and_sitemaps_are_read_or_refused(body):
    for read in (read_feed, read_sitemap):
        with suppress(Refusal):
            read(body, 5)


@given(st.lists(st.binary(max_size=30), max_size=5))
def test_compressed_bytes_are_unfolded_or_refused(pieces):
    with suppress(Refusal):
        assert len(inflate([b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", *pieces], 100)) <= 100
