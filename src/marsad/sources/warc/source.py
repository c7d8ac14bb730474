"""The source itself: archives to captures, one record at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from marsad.model import Basis, Capture, When
from marsad.sources.base import Item, SetAside
from marsad.sources.places import check_file, find_files, has_ending, holds_only, set_aside_error
from marsad.sources.warc.wacz import WaczError, open_archives
from marsad.warc import (
    DEFAULT,
    Flaw,
    HttpError,
    HttpResponse,
    Limits,
    WarcRecord,
    find_charset,
    parse_response,
    read_records,
)
from marsad.warc.record import Headers, find_header

ENDINGS = (".wacz", ".warc", ".warc.gz")
_MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_FINE = 200


class WarcSource:
    """Responses of status 200 with HTML or plain text; other records are none of a reader's business and pass."""

    name = "warc"

    def __init__(self, limits: Limits = DEFAULT) -> None:
        """Take records and bodies of at most `limits`."""
        self._limits = limits

    def accepts(self, place: str) -> bool:
        """Tell whether `place` is named like an archive, or a folder with archives and no pages in it."""
        if "://" in place or place == "-":
            return False
        return has_ending(Path(place).name, ENDINGS) or holds_only(place, ENDINGS)

    def fetch(self, places: Sequence[str]) -> Iterator[Item]:
        """Yield the pages at `places`; see `base.Source`."""
        for place in places:
            for found in find_files(place, ENDINGS):
                yield from (found,) if isinstance(found, SetAside) else self._read_file(found)

    def count(self, places: Sequence[str]) -> int | None:
        """Return None: the pages of an archive can be told only by reading it."""
        return None

    def _read_file(self, path: Path) -> Iterator[Item]:
        if problem := check_file(path, None):
            yield problem
            return
        empty = True
        try:
            with path.open("rb") as raw:
                for item in self._read_any(raw, str(path)):
                    empty = False
                    yield item
        except OSError as error:
            yield set_aside_error(str(path), error)
        else:
            if empty:
                yield SetAside(origin=str(path), reason="empty", message="no page among its records")

    def _read_any(self, raw: BinaryIO, origin: str) -> Iterator[Item]:
        if not has_ending(Path(origin).name, (".wacz",)):
            yield from read_pages(raw, origin, self._limits)
            return
        try:
            for name, archive in open_archives(raw):
                where = f"{origin}!{name}"
                if isinstance(archive, WaczError):
                    yield SetAside(origin=where, reason=archive.reason, message=archive.message)
                else:
                    yield from read_pages(archive, where, self._limits)
        except WaczError as error:
            yield SetAside(origin=origin, reason=error.reason, message=error.message)


def read_pages(raw: BinaryIO, origin: str, limits: Limits = DEFAULT) -> Iterator[Item]:
    """Yield the pages of a seekable archive; the origin of each is the archive's and, behind a colon, its offset."""
    for found in read_records(raw, _is_response, limits):
        where = f"{origin}:{found.offset}"
        item = _pass_flaw(found, where) if isinstance(found, Flaw) else _make_item(found, where, limits)
        if item:
            yield item


def _make_item(record: WarcRecord, where: str, limits: Limits) -> Item | None:
    try:
        response = parse_response(record.block)
        if not _is_page(response):
            return None
        return _make_capture(record, response, response.decode(limits.block), where)
    except HttpError as error:
        return SetAside(origin=where, reason=error.reason, message=f"{record.url}: {error.message}")


def _is_response(headers: Headers) -> bool:
    address = (find_header(headers, "WARC-Target-URI") or "").strip("<>").lower()
    kind = (find_header(headers, "WARC-Type") or "").lower()
    return kind == "response" and address.startswith(("http://", "https://"))


def _is_page(response: HttpResponse) -> bool:
    return response.status == _FINE and response.media in _MEDIA


def _make_capture(record: WarcRecord, response: HttpResponse, body: bytes, where: str) -> Capture:
    return Capture(
        origin=where,
        body=body,
        url=record.url,
        published=When.day(record.at.date(), Basis.STAMP) if record.at else None,
        media=_MEDIA[response.media],
        charset=find_charset(response.headers),
        at=record.at,
        outside=True,
    )


def _pass_flaw(flaw: Flaw, where: str) -> SetAside | None:
    """Set a broken place aside; a large record that holds no page is no loss."""
    if flaw.reason == "too_large":
        try:
            if not _is_page(parse_response(flaw.block)):
                return None
        except HttpError:
            return None
    return SetAside(origin=where, reason=flaw.reason, message=flaw.message)
