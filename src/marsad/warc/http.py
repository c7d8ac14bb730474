"""The HTTP message inside a response record: its status, headers, and its body without transfer and content coding."""

import re
import zlib
from codecs import lookup

import msgspec

from marsad.warc.record import DEFAULT, Headers, find_header, parse_headers

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,20})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MAGIC = b"\x1f\x8b"
_PIECE = 4096  # bytes: what follows a member is copied, and there may be a million of them
_ZLIB, _RAW, _GZIP = 15, -15, 31  # what zlib calls the three wrappings of a deflated stream


class HttpError(ValueError):
    """A message that cannot be read; `reason` is one of malformed, encoding, corrupt, too_large."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class HttpResponse(msgspec.Struct, frozen=True, kw_only=True):
    """A response as it was sent; `sent` is the body as it stands in the message, codings and all."""

    status: int
    headers: Headers
    sent: bytes

    @property
    def media(self) -> str:
        """The media type in lower case, without parameters; empty where none is given."""
        return (find_header(self.headers, "Content-Type") or "").partition(";")[0].strip().lower()

    def decode(self, limit: int = DEFAULT.block) -> bytes:
        """Return the body without transfer and content coding; raise HttpError.

        Crawlers often store a body decoded and its headers as they were: a body that is not coded as they say is
        taken as it is.
        """
        body = self.sent
        if "chunked" in (find_header(self.headers, "Transfer-Encoding") or "").lower():
            body = _join_chunks(body)
        codings = (find_header(self.headers, "Content-Encoding") or "").lower().split(",")
        for coding in reversed([name.strip() for name in codings]):
            body = _decode(body, coding, limit)
        return body


def split_message(block: bytes) -> tuple[bytes, bytes]:
    """Return a message's head, with the blank line that ends it, and the rest."""
    found = _HEAD_END.search(block)
    return (block[: found.end()], block[found.end() :]) if found else (block, b"")


def parse_response(block: bytes) -> HttpResponse:
    """Return the response in a record's block; raise HttpError."""
    head, body = split_message(block)
    lines = head.splitlines()
    found = _STATUS.match(lines[0]) if lines else None
    if not found:
        raise HttpError("malformed", "no HTTP response")
    return HttpResponse(status=int(found[1]), headers=parse_headers(lines[1:]), sent=body)


def find_charset(headers: Headers) -> str | None:
    """Return the encoding that the headers name, under Python's name, where it is one that Python knows."""
    found = _CHARSET.search(find_header(headers, "Content-Type") or "")
    try:
        return lookup(found[1]).name if found else None
    except LookupError:
        return None


def _join_chunks(body: bytes) -> bytes:
    """Return the chunks' contents, as far as they go; a body that does not begin with a chunk was joined before."""
    parts, at = list[bytes](), 0
    while found := _CHUNK_SIZE.match(body, at):
        size, begin = int(found[1], 16), found.end()
        if size == 0:
            return b"".join(parts)
        parts.append(body[begin : begin + size])
        at = begin + size
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif len(parts) == 1 and at < len(body):  # the first line only looked like a size
            return body
    return b"".join(parts) if parts else body


def _decode(body: bytes, coding: str, limit: int) -> bytes:
    if coding in ("gzip", "x-gzip", "deflate") and body.startswith(_MAGIC):
        return _inflate_members(body, limit)
    if coding in ("gzip", "x-gzip"):
        return _inflate_zlib(body, limit)
    if coding == "deflate":
        return _inflate_any(body, limit)
    if coding in ("", "identity", "none"):
        return body
    if _is_markup(body):
        return body
    raise HttpError("encoding", f"the body is compressed in a way that is not read ({coding[:20]!r})")


def _is_markup(body: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _inflate_any(body: bytes, limit: int) -> bytes:
    """Servers call both a zlib stream and a bare one `deflate`."""
    if _is_markup(body) or not body:
        return body
    try:
        return _inflate(body, _ZLIB, limit)
    except HttpError as error:
        if error.reason == "too_large":
            raise
        return _inflate(body, _RAW, limit)


def _inflate_zlib(body: bytes, limit: int) -> bytes:
    """Some servers call a zlib stream `gzip`; what is none was stored decoded."""
    try:
        return _inflate(body, _ZLIB, limit)
    except HttpError as error:
        if error.reason == "too_large":
            raise
        return body


def _inflate_members(body: bytes, limit: int) -> bytes:
    """Return what the gzip members of a body hold, up to what is none."""
    parts, left, at = list[bytes](), limit, 0
    stream = zlib.decompressobj(_GZIP)
    while at < len(body) and (not stream.eof or body.startswith(_MAGIC, at)):
        if stream.eof:
            stream = zlib.decompressobj(_GZIP)
        piece = body[at : at + _PIECE]
        parts.append(_unfold(stream, piece, left))
        left -= len(parts[-1])
        at += len(piece) - len(stream.unused_data)
    return b"".join(parts)


def _inflate(body: bytes, wrapping: int, limit: int) -> bytes:
    return _unfold(zlib.decompressobj(wrapping), body, limit)


def _unfold(stream: "zlib._Decompress", body: bytes, limit: int) -> bytes:
    """Return the stream's content; one that breaks off gives what there is, as browsers show it."""
    try:
        out = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise HttpError("corrupt", f"the body's compressed data are broken ({error})") from error
    if len(out) > limit:
        raise HttpError("too_large", f"the body inflates to more than {limit} bytes")
    return out
