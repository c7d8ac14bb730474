"""Compressed bytes unfolded within a limit: a gigabyte of zeros never comes to be."""

import zlib
from collections.abc import Iterable, Iterator

from marsad.fetch.rules import Refusal

_GZIP_OR_ZLIB = 47
_MAGIC = b"\x1f\x8b"
_PIECE = 4096  # bytes: what follows a member is copied, and there may be a million of them


def is_gzip(body: bytes) -> bool:
    """Tell whether `body` is a gzip file."""
    return body.startswith(_MAGIC)


def join_pieces(pieces: Iterable[bytes], coding: str, limit: int) -> bytes:
    """Return the pieces of a body as one, unfolded as the header `Content-Encoding` says; raise Refusal."""
    coding = coding.strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        return inflate(pieces, limit)
    if coding not in ("", "identity"):
        raise Refusal("encoding", f"compressed in a way not asked for: {coding}")
    body = bytearray()
    for piece in pieces:
        body += piece
        _check_size(body, limit)
    return bytes(body)


def inflate(pieces: Iterable[bytes], limit: int) -> bytes:
    """Return what gzip or zlib data holds, of several members too; raise Refusal."""
    body = bytearray()
    engine = zlib.decompressobj(_GZIP_OR_ZLIB)
    begun, held = False, b""
    for piece in _cut(pieces):
        rest, held = held + piece, b""
        begun = begun or bool(rest)
        while rest:
            if engine.eof and len(rest) < len(_MAGIC):  # too little to tell the next member from padding
                held = rest
                break
            if engine.eof and not is_gzip(rest):
                return bytes(body)
            if engine.eof:
                engine = zlib.decompressobj(_GZIP_OR_ZLIB)
            rest = _unfold(engine, rest, body, limit)
    if begun and not engine.eof:
        raise Refusal("incomplete", "the compressed page breaks off")
    return bytes(body)


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from (piece[at : at + _PIECE] for at in range(0, len(piece), _PIECE))


def _unfold(engine: "zlib._Decompress", data: bytes, body: bytearray, limit: int) -> bytes:
    try:
        body += engine.decompress(data, limit - len(body) + 1)
    except zlib.error as error:
        raise Refusal("encoding", f"the compressed page is broken: {error}") from error
    _check_size(body, limit)
    return engine.unused_data if engine.eof else engine.unconsumed_tail


def _check_size(body: bytearray, limit: int) -> None:
    if len(body) > limit:
        raise Refusal("inflated", f"unfolds to more than {limit} bytes")
