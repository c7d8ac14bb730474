"""Records and archives made for tests."""

import io
from datetime import UTC, datetime
from uuid import UUID

from marsad.warc import Exchange, make_record, make_response

AT = datetime(2024, 3, 5, 23, 30, tzinfo=UTC)
TEXT = "قال ناطق باسم حكومة نوردستان إن بلاده تراقب الوضع."
PAGE = f"<!doctype html><html><body><p>{TEXT}</p></body></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd: \xe9\x80\r\n\r\n"


def make_exchange(number=0, body=None, head=HEAD, at=AT):
    body = PAGE + b"<!-- %d -->" % number if body is None else body
    return Exchange(url=f"https://al-marfa.example/news/{number}", at=at, head=head, body=body)


def make_member(number=0, body=None, head=HEAD):
    return make_response(make_exchange(number, body, head), UUID(int=number))


def make_plain(number=0, body=None, head=HEAD):
    """The same record uncompressed."""
    import zlib

    return zlib.decompress(make_member(number, body, head), 31)


def make_other(kind="request", block=b"GET / HTTP/1.1\r\n\r\n"):
    headers = (("WARC-Target-URI", "https://al-marfa.example/"),)
    return make_record(kind, headers, block, AT, UUID(int=99))


def make_noise(size):
    """Bytes that do not compress."""
    import random

    return random.Random(size).randbytes(size)


class Counting(io.BytesIO):
    """A file that notes the largest read."""

    largest = 0

    def read(self, size=-1):
        data = super().read(size)
        self.largest = max(self.largest, len(data))
        return data
