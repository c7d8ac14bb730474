"""A request and its answer. What makes them loads more, and stands in `asking`."""

import msgspec

Headers = tuple[tuple[str, str], ...]
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and its whole answer.

    `sent` and `received` are the bytes as they travelled (inside TLS), `ip` whom they were exchanged with; `body` is
    the answer's, unfolded where the status is a success. Header names are in lower case.
    """

    url: str
    ip: str
    status: int
    headers: Headers
    body: bytes
    sent: bytes
    received: bytes

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def moved(self) -> str | None:
        """Return where the page has moved to."""
        value = self.header("location")
        return _read_utf8(value) if value and self.status in REDIRECTS else None


def _read_utf8(value: str) -> str:
    """Read a header that was taken for Latin-1 as the UTF-8 that it may be."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
