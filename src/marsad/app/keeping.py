"""Evidence kept: every exchange of the fetcher goes into the archive as it travelled."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from marsad import fetch, warc
from marsad.archive import Archive, Entry
from marsad.model import Capture, make_digest
from marsad.warc import split_message

_UNCHANGED = 304
_INTERIM = re.compile(rb"HTTP/\d\.\d 1\d\d\b")
_DIGITS = re.compile(r"[0-9]{1,20}")


def make_keeper(archive: Archive, now: Callable[[], datetime] | None = None) -> Callable[[fetch.Exchange], None]:
    """Return what keeps exchanges in `archive` with the time of now; safe to call from several threads.

    An answer that a page is unchanged holds none and is not kept. The keeper raises ArchiveError, and the page counts
    as fetched only when it has returned.
    """

    def keep(exchange: fetch.Exchange) -> None:
        if exchange.status != _UNCHANGED:
            archive.append(make_exchange(exchange, now() if now else datetime.now(UTC)))

    return keep


def find_kept(archive: Archive, capture: Capture) -> Entry | None:
    """Return the newest entry of a capture's page at its address, None where the archive has none."""
    kept = [entry for entry in archive.find_page(make_digest(capture.body)) if entry.url == capture.url]
    return max(kept, key=lambda entry: entry.at, default=None)


def make_exchange(exchange: fetch.Exchange, at: datetime) -> warc.Exchange:
    """Return the answer as it travelled, codings and all, without what came before its head or after its body."""
    head, body = split_message(exchange.received)
    while _INTERIM.match(head) and body:  # "wait, there is more to come": the answer itself follows
        head, body = split_message(body)
    length = exchange.header("content-length") or ""
    if _DIGITS.fullmatch(length) and not exchange.header("transfer-encoding"):
        body = body[: int(length)]
    return warc.Exchange(url=exchange.url, at=at, head=head, body=body)
