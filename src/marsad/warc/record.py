"""The nouns of the format: a record, a flaw, and the bounds on both."""

from datetime import UTC, datetime

import msgspec

Headers = tuple[tuple[str, str], ...]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on one file of records.

    `head` in bytes of a record's or a message's headers, `block` in bytes of a record's content; after `flaws` broken
    places the rest of a file is given up, since each may cost the reading of a whole block.
    """

    head: int = 65_536
    block: int = 20_000_000
    flaws: int = 1_000


DEFAULT = Limits()


class WarcRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record: `length` bytes at `offset` of its file (compressed ones, where it is), `block` its content."""

    headers: Headers
    block: bytes
    offset: int
    length: int

    def get(self, name: str) -> str | None:
        """Return the header of that name, written in whatever case."""
        return find_header(self.headers, name)

    @property
    def kind(self) -> str:
        """The record's type: response, request, warcinfo, …; empty where it has none."""
        return (self.get("WARC-Type") or "").lower()

    @property
    def url(self) -> str | None:
        """The address that the record is about; old writers put it between angle brackets."""
        return (self.get("WARC-Target-URI") or "").strip("<>") or None

    @property
    def at(self) -> datetime | None:
        """When it was captured."""
        return parse_time(self.get("WARC-Date") or "")


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """A place where no record can be read, and why: truncated, corrupt, malformed, too_large or too_many_flaws.

    `block` holds the first bytes of a block that is too large, `headers` those of its record.
    """

    offset: int
    reason: str
    message: str
    headers: Headers = ()
    block: bytes = b""


class WarcError(ValueError):
    """A record that cannot be read; `reason` as in `Flaw`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


def find_header(headers: Headers, name: str) -> str | None:
    """Return the first header of that name, written in whatever case."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


def parse_time(stamp: str) -> datetime | None:
    """Return the time that a WARC-Date gives, in UTC; None where it gives none."""
    try:
        at = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def parse_headers(lines: list[bytes]) -> Headers:
    """Return the named fields of a head's lines; a line that begins with a blank goes on with the one before."""
    out: list[tuple[str, str]] = []
    for line in lines:
        text = line.decode("utf-8", "replace")
        if text[:1] in (" ", "\t") and out:
            out[-1] = (out[-1][0], f"{out[-1][1]} {text.strip()}")
        else:
            name, colon, value = text.partition(":")
            if colon:
                out.append((name.strip(), value.strip()))
    return tuple(out)
