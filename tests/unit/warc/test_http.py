"""Messages inside records: codings undone within bounds, careless crawlers understood."""

import gzip
import zlib

import pytest
from tests.apart import measure_peak

from marsad.warc import HttpError, find_charset, parse_response, split_message

from .made import PAGE


def make(body, *headers, status="HTTP/1.1 200 OK"):
    return "\r\n".join([status, *headers, "", ""]).encode() + body


def decode(body, *headers, limit=100_000):
    return parse_response(make(body, *headers)).decode(limit)


def test_status_headers_and_body():
    response = parse_response(make(PAGE, "content-type: Text/HTML; charset=x", status="HTTP/2 404"))
    assert (response.status, response.media, response.sent) == (404, "text/html", PAGE)


def test_bare_line_feeds_end_a_head_too():
    assert parse_response(b"HTTP/1.0 200 OK\nContent-Type: text/html\n\nx\r\n\r\ny").sent == b"x\r\n\r\ny"


@pytest.mark.parametrize("block", [b"", b"<html>", b"HTTP/1.1 OK\r\n\r\n", b"\r\n\r\n"])
def test_what_is_no_response_is_malformed(block):
    with pytest.raises(HttpError) as caught:
        parse_response(block)
    assert caught.value.reason == "malformed"


def test_a_message_splits_into_head_and_body_without_loss():
    block = make(b"a\r\n\r\nb", "X: y")
    head, body = split_message(block)
    assert (head + body, body) == (block, b"a\r\n\r\nb")


RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(PAGE) + RAW.flush()


@pytest.mark.parametrize(("coding", "body"), [
    ("gzip", gzip.compress(PAGE, mtime=0)),
    ("x-gzip", gzip.compress(PAGE, mtime=0)),
    ("deflate", zlib.compress(PAGE)),
    ("deflate", DEFLATED),
    ("identity", PAGE),
    ("gzip, gzip", gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)),
    ("gzip", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0) + b"padding"),
    ("deflate", gzip.compress(PAGE, mtime=0)),
    ("gzip", zlib.compress(PAGE)),
    ("gzip", PAGE),
    ("deflate", PAGE),
    ("br", PAGE),
])  # fmt: skip
def test_content_codings_are_undone_where_the_body_has_them(coding, body):
    assert decode(body, f"Content-Encoding: {coding}") == PAGE


def test_codings_that_are_not_read_are_refused():
    with pytest.raises(HttpError) as caught:
        decode(b"\x1b\x03\x00", "Content-Encoding: br")
    assert caught.value.reason == "encoding"


@pytest.mark.parametrize("body", [b"\x1f\x8b\x08" + b"x" * 50, b"\x1f\x8b"[:2] + b"\xff" * 20])
def test_a_broken_stream_is_corrupt(body):
    with pytest.raises(HttpError) as caught:
        decode(body, "Content-Encoding: gzip")
    assert caught.value.reason == "corrupt"


def gzip_many(data):
    return b"".join(gzip.compress(data[at : at + 100], mtime=0) for at in range(0, min(len(data), 2000), 100))


@pytest.mark.parametrize("pack", [gzip.compress, gzip_many, zlib.compress])
def test_a_body_that_inflates_beyond_the_limit_is_refused(pack):
    coding = "deflate" if pack is zlib.compress else "gzip"
    with pytest.raises(HttpError) as caught:
        decode(pack(b"\0" * 10_000_000), f"Content-Encoding: {coding}", limit=1000)
    assert caught.value.reason == "too_large"
    assert decode(pack(b"\0" * 1000), f"Content-Encoding: {coding}", limit=1000) == b"\0" * 1000


def fail_to_decode(bomb):
    with pytest.raises(HttpError):
        decode(bomb, "Content-Encoding: gzip", limit=100_000)


def test_a_body_is_not_inflated_further_than_the_limit():
    peak, _ = measure_peak(fail_to_decode, gzip.compress(b"\0" * 30_000_000, mtime=0))
    assert peak < 1_000_000


def test_a_stream_that_breaks_off_gives_what_there_is():
    assert PAGE.startswith(decode(gzip.compress(PAGE, mtime=0)[:-20], "Content-Encoding: gzip"))


@pytest.mark.parametrize(("body", "joined"), [
    (b"4\r\nabcd\r\n3;ext=1\r\nefg\r\n0\r\n\r\n", b"abcdefg"),
    (b"4\r\nabcd\r\n9\r\nef", b"abcdef"),
    (PAGE, PAGE),
    (b"12\r\nis no size, whatever it looks like", b"12\r\nis no size, whatever it looks like"),
    (b"0\r\n\r\n", b""),
    (b"00000000000000000004\r\nabcd\r\n0\r\n\r\n", b"abcd"),
])  # fmt: skip
def test_chunks_are_joined_where_there_are_any(body, joined):
    assert decode(body, "Transfer-Encoding: chunked") == joined


def test_chunks_of_a_compressed_body():
    packed = gzip.compress(PAGE, mtime=0)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    assert decode(body, "Transfer-Encoding: chunked", "Content-Encoding: gzip") == PAGE


@pytest.mark.parametrize(("value", "charset"), [
    ("text/html; charset=windows-1256", "cp1256"),
    ('text/html;Charset="UTF-8"', "utf-8"),
    ("text/html; charset=none-such", None),
    ("text/html", None),
])  # fmt: skip
def test_the_charset_of_the_headers(value, charset):
    assert find_charset((("content-type", value),)) == charset
