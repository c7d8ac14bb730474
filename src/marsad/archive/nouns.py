"""The nouns of an archive, and what it takes on."""

from datetime import datetime

import msgspec

from marsad.warc import Limits

LIMITS = Limits(block=100_000_000)


class ArchiveError(Exception):
    """An archive cannot be opened, read or written; the message is one clear line."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Where an exchange is kept: `length` bytes at `offset` of `file`.

    `payload` is the SHA-256 of the body as it was sent, `page` that of the body without transfer and content coding,
    which is what a capture of it has as its digest; None where it cannot be decoded.
    """

    url: str
    at: datetime
    file: str
    offset: int
    length: int
    payload: str
    page: str | None
