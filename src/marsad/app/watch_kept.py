"""Pages that the archive holds already: what a killed watch had fetched is read from there, not asked for again."""

from datetime import UTC, datetime

from marsad.archive import Archive, ArchiveError, Entry
from marsad.fetch import Refusal, Validator
from marsad.fetch.address import parse_address
from marsad.model import Capture, make_digest
from marsad.sources.pages import MEDIA, Wanted, make_capture
from marsad.warc import parse_response
from marsad.warc.http import HttpError, HttpResponse
from marsad.warc.record import find_header
from marsad.watch import Brought, Page

_HOPS = 6
_MOVED = frozenset({301, 302, 303, 307, 308})


def find_brought(archive: Archive, page: Page) -> Brought | None:
    """Return the page as it was archived after it was asked for last; None where it was not."""
    since = datetime.fromtimestamp(page.asked, UTC)
    try:
        found = _follow(archive, parse_address(page.url).url, since)
    except (Refusal, ArchiveError, HttpError):
        return None
    if found is None or (found[1].media and found[1].media not in MEDIA):
        return None
    return _make_brought(page, *found)


def _follow(archive: Archive, url: str, since: datetime) -> tuple[str, HttpResponse] | None:
    """Return the last answer for an address after `since`, through redirects, where it is a page."""
    for _ in range(_HOPS):
        entry = next((each for each in reversed(archive.captures(url)) if each.at > since), None)
        if entry is None:
            return None
        answer = _load(archive, entry)
        where = find_header(answer.headers, "Location")
        if answer.status not in _MOVED or not where:
            return (url, answer) if answer.status in (200, 203) else None
        url = parse_address(where, base=url).url
    return None


def _make_brought(page: Page, final: str, answer: HttpResponse) -> Brought | None:
    try:
        body = answer.decode()
    except HttpError:
        return None
    etag, modified = find_header(answer.headers, "ETag"), find_header(answer.headers, "Last-Modified")
    return Brought(
        capture=make_capture(Wanted(page.url, page.day), final, body, answer.media),
        digest=make_digest(body),
        final=final,
        media=answer.media,
        validator=Validator(etag=etag, modified=modified) if etag or modified else None,
    )


def load_capture(archive: Archive, page: Page) -> Capture | None:
    """Return the capture of a page that was fetched; None where the archive has it no more."""
    for entry in reversed(archive.find_page(page.digest or "")):
        try:
            body = _load(archive, entry).decode()
        except (ArchiveError, HttpError):
            continue
        return make_capture(Wanted(page.url, page.day), page.final or page.url, body, page.media)
    return None


def _load(archive: Archive, entry: Entry) -> HttpResponse:
    exchange = archive.load(entry)
    return parse_response(exchange.head + exchange.body)
