"""Records made: bytes that any reader of the format opens, a gzip member each."""

import re
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from marsad.warc.http import split_message

_GZIP = 31
_LEVEL = 6
_UNSENDABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered: `head` and `body` byte for byte as they came, `head` with the blank line that ends it."""

    url: str
    at: datetime
    head: bytes
    body: bytes


def make_response(exchange: Exchange, identity: UUID) -> bytes:
    """Return the response record of an exchange; raise ValueError where its address or time cannot stand in one."""
    if not exchange.url or _UNSENDABLE.search(exchange.url):
        raise ValueError(f"an address with blanks or control characters: {exchange.url[:100]!r}")
    block = exchange.head + exchange.body
    if not exchange.head or split_message(block)[0] != exchange.head:
        raise ValueError("an HTTP head without a blank line at its end, or with one before")
    headers = (
        ("WARC-Target-URI", exchange.url),
        ("WARC-Payload-Digest", make_digest_header(exchange.body)),
        ("WARC-Block-Digest", make_digest_header(block)),
        ("Content-Type", "application/http; msgtype=response"),
    )
    return make_record("response", headers, block, exchange.at, identity)


def make_info(fields: Sequence[tuple[str, str]], name: str, at: datetime, identity: UUID) -> bytes:
    """Return the warcinfo record that opens the file `name`."""
    block = "".join(f"{key}: {value}\r\n" for key, value in fields).encode()
    headers = (("WARC-Filename", name), ("Content-Type", "application/warc-fields"))
    return make_record("warcinfo", headers, block, at, identity)


def make_record(kind: str, headers: Sequence[tuple[str, str]], block: bytes, at: datetime, identity: UUID) -> bytes:
    """Return one record as a gzip member; raise ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time of capture without its zone")
    lines = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{identity}>"),
        ("WARC-Date", at.astimezone(UTC).isoformat().replace("+00:00", "Z")),
        *headers,
        ("Content-Length", str(len(block))),
    )
    head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in lines)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    parts = (head.encode(), b"\r\n", block, b"\r\n\r\n")
    return b"".join([*map(packer.compress, parts), packer.flush()])


def make_digest_header(data: bytes) -> str:
    """Return the SHA-256 as the format writes it."""
    return f"sha256:{sha256(data).hexdigest()}"
