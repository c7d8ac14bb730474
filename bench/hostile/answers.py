"""How each kind of page is served, byte by byte."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from collections.abc import Awaitable, Callable
from functools import cache

import msgspec

from bench.hostile.texts import make_page

FOREVER = 3_600.0  # seconds
_ENGLISH = b"<html><body><p>" + b"The council met on Monday and agreed on a text about inspections. " * 20
_PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


class Ask(msgspec.Struct, frozen=True):
    """A request for a page: whose, which, how often it was asked before, and where to write."""

    seed: int
    outlet: int
    number: int
    before: int
    base: str
    writer: asyncio.StreamWriter

    def page(self, charset: str = "utf-8", extra: str = "", coding: str | None = None) -> bytes:
        """Return the page's bytes."""
        return make_page(self.seed, self.outlet, self.number, charset, extra).encode(coding or charset, "replace")


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """Return a whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {kind}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(where: str) -> bytes:
    """Return a redirect."""
    return answer(b"", f"Location: {where}", status="302 Found")


@cache
def make_bomb() -> bytes:
    """Return 200 MB of zeros in less than 1 MB."""
    return gzip.compress(b"\0" * 200_000_000, 1, mtime=0)


@cache
def make_members() -> bytes:
    """Return 100 MB of zeros in a thousand gzip members."""
    return gzip.compress(b"\0" * 100_000, mtime=0) * 1_000


def chunk(body: bytes, size: int = 1_000) -> bytes:
    """Return a body in chunks."""
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


# What is sent at once, in one piece.
WHOLE: dict[str, Callable[[Ask], bytes]] = {
    "plain": lambda ask: answer(ask.page(), f'ETag: "{ask.outlet}-{ask.number}"'),
    "twice_listed": lambda ask: answer(ask.page()),
    "arabic_path": lambda ask: answer(ask.page()),
    "closed": lambda ask: answer(ask.page()),
    "chunked": lambda ask: _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(ask.page()),
    "gzip": lambda ask: answer(gzip.compress(ask.page(), mtime=0), "Content-Encoding: gzip"),
    "until_close": lambda ask: b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + ask.page(),
    "early_hints": lambda ask: b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(ask.page()),
    "no_type": lambda ask: b"HTTP/1.1 200 OK\r\n\r\n" + ask.page(),
    "windows": lambda ask: answer(ask.page("windows-1256"), kind="text/html"),
    "wrong_charset": lambda ask: answer(ask.page("iso-8859-1", coding="utf-8"), kind="text/html; charset=us-ascii"),
    "deep": lambda ask: answer(ask.page(extra="<div>" * 20_000 + "</div>" * 20_000)),
    "attribute": lambda ask: answer(ask.page(extra=f'<p title="{"a" * 1_000_000}"></p>')),
    "bare_lines": lambda ask: answer(ask.page()).replace(b"\r\n", b"\n", 4),
    "big_etag": lambda ask: answer(ask.page(), f'ETag: "{"e" * 50_000}"'),
    "utf16": lambda ask: answer(ask.page("utf-16"), kind="text/html"),
    "nulls": lambda ask: answer(ask.page().replace(b"<p>", b"<p>\0")),
    "moved": lambda ask: moved(f"{ask.base}/moved/{ask.number}.html"),
    "untrue": lambda ask: b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "giant": lambda ask: _HEAD + b"Content-Length: 999999999999\r\n\r\n<p>",
    "loop": lambda ask: moved(f"{ask.base}/loop/{ask.number}.html"),
    "chain": lambda ask: moved(f"{ask.base}/chain/{ask.number}/1.html"),
    "nowhere": lambda ask: answer(b"", status="302 Found"),
    "garbage": lambda ask: b"\x00\x01\x02 not HTTP at all\r\n\r\n",
    "flood": lambda ask: _HEAD + b"X-More: and more\r\n" * 50_000 + b"\r\n",
    "two_lengths": lambda ask: _HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<p>123",
    "bomb": lambda ask: answer(make_bomb(), "Content-Encoding: gzip"),
    "members": lambda ask: answer(make_members(), "Content-Encoding: gzip"),
    "broken_gzip": lambda ask: answer(ask.page(), "Content-Encoding: gzip"),
    "brotli": lambda ask: answer(ask.page(), "Content-Encoding: br"),
    "pdf": lambda ask: answer(b"%PDF-1.7", kind="application/pdf"),
    "picture": lambda ask: answer(_PICTURE),
    "gone": lambda ask: answer(ask.page(), status="404 Not Found"),
    "forbidden": lambda ask: answer(ask.page(), status="403 Forbidden"),
    "teapot": lambda ask: answer(ask.page(), status="418 Teapot"),
    "no_content": lambda ask: b"HTTP/1.1 204 No Content\r\n\r\n",
    "to_metadata": lambda ask: moved("http://169.254.169.254/latest/meta-data/"),
    "to_private": lambda ask: moved("http://10.0.0.1/"),
    "to_loopback": lambda ask: moved("http://[::1]/"),
    "to_disguised": lambda ask: moved("http://2130706433/"),
    "to_port": lambda ask: moved("http://127.0.0.1:22/"),
    "to_file": lambda ask: moved("file:///etc/hostname"),
    "empty": lambda ask: answer(b""),
    "blank": lambda ask: answer(b" \n\t\r\n" * 50),
    "english": lambda ask: answer(_ENGLISH),
    "script": lambda ask: answer(b"<html><body><script>let a = 1</script></body></html>"),
    "busy_once": lambda ask: (
        answer(ask.page()) if ask.before else answer(b"", "Retry-After: 1", status="429 Too Many Requests")
    ),
    "flaky": lambda ask: answer(ask.page()) if ask.before else answer(b"", "Retry-After: 1", status="503 Busy"),
    "short": lambda ask: _HEAD + b"Content-Length: 99999\r\n\r\n" + ask.page()[:2_000],
    "cut_chunk": lambda ask: _HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + ask.page()[:2_000],
    "nothing": lambda ask: b"",
    "busy": lambda ask: answer(b"", "Retry-After: 1", status="503 Busy"),
    "error": lambda ask: answer(ask.page(), status="500 Error"),
}


async def send_for_ever(ask: Ask, piece: bytes, seconds: float, head: bytes = _HEAD) -> None:
    """Send a head and then `piece` again and again, until nobody listens."""
    ask.writer.write(head + b"\r\n")
    while True:
        ask.writer.write(piece)
        await ask.writer.drain()
        await asyncio.sleep(seconds)


async def send_late(ask: Ask) -> None:
    """Wait a while, then send the page in two parts."""
    whole = answer(ask.page())
    for part in (whole[:500], whole[500:]):
        await asyncio.sleep(0.2)
        ask.writer.write(part)


async def fall_silent(ask: Ask) -> None:
    """Send half a page, and no more."""
    ask.writer.write(_HEAD + b"Content-Length: 9999\r\n\r\n<p>")
    await ask.writer.drain()
    await asyncio.sleep(FOREVER)


async def close_half(ask: Ask) -> None:
    """Send half a page, close one direction, and keep the other."""
    ask.writer.write(_HEAD + b"Content-Length: 99999\r\n\r\n" + ask.page()[:2_000])
    ask.writer.write_eof()
    await asyncio.sleep(5.0)


async def reset(ask: Ask) -> None:
    """Send half a page and break the connection."""
    ask.writer.write(_HEAD + b"Content-Length: 99999\r\n\r\n<p>")
    await ask.writer.drain()
    sock = ask.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    ask.writer.transport.abort()


# What takes time.
SLOW: dict[str, Callable[[Ask], Awaitable[None]]] = {
    "endless": lambda ask: send_for_ever(ask, b"x" * 65_536, 0.0),
    "endless_gone": lambda ask: send_for_ever(ask, b"x" * 65_536, 0.0, b"HTTP/1.1 404 Not Found\r\n"),
    "drip": lambda ask: send_for_ever(ask, b"x", 0.2),
    "late": send_late,
    "silent": fall_silent,
    "half_closed": close_half,
    "reset": reset,
}
